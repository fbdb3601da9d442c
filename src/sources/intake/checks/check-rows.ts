import { hasState, sqlstate, type Database } from '../../../platform/database/index.ts';
import { refusal } from '../../../kernel/errors.ts';
import type { Feed } from '../../feed.ts';
import { collectRecords } from '../../reading/collect-records.ts';
import type { Content, Promised } from '../../reading/content.ts';
import { decimal } from '../../../kernel/decimal.ts';
import { keepableJson } from '../../../kernel/keepable-json.ts';
import type { ControlTotals, ReportedFault, Warning } from '../batch.ts';
import { withSchema, type Staged } from '../stage.ts';
import type { Publication, StagedRows, WarehouseDoor } from '../warehouse-door.ts';

export interface CheckedRows {
  readonly database: Database;
  readonly warehouse: WarehouseDoor;
  readonly feed: Feed;
  readonly read: Staged;
}

/** Holds back rows that name a site, account or code the warehouse does not know. */
export async function holdUnknown({ database, warehouse, feed, read }: CheckedRows): Promise<void> {
  for (const { column, to } of feed.references) {
    const named = (read.tally.numbers.get(column) ?? read.tally.codes.get(column))?.list() ?? [];
    const knownIds = new Set(await warehouse.knownIds(database, to, named));
    const unknown = named.filter((id) => !knownIds.has(id));
    if (unknown.length === 0) continue;
    const nearest = await warehouse.nearestIds(database, to, unknown);
    const header = feed.columns.find((candidate) => candidate.column === column)?.header ?? column;
    for (const { table } of read.tables) {
      await database.query('select sources.hold_unknown($1, $2, $3, $4, $5, $6, $7, $8)', [
        table,
        feed.name,
        column,
        header,
        to,
        unknown,
        unknown.map((id) => nearest.get(id) ?? null),
        feed.period,
      ]);
    }
  }
}

/** Headers of the key's columns, for messages. */
function keyHeaders(feed: Feed): string[] {
  return feed.key.map(
    (name) =>
      feed.columns.find(({ column }) => column === name)?.header ?? feed.derived?.from.join('/') ?? name,
  );
}

/** Holds back, in these staging tables, every row that is the same record as another one of the file. */
async function holdDuplicates({ database, feed }: CheckedRows, tables: readonly string[]): Promise<void> {
  const { repeats } = feed;
  if (repeats !== undefined && repeats.isSameRecord === undefined) return;
  for (const table of tables) {
    await database.query('select sources.hold_duplicates($1, $2, $3, $4, $5, $6, $7)', [
      table,
      feed.name,
      feed.key,
      keyHeaders(feed),
      feed.period,
      repeats?.identity ?? null,
      repeats?.isSameRecord === 'same words',
    ]);
  }
}

export interface PreparedRows {
  readonly publication: Publication;
  /** What is told of rows that share a key and are summed. */
  readonly warnings: readonly Warning[];
}

/**
 * Prepares the publication of rows whose keys each stand once, or which are told apart; records that stand twice are
 * held back. Where the warehouse makes an index anyway, that index finds them; elsewhere they are looked for.
 */
export async function prepareUnique(checked: CheckedRows, staged: StagedRows): Promise<PreparedRows> {
  const { database, warehouse, read, feed } = checked;
  const warnings: Warning[] = [];
  const settle = async (tables: readonly string[]): Promise<void> => {
    const repeating = feed.repeats ? await repeatingTables(checked, tables) : tables;
    await holdDuplicates(checked, repeating);
    if (feed.repeats) warnings.push(...(await tellRepeats(checked, repeating)));
  };
  let publication: Publication;
  try {
    publication = await warehouse.preparePublication(database, staged);
  } catch (cause) {
    if (!hasState(cause, sqlstate.uniqueViolation)) throw cause;
    await settle(read.tables.map(({ table }) => table));
    publication = await warehouse.preparePublication(database, {
      ...staged,
      tellsApart: feed.repeats !== undefined,
    });
    return { publication, warnings };
  }
  const merged = read.tables.filter((each) => publication.mergedTables.includes(withSchema(each)));
  await settle(merged.map(({ table }) => table));
  return { publication, warnings };
}

/** The staging tables in which a key stands more than once. */
async function repeatingTables(
  { database, feed }: CheckedRows,
  tables: readonly string[],
): Promise<string[]> {
  const repeating: string[] = [];
  for (const table of tables) {
    const [row] = await database.query<{ rows: string }>('select sources.repeated_rows($1, $2) as rows', [
      table,
      feed.key,
    ]);
    if (row?.rows !== '0') repeating.push(table);
  }
  return repeating;
}

/** Says what is summed although someone may have meant one row: equal records, and one number over several amounts. */
async function tellRepeats({ database, feed }: CheckedRows, tables: readonly string[]): Promise<Warning[]> {
  const warnings: Warning[] = [];
  for (const table of tables) {
    const [equal] = await database.query<{ rows: string; line: number; other: number; key: string }>(
      'select rows, line, other_line as other, key from sources.equal_rows($1, $2, $3)',
      [table, feed.key, keyHeaders(feed)],
    );
    if (equal) {
      warnings.push({
        rule: 'equal records',
        message:
          `${feed.name}: ${equal.rows} records say the same as another one, word for word; all of them count. ` +
          `First: lines ${String(equal.line)} and ${String(equal.other)} (${equal.key}). ` +
          'If they were sent twice, load a file that holds them once.',
      });
    }
    if (feed.repeats?.isSameRecord !== 'same words') continue;
    const [several] = await database.query<{ rows: string; line: number; other: number; named: string }>(
      'select rows, line, other_line as other, named from sources.several_of_one($1, $2, $3)',
      [table, feed.repeats.identity, feed.key],
    );
    if (several) {
      warnings.push({
        rule: 'several amounts of one transaction',
        message:
          `${feed.name}: ${several.rows} records share their transaction and account with another one that says ` +
          `something else; all of them count. First: ${several.named}, lines ${String(several.line)} and ` +
          `${String(several.other)}. If one replaces the other, load a file that holds the newer one only.`,
      });
    }
  }
  return warnings;
}

