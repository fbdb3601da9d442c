import { keepableJson } from '../../kernel/keepable-json.ts';
import type { Database, Queryable } from '../../platform/database/index.ts';
import { stagingTable, type Feed } from '../feed.ts';
import type { Content } from '../reading/content.ts';
import type { RecordFault } from '../reading/encode-rows.ts';
import { readRows, type ReadOutcome } from '../reading/read-rows.ts';
import { Copies } from './copies.ts';

export interface StageOptions {
  readonly content: Content;
  readonly feed: Feed;
  readonly batchId: string;
  /** IANA zone in which times without one are read. */
  readonly timeZone: string;
  /** The day of loading in that zone, `YYYY-MM-DD`. */
  readonly today: string;
  readonly onBytes?: (count: number) => void;
}

export interface Staged extends ReadOutcome {
  /** Staging tables that hold the rows: the feed's own, or one per month. */
  readonly tables: readonly StagedTable[];
}

export interface StagedTable {
  /** Name in schema `sources`. */
  readonly table: string;
  /** `YYYY-MM-01`; null when rows of several months, or of none, are in it. */
  readonly month: string | null;
}

/** The name under which other stages read a staging table. */
export function withSchema({ table }: StagedTable): string {
  return `sources.${table}`;
}

/**
 * From this size (unpacked) on, each month has a staging table of its own, which can become a partition: from about
 * 7,000 rows on that is quicker.
 */
const byMonthBytesMin = 524_288;
/** Text of this kind packs to about an eighth. */
const packedFactor = 8;
/** From this size on, two connections copy into the same month. */
const twoCopiesBytesMin = 33_554_432;
/** So many months are open at a time; the one that waited longest is closed for another. */
const openMonthsMax = 4;

/** Reads the content once and copies its rows into staging; faults go to sources.staged_fault. */
export async function stageContent(database: Database, options: StageOptions): Promise<Staged> {
  const { content, feed, onBytes } = options;
  const faults = new FaultStore(database, feed);
  const writer = new StageWriter(database, options);
  try {
    const outcome = await readRows(content, {
      feed,
      today: options.today,
      byMonth: writer.byMonth,
      write: (month, rows, columns) => writer.write(month, rows, columns),
      onFault: (fault) => {
        faults.add(fault);
      },
      afterChunk: () => faults.flush(),
      ...(onBytes ? { onBytes } : {}),
    });
    await faults.flush({ isLast: true });
    return { ...outcome, tables: await writer.end(faults.count > 0) };
  } catch (cause) {
    await writer.abandon(cause instanceof Error ? cause : new Error(String(cause)));
    throw cause;
  }
}

/** Rows on their way into the staging tables of one file. */
class StageWriter {
  readonly byMonth: boolean;
  readonly #database: Database;
  readonly #options: StageOptions;
  readonly #copiesPerMonth: number;
  /** Table by month, in order of appearance. */
  readonly #tables = new Map<string, string>();
  /** Open copies by month, the one that waited longest first. */
  readonly #open = new Map<string, Copies>();

  constructor(database: Database, options: StageOptions) {
    this.#database = database;
    this.#options = options;
    const { content, feed } = options;
    const bytes = content.sizeBytes * (/\.gz$/i.test(content.name) ? packedFactor : 1);
    this.byMonth = feed.period !== null && !content.text && bytes >= byMonthBytesMin;
    this.#copiesPerMonth = bytes >= twoCopiesBytesMin ? 2 : 1;
  }

  async write(month: string, rows: Buffer, columns: readonly string[]): Promise<void> {
    const copies = this.#open.get(month) ?? (await this.#openMonth(month, columns));
    // Moves it to the end: it is the one used last.
    this.#open.delete(month);
    this.#open.set(month, copies);
    await copies.write(rows);
  }

  async #openMonth(month: string, columns: readonly string[]): Promise<Copies> {
    const [oldest] = this.#open;
    if (oldest && this.#open.size >= openMonthsMax) {
      this.#open.delete(oldest[0]);
      await oldest[1].end();
    }
    const table = this.#tables.get(month) ?? (await this.#createTable(month));
    this.#tables.set(month, table);
    return Copies.open(
      this.#database,
      { table, columns, timeZone: this.#options.timeZone },
      this.#copiesPerMonth,
    );
  }

  async #createTable(month: string): Promise<string> {
    const { feed, batchId } = this.#options;
    if (month === '') return stagingTable(feed);
    const [row] = await this.#database.query<{ name: string }>(
      'select sources.create_month($1, $2, $3::date, $4) as name',
      [stagingTable(feed), feed.period, month, batchId],
    );
    if (!row) throw new Error('the database made no table for the month');
    return row.name;
  }

  /** Ends the copies; the staging tables, ready for the checks. */
  async end(hasFaults: boolean): Promise<StagedTable[]> {
    for (const copies of this.#open.values()) await copies.end();
    const { feed } = this.#options;
    for (const [month, table] of this.#tables) {
      if (month !== '')
        await this.#database.query('select sources.end_copy($1, $2)', [table, feed.repeats !== undefined]);
      if (hasFaults) await this.#database.query('select sources.hold_faulty($1, $2)', [table, feed.name]);
    }
    if (this.#tables.size === 0) return [{ table: stagingTable(feed), month: null }];
    return [...this.#tables].map(([month, table]) => ({ table, month: month === '' ? null : month }));
  }

  async abandon(cause: Error): Promise<void> {
    for (const copies of this.#open.values()) await copies.abandon(cause);
  }
}

/** Faults are written in groups: one statement each would cost more than reading the file. */
const faultGroup = 1_000;

/** Faults on their way into sources.staged_fault, in bounded memory. */
class FaultStore {
  count = 0;
  readonly #queryable: Queryable;
  readonly #feed: string;
  #pending: RecordFault[] = [];

  constructor(queryable: Queryable, feed: Feed) {
    this.#queryable = queryable;
    this.#feed = feed.name;
  }

  add(fault: RecordFault): void {
    this.count += 1;
    this.#pending.push(fault);
  }

  /** Writes what has gathered, once it is worth a statement. */
  async flush({ isLast = false } = {}): Promise<void> {
    if (this.#pending.length < (isLast ? 1 : faultGroup)) return;
    const group = this.#pending;
    this.#pending = [];
    await this.#queryable.query(
      `insert into sources.staged_fault
         (feed, source_line, column_name, value, rule, message, record, slice_site_id, slice_on)
       select $1, line, header, value, rule, message, record, "siteId", "on"
       from jsonb_to_recordset($2) as fault
         (line int, header text, value text, rule text, message text, record jsonb, "siteId" text, "on" date)`,
      [this.#feed, keepableJson(group)],
    );
  }
}
