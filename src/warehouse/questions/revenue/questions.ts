import { choice, date, kind, month, site, year } from '../parameters.ts';
import type { Question } from '../question.ts';

/** The statistics that have a rate (data.md 2.4); `warehouse.parking_statistic` holds them, a test compares them. */
export const ratedStatistics = [
  'valet-daily',
  'valet-overnight',
  'valet-monthly',
  'self-daily',
  'self-overnight',
  'self-monthly',
  'valet-aggregator',
  'self-aggregator',
] as const;

const parkingRate: Question = {
  name: 'parking-rate',
  summary: 'Dollars a vehicle in a month, two decimals',
  objects: ['profit-and-loss', 'revenue'],
  reads: { facts: ['warehouse.budget', 'warehouse.ledger_balance', 'warehouse.revenue_detail'] },
  parameters: [
    site(),
    month(),
    choice('category', ratedStatistics, { description: 'Parking statistic' }),
    kind(),
  ],
  answers: 'figure',
  example: 'daybook ask parking-rate --site 0170 --month 2025-02 --category valet-daily --kind budget',
  ask: {
    text: 'select value from warehouse.parking_rate($1, $2, $3, $4)',
    binds: ['site', 'month', 'category', 'kind'],
  },
  explain: {
    text: `
      select fact, statistic, site_id as site, day_on as date, code, collection_type, revenue, vehicles,
        batch_id, file_name as file, source_line as line, received_at
      from warehouse.parking_rate_rows($1, $2, $3, $4)
      order by day_on, code, collection_type`,
    binds: ['site', 'month', 'category', 'kind'],
  },
};

const rates: Question = {
  name: 'rates',
  summary: 'Six parking rates by month, budget and actual',
  objects: ['profit-and-loss', 'revenue'],
  reads: { facts: ['warehouse.budget', 'warehouse.ledger_balance', 'warehouse.revenue_detail'] },
  parameters: [site(), year()],
  answers: 'rows',
  example: 'daybook ask rates --site 0170 --year 2025',
  ask: {
    text: `
      select site_id as site, to_char(period_month, 'YYYY-MM') as month, type,
        valet_daily, valet_overnight, valet_monthly, self_daily, self_overnight, self_monthly
      from warehouse.rates($1, $2)
      order by period_month, type`,
    binds: ['site', 'year'],
  },
  explain: {
    text: `
      select fact, type, statistic, site_id as site, day_on as date, code, collection_type, revenue, vehicles,
        batch_id, file_name as file, source_line as line, received_at
      from warehouse.rates_rows($1, $2)
      order by type, day_on, code, collection_type`,
    binds: ['site', 'year'],
  },
};

const budgetDaily: Question = {
  name: 'budget-daily',
  summary: 'Budgeted external revenue and parking statistics by day of a month, spread evenly',
  objects: ['profit-and-loss'],
  reads: { facts: ['warehouse.budget'] },
  parameters: [site(), month()],
  answers: 'rows',
  example: 'daybook ask budget-daily --site 0170 --month 2025-02',
  ask: {
    text: `
      select day_on as date, external_revenue, occupied_rooms, valet_daily, valet_overnight, valet_monthly, valet_comps,
        self_daily, self_overnight, self_monthly, self_comps,
        valet_daily_revenue, valet_overnight_revenue, valet_monthly_revenue,
        self_daily_revenue, self_overnight_revenue, self_monthly_revenue,
        valet_daily_rate, valet_overnight_rate, valet_monthly_rate,
        self_daily_rate, self_overnight_rate, self_monthly_rate
      from warehouse.budget_daily($1, $2)
      order by day_on`,
    binds: ['site', 'month'],
  },
  explain: {
    text: `
      select fact, statistic, site_id as site, to_char(period_month, 'YYYY-MM') as month, account_id as account,
        account_name, external_revenue, revenue, vehicles,
        batch_id, file_name as file, source_line as line, received_at
      from warehouse.budget_daily_rows($1, $2)
      order by account_id`,
    binds: ['site', 'month'],
  },
};

