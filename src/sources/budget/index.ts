import { account, amount, choice, code, integer, period, site, type Feed } from '../feed.ts';

/** Budgets are loaded by FP&A too (operations.md 1.3). */
const fpAndA: Feed['loadedBy'] = () => ({ object: 'budget', action: 'execute' });

/** BUDGET_FINAL: the approved budget (data.md 1.1). Balances keep the ledger's sign and five decimals. */
const budgetFinal: Feed = {
  name: 'budget_final',
  source: 'budget',
  loadedBy: fpAndA,
  title: 'Approved budget of a site, month and main account',
  columns: [site('COST_CENTER'), period('PERIOD'), account('MAIN_ACCOUNT'), amount(['BALANCE', 'amount'])],
  key: ['site_id', 'period_month', 'account_id'],
  slice: 'site and month',
  period: 'period_month',
  reach: 'ahead',
  isFrozenYearly: true,
  references: [
    { column: 'site_id', to: 'site' },
    { column: 'account_id', to: 'account' },
  ],
};

/** BUDGET_DATATAB_PR: the payroll budget in hours and in dollars (data.md 1.1). */
const budgetDatatabPr: Feed = {
  name: 'budget_datatab_pr',
  source: 'budget',
  loadedBy: fpAndA,
  title: 'Payroll budget of a site, month and job profile, in hours or in dollars',
  columns: [
    site('COST_CENTER'),
    integer(['YEAR', null], [2000, 2100]),
    integer(['MONTH', null], [1, 12]),
    code(['JOB_PROFILE', 'job_profile']),
    choice(['BALANCE_DESC', 'measure'], ['PR HOURS', 'PAYROLL']),
    amount(['BALANCE', 'amount']),
  ],
  derived: { column: 'period_month', kind: 'month', from: ['YEAR', 'MONTH'] },
  key: ['site_id', 'period_month', 'job_profile', 'measure'],
  // An adjustment of production hours stands beside the hours that it adjusts.
  repeats: { identity: null },
  slice: 'site and month',
  period: 'period_month',
  reach: 'ahead',
  isFrozenYearly: true,
  references: [{ column: 'site_id', to: 'site' }],
};

export const feeds: readonly Feed[] = [budgetFinal, budgetDatatabPr];
