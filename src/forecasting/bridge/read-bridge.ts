import type { Month } from '../../kernel/month.ts';
import type { Queryable } from '../../platform/database/index.ts';
import { atOnce, type PnlOptions } from '../pnl/calculate-pnl.ts';
import { calculateYear, type MonthResult } from '../pnl/calculate-year.ts';
import { gatherYear, untouchedVersion } from '../pnl/gather-years.ts';
import type { MonthInputs } from '../pnl/site-year.ts';
import { bridgeOf, type BridgeStep, type ComparedMonth } from './bridge.ts';
import { sideOf, type Basis, type MonthSide, type Salaries } from './sides.ts';

/** A side of the bridge: the budget, actuals, or the forecast of a version. */
export type BridgeEnd = Readonly<{ basis: Basis; version: string }>;

/** What is bridged, from and through which months of the year. */
export interface BridgeOptions extends Pick<PnlOptions, 'year' | 'asOf'> {
  readonly from: Month;
  readonly to: Month;
  readonly ends: readonly [before: BridgeEnd, after: BridgeEnd];
}

/** A site, or one month of it, that has nothing to compare on a side. */
export type LeftOut = Readonly<{ site: string; month: Month | null; reason: string }>;

/** Steps of every month and site that have both sides, and what was left out. */
export type Bridge = Readonly<{ steps: readonly BridgeStep[]; leftOut: readonly LeftOut[] }>;

/** Version of a site by name, as the caller may see it. */
export type VersionIds = ReadonlyMap<string, string>;

/** The versions of sites that are asked for; a working one that nobody opened yet follows the budget. */
export async function versionsOfEnds(
  database: Queryable,
  sites: readonly string[],
  { year, ends }: Pick<BridgeOptions, 'year' | 'ends'>,
): Promise<VersionIds> {
  const rows = await database.query<{ site_id: string; name: string; version_id: string }>(
    `select site_id, name, version_id from forecasting.version
     where plan_year = $2 and site_id = any ($1) and name = any ($3)`,
    [sites, year, ends.map(({ version }) => version)],
  );
  return new Map(rows.map((row) => [`${row.site_id} ${row.name}`, row.version_id]));
}

/**
 * The bridge of the P&L of sites between two of its columns, calculated from the inputs as they are now; nothing is
 * kept. Shares of sites and categories are those of all sites asked for. As the owner; ask for the rights before.
 */
export async function readBridge(
  database: Queryable,
  sites: readonly string[],
  versions: VersionIds,
  options: BridgeOptions,
): Promise<Bridge> {
  const compared: ComparedMonth[] = [];
  const leftOut: LeftOut[] = [];
  for (let at = 0; at < sites.length; at += atOnce) {
    const chunk = sites.slice(at, at + atOnce);
    const [before, after] = await sidesOfEnds(database, chunk, versions, options);
    for (const site of chunk) {
      const pairs = pairsOf(site, [before, after], options);
      compared.push(...pairs.compared);
      leftOut.push(...pairs.leftOut);
    }
  }
  return { steps: bridgeOf(compared), leftOut };
}

type Sides = ReadonlyMap<string, ReadonlyMap<Month, MonthSide | null>>;

async function sidesOfEnds(
  database: Queryable,
  sites: readonly string[],
  versions: VersionIds,
  options: BridgeOptions,
): Promise<[Sides, Sides]> {
  const [before, after] = options.ends;
  const first = await yearsOf(database, sites, versions, { ...options, version: before.version });
  const isSame = before.version === after.version;
  const second = isSame
    ? first
    : await yearsOf(database, sites, versions, { ...options, version: after.version });
  return [sidesOf(first, before.basis), sidesOf(second, after.basis)];
}

interface Year {
  readonly site: string;
  readonly inputs: readonly MonthInputs[];
  readonly salaries: Salaries;
  readonly made: readonly MonthResult[];
}

async function yearsOf(
  database: Queryable,
  sites: readonly string[],
  versions: VersionIds,
  options: BridgeOptions & { readonly version: string },
): Promise<Year[]> {
  const siteYears = sites.flatMap((site) => {
    const versionId = versions.get(`${site} ${options.version}`);
    if (versionId !== undefined) return [{ site, versionId }];
    return options.version === 'working' ? [{ site, versionId: untouchedVersion }] : [];
  });
  if (siteYears.length === 0) return [];
  const gathered = await gatherYear(database, siteYears, options);
  return gathered.map((year) => ({
    site: year.site,
    inputs: year.months,
    salaries: year,
    made: calculateYear(year),
  }));
}

function sidesOf(years: readonly Year[], basis: Basis): Sides {
  return new Map(
    years.map(({ site, inputs, salaries, made }) => {
      const read = new Map(inputs.map((month) => [month.month, month]));
      const months = made.flatMap((result): [Month, MonthSide | null][] => {
        const month = read.get(result.month);
        if (month === undefined) return [];
        return [[result.month, sideOf({ inputs: month, made: result, salaries }, basis)]];
      });
      return [site, new Map(months)];
    }),
  );
}

function pairsOf(
  site: string,
  [before, after]: readonly [Sides, Sides],
  { from, to, ends, year }: BridgeOptions,
): { compared: ComparedMonth[]; leftOut: LeftOut[] } {
  const missing = ends.find((_, at) => !(at === 0 ? before : after).has(site));
  if (missing !== undefined) {
    const reason = `no version ${missing.version} of ${String(year)}`;
    return { compared: [], leftOut: [{ site, month: null, reason }] };
  }
  const months = [...(before.get(site)?.keys() ?? [])].filter((month) => month >= from && month <= to);
  const compared: ComparedMonth[] = [];
  const leftOut: LeftOut[] = [];
  for (const month of months) {
    const sides = [before.get(site)?.get(month) ?? null, after.get(site)?.get(month) ?? null] as const;
    const [was, is] = sides;
    if (was === null || is === null) leftOut.push({ site, month, reason: 'not closed, so without actuals' });
    else compared.push({ site, month, before: was, after: is });
  }
  return { compared, leftOut };
}
