import { accounts, choice, count, date, kind, month, site, sites, year } from '../parameters.ts';
import type { Question } from '../question.ts';
import { pnlColumns } from './pnl-rows-definition.ts';
import { pnlRows } from './pnl-rows.ts';

const summaryCategories = pnlRows.map(({ category }) => category);

const categoryTotal: Question = {
  name: 'category-total',
  summary: 'Total of a summary category in a month, with the sign of the ledger',
  objects: ['profit-and-loss'],
  reads: { facts: ['warehouse.budget', 'warehouse.ledger_balance'] },
  parameters: [
    site(),
    month(),
    choice('category', summaryCategories, { description: 'Summary category, in upper or lower case' }),
    kind(),
  ],
  answers: 'figure',
  example: 'daybook ask category-total --site 0170 --month 2025-03 --category PAYROLL --kind actual',
  ask: {
    text: 'select value from warehouse.category_total($1, $2, $3, $4)',
    binds: ['site', 'month', 'category', 'kind'],
  },
  explain: {
    text: `
      select fact, site_id as site, to_char(period_month, 'YYYY-MM') as month, account_id as account, account_name,
        entity, account_index, amount, batch_id, file_name as file, source_line as line, received_at
      from warehouse.category_total_rows($1, $2, $3, $4)
      order by account_id, entity, account_index`,
    binds: ['site', 'month', 'category', 'kind'],
  },
};

const accountTotal: Question = {
  name: 'account-total',
  summary: 'Total of one or more accounts in a month, with the sign of the ledger',
  objects: ['profit-and-loss'],
  reads: { facts: ['warehouse.budget', 'warehouse.ledger_balance'] },
  parameters: [site(), month(), accounts(), kind()],
  answers: 'figure',
  example: 'daybook ask account-total --site 0170 --month 2025-02 --account 9411 --kind budget',
  ask: {
    text: 'select value from warehouse.account_total($1, $2, $3, $4)',
    binds: ['site', 'month', 'account', 'kind'],
  },
  explain: {
    text: `
      select fact, site_id as site, to_char(period_month, 'YYYY-MM') as month, account_id as account, account_name,
        entity, account_index, amount, batch_id, file_name as file, source_line as line, received_at
      from warehouse.account_total_rows($1, $2, $3, $4)
      order by account_id, entity, account_index`,
    binds: ['site', 'month', 'account', 'kind'],
  },
  whenEmpty: {
    text: 'select message from warehouse.unlisted_accounts($1)',
    binds: ['account'],
  },
};

const budgetActualSummary: Question = {
  name: 'budget-actual-summary',
  summary: 'Budget and actual by month: summary categories, occupied rooms and front line contribution (FLC)',
  objects: ['profit-and-loss'],
  reads: { facts: ['warehouse.budget', 'warehouse.ledger_balance'] },
  parameters: [sites(), year()],
  answers: 'rows',
  example: 'daybook ask budget-actual-summary --site 0170,0829 --year 2025',
  ask: {
    text: `
      select site_id as site, to_char(period_month, 'YYYY-MM') as month, type, ${pnlColumns.join(', ')},
        occupied_rooms, flc
      from warehouse.budget_actual_summary($1, $2)
      order by site_id, period_month, type`,
    binds: ['site', 'year'],
  },
  explain: {
    text: `
      select fact, type, site_id as site, to_char(period_month, 'YYYY-MM') as month, account_id as account,
        account_name, summary_category, entity, account_index, amount, displayed_amount, flc_amount, room_count,
        batch_id, file_name as file, source_line as line, received_at
      from warehouse.budget_actual_summary_rows($1, $2)
      order by site_id, period_month, type, account_id, entity, account_index`,
    binds: ['site', 'year'],
  },
};

const pnl: Question = {
  name: 'pnl',
  summary:
    'P&L of a month with display signs: budget, actual and variance, front line contribution (FLC) last',
  objects: ['profit-and-loss'],
  reads: { facts: ['warehouse.budget', 'warehouse.ledger_balance'] },
  parameters: [site(), month()],
  answers: 'rows',
  example: 'daybook ask pnl --site 0170 --month 2025-03',
  ask: {
    text: 'select line, budget, actual, variance from warehouse.pnl($1, $2) order by place',
    binds: ['site', 'month'],
  },
  explain: {
    text: `
      select fact, type, site_id as site, to_char(period_month, 'YYYY-MM') as month, account_id as account,
        account_name, summary_category, entity, account_index, amount, displayed_amount, flc_amount,
        batch_id, file_name as file, source_line as line, received_at
      from warehouse.pnl_rows($1, $2)
      order by type, account_id, entity, account_index`,
    binds: ['site', 'month'],
  },
};

