import { createHash } from 'node:crypto';
import { csvLineForPeople } from '../../kernel/csv.ts';
import { Refusal } from '../../kernel/errors.ts';
import { firstDay, type Month } from '../../kernel/month.ts';
import type { Connection } from '../../platform/database/index.ts';
import { named, recipientsOf } from './mail-words.ts';
import type { Going } from './outbox.ts';

/** The outcome of the unit accounts of a month. */
export interface UnitOutcome {
  readonly outcome: 'not ready' | 'posted' | 'failed' | 'acknowledged';
  /** When, for people. */
  readonly at: string;
  /** Accounts of an attempt, or documents of an answer. */
  readonly items: number;
  readonly problems: number;
  /** Who got a mail, with semicolons; null for nobody. */
  readonly recipients: string | null;
}

/** An outcome to tell, with the rows of its list; the first names the columns. */
export type UnitNotice = Pick<UnitOutcome, 'outcome' | 'items' | 'problems'> & {
  readonly rows: readonly (readonly string[])[];
};

/** Until the end of the transaction nobody else posts the unit accounts of the month or tells of them. */
export async function lockUnits(transaction: Connection, month: Month): Promise<void> {
  await transaction.execute(`select pg_advisory_xact_lock(hashtextextended('daybook.units ' || $1, 0))`, [
    month,
  ]);
}

/**
 * Keeps the outcome of the unit accounts of a month and mails it, with the list as CSV, to `ledger.reportTo` of
 * `operator.json` (billing.md 4.9); nobody is told where that names nobody. Within a transaction of the caller.
 */
export async function tellUnits(
  transaction: Connection,
  { month, actor }: { readonly month: Month; readonly actor: string },
  { operator, outbox }: Going,
  notice: UnitNotice,
): Promise<void> {
  const { outcome, items, problems } = notice;
  const { reportTo } = operator.ledger;
  const recipients = reportTo.length === 0 ? null : recipientsOf(reportTo, operator);
  await transaction.execute(
    `insert into billing.unit_outcome
       (service_month, outcome, item_count, problem_count, recipients, told_at, told_by)
     values ($1::date, $2, $3, $4, $5, now(), $6)`,
    [firstDay(month), outcome, items, problems, recipients, actor],
  );
  if (recipients === null) return;
  const content = Buffer.from(notice.rows.map(csvLineForPeople).join(''));
  const sha256 = createHash('sha256').update(content).digest('hex');
  const name = `UNIT${month.replace('-', '')}-${outcome.replace(' ', '-')}.csv`;
  const subject = named(`Unit accounts of ${month}: ${outcome}`, operator);
  const text = words[outcome]({ month, items: String(items), problems: String(problems) });
  const envelope = { recipients, subject, fileName: name, sha256, attachments: [], text };
  await outbox.hand({ kind: 'mail', name, content, sha256, envelope }).catch((problem: unknown) => {
    // Someone heard of it; a mail that nobody got leaves everything as it was.
    if (!(problem instanceof Refusal && problem.code === 'BILLING_RECIPIENTS_REFUSED')) throw problem;
  });
}

type Filling = Readonly<Record<'month' | 'items' | 'problems', string>>;

const words: Readonly<Record<UnitOutcome['outcome'], (filling: Filling) => string>> = {
  'not ready': ({ month, items, problems }) =>
    `The unit accounts of ${month} were not posted: ${problems} of ${items} are missing or inactive in the ledger. ` +
    'They are listed in the attachment. Open them, load the ledger accounts (gl_accounts) and the site list, ' +
    `then post again with daybook post units --month ${month}.`,
  posted: ({ month, items }) =>
    `The unit accounts of ${month} were sent to the outbox for the ledger: ${items} accounts, in the documents ` +
    `listed in the attachment. For the answers, run daybook post report --month ${month}.`,
  failed: ({ month, items, problems }) =>
    `The ledger refused ${problems} of ${items} documents of the unit accounts of ${month}. Its answers are ` +
    'in the attachment. Correct what it names, then submit them again with daybook post retry and the key.',
  acknowledged: ({ month, items }) =>
    `The ledger accepted all ${items} documents of the unit accounts of ${month}. There is nothing more to do.`,
};
