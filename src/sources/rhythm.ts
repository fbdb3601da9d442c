const hour = 3_600;

/**
 * Hours after a load in which the next one of a feed is expected (data.md 1.7, operations.md 5.1). Feeds that come with
 * an event or once a year are not here: revenue workbooks and budgets.
 */
const expectedHours: Readonly<Record<string, number>> = {
  master_non_financial: 24,
  chart_of_account: 24,
  account_summary: 24,
  gl_accounts: 24,
  gp_customer_mstr: 24,
  open_transactions: 24,
  payroll_summary: 24,
  shift_entity: 24,
  schedule_cost_entity: 8,
  timesheet_entity: 8,
  revenue_datamart_daily: 24,
  revenue_daily_detail: 24,
  workday_rls_bisecurity: 24,
  workday_site_managers: 24,
  workday_site_salaries: 168,
  workday_job_codes: 168,
};

/** Seconds after a load within which the next one of a feed is expected, by name of the feed. */
export const expectedSeconds: Readonly<Record<string, number>> = Object.fromEntries(
  Object.entries(expectedHours).map(([feed, hours]) => [feed, hours * hour]),
);
