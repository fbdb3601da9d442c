import type { Decimal } from '../../kernel/decimal.ts';
import type { Month } from '../../kernel/month.ts';
import { requireRight, type Principal } from '../../platform/security/index.ts';
import { laborTerms } from '../comparison/labor-terms.ts';
import { readComparison } from '../comparison/read-comparison.ts';
import type { Grain } from '../comparison/periods.ts';
import type { ComparisonRow } from '../comparison/row.ts';
import type { Area } from '../entries/areas.ts';
import { entriesOfYear } from '../entries/read-entries.ts';
import { differencesBetween, type Difference } from '../versions/compare-versions.ts';
import type { VersionName } from '../versions/version.ts';

/** What is compared of a month. */
export interface AskedMonth extends Pick<VersionName, 'site' | 'version'> {
  readonly month: Month;
  /** For statistics and payroll; the others are entered by month. */
  readonly by: Grain;
  /** Only this area. */
  readonly area?: Area | undefined;
  /** `YYYY-MM-DD`: nothing after it is an actual. */
  readonly today: string;
}

/** Budget, forecast, actual and schedule of a month side by side. Refuses as `readComparison` does. */
export async function compareMonth(
  { caller, database }: Principal,
  { area, ...asked }: AskedMonth,
): Promise<ComparisonRow[]> {
  await requireRight(caller, { object: 'forecast', action: 'read', site: asked.site });
  const labor = await laborTerms(database, asked);
  const year = Number.parseInt(asked.month, 10);
  const areas = area === undefined ? {} : { areas: [area] };
  return caller.transaction((transaction) =>
    readComparison(transaction, { ...asked, year, labor, ...areas }),
  );
}

/** Two versions of a forecast. */
export interface TwoVersions extends Omit<VersionName, 'version'> {
  readonly one: string;
  readonly other: string;
}

/** A value that two versions say differently; the difference is null where one of them follows the budget. */
export interface ComparedEntry extends Difference {
  readonly difference: Decimal | null;
}

/** What two versions say differently. Refuses with FORECASTING_VERSION_UNKNOWN. */
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
