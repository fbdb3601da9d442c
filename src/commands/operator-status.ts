import type { Status, StatusTable } from '../delivery/index.ts';
import type { Database } from '../platform/database/index.ts';
import { countLoads, countQuarantine } from '../sources/index.ts';
import { ask } from '../warehouse/index.ts';
import { version } from './version.ts';
import { grouped } from './table.ts';

/** The site and month whose figures the documentation gives; shown when the warehouse holds them. */
const documented = { site: '0170', month: '2025-03' };

/** What is there: sites, loads by feed, undecided quarantine, and the P&L totals of the documented site. */
export async function operatorStatus(database: Database): Promise<Status> {
  return {
    version,
    where: database.where,
    tables: [
      await sites(database),
      await loads(database),
      await quarantine(database),
      await profitAndLoss(database),
    ],
  };
}

async function sites(database: Database): Promise<StatusTable> {
  const [count] = await database.query<{ listed: string; closed: string }>(
    `select count(*) filter (where is_listed)::text as listed, count(*) filter (where not is_listed)::text as closed
     from warehouse.site`,
  );
  return {
    title: 'Sites',
    header: ['listed', 'no longer listed'],
    rows: [[grouped(count?.listed ?? '0'), grouped(count?.closed ?? '0')]],
    whenEmpty: 'No site yet.',
  };
}

async function loads(database: Database): Promise<StatusTable> {
  const feeds = await countLoads(database);
  return {
    title: 'Loaded',
    header: ['feed', 'files', 'rows loaded', 'rows superseded', 'rows quarantined', 'files refused'],
    rows: feeds.map((feed) => [
      feed.feed,
      ...[feed.files, feed.loaded, feed.superseded, feed.quarantined, feed.refused].map(grouped),
    ]),
    whenEmpty: 'Nothing yet. `daybook load PATH…` takes files in.',
  };
}

async function quarantine(database: Database): Promise<StatusTable> {
  const counts = await countQuarantine(database);
  return {
    title: 'In quarantine',
    header: ['feed', 'rule', 'state', 'records'],
    rows: counts.map(({ feed, rule, state, records }) => [feed, rule, state, grouped(records)]),
    whenEmpty: 'Nothing waits for a decision.',
  };
}

async function profitAndLoss(database: Database): Promise<StatusTable> {
  const { site, month } = documented;
  const [known] = await database.query('select from warehouse.site where site_id = $1', [site]);
  const answer = known ? await ask(database, 'pnl', { site, month }) : { rows: [] };
  const rows = 'rows' in answer ? answer.rows : [];
  const cell = (value: unknown): string => (typeof value === 'string' ? grouped(value) : '–');
  return {
    title: `P&L of site ${site}, ${month}`,
    header: ['line', 'budget', 'actual', 'variance'],
    rows: rows.map((row) => [
      String(row['line']),
      cell(row['budget']),
      cell(row['actual']),
      cell(row['variance']),
    ]),
    whenEmpty: `The warehouse does not know site ${site}.`,
  };
}