const otherExpense: Question = {
  name: 'other-expense',
  summary: 'Other expense of a month by field, with Misc and the total',
  objects: ['profit-and-loss'],
  reads: { facts: ['warehouse.budget', 'warehouse.ledger_balance'] },
  parameters: [
    site(),
    month(),
    kind(),
    count('months', 24, {
      description: 'Number of months, starting with the given one',
      isRequired: false,
      default: '1',
    }),
  ],
  answers: 'rows',
  example: 'daybook ask other-expense --site 0170 --month 2025-03 --kind actual',
  ask: {
    text: `
      select to_char(period_month, 'YYYY-MM') as month, field, amount
      from warehouse.other_expense($1, $2, $3, $4)
      order by period_month, place`,
    binds: ['site', 'month', 'kind', 'months'],
  },
  explain: {
    text: `
      select fact, field, site_id as site, to_char(period_month, 'YYYY-MM') as month, account_id as account,
        account_name, entity, account_index, amount, batch_id, file_name as file, source_line as line, received_at
      from warehouse.other_expense_rows($1, $2, $3, $4)
      order by period_month, account_id, entity, account_index`,
    binds: ['site', 'month', 'kind', 'months'],
  },
};

const forecastAccuracy: Question = {
  name: 'forecast-accuracy',
  summary: 'Forecasts of record next to what happened in closed months, by row of the P&L, with their band',
  objects: ['profit-and-loss', 'forecast'],
  reads: { facts: ['warehouse.ledger_balance'] },
  parameters: [
    sites(),
    date('from', { description: 'First month, by any of its days', example: '2025-01-01' }),
    date('to', { description: 'Last month, by any of its days' }),
    choice('forecast', ['last', 'every'], {
      description: 'The last forecast of a month, or every one by months ahead',
      isRequired: false,
      default: 'last',
    }),
  ],
  answers: 'rows',
  example: 'daybook ask forecast-accuracy --site 0170 --from 2025-01-01 --to 2025-03-31',
  ask: {
    text: `
      select site_id as site, to_char(plan_month, 'YYYY-MM') as month, line as row, lead as months_ahead,
        trim_scale(forecast) as forecast, trim_scale(actual) as actual, trim_scale(variance) as variance,
        variance_percent, trim_scale(band) as within_percent
      from forecasting.accuracy_rows($1, date_trunc('month', $2::date)::date, $3)
      where $4 = 'every' or is_last
      order by plan_month, site_id, line, lead`,
    binds: ['site', 'from', 'to', 'forecast'],
  },
  explain: {
    text: `
      select fact, site_id as site, to_char(period_month, 'YYYY-MM') as month, account_id as account, account_name,
        summary_category, entity, account_index, amount, batch_id, file_name as file, source_line as line, received_at
      from warehouse.ledger_rows(
        'actual', $1, date_trunc('month', $2::date)::date, (date_trunc('month', $3::date) + interval '1 month')::date)
      order by period_month, site_id, account_id, entity, account_index`,
    binds: ['site', 'from', 'to'],
  },
};

const unusualMonths: Question = {
  name: 'unusual-months',
  summary: 'Months of the ledger out of the ordinary by row of the P&L, with the reason',
  objects: ['profit-and-loss'],
  reads: { facts: ['warehouse.budget', 'warehouse.ledger_balance'], monthsBefore: 24 },
  parameters: [
    sites(),
    date('from', { description: 'First month, by any of its days', example: '2025-01-01' }),
    date('to', { description: 'Last month, by any of its days' }),
  ],
  answers: 'rows',
  example: 'daybook ask unusual-months --site 0170 --from 2025-01-01 --to 2025-03-31',
  ask: {
    text: `
      select site_id as site, to_char(period_month, 'YYYY-MM') as month, line as row, trim_scale(amount) as amount,
        trim_scale(month_before) as month_before, trim_scale(year_before) as year_before, round(mean, 2) as mean,
        round(standard_deviation, 2) as standard_deviation, array_to_string(reasons, ', ') as reasons
      from warehouse.unusual_months(
        $1, date_trunc('month', $2::date)::date, date_trunc('month', $3::date)::date)`,
    binds: ['site', 'from', 'to'],
  },
  explain: {
    text: `
      select fact, site_id as site, to_char(period_month, 'YYYY-MM') as month, account_id as account, account_name,
        summary_category, entity, account_index, amount, displayed_amount, batch_id, file_name as file,
        source_line as line, received_at
      from warehouse.unusual_month_rows(
        $1, date_trunc('month', $2::date)::date, date_trunc('month', $3::date)::date)
      order by period_month, site_id, account_id, entity, account_index`,
    binds: ['site', 'from', 'to'],
  },
};

export const ledgerQuestions: readonly Question[] = [
  categoryTotal,
  accountTotal,
  budgetActualSummary,
  pnl,
  otherExpense,
  forecastAccuracy,
  unusualMonths,
];
