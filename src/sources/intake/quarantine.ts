import { Refusal, refusal } from '../../kernel/errors.ts';
import type { Queryable } from '../../platform/database/index.ts';
import { feedNamed } from '../catalogue.ts';
import type { Feed } from '../feed.ts';
import { contentOf } from '../reading/csv-text.ts';
import { takeIn } from './take-in.ts';
import type { Intake, Replay, TakenIn } from './taken-in.ts';

/** A record that a check held back. */
export interface HeldRecord {
  readonly quarantineId: string;
  readonly batchId: string;
  readonly feed: string;
  readonly file: string;
  readonly line: number;
  readonly column: string | null;
  readonly value: string | null;
  readonly rule: string;
  readonly message: string;
  readonly state: 'open' | 'waiting' | 'replayed' | 'superseded' | 'discarded';
  readonly waitsFor: string | null;
  readonly waitsForId: string | null;
  /** The record as received: header name to text. */
  readonly record: Readonly<Record<string, string>>;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  readonly decidedReason: string | null;
  readonly resolvedByBatchId: string | null;
}

export interface QuarantineFilter {
  readonly feed?: string | undefined;
  readonly batch?: string | undefined;
  /** Decided records too. */
  readonly all?: boolean | undefined;
  readonly ids?: readonly string[] | undefined;
  readonly rule?: string | undefined;
  /** Site whose slice the record belongs to. */
  readonly site?: string | undefined;
  /** Only records behind this one: the next page. */
  readonly after?: string | undefined;
  readonly limit?: number | undefined;
}

/**
 * Records in quarantine, oldest first; undecided ones unless `all`. Columns that the caller may not see where the
 * record belongs say "(hidden)".
 */
export async function listQuarantine(
  transaction: Queryable,
  filter: QuarantineFilter,
): Promise<HeldRecord[]> {
  return recordsOf(transaction, filter, { isWhole: false });
}

async function recordsOf(
  database: Queryable,
  filter: QuarantineFilter,
  { isWhole }: { readonly isWhole: boolean },
): Promise<HeldRecord[]> {
  return database.query<HeldRecord>(
    `select held.quarantine_id as "quarantineId", held.batch_id as "batchId", held.feed, batch.file_name as file,
       held.source_line as line, held.column_name as column,
       sources.shown_value(held.value, held.column_name, held.record, hidden.cells) as value, held.rule,
       sources.shown_value(held.message, held.column_name, held.record, hidden.cells) as message, held.state,
       held.waits_for as "waitsFor", held.waits_for_id as "waitsForId",
       sources.shown_record(held.record, hidden.cells) as record, held.decided_by as "decidedBy",
       held.decided_at as "decidedAt", held.decided_reason as "decidedReason",
       held.resolved_by_batch_id as "resolvedByBatchId"
     from sources.quarantine as held join sources.batch using (batch_id)
     cross join lateral (
       select case when $6 then '{}' else sources.hidden_cells(held.feed, held.slice_site_id) end as cells) as hidden
     where ($1::text is null or held.feed = $1) and ($2::bigint is null or held.batch_id = $2)
       and ($3 or held.state in ('open', 'waiting')) and ($4::bigint[] is null or held.quarantine_id = any ($4))
       and ($7::text is null or held.rule = $7) and ($8::text is null or held.slice_site_id = $8)
       and ($9::bigint is null or held.quarantine_id > $9)
     order by held.quarantine_id limit $5`,
    [
      filter.feed ?? null,
      filter.batch ?? null,
      filter.all ?? false,
      filter.ids ?? null,
      filter.limit ?? null,
      isWhole,
      filter.rule ?? null,
      filter.site ?? null,
      filter.after ?? null,
    ],
  );
}

/** How many undecided records there are, by feed, rule and state. */
export async function countQuarantine(
  database: Queryable,
): Promise<{ feed: string; rule: string; state: string; records: string }[]> {
  return database.query(
    `select feed, rule, state, count(*)::text as records from sources.quarantine
     where state in ('open', 'waiting') group by feed, rule, state order by count(*) desc, feed, rule`,
  );
}

/** The undecided records with these numbers; SOURCES_QUARANTINE_UNKNOWN names the first that is none. */
export async function undecided(database: Queryable, ids: readonly string[]): Promise<HeldRecord[]> {
  const numericIds = ids.filter((id) => /^\d{1,18}$/.test(id));
  const records = await recordsOf(database, { ids: numericIds }, { isWhole: true });
  const missing = ids.find((id) => !records.some(({ quarantineId }) => quarantineId === id));
  if (missing !== undefined) throw refusal('SOURCES_QUARANTINE_UNKNOWN', { id: missing });
  return records;
}

