import { decimal } from '../../kernel/decimal.ts';
import { refusal, type Refusal } from '../../kernel/errors.ts';
import { takenUpAgain, type Database, type Queryable } from '../../platform/database/index.ts';
import { performDuty } from '../../platform/security/index.ts';
import { lockContracts } from '../lock-contracts.ts';
import type { ApprovedValues } from '../clauses/yearly-percent.ts';

export type IndexName = 'CPI' | 'ECI';

/** A value of an index that stands; percent as text. */
export interface IndexValue {
  readonly index: IndexName;
  /** `YYYY` for the value of a year, `YYYY-MM` for that of a month: the change over twelve months. */
  readonly period: string;
  readonly percent: string;
  readonly enteredBy: string;
  /** Null until a second person approved it; it does not count before. */
  readonly approvedBy: string | null;
}

/** All values that stand, newest period first. */
export async function listIndexValues(database: Queryable): Promise<IndexValue[]> {
  return database.query<IndexValue>(
    `select index_name as index, concat_ws('-', year, lpad(month::text, 2, '0')) as period, percent,
       entered_by as "enteredBy", approved_by as "approvedBy"
     from contracts.index_value where superseded_at is null
     order by year desc, month desc nulls first, index_name`,
  );
}

export async function approvedValues(database: Queryable): Promise<ApprovedValues> {
  const values = await listIndexValues(database);
  return new Map(
    values
      .filter(({ approvedBy }) => approvedBy !== null)
      .map(({ index, period, percent }) => [`${index} ${period}`, decimal(percent)]),
  );
}

export interface EnteredValue {
  readonly index: string;
  /** `YYYY` or `YYYY-MM`. */
  readonly period: string;
  /** As typed; may be below 0. */
  readonly percent: string;
}

/**
 * Enters the value of an index, or corrects it: the value before is kept, and the new one waits for a second person.
 * Entered again as it stands it stays approved. As the owner in the name of the person; ask for the right to change
 * contracts before. Refuses with CONTRACTS_INDEX_INVALID.
 */
export async function enterIndexValue(
  database: Database,
  entered: EnteredValue,
  enteredBy: string,
): Promise<void> {
  const { index, year, month } = periodOf(entered);
  if (!/^-?\d{1,2}(\.\d{1,4})?$/.test(entered.percent) || decimal(entered.percent).abs().gt('50'))
    throw invalid(entered);
  await database.transaction(async (transaction) => {
    await transaction.execute('lock table contracts.index_value in share row exclusive mode');
    const standing = (await listIndexValues(transaction)).find(
      (value) => value.index === index && value.period === entered.period,
    );
    if (standing && decimal(standing.percent).eq(decimal(entered.percent))) return;
    await performDuty(transaction, 'edit-contract', indexSubject(entered));
    await transaction.execute(
      `update contracts.index_value set superseded_at = now()
       where index_name = $1 and year = $2 and month is not distinct from $3 and superseded_at is null`,
      [index, year, month],
    );
    await transaction.execute(
      `insert into contracts.index_value (index_name, year, month, percent, entered_at, entered_by)
       values ($1, $2, $3, $4, now(), $5)`,
      [index, year, month, entered.percent, enteredBy],
    );
  }, takenUpAgain);
}

/**
 * Approves the value of an index that someone else entered. Segregation of duties: the refusal is returned, so that
 * the attempt stays recorded. As the owner in the name of the person; check the right to change contracts first.
 * Refuses with CONTRACTS_INDEX_INVALID and CONTRACTS_INDEX_UNKNOWN.
 */
export async function approveIndexValue(
  database: Database,
  approval: Omit<EnteredValue, 'percent'>,
  approvedBy: string,
): Promise<Refusal | null> {
  const { index, year, month } = periodOf(approval);
  return database.transaction(async (transaction) => {
    await lockContracts(transaction);
    const standing = (await listIndexValues(transaction)).find(
      (value) => value.index === index && value.period === approval.period,
    );
    if (!standing) throw refusal('CONTRACTS_INDEX_UNKNOWN', { index, period: approval.period });
    if (standing.approvedBy !== null) return null;
    const conflict = await performDuty(transaction, 'approve-contract', indexSubject(standing));
    if (conflict) return conflict;
    await transaction.execute(
      `update contracts.index_value set approved_at = clock_timestamp(), approved_by = $4
       where index_name = $1 and year = $2 and month is not distinct from $3 and superseded_at is null`,
      [index, year, month, approvedBy],
    );
    return null;
  }, takenUpAgain);
}

/** With the value: whoever entered another one before may approve its correction. */
export function indexSubject({ index, period, percent }: EnteredValue): string {
  return `index ${index} ${period} = ${decimal(percent).toString()}`;
}

function periodOf(value: Omit<EnteredValue, 'percent'>): {
  index: IndexName;
  year: string;
  month: string | null;
} {
  const [, year = '', month = null] = /^((?:19|20|21)\d\d)(?:-(0[1-9]|1[0-2]))?$/.exec(value.period) ?? [];
  if (year === '' || (value.index !== 'CPI' && value.index !== 'ECI')) throw invalid(value);
  return { index: value.index, year, month };
}

function invalid({ index, period, ...more }: Omit<EnteredValue, 'percent'> & { percent?: string }): Refusal {
  const value = 'percent' in more ? ` = ${more.percent}` : '';
  return refusal('CONTRACTS_INDEX_INVALID', { value: `${index} ${period}${value}` });
}
