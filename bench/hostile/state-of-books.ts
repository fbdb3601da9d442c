import type { Queryable } from '../../src/platform/database/index.ts';

/** Facts of the site that no attempt names: count and digest of its rows, which must stay as they are. */
export async function factsOf(database: Queryable): Promise<string> {
  const rows = await database.query<{ fact: string; rows: string; digest: string }>(`
    with facts as (
      select 'ledger' as fact, ledger_balance::text as row from warehouse.ledger_balance where site_id = '0170'
      union all select 'budget', budget::text from warehouse.budget where site_id = '0170'
      union all select 'payroll', payroll_day::text from warehouse.payroll_day where site_id = '0170'
      union all select 'shift', shift::text from warehouse.shift where site_id = '0170'
      union all select 'timesheet', timesheet::text from warehouse.timesheet where site_id = '0170'
      union all select 'revenue', revenue_detail::text from warehouse.revenue_detail where site_id = '0170'
    )
    select fact, count(*)::text as rows, sum(hashtextextended(row, 0))::text as digest
    from facts group by fact order by fact`);
  return rows.map(({ fact, rows: count, digest }) => `${fact} ${count} ${digest}`).join(', ');
}

/** Batches that never ended, and loads whose records do not add up. */
export async function unfinishedWork(database: Queryable): Promise<string[]> {
  const rows = await database.query<{ says: string }>(`
    select format('batch %s of %s is %s', batch_id, feed, state) as says from sources.batch
    where state in ('receiving', 'failed')
    union all
    select format('batch %s does not add up', batch_id) from sources.batch
    where state = 'loaded' and rows_received <> rows_loaded + rows_unchanged + rows_quarantined + rows_set_aside
    union all
    select format('batch %s holds back %s records, and %s are there', batch_id, rows_quarantined, held.rows)
    from sources.batch
    cross join lateral (select count(*) as rows from sources.quarantine where quarantine.batch_id = batch.batch_id) as held
    where state = 'loaded' and rows_quarantined <> held.rows`);
  return rows.map(({ says }) => says);
}