export interface FaultCounts {
  /** Records held back for whatever reason. */
  readonly held: number;
  /** Of these, records that are wrong; the others only wait for a site or account. */
  readonly failing: number;
}

/** Counts the records that checks hold back. */
async function countFaults(database: Database, feed: Feed): Promise<FaultCounts> {
  const [row] = await database.query<{ held: string; failing: string }>(
    `select count(distinct source_line) as held,
       count(distinct source_line) filter (where waits_for is null or waits_for = 'revenue_code') as failing
     from sources.staged_fault where feed = $1`,
    [feed.name],
  );
  return { held: Number.parseInt(row?.held ?? '0', 10), failing: Number.parseInt(row?.failing ?? '0', 10) };
}

/** So many faults are shown when a file is refused (operations.md 4.3, X09). */
const toldFaultsMax = 100;

/** The first faults, for whoever sent the file. */
export async function tellFaults(database: Database, feed: Feed): Promise<ReportedFault[]> {
  return database.query<ReportedFault>(
    `select source_line as line, column_name as column, value, rule, message from sources.staged_fault
     where feed = $1 order by source_line limit $2`,
    [feed.name, toldFaultsMax],
  );
}

export interface Tolerance {
  readonly file: string;
  readonly batchId: string;
  readonly received: number;
  /** Percent of failing records above which a file is refused. */
  readonly maxFailingPercent: number;
}

/**
 * Refuses a file with too many failing records (SOURCES_TOO_MANY_FAILING_ROWS), or with any when its kind is loaded
 * whole (SOURCES_ROWS_REFUSED). Records that only wait for their site or account do not count: they are early, not
 * wrong.
 */
export async function refuseTooManyFaults(
  database: Database,
  feed: Feed,
  tolerance: Tolerance,
): Promise<FaultCounts> {
  const counts = await countFaults(database, feed);
  const counted = feed.allOrNothing ? counts.held : counts.failing;
  const allowed = feed.allOrNothing ? 0 : (tolerance.received * tolerance.maxFailingPercent) / 100;
  if (counted <= allowed) return counts;
  const [first] = await tellFaults(database, feed);
  throw refusal(feed.allOrNothing ? 'SOURCES_ROWS_REFUSED' : 'SOURCES_TOO_MANY_FAILING_ROWS', {
    file: tolerance.file,
    failing: counted,
    received: tolerance.received,
    percent: tolerance.maxFailingPercent,
    line: first?.line ?? 0,
    message: first?.message ?? '',
    batch: tolerance.batchId,
  });
}

/** Gives the faults that SQL found the record as it was received, by reading the file once more. */
export async function completeFaults(database: Database, content: Content, feed: Feed): Promise<void> {
  const rows = await database.query<{ line: number }>(
    'select distinct source_line as line from sources.staged_fault where feed = $1 and record is null',
    [feed.name],
  );
  if (rows.length === 0) return;
  const lines = new Set(rows.map(({ line }) => line));
  let group: { line: number; record: Record<string, string> }[] = [];
  const write = async (): Promise<void> => {
    await database.query(
      `update sources.staged_fault as fault set record = found.record
       from jsonb_to_recordset($2) as found (line int, record jsonb)
       where fault.feed = $1 and fault.source_line = found.line and fault.record is null`,
      [feed.name, keepableJson(group)],
    );
    group = [];
  };
  for await (const heldRecord of collectRecords(content, feed, lines)) {
    group.push(heldRecord);
    if (group.length === 1_000) await write();
  }
  if (group.length > 0) await write();
}

/** Count and exact sum of each numeric column of the records received, by header name. */
export function controlTotals({ tally }: Staged): ControlTotals {
  return Object.fromEntries(
    [...tally.sums].map(([header, sum]) => [
      header,
      { count: String(sum.count), sum: sum.count === 0 ? null : sum.text() },
    ]),
  );
}

/** Compares what the sender promised (manifest or trailer) with what arrived. */
export function comparePromise(
  file: string,
  promised: Promised | null,
  arrived: { readonly records: number; readonly totals: ControlTotals },
): Warning[] {
  if (!promised) return [];
  const warnings: Warning[] = [];
  const warn = (what: string, said: string, seen: string): void => {
    warnings.push({
      rule: 'control total differs',
      message: `${file}: the sender says ${what} ${said}, the file holds ${seen}. Ask the source for a complete file.`,
    });
  };
  if (promised.rows !== undefined && promised.rows !== arrived.records) {
    warn('rows', String(promised.rows), String(arrived.records));
  }
  for (const [header, sum] of Object.entries(promised.sums)) {
    const total = arrived.totals[header]?.sum ?? '0';
    if (!decimal(sum).eq(decimal(total))) warn(`the sum of ${header} is`, sum, total);
  }
  return warnings;
}
