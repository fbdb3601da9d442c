import { createHash } from 'node:crypto';
import { firstDay, monthsOfYear, type Month } from '../../kernel/month.ts';
import { takenUpAgain, type Database, type Queryable } from '../../platform/database/index.ts';
import { deliveredFacts, type OperatorFacts } from '../../platform/operator/index.ts';
import { calculateYear, type Cell, type MonthResult } from './calculate-year.ts';
import { beginRun, keepFailure, reasonOf, type FailedSite } from './failures.ts';
import { gatherYear, type VersionRequest } from './gather-years.ts';
import type { MonthInputs, SiteYear } from './site-year.ts';

/** What is calculated, for whom, and why. */
export interface PnlOptions {
  readonly year: number;
  readonly sites: readonly string[];
  /** Name of the version; the working one is made where there is none. */
  readonly version: string;
  /** Date used as today, `YYYY-MM-DD`. */
  readonly asOf: string;
  readonly cause: 'command' | 'change' | 'start';
  readonly startedBy: string;
  /** Who bills, in titles of lines, where they are shown. */
  readonly operator?: string | undefined;
  /** Called with how many more sites are done, of how many. */
  readonly onProgress?: (more: number, all: number) => void;
}

/** Sites that are read, calculated and kept at once: some hundred megabytes at most. */
export const atOnce = 100;

/** How much was calculated, and which sites could not be. */
export interface Calculated {
  readonly sites: number;
  readonly siteMonths: number;
  readonly failed: readonly FailedSite[];
}

/**
 * Calculates the P&L of a year for sites, every month of it, and keeps it: a dozen questions for a hundred sites, one
 * bulk write each. Twice from the same inputs gives the same results. A site that cannot be calculated or kept stops no
 * other: it is named, and what was calculated of it before stays. As the owner.
 */
export async function calculatePnl(database: Database, options: PnlOptions): Promise<Calculated> {
  await database.execute('select forecasting.mark_loads()');
  return calculateAll(database, options, 'every month');
}

/**
 * Calculates what depends on a change and nothing else: months that were never calculated, and months of which entries,
 * budget, actuals, terms or the day changed since; where terms look back, the months after them as well
 * (forecasting.md 7.6). What was calculated before stays readable until then. A site that failed is taken up again once
 * something of it changes. As the owner.
 */
export async function bringPnlUpToDate(database: Database, options: PnlOptions): Promise<Calculated> {
  const { sites, year, version, asOf } = options;
  await database.query('select forecasting.mark_loads(), forecasting.mark_today($1, $2, $3, $4::date)', [
    sites,
    year,
    version,
    asOf,
  ]);
  return calculateAll(database, options, 'outdated months');
}

/** Which months of the sites that are asked for are calculated. */
type Which = 'every month' | 'outdated months';

interface OldMonths {
  readonly site: string;
  readonly months: readonly Month[];
  readonly marks: readonly string[];
}

/** Sites with months that were never calculated or are marked as outdated. */
async function oldMonths(
  database: Queryable,
  sites: readonly string[],
  { year, version }: PnlOptions,
): Promise<Map<string, OldMonths>> {
  const rows = await database.query<OldMonths>(
    'select site_id as site, months, marks from forecasting.months_to_calculate($1, $2, $3)',
    [sites, year, version],
  );
  return new Map(rows.map((row) => [row.site, row]));
}

