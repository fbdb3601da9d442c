import type { CheckedRows } from './check-rows.ts';

/** Holds back the rows of persons who would have worked more than 24 hours of a day, all of them: one is wrong. */
export async function holdLongDays({ database, feed, read }: CheckedRows): Promise<void> {
  const { workedDays, period } = feed;
  if (!workedDays) return;
  const [first = ''] = workedDays.minutes;
  const header = feed.columns.find(({ column }) => column === first)?.header ?? first;
  for (const { table } of read.tables) {
    await database.query('select sources.hold_long_days($1, $2, $3, $4, $5)', [
      table,
      feed.name,
      header,
      period,
      JSON.stringify(workedDays),
    ]);
  }
}
