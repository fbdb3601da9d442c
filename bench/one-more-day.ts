import { join } from 'node:path';
import { addMonths, type Month } from '../src/kernel/month.ts';
import { writeRevenueFile } from './revenue-file.ts';
import {
  atScale,
  isTrial,
  loadWhole,
  median,
  onWorkbench,
  report,
  timed,
  type Workbench,
} from './workbench.ts';

const current: Month = '2026-06';
const days = [12, 13, 14, 15, 16];

/** (c) one more day of all sites into 10 and into 100 months of history. Prints the ratio. */
export async function benchOneMoreDay(scale: number): Promise<void> {
  const sites = atScale(2_000, scale, 4);
  const [few, many] = isTrial(scale) ? [1, 3] : [10, 100];
  await onWorkbench(sites, async (bench) => {
    await fill(bench, sites, { months: few, after: 0 });
    const afterFew = await loadDays(bench, sites, 'few');
    await forgetCurrentMonth(bench);
    await fill(bench, sites, { months: many, after: few });
    const afterMany = await loadDays(bench, sites, 'many');
    report(
      `(c) one day of ${String(sites)} sites into ${String(few)} months, median`,
      `${afterFew.toFixed(2)} s`,
    );
    report(`(c) the same into ${String(many)} months, median`, `${afterMany.toFixed(2)} s`);
    report(
      `(c) ${String(many)} months : ${String(few)} months (at most 1.1)`,
      (afterMany / afterFew).toFixed(2),
    );
  });
}

/** Months before the current one, a few days each: what matters is how many there are and that they hold rows. */
async function fill(
  bench: Workbench,
  sites: number,
  history: { months: number; after: number },
): Promise<void> {
  for (let back = history.after + 1; back <= history.months; back += 1) {
    const month = addMonths(current, -back);
    const path = join(bench.folder, `revenue_daily_detail_${month}.csv`);
    await loadWhole(bench, path, await writeRevenueFile({ path, sites, first: month, last: month, day: 1 }));
  }
  const path = join(bench.folder, `revenue_daily_detail_base_${String(history.months)}.csv`);
  await loadWhole(
    bench,
    path,
    await writeRevenueFile({ path, sites, first: current, last: current, day: 1 }),
  );
}

async function loadDays(bench: Workbench, sites: number, name: string): Promise<number> {
  const seconds: number[] = [];
  for (const day of days) {
    const path = join(bench.folder, `revenue_daily_detail_${name}_${String(day)}.csv`);
    const rows = await writeRevenueFile({ path, sites, first: current, last: current, day });
    seconds.push(await timed(() => loadWhole(bench, path, rows)));
  }
  return median(seconds);
}

/** Both measurements begin with the same current month; the loads are forgotten too, or the files would be known. */
async function forgetCurrentMonth(bench: Workbench): Promise<void> {
  await bench.database.execute(
    `drop table warehouse.revenue_detail_2026_06;
     delete from sources.batch_warning;
     update sources.batch set sha256 = 'forgotten'`,
  );
}
