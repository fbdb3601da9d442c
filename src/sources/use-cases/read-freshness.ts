import type { Clock } from '../../kernel/clock.ts';
import { requireRight, type Principal } from '../../platform/security/index.ts';
import { feeds } from '../catalogue.ts';
import type { Feed } from '../feed.ts';
import type { BatchState } from '../intake/batch.ts';
import { expectedSeconds } from '../rhythm.ts';

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
  /** Until when the next data was expected, by the rhythm of the feed; null where it has none or never came. */
  readonly dueAt: string | null;
  /** Nothing came by then. */
  readonly isOverdue: boolean;
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
  readonly dueAt: string | null;
  readonly isOverdue: boolean;
  readonly state: BatchState;
}

/**
 * When each source and feed last brought data, and whether the next is overdue; whoever sees figures may see as of when
 * they are. Records of the quarantine that are loaded again do not make a feed fresh.
 */
export async function readFreshness({ caller }: Principal, clock: Clock): Promise<SourceFreshness[]> {
  await requireRight(caller, { object: 'load', action: 'read' });
  const rows = await caller.transaction((transaction) =>
    transaction.query<Row>(
      `with newest as (
         select max(batch_id) as batch_id from sources.batch
         where state not in ('tried', 'replaced') and replay_of_batch_id is null
         group by feed, state in ('loaded', 'unchanged'))
       select feed, state in ('loaded', 'unchanged') as "isData", batch_id as "batchId", file_name as file,
         received_at as "receivedAt", effective_on as "effectiveOn", state,
         received_at + make_interval(secs => expected) as "dueAt",
         coalesce(received_at + make_interval(secs => expected) < $1::timestamptz, false) as "isOverdue"
       from newest join sources.batch using (batch_id)
       left join unnest($2::text[], $3::integer[]) as rhythm (feed, expected) using (feed)`,
      [clock.now(), Object.keys(expectedSeconds), Object.values(expectedSeconds)],
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
  return { feed: name, title, ...brought(data), since };
}

/** What the newest file with data says of a feed. */
function brought(data: Row | undefined): Omit<FeedFreshness, 'feed' | 'title' | 'since'> {
  if (data === undefined)
    return { asOf: null, batchId: null, file: null, effectiveOn: null, dueAt: null, isOverdue: false };
  const { receivedAt: asOf, batchId, file, effectiveOn, dueAt, isOverdue } = data;
  return { asOf, batchId, file, effectiveOn, dueAt, isOverdue };
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