async function calculateAll(database: Database, options: PnlOptions, which: Which): Promise<Calculated> {
  // Two calculations of the same sites at once would both replace the same rows.
  return database.withAdvisoryLock('pnl calculation', async () => {
    const versions = await versionsOf(database, options);
    const sites = versions.map(({ site }) => site);
    // Few sites are checked once only, as they are read.
    const isSifted = which === 'outdated months' && sites.length > atOnce;
    const old = isSifted ? await oldMonths(database, sites, options) : null;
    const remaining = old === null ? versions : versions.filter(({ site }) => old.has(site));
    const done = { sites: 0, siteMonths: 0, failed: [] as FailedSite[] };
    for (let at = 0; at < remaining.length; at += atOnce) {
      const part = remaining.slice(at, at + atOnce);
      const { sites: more, siteMonths, failed } = await calculatePart(database, part, options, which);
      if (more === 0 && failed.length === 0) continue;
      done.sites += more;
      done.siteMonths += siteMonths;
      done.failed.push(...failed);
      options.onProgress?.(Math.min(atOnce, remaining.length - at), remaining.length);
    }
    return done;
  });
}

/** Calculates and keeps some sites together; where one of them stands in the way, they are halved until it is alone. */
async function calculatePart(
  database: Database,
  versions: readonly VersionRequest[],
  options: PnlOptions,
  which: Which,
): Promise<Calculated> {
  try {
    return await calculateTogether(database, versions, options, which);
  } catch (error) {
    const reason = reasonOf(error);
    const [only] = versions;
    if (reason === null || only === undefined) throw error;
    if (versions.length === 1) return keepFailing(database, only, options, which);
    const middle = Math.ceil(versions.length / 2);
    const halves = [versions.slice(0, middle), versions.slice(middle)];
    const done = { sites: 0, siteMonths: 0, failed: [] as FailedSite[] };
    for (const half of halves) {
      const { sites, siteMonths, failed } = await calculatePart(database, half, options, which);
      done.sites += sites;
      done.siteMonths += siteMonths;
      done.failed.push(...failed);
    }
    return done;
  }
}

async function calculateTogether(
  database: Database,
  versions: readonly VersionRequest[],
  options: PnlOptions,
  which: Which,
): Promise<Calculated> {
  const chunk = await readChunk(database, versions, options, which);
  if (chunk.sites.length > 0) await keepChunk(database, chunk, options);
  return { sites: chunk.sites.length, siteMonths: chunk.siteMonths, failed: [] };
}

/** Once more with the marks that are there now, so that no mark goes that the failing attempt did not see. */
async function keepFailing(
  database: Database,
  version: VersionRequest,
  options: PnlOptions,
  which: Which,
): Promise<Calculated> {
  const old = (await oldMonths(database, [version.site], options)).get(version.site);
  try {
    return await calculateTogether(database, [version], options, which);
  } catch (error) {
    const reason = reasonOf(error);
    if (reason === null) throw error;
    const months = which === 'every month' ? monthsOfYear(options.year) : (old?.months ?? []);
    const failure = { asked: version, months, reason, marks: old?.marks ?? [] };
    await database.transaction((transaction) => keepFailure(transaction, failure, options), takenUpAgain);
    return { sites: 0, siteMonths: 0, failed: [{ site: version.site, reason }] };
  }
}

/** What was read of some sites, and which marks said that they are outdated. */
interface Chunk {
  readonly sites: readonly SiteYear[];
  readonly marks: readonly string[];
  readonly siteMonths: number;
}

/** Inputs and marks as of one moment: what is saved while these are calculated has a mark that stays. */
async function readChunk(
  database: Database,
  versions: readonly VersionRequest[],
  options: PnlOptions,
  which: Which,
): Promise<Chunk> {
  return database.transaction(
    async (transaction) => {
      const old = await oldMonths(
        transaction,
        versions.map(({ site }) => site),
        options,
      );
      const versionsToCalculate = versions.flatMap((version): VersionRequest[] => {
        if (which === 'every month') return [version];
        const months = old.get(version.site)?.months ?? [];
        return months.length === 0 ? [] : [{ ...version, months }];
      });
      const sites =
        versionsToCalculate.length === 0 ? [] : await gatherYear(transaction, versionsToCalculate, options);
      return {
        sites,
        marks: [...old.values()].flatMap(({ marks }) => marks),
        siteMonths: sites.reduce((count, site) => count + site.wanted.size, 0),
      };
    },
    { isolation: 'repeatable read' },
  );
}

