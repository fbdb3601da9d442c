import { decimal, sum, type Decimal } from '../../kernel/decimal.ts';
import { refusal } from '../../kernel/errors.ts';
import type { Connection, Database } from '../../platform/database/index.ts';
import {
  ledgerDocuments,
  reversalOf,
  type LedgerDocument,
  type StatementPosting,
} from '../journal/ledger-document.ts';
import { vendorOf, type OperatorProfile } from '../operator.ts';
import type { Acting } from '../statements/act-on-statement.ts';
import { readStatement, type StatementDetail } from '../statements/read-statements.ts';
import { handFiles } from './hand-files.ts';
import { billToOf, routesOf } from './routes.ts';
import type { Going, Outbox } from './send-statement.ts';

/** A document for the ledger as it was posted. */
export interface Posting {
  readonly key: string;
  /** Null for a document of unit accounts. */
  readonly statementId: string | null;
  readonly kind: string;
  readonly documentNumber: string;
  readonly batch: string;
  readonly site: string;
  readonly debit: string;
  readonly credit: string;
  readonly state: 'pending' | 'acknowledged' | 'failed';
  readonly answer: string | null;
}

type Actor = Pick<Acting, 'statementId' | 'actor'>;

/**
 * Posts a statement that was sent: its documents go into the outbox as CSV and XML, once, whatever is repeated
 * (billing.md 4.9). In the name of the person; ask for the right to post before. The documents that are new. Refuses
 * with BILLING_NOT_SENT and with what `ledgerDocuments` refuses; then nothing is posted.
 */
export async function postStatement(
  database: Database,
  acting: Actor,
  { operator, outbox }: Going,
): Promise<Posting[]> {
  return database.transaction(async (transaction) => {
    const statement = await sentStatement(transaction, acting.statementId);
    const documents = ledgerDocuments(await postingOf(transaction, statement, operator));
    return hand(transaction, acting, { documents, outbox });
  });
}

/**
 * Takes back what was posted of a statement, in full: every document as it was posted, with debits and credits swapped,
 * once, whatever has changed since (billing.md 4.7). Within a transaction of the caller.
 */
export async function reverseStatement(
  transaction: Connection,
  acting: Actor,
  outbox: Outbox,
): Promise<Posting[]> {
  const posted = await transaction.query<{ content: KeptPosting }>(
    `select content from billing.posting
     where statement_id = $1 and not (content ->> 'isReversal')::boolean order by posting_id`,
    [acting.statementId],
  );
  const documents = posted.map(({ content }) => reversalOf(documentIn(content)));
  return hand(transaction, acting, { documents, outbox });
}

/** A document as it is kept: money is decimal text. */
export type KeptPosting = Omit<LedgerDocument, 'amount' | 'rows'> & {
  readonly amount: string;
  readonly rows: readonly { readonly account: string; readonly debit: string; readonly credit: string }[];
};

/** A document as it was posted. */
export function documentIn(kept: KeptPosting): LedgerDocument {
  return {
    ...kept,
    amount: decimal(kept.amount),
    rows: kept.rows.map(({ account, debit, credit }) => ({
      ...{ account, debit: decimal(debit), credit: decimal(credit) },
    })),
  };
}

async function sentStatement(transaction: Connection, statementId: string): Promise<StatementDetail> {
  const statement = await readStatement(transaction, statementId);
  if (!statement) throw refusal('BILLING_STATEMENT_UNKNOWN', { statement: statementId });
  if (statement.state !== 'Sent')
    throw refusal('BILLING_NOT_SENT', { statement: statementId, state: statement.state });
  return statement;
}

async function postingOf(
  transaction: Connection,
  statement: StatementDetail,
  operator: OperatorProfile,
): Promise<StatementPosting> {
  const billTo = await billToOf(transaction, statement.statementId);
  const routes = await routesOf(transaction, billTo.versionId);
  return {
    ...{ site: statement.site, glString: billTo.glString, serviceMonth: statement.month },
    ...{ billingType: billTo.billingType, isTaxOurs: billTo.isTaxOurs },
    companyNameOverride: operator.ledger.companyName,
    taxesPaid: billTo.taxesPaid === null ? null : decimal(billTo.taxesPaid),
    invoices: statement.invoices.map((invoice) => ({
      ...{ number: invoice.number, groupNumber: invoice.group, invoiceOn: invoice.invoiceOn },
      groupSiteNumber: routes.get(invoice.group)?.siteNumber ?? null,
      vendorId: routes.get(invoice.group)?.vendorId ?? vendorOf(operator, statement.site),
      amount: decimal(invoice.amount),
      lines: invoice.lines.map(({ code, amount, itemType }) => ({ code, amount: decimal(amount), itemType })),
    })),
  };
}

async function hand(
  transaction: Connection,
  { statementId, actor }: Actor,
  { documents, outbox }: { readonly documents: readonly LedgerDocument[]; readonly outbox: Outbox },
): Promise<Posting[]> {
  await refuseTaken(transaction, statementId, documents);
  const rows = documents.map((document) => ({
    ...{ kind: kindOf(document), idempotency_key: document.idempotencyKey, site_id: document.site },
    ...{ document_number: document.documentNumber, batch: document.batch, content: document },
    ...{ debit: total(document, 'debit'), credit: total(document, 'credit') },
  }));
  const added = await transaction.query<Posting>(
    `insert into billing.posting (statement_id, site_id, kind, idempotency_key, document_number, batch, debit, credit,
       content, state, posted_at, posted_by)
     select $1, site_id, kind, idempotency_key, document_number, batch, debit, credit, content, 'pending', now(), $3
     from jsonb_to_recordset($2) as d (site_id text, kind text, idempotency_key text, document_number text, batch text,
       debit numeric, credit numeric, content jsonb)
     on conflict (idempotency_key) do nothing
     returning idempotency_key as key, statement_id::text as "statementId", kind,
       document_number as "documentNumber", batch, site_id as site,
       debit::text as debit, credit::text as credit, state, answer`,
    [statementId, JSON.stringify(rows), actor],
  );
  const keys = new Set(added.map(({ key }) => key));
  for (const document of documents) if (keys.has(document.idempotencyKey)) await handFiles(document, outbox);
  return added;
}

/** Two sites that print the same number would count as one document in the ledger. */
async function refuseTaken(
  transaction: Connection,
  statementId: string,
  documents: readonly LedgerDocument[],
): Promise<void> {
  const [taken] = await transaction.query<{ document: string; site: string }>(
    `select document_number as document, site_id as site from billing.posting
     where idempotency_key = any ($1) and statement_id <> $2 limit 1`,
    [documents.map(({ idempotencyKey }) => idempotencyKey), statementId],
  );
  if (taken) throw refusal('BILLING_NUMBER_TAKEN', { statement: statementId, ...taken });
}

function kindOf({ kind, isReversal }: LedgerDocument): string {
  return isReversal ? `reversal of ${kind}` : kind;
}

function total({ rows }: LedgerDocument, side: 'debit' | 'credit'): Decimal {
  return sum(rows.map((row) => row[side]));
}
