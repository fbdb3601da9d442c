import type { Entry } from '../../../src/forecasting/entries/entry.ts';
import { saveEntries, type Saved } from '../../../src/forecasting/entries/save-entries.ts';
import { decimal } from '../../../src/kernel/decimal.ts';
import type { Database } from '../../../src/platform/database/index.ts';
import { cloneDatabase } from '../../database.ts';
import { openBooks } from '../warehouse/questions-facts.ts';

/** The day that counts as today. */
export const today = '2025-07-15';

/** A job of a site: who works in it, and what was paid for an hour of it last week; null when nobody was. */
export interface Staffed {
  readonly code: string;
  readonly employees: number;
  readonly rate?: string | null;
}

/** Sites with jobs, staff and payroll budgets, on a database of its own. */
export interface JobsHouse {
  readonly database: Database;
  /** Makes a site with these jobs; codes that are new become known. */
  site(site: string, jobs: readonly Staffed[]): Promise<void>;
  /** Hours and cost of July 2025 by job profile. */
  budget(site: string, rows: Readonly<Record<string, readonly [hours: string, cost: string]>>): Promise<void>;
  /** Saves entries as somebody typed them: `GSA hours 2025-07-20` is 16, or null. */
  type(
    site: string,
    typed: Readonly<Record<string, string | null>>,
    action?: 'set' | 'import',
  ): Promise<Saved>;
  /** Rows of payroll of a day that stand, as `GSA 16 320 20`: code, hours, cost, rate. */
  rows(site: string, day: string): Promise<string[]>;
}

const tenHoursAt = (rate: string): Record<string, string> => ({
  worked_on: '2025-07-10',
  pay_type: 'REGULAR',
  hours: '10',
  dollars: decimal(rate).times('10').toString(),
});

export async function openJobsFixture(): Promise<JobsHouse> {
  const database = await cloneDatabase();
  const books = await openBooks(database);
  return {
    database,
    async site(site, jobs) {
      await database.execute(
        'insert into warehouse.site (site_id, is_listed) values ($1, true) on conflict do nothing',
        [site],
      );
      for (const { code, employees, rate = null } of jobs) {
        await database.execute(
          'insert into warehouse.job_code (job_code, job_title) values ($1, $1) on conflict do nothing',
          [code],
        );
        await database.execute(
          `insert into warehouse.employee_job
             (site_id, employee_id, job_code, effective_on, status, batch_id, source_line)
           select $1, $2 || number, $2, '2020-01-01', 'ACTIVE', 1, 1 from generate_series(1, $3::integer) as number`,
          [site, code, employees],
        );
        if (rate !== null)
          await books.facts('warehouse.payroll_day', await books.batch(`${site} ${code}.csv`), [
            { ...tenHoursAt(rate), site_id: site, job_code: code },
          ]);
      }
    },
    async budget(site, rows) {
      await database.execute(
        'insert into warehouse.job_profile (job_profile) select unnest($1::text[]) on conflict do nothing',
        [Object.keys(rows)],
      );
      await books.facts(
        'warehouse.payroll_budget',
        await books.batch(`${site} budget.csv`),
        Object.entries(rows).flatMap(([job_profile, [hours, cost]]) => {
          const key = { site_id: site, period_month: '2025-07-01', job_profile };
          return [
            { ...key, measure: 'PR HOURS', amount: hours },
            { ...key, measure: 'PAYROLL', amount: cost },
          ];
        }),
      );
    },
    type(site, typed, action = 'set') {
      const entries = Object.entries(typed).map(([place, value]): Entry => {
        const [, item = '', measure = '', period = ''] = /^(.+) (\S+) (\S+)$/.exec(place) ?? [];
        return { area: 'payroll', period, item, measure, value: value === null ? null : decimal(value) };
      });
      const saving = { action, savedBy: 'tester', reason: null, seen: null, today } as const;
      return database.transaction((transaction) =>
        saveEntries(transaction, { ...saving, site, year: 2025, version: 'working', entries }),
      );
    },
    async rows(site, day) {
      const found = await database.query<{ text: string }>(
        `select concat_ws(' ', job_code, coalesce(trim_scale(hours)::text, '-'), coalesce(trim_scale(cost)::text, '-'),
           coalesce(trim_scale(rate_per_hour)::text, '-')) as text
         from forecasting.payroll_day
         where site_id = $1 and day_on = $2::date and superseded_change_id is null order by job_code`,
        [site, day],
      );
      return found.map(({ text }) => text);
    },
  };
}