const externalRevenue: Question = {
  name: 'external-revenue',
  summary: 'Net external revenue of the daily reports over a range of days, without any filter',
  objects: ['revenue'],
  reads: { facts: ['warehouse.revenue_detail'] },
  parameters: [
    site(),
    date('from', { description: 'First day', example: '2025-04-01' }),
    date('to', { description: 'Last day, included', example: '2025-04-30' }),
  ],
  answers: 'figure',
  example: 'daybook ask external-revenue --site 0829 --from 2025-04-01 --to 2025-04-30',
  ask: {
    text: 'select value from warehouse.external_revenue($1, $2, $3)',
    binds: ['site', 'from', 'to'],
  },
  explain: {
    text: `
      select fact, site_id as site, revenue_on as date, revenue_code, collection_type, revenue_category, deposit_flag,
        external_revenue, net_external_revenue, vehicle_count,
        batch_id, file_name as file, source_line as line, received_at
      from warehouse.external_revenue_rows($1, $2, $3)
      order by revenue_on, revenue_code, collection_type`,
    binds: ['site', 'from', 'to'],
  },
};

const revenueStats: Question = {
  name: 'revenue-stats',
  summary: 'Vehicles, revenue, rates, occupied rooms and ratios by day of a month',
  objects: ['revenue', 'site'],
  reads: { facts: ['warehouse.revenue_detail', 'warehouse.revenue_value'] },
  parameters: [site(), month()],
  answers: 'rows',
  example: 'daybook ask revenue-stats --site 0170 --month 2025-03',
  ask: {
    text: `
      select day_on as date, valet_daily, valet_overnight, valet_monthly, self_daily, self_overnight, self_monthly,
        total_vehicles, valet_daily_revenue, valet_overnight_revenue, valet_monthly_revenue,
        self_daily_revenue, self_overnight_revenue, self_monthly_revenue, total_revenue,
        external_revenue, occupied_rooms,
        valet_daily_rate, valet_overnight_rate, valet_monthly_rate,
        self_daily_rate, self_overnight_rate, self_monthly_rate,
        valet_aggregator, self_aggregator, occupancy_percent, drive_in_percent, capture_percent
      from warehouse.revenue_stats($1, $2)
      order by day_on`,
    binds: ['site', 'month'],
  },
  explain: {
    text: `
      select fact, site_id as site, day_on as date, statistic, revenue_code, collection_type, revenue_category,
        revenue, vehicles, rooms, batch_id, file_name as file, source_line as line, received_at
      from warehouse.revenue_stats_rows($1, $2)
      order by day_on, fact, revenue_code, collection_type`,
    binds: ['site', 'month'],
  },
};

const depositControl: Question = {
  name: 'deposit-control',
  summary: 'Deposited revenue of the daily reports against its account in the ledger',
  objects: ['profit-and-loss', 'revenue', 'site'],
  reads: {
    facts: [
      'warehouse.budget',
      'warehouse.ledger_balance',
      'warehouse.revenue_detail',
      'warehouse.revenue_value',
    ],
  },
  parameters: [site(), month()],
  answers: 'rows',
  example: 'daybook ask deposit-control --site 0829 --month 2025-04',
  ask: {
    text: `
      select $1::text as site, to_char($2::date, 'YYYY-MM') as month, state, deposited_revenue, cash_deposits,
        ledger_balance, difference
      from warehouse.deposit_control($1, $2)`,
    binds: ['site', 'month'],
  },
  explain: {
    text: `
      select fact, site_id as site, day_on as date, part, code, amount,
        batch_id, file_name as file, source_line as line, received_at
      from warehouse.deposit_control_rows($1, $2)
      order by part, day_on, code`,
    binds: ['site', 'month'],
  },
};

export const revenueQuestions: readonly Question[] = [
  parkingRate,
  rates,
  budgetDaily,
  externalRevenue,
  revenueStats,
  depositControl,
];
