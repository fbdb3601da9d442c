import type { Connection } from '../../../platform/database/index.ts';
import { queryOf, type RowsRequest } from '../answer-rows.ts';
import { everyRow, stillSeen, type CollectionQuery, type EveryRow } from '../sql/page.ts';
import type { Statement } from '../sql/statement.ts';
import { amongKeys, changedKeys, type Followed } from './changed-keys.ts';
import { contentsOf, type HeldToken, type TokenStore } from './token-store.ts';
import { prefixOf, ReportedRows, type ReportedPart, type ReportedRow } from './reported-rows.ts';

/** What changed since a token. */
export interface Changes {
  /** Rows that are new or look otherwise, as many as an answer holds. */
  readonly changed: readonly ReportedRow[];
  /** Rows that are gone for the client; those that are there still, and only not asked for any more, are named. */
  readonly gone: readonly { readonly guid: string; readonly isThere: boolean }[];
  /** More changed than the answer holds. */
  readonly isCut: boolean;
  /** Rows that the client holds then. */
  readonly rowCount: number;
  /** Everything that the client holds then, where the parts became too many. */
  readonly whole: ReportedPart | null;
}

/** One reading of what changed. */
export interface Reading {
  readonly rowsRequest: RowsRequest;
  readonly store: TokenStore;
  readonly token: HeldToken;
  readonly followed: Followed;
  /** Changed rows of one answer. */
  readonly most: number;
}

/** Parts above which all of them are made one. */
const mostParts = 300;

/** The transaction before which all had ended when this reading began; the first statement of the reading. */
export async function horizonOf(transaction: Connection): Promise<string> {
  const [row] = await transaction.query<{ horizon: string }>(
    'select pg_snapshot_xmin(pg_current_snapshot())::text as horizon',
  );
  return row?.horizon ?? '0';
}

/**
 * What the caller sees now and was not told so: by the keys that later transactions wrote where these say it all, and
 * else by comparing everything. In one state of the database, after `horizonOf`.
 */
export async function readChanges(transaction: Connection, reading: Reading): Promise<Changes> {
  const query = { ...queryOf(reading.rowsRequest), withGuid: true };
  return (await changesByKeys(transaction, query, reading)) ?? comparedWhole(transaction, query, reading);
}

/** Null where keys do not tell, or the number of rows shows that something went without a trace. */
async function changesByKeys(
  transaction: Connection,
  query: CollectionQuery,
  { rowsRequest, store, token, followed: { source, fingerprint }, most }: Reading,
): Promise<Changes | null> {
  const { entity } = rowsRequest.reached;
  if (source === null || fingerprint !== token.fingerprint || token.isRestored) return null;
  const all = everyRow(query, null);
  if (token.parts.length > mostParts || !all.isOwn) return null;
  // On two connections, at the same time.
  const [keys, present] = await Promise.all([
    changedKeys(store.owner, { source, entity }, token.horizon),
    countOf(transaction, all.count),
  ]);
  if (keys === null) return null;
  const prefixes = [...new Set(keys.guids.map(prefixOf))];
  const reported = reportedRows(contentsOf(store, token.parts, prefixes), keys.guids);
  const among = everyRow(query, (scope) => amongKeys(keys, entity, (name) => scope.column(name)));
  const { client, changed, seen, isCut } = await differing(transaction, among, { reported, most });
  const gone = keys.guids.filter((guid) => client.has(guid) && !seen.has(guid));
  const rowCount = token.rowCount + countNew(seen, client) - gone.length;
  if (rowCount !== present) return null;
  const isNew = changed.filter(({ guid }) => !client.has(guid)).length;
  return {
    changed,
    isCut,
    gone: await whereGone(transaction, query, gone),
    rowCount: token.rowCount + isNew - gone.length,
    whole: null,
  };
}

async function comparedWhole(
  transaction: Connection,
  query: CollectionQuery,
  { store, token, most }: Reading,
): Promise<Changes> {
  const reported = reportedRows(contentsOf(store, token.parts, null), null);
  const all = everyRow(query, null);
  const { client, changed, seen, isCut } = await differing(transaction, all, { reported, most });
  const gone = [...client.guids()].filter((guid) => !seen.has(guid));
  client.tell([...changed, ...gone.map((guid) => ({ guid, object: null }))]);
  return {
    changed,
    isCut,
    gone: await whereGone(transaction, query, gone),
    rowCount: client.count,
    whole: token.parts.length > mostParts ? client.asPart() : null,
  };
}

/** What the client holds, read on another connection while this one reads what there is. */
function reportedRows(
  contents: Promise<readonly Buffer[]>,
  only: readonly string[] | null,
): Promise<ReportedRows> {
  const reported = contents.then((parts) => new ReportedRows(parts, only));
  // Whoever waits for it is told of an error; nobody may, where the other reading failed before.
  reported.catch(() => undefined);
  return reported;
}

interface Differing {
  readonly client: ReportedRows;
  readonly changed: readonly ReportedRow[];
  /** GUIDs of everything that was read. */
  readonly seen: ReadonlySet<string>;
  readonly isCut: boolean;
}

/** Rows that are in memory at once. */
const rowsAtOnce = 5_000;
const nextRows = `fetch ${String(rowsAtOnce)} from changes`;

/** Rows of a query that the client does not hold so, read some at a time. */
async function differing(
  transaction: Connection,
  { rows }: EveryRow,
  { reported, most }: { readonly reported: Promise<ReportedRows>; readonly most: number },
): Promise<Differing> {
  const changed: ReportedRow[] = [];
  const seen = new Set<string>();
  let isCut = false;
  const declaration = `declare changes no scroll cursor for ${rows.text}`;
  await transaction.query(declaration, rows.values);
  const next = (): Promise<readonly { readonly guid: string; readonly object: string }[]> =>
    transaction.query(nextRows);
  const [client, first] = await Promise.all([reported, next()]);
  for (let some = first; some.length > 0; some = some.length < rowsAtOnce ? [] : await next())
    for (const { guid, object } of some) {
      seen.add(guid);
      if (client.holds(guid, object)) continue;
      if (changed.length < most) changed.push({ guid, object });
      else isCut = true;
    }
  await transaction.execute('close changes');
  return { client, changed, seen, isCut };
}

function countNew(seen: ReadonlySet<string>, client: ReportedRows): number {
  let count = 0;
  for (const guid of seen) if (!client.has(guid)) count += 1;
  return count;
}

async function countOf(transaction: Connection, { text, values }: Statement): Promise<number> {
  const [row] = await transaction.query<{ count: string }>(text, values);
  return Number.parseInt(row?.count ?? '0', 10);
}

/** Which of the rows that left a query are there still, for the caller. */
async function whereGone(
  transaction: Connection,
  query: CollectionQuery,
  gone: readonly string[],
): Promise<Changes['gone']> {
  const isNarrowed =
    query.options.filter !== undefined || query.options.search !== undefined || query.base.length > 0;
  if (gone.length === 0 || !isNarrowed) return gone.map((guid) => ({ guid, isThere: false }));
  const { text, values } = stillSeen(query, gone);
  const rows = await transaction.query<{ guid: string }>(text, values);
  const there = new Set(rows.map(({ guid }) => guid));
  return gone.map((guid) => ({ guid, isThere: there.has(guid) }));
}