async function keepChunk(database: Database, chunk: Chunk, options: PnlOptions): Promise<void> {
  const results = resultsOf(chunk.sites);
  await database.transaction(async (transaction) => {
    const run = await beginRun(transaction, options, chunk);
    await transaction.query('select forecasting.keep_results($1, $2, $3)', [
      run,
      JSON.stringify(results),
      chunk.marks,
    ]);
  }, takenUpAgain);
}

/** The months of a site as they would be calculated now, with what went into them; nothing is saved. */
export async function previewSite(
  database: Queryable,
  version: VersionRequest,
  options: Pick<PnlOptions, 'year' | 'asOf' | 'operator'>,
): Promise<{ inputs: SiteYear; months: MonthResult[] } | null> {
  const [inputs] = await gatherYear(database, [version], options);
  if (inputs === undefined) return null;
  return { inputs, months: calculateYear(inputs) };
}

async function versionsOf(
  database: Queryable,
  { year, sites, version, startedBy }: PnlOptions,
): Promise<VersionRequest[]> {
  if (version === 'working')
    return database.query<VersionRequest>(
      `select site_id as site, version_id as "versionId" from forecasting.working_versions($1, $2, $3) order by 1`,
      [sites, year, startedBy],
    );
  return database.query<VersionRequest>(
    `select site_id as site, version_id as "versionId" from forecasting.version
     where plan_year = $2 and name = $3 and site_id = any ($1) order by 1`,
    [sites, year, version],
  );
}

/** What is kept of sites, in the shape that `forecasting.keep_results` takes. */
function resultsOf(sites: readonly SiteYear[]): object {
  const results = { months: [] as object[], cells: [] as object[], components: [] as object[] };
  for (const inputs of sites) {
    const read = new Map(inputs.months.map((month) => [month.month, month]));
    for (const result of calculateYear(inputs)) {
      const key = {
        site_id: inputs.site,
        version_id: inputs.versionId,
        period: firstDay(result.month),
      };
      results.months.push({ ...key, ...monthRow(result, read.get(result.month), inputs.facts) });
      for (const cell of result.cells.filter(isKept)) results.cells.push({ ...key, ...storedCell(cell) });
      const isFallback = result.contractVersionId === null;
      for (const component of result.components)
        results.components.push({ ...key, ...component, is_fallback: isFallback });
    }
  }
  return results;
}

/** A cell as it is stored: null where nothing is known. */
function storedCell({ line, actual, source, known, ...cell }: Cell): object {
  const [budget, forecast] = [known.budget ? cell.budget : null, known.forecast ? cell.forecast : null];
  return { line, budget, forecast, actual, trend: known.trend ? cell.trend : null, source };
}

/** The row of accounts without a category stands only where there is money on them. */
export function isKept({ line, budget, forecast, actual, trend }: Cell): boolean {
  return line !== 'unmapped' || [budget, forecast, actual, trend].some((value) => value?.eq('0') === false);
}

function monthRow(result: MonthResult, inputs: MonthInputs | undefined, facts: OperatorFacts): object {
  return {
    state: result.state,
    revenue_to: result.revenueTo,
    payroll_to: result.payrollTo,
    profit: result.profit,
    contract_version_id: result.contractVersionId,
    notes: result.notes,
    fingerprint: fingerprintOf(inputs, facts),
  };
}

/** SHA-256 of the inputs of a month, and of the facts that the operator set otherwise than delivered, as text. */
export function fingerprintOf(inputs: MonthInputs | undefined, facts: OperatorFacts): string {
  const changed = Object.entries(facts).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(deliveredFacts[name as keyof OperatorFacts]),
  );
  const inForce = changed.length === 0 ? inputs : [inputs, changed];
  const text = JSON.stringify(inForce, (_key, value: unknown) => (value instanceof Map ? [...value] : value));
  return createHash('sha256').update(text).digest('hex');
}
