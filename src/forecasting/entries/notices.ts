import { monthOfDay, type Month } from '../../kernel/month.ts';
import type { Queryable } from '../../platform/database/index.ts';

/** What whoever forecasts a site has to hear of a month. */
export interface BudgetNotice {
  readonly site: string;
  readonly month: Month;
  /**
   * Of a year without a budget the month is its first: nothing stands for the budget, an approved proforma does, or one
   * that waits will.
   */
  readonly kind: 'budget changed' | 'no payroll budget' | 'no budget' | 'proforma' | 'proforma waits';
  /** Rows of the budget that were loaded since, or that the month has. */
  readonly rows: number;
  /** The newest load that changed the budget, and when it was (ISO 8601); null for a budget that did not change. */
  readonly file: string | null;
  readonly at: string | null;
}

/**
 * Months of a year whose budget changed after someone entered values for them, which stay as they are (forecasting.md
 * 7.4), and months in which the budget of payroll is 0, so that payroll taxes cannot follow payroll. As the owner; ask
 * for the right to read the forecasts of the sites before.
 */
export async function budgetNotices(
  database: Queryable,
  sites: readonly string[],
  year: number,
): Promise<BudgetNotice[]> {
  const rows = await database.query<{
    site: string;
    month: string;
    kind: BudgetNotice['kind'];
    rows: number;
    file: string | null;
    at: string | null;
  }>(
    `select site_id as site, plan_month as month, kind, rows::integer as rows, file_name as file,
       to_char(changed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI"Z"') as at
     from forecasting.budget_notices($1, $2)`,
    [sites, year],
  );
  return rows.map((row) => ({ ...row, month: monthOfDay(row.month) }));
}

/** A month with entries in the working forecast whose budget a load changed. */
export interface ChangedBudget {
  readonly site: string;
  /** `YYYY-MM`. */
  readonly month: string;
}

/**
 * Months with entries of managers whose budget a load changed; the entries stay as they are. In the transaction of the
 * load, as the owner, who sees every site.
 */
export async function budgetsChangedBy(
  transaction: Queryable,
  batchId: string,
): Promise<readonly ChangedBudget[]> {
  return transaction.query<ChangedBudget>(
    `select site_id as site, to_char(plan_month, 'YYYY-MM') as month
     from forecasting.budget_changed_since_entries(array[$1::bigint])`,
    [batchId],
  );
}
