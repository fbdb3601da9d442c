import { choice, code, date, job, month, site, sites } from '../parameters.ts';
import type { Question, QuestionParameter, Statement } from '../question.ts';

const from = (): QuestionParameter => date('from', { description: 'First day', example: '2025-03-01' });
const to = (): QuestionParameter => date('to', { description: 'Last day, included' });
const anyJob = (): QuestionParameter => job({ description: 'Job code (default: all)', isRequired: false });

const unseenJob: Statement = { text: 'select message from warehouse.unseen_job($1)', binds: ['job'] };

const hourlyRate: Question = {
  name: 'hourly-rate',
  summary: 'Dollars an hour of a job code over a range of days, cut to six decimals',
  objects: ['labor'],
  reads: { facts: ['warehouse.payroll_day'] },
  parameters: [
    site(),
    job(),
    from(),
    to(),
    code('pay-type', {
      description: 'Pay type (default: all)',
      isRequired: false,
      example: 'Regular',
    }),
  ],
  answers: 'figure',
  example:
    'daybook ask hourly-rate --site 0170 --job GSC --from 2025-03-01 --to 2025-03-31 --pay-type Regular',
  ask: {
    text: 'select value from warehouse.hourly_rate($1, $2, $3, $4, $5)',
    binds: ['site', 'job', 'from', 'to', 'pay-type'],
  },
  explain: {
    text: `
      select fact, site_id as site, worked_on as date, job_code, pay_type, hours, dollars,
        batch_id, file_name as file, source_line as line, received_at
      from warehouse.hourly_rate_rows($1, $2, $3, $4, $5)
      order by worked_on, pay_type`,
    binds: ['site', 'job', 'from', 'to', 'pay-type'],
  },
  whenEmpty: unseenJob,
};

const averageHourlyRate: Question = {
  name: 'average-hourly-rate',
  summary:
    'All dollars over the hours without DIFFERENTIAL and MEAL PREMIUM, of the 14 days that end with the given one',
  objects: ['labor'],
  reads: { facts: ['warehouse.payroll_day'], monthsBefore: 1 },
  parameters: [site(), job(), date('as-of', { description: 'Last of the 14 days' })],
  answers: 'figure',
  example: 'daybook ask average-hourly-rate --site 0170 --job GSC --as-of 2025-03-31',
  ask: {
    text: 'select value from warehouse.average_hourly_rate($1, $2, $3)',
    binds: ['site', 'job', 'as-of'],
  },
  explain: {
    text: `
      select fact, site_id as site, worked_on as date, job_code, pay_type, hours, dollars, rate_hours,
        batch_id, file_name as file, source_line as line, received_at
      from warehouse.average_hourly_rate_rows($1, $2, $3)
      order by worked_on, pay_type`,
    binds: ['site', 'job', 'as-of'],
  },
};

const payrollActual: Question = {
  name: 'payroll-actual',
  summary:
    'Hours and dollars of all pay types by job code, and the hours without DIFFERENTIAL and MEAL PREMIUM',
  objects: ['labor'],
  reads: { facts: ['warehouse.payroll_day'] },
  parameters: [
    site(),
    anyJob(),
    from(),
    to(),
    choice('by', ['job', 'day'], {
      description: 'One row per job code, or per day and job code',
      isRequired: false,
      default: 'job',
    }),
  ],
  answers: 'rows',
  example: 'daybook ask payroll-actual --site 0170 --job GSC --from 2025-03-01 --to 2025-03-31',
  ask: {
    text: `
      select worked_on as date, job_code, hours, cost, rate_hours
      from warehouse.payroll_actual($1, $2, $3, $4, $5 = 'day')
      order by worked_on, job_code`,
    binds: ['site', 'job', 'from', 'to', 'by'],
  },
  explain: {
    text: `
      select fact, site_id as site, worked_on as date, job_code, pay_type, hours, dollars, rate_hours,
        batch_id, file_name as file, source_line as line, received_at
      from warehouse.payroll_rows($1, $2, $3, $4)
      order by worked_on, job_code, pay_type`,
    binds: ['site', 'job', 'from', 'to'],
  },
  whenEmpty: unseenJob,
};

