import { decimal, sum, type Decimal } from '../../kernel/decimal.ts';
import { refusal } from '../../kernel/errors.ts';
import { firstDay } from '../../kernel/month.ts';
import { takenUpAgain, type Connection, type Database } from '../../platform/database/index.ts';
import { readFacts } from '../../platform/operator/index.ts';
import { performDuty } from '../../platform/security/index.ts';
import {
  ledgerDocuments,
  reversalOf,
  type LedgerDocument,
  type StatementPosting,
} from '../journal/ledger-document.ts';
import { vendorOf, type OperatorProfile } from '../operator.ts';
import { lockStatement, type Acting } from '../statements/act-on-statement.ts';
import { readStatement, type StatementDetail } from '../statements/read-statements.ts';
import { documentAfter, type DocumentState } from './document-lifecycle.ts';
import { handFiles } from './hand-files.ts';
import { billToOf, routesOf } from './routes.ts';
import type { Going, Outbox } from './outbox.ts';

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
  readonly state: Exclude<DocumentState, 'unposted'>;
  readonly answer: string | null;
}

type Actor = Pick<Acting, 'statementId' | 'actor'>;

/**
 * Posts a statement that was sent: its documents go into the outbox as CSV and XML, once, whatever is repeated
 * (billing.md 4.9). In the name of the person; check the right to post first. The documents that are new. Refuses
 * with BILLING_NOT_SENT, BILLING_REVERSAL_OPEN and with what `ledgerDocuments` refuses; then nothing is posted.
 */
export async function postStatement(
  database: Database,
  acting: Actor,
  { operator, outbox }: Going,
): Promise<Posting[]> {
  return database.transaction(async (transaction) => {
    const statement = await sentStatement(transaction, acting.statementId);
    const documents = ledgerDocuments(await postingOf(transaction, statement, operator));
    await performDuty(transaction, 'post-batch', postingSubject(acting.statementId));
    return hand(transaction, acting, { documents, outbox });
  }, takenUpAgain);
}

/** The documents of a statement as segregation of duties names them. */
export function postingSubject(statementId: string): string {
  return `ledger documents of statement ${statementId}`;
}

/** What the ledger took of a statement, in dollars; null where it took nothing. */
export async function takenAmount(transaction: Connection, statementId: string): Promise<Decimal | null> {
  const originals = await originalsOf(transaction, statementId);
  const taken = originals.filter(({ state }) => state === 'acknowledged');
  return taken.length === 0
    ? null
    : sum(taken.map(({ content }) => total(documentIn(content), 'debit').abs()));
}

/** Refuses with BILLING_LEDGER_UNANSWERED while the ledger may still take a document of a statement that was sent. */
export async function requireAnswers(transaction: Connection, statementId: string): Promise<void> {
  for (const { key, documentNumber: document, state } of await originalsOf(transaction, statementId)) {
    const next = documentAfter('Sent', state, 'take back');
    if (typeof next === 'object')
      throw refusal('BILLING_LEDGER_UNANSWERED', {
        statement: statementId,
        document,
        key,
        why: next.refused,
      });
  }
}

/**
 * Takes back what was posted of a statement, once, whatever has changed since (billing.md 4.7): what the ledger took is
 * reversed in full, as it was posted, with debits and credits swapped; what it did not take is withdrawn. Within a
 * transaction of the caller, after `requireAnswers`. The reversals.
 */
export async function takeBackStatement(
  transaction: Connection,
  acting: Actor,
  outbox: Outbox,
): Promise<Posting[]> {
  const originals = await originalsOf(transaction, acting.statementId);
  const next = originals.map(({ key, state, content }) => {
    const after = documentAfter('Sent', state, 'take back');
    return { key, content, isReversed: after === 'reversed' && state !== after, state: after };
  });
  await transaction.execute(
    `update billing.posting set state = taken.state
     from jsonb_to_recordset($1) as taken (key text, state text)
     where idempotency_key = key and posting.state <> taken.state`,
    [JSON.stringify(next.map(({ key, state }) => ({ key, state })))],
  );
  const documents = next
    .filter(({ isReversed }) => isReversed)
    .map(({ content }) => reversalOf(documentIn(content)));
  return hand(transaction, acting, { documents, outbox });
}

