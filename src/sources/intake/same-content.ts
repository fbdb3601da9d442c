import type { Queryable } from '../../platform/database/index.ts';
import { stagingTable, type Feed } from '../feed.ts';
import type { Content } from '../reading/content.ts';
import { feeds } from '../catalogue.ts';
import type { SetAside } from './batch.ts';
import type { Staged } from './stage.ts';

/** An earlier load of the same bytes, with its counts of records. */
export interface SameContent {
  readonly batchId: string;
  readonly received: number;
  readonly quarantined: number;
  readonly setAside: SetAside;
}

/**
 * The load of the same bytes that was loaded before; null when there is none. A file that was found unchanged row by
 * row counts too: otherwise it would undo what came after it when a folder is loaded again. A manifest that speaks of
 * another day makes other content of the same bytes: a list may say again what it said before a change.
 */
export async function sameContent(
  database: Queryable,
  { feed, content }: { readonly feed: Feed; readonly content: Content },
  asOf: string | null,
): Promise<SameContent | null> {
  const [row] = await database.query<{
    batch_id: string;
    received: string;
    quarantined: string;
    set_aside: SetAside | null;
  }>(
    `select batch_id, rows_received as received, rows_quarantined as quarantined, set_aside from sources.batch
     where feed = $1 and sha256 = $2 and state in ('loaded', 'unchanged') and same_as_batch_id is null
       and replay_of_batch_id is null and ($3::date is null or effective_on = $3)
     order by batch_id desc limit 1`,
    [feed.name, content.sha256, asOf],
  );
  const count = (text: string): number => Number.parseInt(text, 10);
  return row
    ? {
        batchId: row.batch_id,
        received: count(row.received),
        quarantined: count(row.quarantined),
        setAside: row.set_aside ?? {},
      }
    : null;
}

/** An earlier load of the same content, and the loads since that may have replaced rows of it. */
export interface Since {
  readonly same: SameContent;
  readonly later: readonly string[];
}

/**
 * Later loads that changed something where the given one has its rows: in its sites and days, or in its list. Records
 * of its own that were loaded again later belong to it. A list that says its day (`asOf`) is followed by those of
 * later days, not replaced.
 */
export async function laterLoads(
  database: Queryable,
  feed: Feed,
  { batchId, asOf }: { readonly batchId: string; readonly asOf: string | null },
): Promise<string[]> {
  const feedsOfTable = feeds
    .filter((other) => stagingTable(other) === stagingTable(feed))
    .map(({ name }) => name);
  const rows = await database.query<{ batch_id: string }>(
    `select later.batch_id from sources.batch as same join sources.batch as later on later.batch_id > same.batch_id
     where same.batch_id = $1 and later.feed = any ($2) and later.state = 'loaded'
       and later.rows_loaded + later.rows_superseded > 0
       and later.replay_of_batch_id is distinct from same.batch_id
       and (same.first_on is null or later.first_on is null
         or (later.first_on <= same.last_on and later.last_on >= same.first_on and later.site_ids && same.site_ids))
       and ($3::date is null or later.effective_on <= $3)
     order by later.batch_id`,
    [batchId, feedsOfTable, feed.period === null ? asOf : null],
  );
  return rows.map(({ batch_id: id }) => id);
}

/** Keeps the sites and days that a load speaks of with it; nothing of a list, which speaks of all. */
export async function noteExtent(
  transaction: Queryable,
  feed: Feed,
  { batchId, read }: { readonly batchId: string; readonly read: Staged },
): Promise<void> {
  if (feed.period === null) return;
  for (const { table } of read.tables) {
    await transaction.query('select sources.note_extent($1, $2, $3, $4)', [
      table,
      feed.period,
      batchId,
      read.tally.numbers.get('site_id')?.list() ?? [],
    ]);
  }
}
