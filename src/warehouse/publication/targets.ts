/** What a look at all rows of a file finds: a warning, or for documents that do not balance a refusal. */
export type CrossCheck =
  'unmapped accounts' | 'balanced documents' | 'days and deposits' | 'unusual days' | 'overrides ended';

/** What else follows in the transaction of the load. */
export type Consequence = 'name job codes' | 'publish access' | 'end overrides';

interface Followed {
  readonly checks?: readonly CrossCheck[];
  readonly then?: Consequence;
}

/** Where the rows of a feed go, which codes they may bring for the first time, and what follows. */
export type Target = Followed &
  (
    | {
        readonly kind: 'fact';
        readonly table: string;
        /** Column with the day or month of a row; the fact is partitioned by its month. */
        readonly period: string;
        readonly code?: 'job_code' | 'job_profile' | 'revenue_code';
      }
    | { readonly kind: 'list'; readonly table: string; readonly code?: 'job_code' | 'job_profile' }
    | { readonly kind: 'sites' }
    | { readonly kind: 'accounts' }
  );

/** One entry per feed of `sources`; a test holds the two together. */
export const targets: Readonly<Record<string, Target>> = {
  master_non_financial: { kind: 'sites', checks: ['overrides ended'] },
  chart_of_account: { kind: 'accounts', checks: ['unmapped accounts'] },
  gl_accounts: { kind: 'list', table: 'warehouse.gl_account' },
  gp_customer_mstr: {
    kind: 'list',
    table: 'warehouse.customer_contact',
    then: 'end overrides',
    checks: ['overrides ended'],
  },
  workday_rls_bisecurity: {
    kind: 'list',
    table: 'warehouse.site_access',
    code: 'job_profile',
    then: 'publish access',
  },
  workday_site_salaries: { kind: 'list', table: 'warehouse.site_salary' },
  workday_site_managers: { kind: 'list', table: 'warehouse.site_manager' },
  workday_job_codes: {
    kind: 'list',
    table: 'warehouse.employee_job',
    code: 'job_code',
    then: 'name job codes',
  },
  account_summary: {
    kind: 'fact',
    table: 'warehouse.ledger_balance',
    period: 'period_month',
    checks: ['unmapped accounts', 'balanced documents'],
  },
  open_transactions: { kind: 'fact', table: 'warehouse.receipt', period: 'received_on' },
  budget_final: {
    kind: 'fact',
    table: 'warehouse.budget',
    period: 'period_month',
    checks: ['unmapped accounts'],
  },
  budget_datatab_pr: {
    kind: 'fact',
    table: 'warehouse.payroll_budget',
    period: 'period_month',
    code: 'job_profile',
  },
  payroll_summary: { kind: 'fact', table: 'warehouse.payroll_day', period: 'worked_on', code: 'job_code' },
  shift_entity: { kind: 'fact', table: 'warehouse.shift', period: 'shift_on', code: 'job_code' },
  schedule_cost_entity: {
    kind: 'fact',
    table: 'warehouse.schedule_cost',
    period: 'scheduled_on',
    code: 'job_code',
  },
  timesheet_entity: { kind: 'fact', table: 'warehouse.timesheet', period: 'worked_on', code: 'job_code' },
  revenue_datamart_daily: {
    kind: 'fact',
    table: 'warehouse.revenue_value',
    period: 'revenue_on',
    code: 'revenue_code',
    checks: ['unusual days'],
  },
  revenue_workbook: {
    kind: 'fact',
    table: 'warehouse.revenue_value',
    period: 'revenue_on',
    checks: ['days and deposits', 'unusual days'],
  },
  revenue_daily_detail: {
    kind: 'fact',
    table: 'warehouse.revenue_detail',
    period: 'revenue_on',
    code: 'revenue_code',
    checks: ['unusual days'],
  },
};

/** The target of a feed. Throws when there is none: that is a bug, not a user's mistake. */
export function targetOf(feed: string): Target {
  const target = targets[feed];
  if (!target) throw new Error(`no table of the warehouse takes the feed ${feed}`);
  return target;
}