interface Original {
  readonly key: string;
  readonly documentNumber: string;
  readonly state: DocumentState;
  readonly content: StoredPosting;
}

async function originalsOf(transaction: Connection, statementId: string): Promise<Original[]> {
  return transaction.query<Original>(
    `select idempotency_key as key, document_number as "documentNumber", state, content from billing.posting
     where statement_id = $1 and not is_reversal order by posting_id`,
    [statementId],
  );
}

/** A document as it is kept: money is decimal text. */
export type StoredPosting = Omit<LedgerDocument, 'amount' | 'rows'> & {
  readonly amount: string;
  readonly rows: readonly { readonly account: string; readonly debit: string; readonly credit: string }[];
};

/** A document as it was posted. */
export function documentIn(posting: StoredPosting): LedgerDocument {
  return {
    ...posting,
    amount: decimal(posting.amount),
    rows: posting.rows.map(({ account, debit, credit }) => ({
      account,
      debit: decimal(debit),
      credit: decimal(credit),
    })),
  };
}

/** Locked until the end of the transaction, so that nobody revises meanwhile what is posted. */
async function sentStatement(transaction: Connection, statementId: string): Promise<StatementDetail> {
  await lockStatement(transaction, statementId);
  const statement = await readStatement(transaction, statementId);
  if (!statement) throw refusal('BILLING_STATEMENT_UNKNOWN', { statement: statementId });
  const { state, site, month } = statement;
  const next = documentAfter(state, 'unposted', 'post');
  if (typeof next === 'object')
    throw refusal('BILLING_NOT_SENT', { statement: statementId, state, why: next.refused });
  const [open] = await transaction.query<{ key: string; document: string }>(
    `select idempotency_key as key, document_number as document
     from billing.posting join billing.statement using (statement_id)
     where statement.site_id = $1 and service_month = $2::date and is_reversal
       and posting.state in ('failed', 'unclear') limit 1`,
    [site, firstDay(month)],
  );
  if (open) throw refusal('BILLING_REVERSAL_OPEN', { statement: statementId, site, month, ...open });
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
    site: statement.site,
    glString: billTo.glString,
    serviceMonth: statement.month,
    billingType: billTo.billingType,
    isTaxOurs: billTo.isTaxOurs,
    companyNameOverride: operator.ledger.companyName,
    statementBatch: operator.ledger.statementBatch,
    facts: await readFacts(transaction),
    taxesPaid: billTo.taxesPaid === null ? null : decimal(billTo.taxesPaid),
    invoices: statement.invoices.map((invoice) => ({
      number: invoice.number,
      groupNumber: invoice.group,
      invoiceOn: invoice.invoiceOn,
      groupSiteNumber: routes.get(invoice.group)?.siteNumber ?? null,
      vendorId: routes.get(invoice.group)?.vendorId ?? billTo.vendorId ?? vendorOf(operator, statement.site),
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
    kind: kindOf(document),
    idempotency_key: document.idempotencyKey,
    site_id: document.site,
    document_number: document.documentNumber,
    batch: document.batch,
    content: document,
    debit: total(document, 'debit'),
    credit: total(document, 'credit'),
  }));
  const added = await transaction.query<Posting>(
    `insert into billing.posting (statement_id, site_id, kind, idempotency_key, document_number, batch, debit, credit,
       content, state, posted_at, posted_by, to_service_since)
     select $1, site_id, kind, idempotency_key, document_number, batch, debit, credit, content, 'pending', now(), $3,
       case when $4 then now() end
     from jsonb_to_recordset($2) as d (site_id text, kind text, idempotency_key text, document_number text, batch text,
       debit numeric, credit numeric, content jsonb)
     on conflict (idempotency_key) do nothing
     returning idempotency_key as key, statement_id::text as "statementId", kind,
       document_number as "documentNumber", batch, site_id as site,
       debit::text as debit, credit::text as credit, state, answer`,
    [statementId, JSON.stringify(rows), actor, outbox.service?.isCalled === true],
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
