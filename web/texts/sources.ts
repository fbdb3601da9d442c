// The upstream systems by the names of their folders.
export const sources = {
  workday: 'Workday',
  legion: 'Legion',
  'great-plains': 'Great Plains',
  budget: 'Budget',
  'site-master': 'Site master',
  revenue: 'Revenue reports',
} as const;

// What their feeds bring, by the names that their files begin with.
export const feedNames: Readonly<Record<string, string>> = {
  master_non_financial: 'Sites',
  chart_of_account: 'Chart of accounts',
  account_summary: 'Ledger balances',
  gl_accounts: 'Ledger accounts',
  gp_customer_mstr: 'Customers',
  open_transactions: 'Payments and credits',
  workday_rls_bisecurity: 'Access to sites',
  workday_site_salaries: 'Salaries',
  workday_site_managers: 'Account managers',
  workday_job_codes: 'Jobs of employees',
  budget_final: 'Budget',
  budget_datatab_pr: 'Payroll budget',
  payroll_summary: 'Payroll',
  shift_entity: 'Scheduled shifts',
  schedule_cost_entity: 'Scheduled cost',
  timesheet_entity: 'Hours worked',
  revenue_datamart_daily: 'Daily revenue by value',
  revenue_daily_detail: 'Daily revenue in detail',
  revenue_workbook: 'Monthly revenue workbook',
};

/** The name of a feed; its code where it is new. */
export function feedName(feed: string): string {
  return feedNames[feed] ?? feed;
}

/** The code of a feed where a sentence of the service names it; names of files stay. */
const codeInSentence = new RegExp(`\\b(?:feed )?(${Object.keys(feedNames).join('|')})\\b(?!\\.\\w)`, 'gi');

/** A sentence of the service with feeds by their names. */
export function withFeedNames(sentence: string): string {
  return sentence.replaceAll(codeInSentence, (_whole, feed: string) => `“${feedName(feed.toLowerCase())}”`);
}
