import type { Decimal } from '../../kernel/decimal.ts';
import type { Month } from '../../kernel/month.ts';
import type { Queryable } from '../../platform/database/index.ts';
import { previewSite, type PnlOptions } from './calculate-pnl.ts';
import type { AskedVersion } from './gather.ts';
import { pnlTable, type ShownLine, type ShownRow } from './pnl-table.ts';
import type { SiteYear } from './site-year.ts';

/** The rows of a year of one site as they would be with changed inputs; nothing is kept. As the owner. */
export async function previewTable(
  database: Queryable,
  asked: AskedVersion,
  options: Pick<PnlOptions, 'year' | 'asOf' | 'settings'>,
  change?: (inputs: SiteYear) => SiteYear,
): Promise<ShownRow[]> {
  const preview = await previewSite(database, asked, options, change);
  const sums = (preview?.months ?? []).flatMap(({ month, cells }) =>
    cells.map(({ line, budget, forecast, actual, trend, source }) => ({
      ...{
        period: month,
        line,
        source,
        sites: '1',
        budget: budget.toString(),
        forecast: forecast.toString(),
      },
      ...{ actual: actual && actual.toString(), trend: trend.toString() },
    })),
  );
  return pnlTable(sums, options.year);
}

/** What a row is before and after, by month and for the year. */
export interface BridgedRow {
  readonly line: ShownLine;
  readonly months: readonly {
    readonly month: Month | null;
    readonly before: Decimal;
    readonly after: Decimal;
  }[];
  readonly total: { readonly before: Decimal; readonly after: Decimal };
}

/** Two tables of the same year side by side, by what each shows as trend. */
export function pnlBridge(before: readonly ShownRow[], after: readonly ShownRow[]): BridgedRow[] {
  return before.flatMap((row, at) => {
    const other = after[at];
    if (other === undefined) return [];
    const months = row.months.map(({ month, trend }, index) => ({
      ...{ month, before: trend, after: other.months[index]?.trend ?? trend },
    }));
    return [{ line: row.line, months, total: { before: row.total.trend, after: other.total.trend } }];
  });
}