/** Leaves records out for good. Needs a reason (SOURCES_REASON_MISSING). How many were discarded. */
export async function discardRecords(
  intake: Pick<Intake, 'clock' | 'receivedBy'> & { readonly database: Queryable },
  ids: readonly string[],
  reason: string,
): Promise<number> {
  if (reason.trim() === '') throw refusal('SOURCES_REASON_MISSING');
  await undecided(intake.database, ids);
  return intake.database.execute(
    `update sources.quarantine set state = 'discarded', decided_by = $2, decided_at = $3, decided_reason = $4
     where quarantine_id = any ($1::bigint[]) and state in ('open', 'waiting')`,
    [ids, intake.receivedBy, intake.clock.now(), reason.trim()],
  );
}

/** Values that replace those received, by quarantine number, then by header name. */
export type Corrections = ReadonlyMap<string, Readonly<Record<string, string>>>;

const noCorrections: Corrections = new Map();

/** Takes records in again, corrected or as they are: one load per load that brought them. */
export async function replayRecords(
  intake: Intake,
  ids: readonly string[],
  corrections: Corrections = noCorrections,
): Promise<TakenIn[]> {
  const records = await undecided(intake.database, ids);
  const groups = Map.groupBy(records, ({ batchId }) => batchId);
  const results: TakenIn[] = [];
  for (const group of groups.values())
    results.push(await replayGroup(intake, group, { corrections, decidedBy: intake.receivedBy }));
  return results;
}

async function replayGroup(
  intake: Intake,
  group: readonly HeldRecord[],
  { corrections, decidedBy }: { readonly corrections: Corrections; readonly decidedBy: Replay['decidedBy'] },
): Promise<TakenIn> {
  const [first] = group;
  const feed = feedNamed(first?.feed ?? '');
  if (!first || !feed) throw refusal('SOURCES_FEED_UNKNOWN', { feed: first?.feed ?? '', feeds: '' });
  const header = headerOf(feed, group);
  const rows = group.map((held) => {
    const values = { ...held.record, ...corrections.get(held.quarantineId) };
    return { line: held.line, fields: header.map((name) => values[name] ?? '') };
  });
  return takeIn(intake, {
    feed: { ...feed, allOrNothing: false },
    content: contentOf(first.file, header, rows),
    replay: {
      batchId: first.batchId,
      decidedBy,
      quarantineIds: group.map(({ quarantineId }) => quarantineId),
      movedIds: group
        .filter((held) => isMoved(feed, held, corrections))
        .map(({ quarantineId }) => quarantineId),
    },
  });
}

/** Whether a correction gives the record another key. */
function isMoved(feed: Feed, { quarantineId, record }: HeldRecord, corrections: Corrections): boolean {
  const corrected = corrections.get(quarantineId) ?? {};
  const partOfKey = (header: string): boolean =>
    feed.derived?.from.includes(header) === true ||
    feed.columns.some((column) => column.header === header && feed.key.includes(column.column ?? ''));
  return Object.entries(corrected).some(
    ([header, value]) => partOfKey(header) && value.trim() !== (record[header] ?? '').trim(),
  );
}

/** Columns that any of the records carries, and those the feed always needs: a ragged record may have lost them. */
function headerOf(feed: Feed, records: readonly HeldRecord[]): string[] {
  return feed.columns
    .filter(({ header, needs }) => needs !== 'nothing' || records.some(({ record }) => header in record))
    .map(({ header }) => header);
}

/**
 * Takes in the records that waited for a site or an account which is known by now. Those of feeds that whoever loads
 * may not load go on waiting.
 */
export async function takeInWaiting(intake: Intake): Promise<TakenIn[]> {
  const { database, warehouse } = intake;
  const waiting = await database.query<{ to: string; ids: string[] }>(
    `select waits_for as "to", array_agg(distinct waits_for_id) as ids from sources.quarantine
     where state = 'waiting' and waits_for in ('site', 'account') group by waits_for`,
  );
  const results: TakenIn[] = [];
  for (const { to, ids } of waiting) {
    const knownIds = await warehouse.knownIds(database, to, ids);
    if (knownIds.length === 0) continue;
    const rows = await database.query<{ id: string }>(
      `select quarantine_id as id from sources.quarantine
       where state = 'waiting' and waits_for = $1 and waits_for_id = any ($2) order by quarantine_id`,
      [to, knownIds],
    );
    const records = await undecided(
      database,
      rows.map(({ id }) => id),
    );
    for (const group of Map.groupBy(records, ({ batchId }) => batchId).values()) {
      try {
        results.push(await replayGroup(intake, group, { corrections: noCorrections, decidedBy: null }));
      } catch (cause) {
        if (!(cause instanceof Refusal)) throw cause;
      }
    }
  }
  return results;
}
