import { createHash } from 'node:crypto';
import { decimal } from '../../kernel/decimal.ts';
import { firstDay } from '../../kernel/month.ts';
import type { Connection, Database, Queryable } from '../../platform/database/index.ts';
import { calculateYear, type MonthResult } from './calculate-year.ts';
import { gatherYear, type AskedVersion } from './gather.ts';
import type { MonthInputs, PnlSettings, SiteYear } from './site-year.ts';

/** What is calculated, for whom, and why. */
export interface PnlOptions {
  readonly year: number;
  readonly sites: readonly string[];
  /** Name of the version; the working one is made where there is none. */
  readonly version: string;
  /** What counts as today, `YYYY-MM-DD`. */
  readonly asOf: string;
  readonly cause: 'command' | 'save' | 'load' | 'start';
  readonly startedBy: string;
  readonly settings?: PnlSettings;
  /** Called with how many more sites are done, of how many. */
  readonly onProgress?: (more: number, all: number) => void;
}

/** Percentages of the documents (forecasting.md 2.3), and no operator's name built in. */
export const defaultPnlSettings: PnlSettings = {
  insurancePercentWithAgreement: decimal('5.77'),
  insurancePercent: decimal('4.45'),
  operator: 'Operator',
};

/** Sites that are read, calculated and kept at once: some hundred megabytes at most. */
export const atOnce = 100;

/**
 * Calculates the P&L of a year for sites and keeps it: a dozen questions for a hundred sites, one bulk write each.
 * Twice from the same inputs gives the same results. As the owner; returns how many sites were calculated.
 */
export async function calculatePnl(database: Database, options: PnlOptions): Promise<number> {
  const { year, sites, onProgress } = options;
  if (sites.length === 0) return 0;
  // Two calculations of the same sites at once would both replace the same rows.
  return database.withAdvisoryLock('pnl calculation', () =>
    database.transaction(
      async (transaction) => {
        const asked = await versionsOf(transaction, options);
        const runId = await beginRun(transaction, options, asked.length);
        for (let at = 0; at < asked.length; at += atOnce) {
          const chunk = asked.slice(at, at + atOnce);
          const inputs = await gatherYear(transaction, chunk, options);
          await keepResults(transaction, runId, inputs, options.settings ?? defaultPnlSettings);
          onProgress?.(chunk.length, asked.length);
        }
        await transaction.execute(
          'update forecasting.run set finished_at = clock_timestamp() where run_id = $1 and plan_year = $2',
          [runId, year],
        );
        return asked.length;
      },
      { isolation: 'repeatable read' },
    ),
  );
}

/** The months of a site as they would be calculated now, with what went into them; nothing is kept. */
export async function previewSite(
  database: Queryable,
  asked: AskedVersion,
  options: Pick<PnlOptions, 'year' | 'asOf' | 'settings'>,
): Promise<{ inputs: SiteYear; months: MonthResult[] } | null> {
  const [inputs] = await gatherYear(database, [asked], options);
  if (inputs === undefined) return null;
  return { inputs, months: calculateYear(inputs, options.settings ?? defaultPnlSettings) };
}

async function versionsOf(
  transaction: Connection,
  { year, sites, version, startedBy }: PnlOptions,
): Promise<AskedVersion[]> {
  if (version === 'working')
    return transaction.query<AskedVersion>(
      `select site_id as site, version_id as "versionId" from forecasting.working_versions($1, $2, $3) order by 1`,
      [sites, year, startedBy],
    );
  return transaction.query<AskedVersion>(
    `select site_id as site, version_id as "versionId" from forecasting.version
     where plan_year = $2 and name = $3 and site_id = any ($1) order by 1`,
    [sites, year, version],
  );
}

async function beginRun(transaction: Connection, options: PnlOptions, sites: number): Promise<string> {
  const [run] = await transaction.query<{ run_id: string }>(
    `insert into forecasting.run (plan_year, as_of_on, cause, sites, site_months, started_at, started_by)
     values ($1, $2::date, $3, $4, $5, now(), $6) returning run_id`,
    [options.year, options.asOf, options.cause, sites, sites * 12, options.startedBy],
  );
  return run?.run_id ?? '';
}

async function keepResults(
  transaction: Connection,
  runId: string,
  sites: readonly SiteYear[],
  settings: PnlSettings,
): Promise<void> {
  const results = { months: [] as object[], cells: [] as object[], components: [] as object[] };
  for (const inputs of sites) {
    const read = new Map(inputs.months.map((month) => [month.month, month]));
    for (const made of calculateYear(inputs, settings)) {
      const key = {
        ...{ site_id: inputs.site, version_id: inputs.versionId, period: firstDay(made.month) },
      };
      results.months.push({ ...key, ...monthRow(made, read.get(made.month)) });
      for (const cell of made.cells) results.cells.push({ ...key, ...cell });
      const isFallback = made.contractVersionId === null;
      for (const component of made.components)
        results.components.push({ ...key, ...component, is_fallback: isFallback });
    }
  }
  await transaction.query('select forecasting.keep_results($1, $2)', [runId, JSON.stringify(results)]);
}

function monthRow(made: MonthResult, inputs: MonthInputs | undefined): object {
  return {
    ...{ state: made.state, revenue_to: made.revenueTo, payroll_to: made.payrollTo, profit: made.profit },
    ...{ contract_version_id: made.contractVersionId, notes: made.notes },
    fingerprint: fingerprintOf(inputs),
  };
}

/** SHA-256 of the inputs of a month, as text. */
export function fingerprintOf(inputs: MonthInputs | undefined): string {
  const text = JSON.stringify(inputs, (_key, value: unknown) => (value instanceof Map ? [...value] : value));
  return createHash('sha256').update(text).digest('hex');
}
