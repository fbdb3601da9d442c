import { requireRight, type Principal } from '../../platform/security/index.ts';
import { feeds } from '../catalogue.ts';
import type { Feed } from '../feed.ts';
import type { BatchState } from '../intake/batch.ts';

/** How fresh the data of one feed is. Moments as the database writes them. */
export interface FeedFreshness {
  readonly feed: string;
  readonly title: string;
  /** When its newest data arrived, be it changed or the same as before; null if none ever did. */
  readonly asOf: string | null;
  /** The load that brought it. */
  readonly batchId: string | null;
  readonly file: string | null;
  /** The day that a complete list speaks of. */
  readonly effectiveOn: string | null;
  /** The newest attempt, if it brought no data: a file that was refused, or is being read. */
  readonly since: {
    readonly batchId: string;
    readonly state: BatchState;
    readonly receivedAt: string;
  } | null;
}

/** How fresh the data of a source is: as of the newest of its feeds. */
export interface SourceFreshness {
  readonly source: string;
  readonly asOf: string | null;
  readonly feeds: readonly FeedFreshness[];
}

interface Row {
  readonly feed: string;
  readonly isData: boolean;
  readonly batchId: string;
  readonly file: string;
  readonly receivedAt: string;
  readonly effectiveOn: string | null;
  readonly state: BatchState;
}

/** When each source and feed last brought data; whoever sees figures may see as of when they are. */
export async function readFreshness({ caller }: Principal): Promise<SourceFreshness[]> {
  await requireRight(caller, { object: 'load', action: 'read' });
  const rows = await caller.transaction((transaction) =>
    transaction.query<Row>(
      `with newest as (
         select max(batch_id) as batch_id from sources.batch
         where state not in ('tried', 'replaced') group by feed, state in ('loaded', 'unchanged'))
       select feed, state in ('loaded', 'unchanged') as "isData", batch_id as "batchId", file_name as file,
         received_at as "receivedAt", effective_on as "effectiveOn", state
       from newest join sources.batch using (batch_id)`,
    ),
  );
  return [...Map.groupBy(feeds, ({ source }) => source)].map(([source, ofSource]) => {
    const freshness = ofSource.map((feed) =>
      freshnessOf(
        feed,
        rows.filter((row) => row.feed === feed.name),
      ),
    );
    return { source, asOf: newestOf(freshness), feeds: freshness };
  });
}

function freshnessOf({ name, title }: Feed, newest: readonly Row[]): FeedFreshness {
  const data = newest.find(({ isData }) => isData);
  const other = newest.find(({ isData }) => !isData);
  const since =
    other && (!data || isNewer(other.batchId, data.batchId))
      ? { batchId: other.batchId, state: other.state, receivedAt: other.receivedAt }
      : null;
  return {
    feed: name,
    title,
    asOf: data?.receivedAt ?? null,
    batchId: data?.batchId ?? null,
    file: data?.file ?? null,
    effectiveOn: data?.effectiveOn ?? null,
    since,
  };
}

function newestOf(freshness: readonly FeedFreshness[]): string | null {
  let newest: FeedFreshness | undefined;
  for (const feed of freshness)
    if (feed.batchId !== null && (!newest || isNewer(feed.batchId, newest.batchId ?? '0'))) newest = feed;
  return newest?.asOf ?? null;
}

/** Loads are numbered in the order in which they arrive. */
function isNewer(one: string, other: string): boolean {
  return BigInt(one) > BigInt(other);
}
