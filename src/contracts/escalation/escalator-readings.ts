import { refusal, type Refusal } from '../../kernel/errors.ts';
import { addMonths, firstDay, type Month } from '../../kernel/month.ts';
import {
  takenUpAgain,
  type Connection,
  type Database,
  type Queryable,
} from '../../platform/database/index.ts';
import { performDuty } from '../../platform/security/index.ts';
import { lockContracts } from '../lock-contracts.ts';
import type { BillingType } from '../terms.ts';

const escalatorReadings = ['service-month', 'billing-day'] as const;

/**
 * In which service month escalators of management fees, profit shares and payroll taxes count (billing.md 3.2): in
 * their own, or in every statement that is made in their month or later.
 */
export type EscalatorReading = (typeof escalatorReadings)[number];

/** The reading that the operator decided on for a month. */
export type ReadingIn = (month: Month) => EscalatorReading;

/** What the operator decided, or what waits for a second person. */
export interface StoredReading {
  readonly id: string;
  readonly reading: EscalatorReading;
  readonly from: Month;
  readonly reason: string;
  readonly enteredBy: string;
  /** Null while it waits; it does not count before. */
  readonly decision: 'approved' | 'rejected' | null;
  readonly decidedBy: string | null;
}

/**
 * The months whose escalators change rates from a service month on. By billing day a contract in arrears bills the
 * month before the escalator by its value, because the statement is made in its month, and one in advance the month
 * after. Each escalator counts once: the reading of the month in which it would count first by either decides.
 */
export function escalatorsIn(month: Month, billingType: BillingType, readingIn: ReadingIn): Month[] {
  const isAdvanced = billingType === 'Advanced';
  const other = addMonths(month, isAdvanced ? -1 : 1);
  const readingOf = (escalator: Month): EscalatorReading =>
    readingIn(isAdvanced ? escalator : addMonths(escalator, -1));
  return [
    ...(readingOf(month) === 'service-month' ? [month] : []),
    ...(readingOf(other) === 'billing-day' ? [other] : []),
  ];
}

/** All readings that were entered, the newest first. With the right to change contracts. */
export async function listReadings(database: Queryable): Promise<StoredReading[]> {
  return database.query<StoredReading>(
    `select reading_id as id, reading, to_char(from_month, 'YYYY-MM') as "from", reason, entered_by as "enteredBy",
       decision, decided_by as "decidedBy"
     from contracts.escalator_reading order by reading_id desc`,
  );
}

/** Which reading holds in a month: of those approved the one that begins last, of several the newest. */
export async function approvedReadings(database: Queryable): Promise<ReadingIn> {
  const approved = (await listReadings(database))
    .filter(({ decision }) => decision === 'approved')
    .toSorted((one, other) => (one.from < other.from ? 1 : one.from > other.from ? -1 : 0));
  return (month) => approved.find(({ from }) => from <= month)?.reading ?? 'service-month';
}

/**
 * Enters from which month on another reading holds; it waits for a second person. As the owner in the name of the
 * person; ask for the right to change contracts before. Refuses with CONTRACTS_READING_INVALID and
 * CONTRACTS_READING_LATE.
 */
export async function enterReading(
  database: Database,
  { reading, from, reason }: { readonly reading: string; readonly from: Month; readonly reason: string },
  enteredBy: string,
): Promise<string> {
  if (!escalatorReadings.some((one) => one === reading))
    throw refusal('CONTRACTS_READING_INVALID', { reading });
  return database.transaction(async (transaction) => {
    await lockContracts(transaction);
    await requireAhead(transaction, from);
    const [newReading] = await transaction.query<{ id: string }>(
      `insert into contracts.escalator_reading (reading, from_month, reason, entered_at, entered_by)
       values ($1, $2, $3, now(), $4) returning reading_id as id`,
      [reading, firstDay(from), reason, enteredBy],
    );
    const id = newReading?.id ?? '';
    await performDuty(transaction, 'edit-contract', subjectOf(id));
    return id;
  }, takenUpAgain);
}

/**
 * Approves a reading that somebody else entered, or rejects one. The refusal is returned, so that an attempt against
 * the separation of duties stays recorded. As the owner in the name of the person; ask for the right to change
 * contracts before. Refuses with CONTRACTS_READING_UNKNOWN and CONTRACTS_READING_LATE.
 */
export async function decideReading(
  database: Database,
  { id, decision }: { readonly id: string; readonly decision: 'approved' | 'rejected' },
  decidedBy: string,
): Promise<Refusal | null> {
  return database.transaction(async (transaction) => {
    await lockContracts(transaction);
    const reading = (await listReadings(transaction)).find((one) => one.id === id && one.decision === null);
    if (reading === undefined) throw refusal('CONTRACTS_READING_UNKNOWN', { id });
    if (decision === 'approved') {
      await requireAhead(transaction, reading.from);
      const conflict = await performDuty(transaction, 'approve-contract', subjectOf(id));
      if (conflict) return conflict;
    }
    await transaction.execute(
      `update contracts.escalator_reading set decision = $2, decided_at = clock_timestamp(), decided_by = $3
       where reading_id = $1`,
      [id, decision, decidedBy],
    );
    return null;
  }, takenUpAgain);
}

const subjectOf = (id: string): string => `escalator reading ${id}`;

/** Increases that were applied were applied by the reading of then; another one begins after them. */
async function requireAhead(transaction: Connection, from: Month): Promise<void> {
  const [applied] = await transaction.query<{ last: Month | null }>(
    `select to_char(max(as_of_month), 'YYYY-MM') as last from contracts.version
     where origin = 'escalation' and state = 'active'`,
  );
  const last = applied?.last ?? null;
  if (last !== null && from <= last)
    throw refusal('CONTRACTS_READING_LATE', { from, last, first: addMonths(last, 1) });
}
