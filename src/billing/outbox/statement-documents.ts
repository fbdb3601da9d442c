import { refusal } from '../../kernel/errors.ts';
import type { Connection } from '../../platform/database/index.ts';
import { printedInvoices } from '../documents/printed-lines.ts';
import { statementPdf } from '../documents/statement-pdf.ts';
import { letterheadOf, type OperatorProfile } from '../operator.ts';
import { readStatement, type StatementDetail, type StatementInvoice } from '../statements/read-statements.ts';
import { keptIn, keptMailings, type Going } from './outbox.ts';
import { billToOf, type BillTo } from './routes.ts';

/** A document of a statement, and whether it is the one that went out. */
export interface StatementDocument {
  readonly fileName: string;
  readonly content: Buffer;
  readonly wasSent: boolean;
}

/**
 * A statement as its customer has it or would get it. Of what was sent every document that went out, byte for byte,
 * whatever has changed since; of anything else one document of all invoices that is marked as a draft. Refuses with
 * BILLING_STATEMENT_UNKNOWN and BILLING_DOCUMENT_GONE.
 */
export async function documentsOf(
  database: Connection,
  statementId: string,
  { operator, outbox }: Going,
): Promise<StatementDocument[]> {
  const statement = await readStatement(database, statementId);
  if (!statement) throw refusal('BILLING_STATEMENT_UNKNOWN', { statement: statementId });
  const documents: StatementDocument[] = [];
  for (const mailing of await keptMailings(database, statementId))
    documents.push({
      fileName: mailing.fileName,
      content: await keptIn(outbox, mailing),
      wasSent: true,
    });
  if (documents.length > 0) return documents;
  const billTo = await billToOf(database, statementId);
  const content = await renderStatement(statement, statement.invoices, { billTo, operator, isDraft: true });
  return [{ fileName: fileNameOf(statement.invoices), content, wasSent: false }];
}

/** What a document is made from beside the statement. */
export interface Rendering {
  readonly billTo: BillTo;
  readonly operator: OperatorProfile;
  /** Nobody was sent it: every page says so. */
  readonly isDraft: boolean;
}

/** Invoices of a statement in order, as the customer gets them. */
export function renderStatement(
  statement: StatementDetail,
  invoices: readonly StatementInvoice[],
  { billTo, operator, isDraft }: Rendering,
): Promise<Buffer> {
  return statementPdf({
    issuer: letterheadOf(operator, billTo.glString),
    billTo: { name: billTo.name, attention: 'Attn: Accounts Payable', addressLines: billTo.addressLines },
    purchaseOrder: billTo.purchaseOrder,
    isRevised: statement.version > 1,
    isDraft,
    serviceMonth: statement.month,
    invoices: printedInvoices(invoices, operator.clientPaidExpenses, operator.clientPaidTitle),
  });
}

/** Named for the invoice with the highest group (billing.md 4.10). */
export function fileNameOf(invoices: readonly StatementInvoice[]): string {
  return `${invoices.at(-1)?.number ?? ''}_Invoice.pdf`;
}
