import { refusal } from '../../kernel/errors.ts';
import { firstDay, type Month } from '../../kernel/month.ts';
import {
  takenUpAgain,
  type Connection,
  type Database,
  type Queryable,
} from '../../platform/database/index.ts';
import type { State } from '../statements/lifecycle.ts';
import { documentAfter, type DocumentAction, type DocumentState } from './document-lifecycle.ts';
import { handFiles } from './hand-files.ts';
import { documentIn, type StoredPosting, type Posting } from './post-statement.ts';
import type { Going, Outbox } from './outbox.ts';
import { lockUnits, tellUnits, type UnitOutcome } from './unit-outcome.ts';

/** What the ledger said of a document. */
export interface Answer {
  readonly key: string;
  readonly isFailed: boolean;
  readonly answer: string;
  /** Who enters it. */
  readonly actor: string;
}

/**
 * Keeps what the ledger answered. Of unit accounts those that `operator.json` names hear of a document that failed, and
 * of the last one that was acknowledged. In the name of the person; check the right to post first. Refuses with
 * BILLING_POSTING_UNKNOWN when nothing waits under that key.
 */
export async function acknowledgePosting(database: Database, answered: Answer, going: Going): Promise<void> {
  await database.transaction((transaction) => acknowledgeWithin(transaction, answered, going), takenUpAgain);
}

/** As `acknowledgePosting`, within a transaction of the caller. */
export async function acknowledgeWithin(
  transaction: Connection,
  answered: Answer,
  going: Going,
): Promise<void> {
  const { key, isFailed, answer } = answered;
  const action = isFailed ? 'not taken' : 'taken';
  const month = await keepAnswer(transaction, key, { action, answer });
  if (month !== null) await tellUnitAnswers(transaction, { ...answered, month }, going);
}

/** Tells of unit accounts: that a document failed, or that the last one was taken. */
async function tellUnitAnswers(
  transaction: Connection,
  { month, isFailed, actor }: Pick<Answer, 'isFailed' | 'actor'> & { readonly month: Month },
  going: Going,
): Promise<void> {
  await lockUnits(transaction, month);
  const documents = (await postingsOf(transaction, month)).filter(({ kind }) => kind === 'unit-journal');
  const failed = documents.filter(({ state }) => state === 'failed');
  const isDone = documents.every(({ state }) => state === 'acknowledged');
  if (!isFailed && !isDone) return;
  await tellUnits(transaction, { month, actor }, going, {
    outcome: isFailed ? 'failed' : 'acknowledged',
    items: documents.length,
    problems: failed.length,
    rows: [
      ['document', 'batch', 'debit', 'credit', 'state', 'answer', 'key'],
      ...documents.map((one) => [
        ...[one.documentNumber, one.batch, one.debit, one.credit, one.state, one.answer ?? '', one.key],
      ]),
    ],
  });
}

/**
 * Hands a document out again that the ledger did not take, or did not answer: the same under the same key, which waits
 * for an answer again. As `acknowledgePosting`; refuses with BILLING_POSTING_UNKNOWN.
 */
export async function repeatPosting(database: Database, key: string, outbox: Outbox): Promise<void> {
  await database.transaction(async (transaction) => {
    await keepAnswer(transaction, key, { action: 'retry', answer: null });
    await transaction.query('select from billing.to_service($1, $2)', [
      key,
      outbox.service?.isCalled === true,
    ]);
    const postings = await transaction.query<{ content: StoredPosting }>(
      `select content from billing.posting where idempotency_key = $1
       union all select content from billing.unit_posting where idempotency_key = $1`,
      [key],
    );
    for (const { content } of postings) await handFiles(documentIn(content), outbox);
  }, takenUpAgain);
}

/**
 * Does to a document what its state and that of its statement allow, and keeps the answer; null clears it. The month
 * when it was a document of unit accounts.
 */
export async function keepAnswer(
  transaction: Queryable,
  key: string,
  { action, answer }: { readonly action: DocumentAction; readonly answer: string | null },
): Promise<Month | null> {
  const [document] = await transaction.query<{ document: DocumentState; statement: State }>(
    'select document, statement from billing.document_states($1)',
    [key],
  );
  const next = document && documentAfter(document.statement, document.document, action);
  if (next === undefined || typeof next === 'object')
    throw refusal('BILLING_POSTING_UNKNOWN', { key, why: next?.refused ?? 'nothing was posted under it' });
  const [touched] = await transaction.query<{ month: Month | null }>(
    'select month from billing.answer_posting($1, $2, $3)',
    [key, next, answer],
  );
  return touched?.month ?? null;
}

async function postingsOf(database: Queryable, month: Month): Promise<Posting[]> {
  return database.query<Posting>(
    `select key, "statementId", kind, "documentNumber", batch, site, debit, credit, state, answer
     from billing.postings_of($1::date)`,
    [firstDay(month)],
  );
}

/** An attempt to hand a document over to the web service of the ledger. */
export interface RecordedAttempt {
  readonly key: string;
  /** When, for people. */
  readonly at: string;
  readonly outcome: string;
  readonly said: string | null;
  readonly status: number | null;
}

/** What a service month comes to in the ledger. */
export interface Reconciliation {
  /** Documents of statements and of unit accounts, and how far they came. */
  readonly postings: readonly Posting[];
  /** Statements that were sent and not posted: their documents are missing. */
  readonly unposted: readonly {
    readonly statementId: string;
    readonly site: string;
    readonly total: string;
  }[];
  /** Attempts to hand them over to the web service of the ledger, oldest first. */
  readonly attempts: readonly RecordedAttempt[];
  /** The outcome of the unit accounts, newest first; empty when nobody posted them. */
  readonly units: readonly UnitOutcome[];
}

/** Statements, batches and what the ledger answered, of a service month; limited to what the caller may see. */
export async function reconcilePostings(database: Queryable, month: Month): Promise<Reconciliation> {
  return {
    postings: await postingsOf(database, month),
    unposted: await database.query(
      'select "statementId", site, total from billing.unposted_statements($1::date)',
      [firstDay(month)],
    ),
    attempts: await database.query<RecordedAttempt>(
      'select key, at, outcome, said, status from billing.attempts_of($1::date)',
      [firstDay(month)],
    ),
    units: await database.query<UnitOutcome>(
      `select outcome, to_char(told_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI "UTC"') as at, item_count as items,
         problem_count as problems, recipients
       from billing.unit_outcome where service_month = $1::date order by outcome_id desc`,
      [firstDay(month)],
    ),
  };
}
