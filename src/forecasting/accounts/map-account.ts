import { refusal } from '../../kernel/errors.ts';
import type { Month } from '../../kernel/month.ts';
import { readFacts } from '../../platform/operator/index.ts';
import type { Queryable } from '../../platform/database/index.ts';

/** An account that no row of the P&L takes, with the money on it at sites of the caller; ledger sign, text. */
export interface UnmappedAccount {
  readonly account: string;
  readonly name: string;
  readonly sites: readonly string[];
  readonly from: Month;
  readonly to: Month;
  /** Null where nothing is budgeted. */
  readonly budget: string | null;
  /** Null where nothing is booked. */
  readonly actual: string | null;
}

/** Accounts of the P&L without a category that hold money at sites that the caller may see (decision 0031). */
export async function unmappedAccounts(database: Queryable): Promise<UnmappedAccount[]> {
  return database.query<UnmappedAccount>(
    `select account_id as account, account_name as name, sites, to_char(first_month, 'YYYY-MM') as "from",
       to_char(last_month, 'YYYY-MM') as "to", budget, actual
     from forecasting.unmapped_money()`,
  );
}

/** An account whose category somebody decided here, and that stands. */
export interface MappedAccount {
  readonly account: string;
  readonly name: string | null;
  readonly category: string;
  readonly reason: string;
  readonly decidedBy: string;
  /** An instant, ISO 8601. */
  readonly decidedAt: string;
}

/** Decisions on accounts that stand, by account. */
export async function mappedAccounts(database: Queryable): Promise<MappedAccount[]> {
  return database.query<MappedAccount>(
    `select account_id as account, account_name as name, mapping.summary_category as category, reason,
       decided_by as "decidedBy", to_json(decided_at) #>> '{}' as "decidedAt"
     from warehouse.account_mapping as mapping
     left join warehouse.account using (account_id)
     where ended_at is null order by account_id`,
  );
}

/** In which category an account is to count, why, and who says so. */
export interface NewMapping {
  readonly account: string;
  readonly category: string;
  readonly reason: string;
  readonly decidedBy: string;
}

/**
 * Decides in which category an account counts to which the chart of accounts gives none; an earlier decision ends. The
 * P&L of the months that hold its money is recalculated. As the owner; check the right to map the budget first.
 * Refuses with WAREHOUSE_ACCOUNT_UNKNOWN, WAREHOUSE_CATEGORY_UNKNOWN, WAREHOUSE_ACCOUNT_CHARTED and
 * WAREHOUSE_ACCOUNT_OUTSIDE.
 */
export async function mapAccount(transaction: Queryable, mapping: NewMapping): Promise<void> {
  const { account, category, reason, decidedBy } = mapping;
  const charted = await chartedCategory(transaction, account);
  const categories = await transaction.query<{ name: string }>(
    `select summary_category as name from warehouse.summary_category
     where summary_category <> 'UNMAPPED' order by position`,
  );
  if (!categories.some(({ name }) => name === category))
    throw refusal('WAREHOUSE_CATEGORY_UNKNOWN', {
      category,
      known: categories.map(({ name }) => name).join(', '),
    });
  if (categories.some(({ name }) => name === charted))
    throw refusal('WAREHOUSE_ACCOUNT_CHARTED', { account, category: charted ?? '' });
  const { pnlAccounts } = await readFacts(transaction);
  if (account < pnlAccounts.first || account > pnlAccounts.last)
    throw refusal('WAREHOUSE_ACCOUNT_OUTSIDE', { account, ...pnlAccounts });
  await endStanding(transaction, account, decidedBy);
  await transaction.execute(
    `insert into warehouse.account_mapping (account_id, summary_category, reason, decided_at, decided_by)
     values ($1, $2, $3, now(), $4)`,
    [account, category, reason, decidedBy],
  );
  await transaction.query('select forecasting.outdate_by_account($1)', [account]);
}

/**
 * Withdraws what was decided of an account; its money stands in the row `unmapped` again, unless the chart says where.
 * As the owner; check the right to map the budget first. Refuses with WAREHOUSE_ACCOUNT_UNKNOWN and
 * WAREHOUSE_MAPPING_UNKNOWN.
 */
export async function withdrawAccountMapping(
  transaction: Queryable,
  { account, decidedBy }: Pick<NewMapping, 'account' | 'decidedBy'>,
): Promise<void> {
  await chartedCategory(transaction, account);
  if (!(await endStanding(transaction, account, decidedBy)))
    throw refusal('WAREHOUSE_MAPPING_UNKNOWN', { account });
  await transaction.query('select forecasting.outdate_by_account($1)', [account]);
}

/** The category that the chart gives an account, of whatever name; null when it gives none. */
async function chartedCategory(database: Queryable, account: string): Promise<string | null> {
  const [listed] = await database.query<{ category: string | null }>(
    'select summary_category as category from warehouse.account where account_id = $1',
    [account],
  );
  if (listed === undefined) throw refusal('WAREHOUSE_ACCOUNT_UNKNOWN', { account });
  return listed.category;
}

async function endStanding(transaction: Queryable, account: string, endedBy: string): Promise<boolean> {
  const ended = await transaction.query<object>(
    `update warehouse.account_mapping set ended_at = now(), ended_by = $2
     where account_id = $1 and ended_at is null returning mapping_id`,
    [account, endedBy],
  );
  return ended.length > 0;
}
