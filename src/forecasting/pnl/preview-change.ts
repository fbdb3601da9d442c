import type { Decimal } from '../../kernel/decimal.ts';
import type { Month } from '../../kernel/month.ts';
import type { Queryable } from '../../platform/database/index.ts';
import { isKept, previewSite, type PnlOptions } from './calculate-pnl.ts';
import { calculateYear, type MonthResult } from './calculate-year.ts';
import type { VersionRequest } from './gather-years.ts';
import { sumOfSite } from './pnl-sums.ts';
import { pnlTable, rangeOfYear, type ShownLine, type ShownRow } from './pnl-table.ts';
import type { SiteYear } from './site-year.ts';

/** A figure before and after, and by how much it differs; null where nothing is known. */
export type Changed = Readonly<{
  before: Decimal | null;
  after: Decimal | null;
  difference: Decimal | null;
}>;

/** What a row is before and after, by month and for the year. */
export interface ChangedRow {
  readonly row: ShownLine;
  readonly months: readonly (Changed & { readonly month: Month | null })[];
  readonly total: Changed;
}

/**
 * A year of one site as it is and as it would be with changed inputs, by what each shows as trend. Inputs are read
 * once, and nothing is saved. As the owner.
 */
export async function previewChange(
  database: Queryable,
  version: VersionRequest,
  options: Pick<PnlOptions, 'year' | 'asOf'>,
  change: (inputs: SiteYear) => SiteYear,
): Promise<ChangedRow[]> {
  const preview = await previewSite(database, version, options);
  if (preview === null) return [];
  return changesBetween(preview.months, calculateYear(change(preview.inputs)), options.year);
}

/** A year of a site calculated twice: by what the two show as trend. Pure. */
export function changesBetween(
  monthsBefore: readonly MonthResult[],
  monthsAfter: readonly MonthResult[],
  year: number,
): ChangedRow[] {
  const after = tableOf(monthsAfter, year);
  return tableOf(monthsBefore, year).flatMap((row) => {
    const other = after.find(({ line }) => line === row.line);
    if (other === undefined) return [];
    const months = row.months.map(({ month, trend }, index) => ({
      month,
      ...changed(trend, other.months[index]?.trend ?? trend),
    }));
    return [{ row: row.line, months, total: changed(row.total.trend, other.total.trend) }];
  });
}

function changed(before: Decimal | null, after: Decimal | null): Changed {
  return { before, after, difference: before === null || after === null ? null : after.minus(before) };
}

function tableOf(months: readonly MonthResult[], year: number): ShownRow[] {
  const sums = months.flatMap(({ month, cells }) =>
    cells.filter(isKept).map((cell) => sumOfSite(month, cell)),
  );
  return pnlTable(sums, rangeOfYear(year));
}