const schedule: Question = {
  name: 'schedule',
  summary: 'Scheduled hours and cost of a day by job code, without deleted shifts',
  objects: ['labor'],
  reads: { facts: ['warehouse.schedule_cost', 'warehouse.shift'] },
  parameters: [site(), anyJob(), date('date', { description: 'Day', example: '2025-04-18' })],
  answers: 'rows',
  example: 'daybook ask schedule --site 0170 --job GSA --date 2025-04-18',
  ask: {
    text: `
      select job_code, regular_hours, overtime_hours, total_hours, cost, cost_per_hour
      from warehouse.schedule($1, $2, $3)
      order by job_code`,
    binds: ['site', 'job', 'date'],
  },
  explain: {
    text: `
      select fact, site_id as site, day_on as date, job_code, starts_at, regular_minutes, overtime_minutes,
        double_overtime_minutes, cost, batch_id, file_name as file, source_line as line, received_at
      from warehouse.schedule_rows($1, $2, $3)
      order by fact, job_code, starts_at`,
    binds: ['site', 'job', 'date'],
  },
  whenEmpty: unseenJob,
};

const payrollBudget: Question = {
  name: 'payroll-budget',
  summary: 'Budgeted hours and cost of a month by job profile',
  objects: ['labor'],
  reads: { facts: ['warehouse.payroll_budget'] },
  parameters: [site(), month()],
  answers: 'rows',
  example: 'daybook ask payroll-budget --site 0170 --month 2025-03',
  ask: {
    text: `
      select job_profile, hours, cost from warehouse.payroll_budget_of($1, $2) order by job_profile`,
    binds: ['site', 'month'],
  },
  explain: {
    text: `
      select fact, site_id as site, to_char(period_month, 'YYYY-MM') as month, job_profile, measure, amount,
        batch_id, file_name as file, source_line as line, received_at
      from warehouse.payroll_budget_rows($1, $2)
      order by job_profile, measure`,
    binds: ['site', 'month'],
  },
};

const laborProductivity: Question = {
  name: 'labor-productivity',
  summary: 'Vehicles an hour, labor to revenue, overtime, fill rate, drive-in and capture by site and week',
  objects: ['labor', 'revenue'],
  reads: {
    facts: [
      'warehouse.payroll_day',
      'warehouse.revenue_detail',
      'warehouse.revenue_value',
      'warehouse.shift',
      'warehouse.timesheet',
    ],
  },
  parameters: [
    sites(),
    from(),
    to(),
    choice('by', ['week', 'month', 'day'], {
      description: 'One row per payroll week (Saturday to Friday), month or day',
      isRequired: false,
      default: 'week',
    }),
  ],
  answers: 'rows',
  example: 'daybook ask labor-productivity --site 0170 --from 2025-03-01 --to 2025-03-31 --by month',
  ask: {
    text: `
      select site_id as site, period_from as from, counted_to as to, days, hours, productive_hours, labor_cost,
        vehicles, net_revenue, vehicles_per_hour, vehicles_per_productive_hour, labor_to_revenue_percent,
        overtime_percent, fill_rate_percent, drive_in_percent, capture_percent
      from warehouse.labor_productivity($1, $2, $3, $4)
      order by period_from, site_id`,
    binds: ['site', 'from', 'to', 'by'],
  },
  explain: {
    text: `
      select made.fact, made.site_id as site, made.day_on as date, made.item, made.measure, made.hours,
        made.productive_hours, made.cost, made.minutes, made.overtime_minutes, made.vehicles, made.rooms, made.revenue,
        made.batch_id, batch.file_name as file, made.source_line as line, batch.received_at
      from warehouse.labor_rows($1, $2, $3) as made
      left join sources.batch on batch.batch_id = made.batch_id
      order by made.day_on, made.site_id, made.fact, made.item, made.measure, made.source_line`,
    binds: ['site', 'from', 'to'],
  },
};

export const laborQuestions: readonly Question[] = [
  hourlyRate,
  averageHourlyRate,
  payrollActual,
  schedule,
  payrollBudget,
  laborProductivity,
];
