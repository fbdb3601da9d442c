import type { Decimal } from '../../kernel/decimal.ts';
import type { Month } from '../../kernel/month.ts';
import { holdsRight, requireRight, type Principal } from '../../platform/security/index.ts';
import { laborTerms } from '../comparison/labor-terms.ts';
import { readComparison } from '../comparison/read-comparison.ts';
import type { Grain } from '../comparison/periods.ts';
import {
  sourceOf,
  withColumn,
  type ExtendedComparisonRow,
  type ColumnSource,
  type OtherColumn,
} from '../comparison/other-columns.ts';
import type { ComparisonRow } from '../comparison/row.ts';
import { areas as allAreas, type Area } from '../entries/areas.ts';
import { entriesOfYear } from '../entries/read-entries.ts';
import { differencesBetween, type Difference } from '../versions/compare-versions.ts';
import { readVersion, type VersionName } from '../versions/version.ts';

/** What is compared of a month. */
export interface MonthRequest extends Pick<VersionName, 'site' | 'version'> {
  readonly month: Month;
  /** For statistics and payroll; the others are entered by month. */
  readonly by: Grain;
  /** Only this area. */
  readonly area?: Area | undefined;
  /** Further columns to compare the month with; none by default. */
  readonly against?: readonly OtherColumn[] | undefined;
  /** `YYYY-MM-DD`: nothing after it is an actual. */
  readonly today: string;
}

/** What budgets, actuals and schedules of an area are made of: the objects of the matrix that a reader needs. */
export const objectsCompared: Readonly<Record<Area, readonly string[]>> = {
  statistics: ['revenue', 'profit-and-loss'],
  rates: ['revenue', 'profit-and-loss'],
  payroll: ['labor'],
  'other-revenue': ['profit-and-loss'],
  'other-expense': ['profit-and-loss'],
};

/**
 * Budget, forecast, actual and schedule of a month side by side, with other months or the projection where asked for.
 * Refuses with SECURITY_FORBIDDEN whoever may not read what is shown next to the entries, and as `readComparison` does.
 */
export async function compareMonth(
  principal: Principal,
  { against = [], ...selection }: MonthRequest,
): Promise<ExtendedComparisonRow[]> {
  const { area, site, month, by, today } = selection;
  const objects = (area === undefined ? allAreas : [area]).flatMap((each) => objectsCompared[each]);
  for (const object of new Set(['forecast', ...objects]))
    await requireRight(principal.caller, { object, action: 'read', site });
  let rows = (await rowsOfMonth(principal, selection)).map((row): ExtendedComparisonRow => ({
    ...row,
    against: {},
  }));
  for (const column of new Set(against)) {
    const source = sourceOf(column, month, today);
    const hasVersion = source.version === 'working' || (await isVersion(principal, site, source));
    const others = hasVersion ? await rowsOfMonth(principal, { ...selection, ...source }) : [];
    rows = withColumn(rows, { column, month, by }, others, source);
  }
  return rows;
}

async function isVersion(
  { caller }: Principal,
  site: string,
  { month, version }: ColumnSource,
): Promise<boolean> {
  const year = Number.parseInt(month, 10);
  return caller.transaction(
    async (transaction) => (await readVersion(transaction, { site, year, version })) !== null,
  );
}

async function rowsOfMonth(
  { caller, database }: Principal,
  { area, ...period }: Omit<MonthRequest, 'against'>,
): Promise<ComparisonRow[]> {
  const terms = await laborTerms(database, period);
  const seesContract = await holdsRight(caller, { object: 'contract', action: 'read', site: period.site });
  const labor = seesContract ? terms : { ...terms, billed: new Map<string, never>() };
  const year = Number.parseInt(period.month, 10);
  const areas = area === undefined ? {} : { areas: [area] };
  return caller.transaction((transaction) =>
    readComparison(transaction, { ...period, year, labor, ...areas }),
  );
}

/** Two versions of a forecast. */
export interface TwoVersions extends Omit<VersionName, 'version'> {
  readonly one: string;
  readonly other: string;
}

/** A value that differs between two versions; the difference is null if one of them follows the budget. */
export interface ComparedEntry extends Difference {
  readonly difference: Decimal | null;
}

/** Differences between two versions. Refuses with FORECASTING_VERSION_UNKNOWN. */
export async function compareVersions(
  { caller }: Principal,
  { site, year, one, other }: TwoVersions,
): Promise<ComparedEntry[]> {
  await requireRight(caller, { object: 'forecast', action: 'read', site });
  const differences = await caller.transaction(async (transaction) =>
    differencesBetween(
      await entriesOfYear(transaction, { site, year, version: one }),
      await entriesOfYear(transaction, { site, year, version: other }),
    ),
  );
  return differences.map((each) => ({
    ...each,
    difference: each.one === null || each.other === null ? null : each.other.minus(each.one),
  }));
}
