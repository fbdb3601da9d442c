import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type { Database, Queryable } from '../../platform/database/index.ts';
import { stagingTable, type Feed } from '../feed.ts';
import type { Content } from '../reading/content.ts';
import type { RecordFault } from '../reading/encode-rows.ts';
import { readRows, type ReadOutcome } from '../reading/read-rows.ts';
import type { ToldFault } from './batch.ts';

export interface StageOptions {
  readonly content: Content;
  readonly feed: Feed;
  /** IANA zone in which times without one are read. */
  readonly timeZone: string;
  readonly onBytes?: (count: number) => void;
}

export interface Staged extends ReadOutcome {
  /** Records that could not be read as their columns' types say. */
  readonly failing: number;
  /** The first of them. */
  readonly faults: readonly ToldFault[];
}

/** So many faults are shown when a file is refused (operations.md 4.3, X09). */
export const toldFaultsMax = 100;
/** Faults are written in groups: one statement each would cost more than reading the file. */
const faultGroup = 1_000;
/** Above this size two connections copy: the server needs longer to take a row than we need to read it. */
const secondCopyBytes = 33_554_432;

/** Reads the content once and copies its rows into the staging table of the feed; faults go to sources.staged_fault. */
export async function stageContent(database: Database, options: StageOptions): Promise<Staged> {
  const faults = new FaultStore(database, options.feed);
  const copies = new Copies(database, options);
  try {
    const outcome = await readRows(
      options.content,
      {
        feed: options.feed,
        write: (rows) => copies.write(rows),
        onFault: (fault) => {
          faults.add(fault);
        },
        afterChunk: () => faults.flush(faultGroup),
        ...(options.onBytes ? { onBytes: options.onBytes } : {}),
      },
      (columns) => copies.open(columns),
    );
    await copies.end();
    await faults.flush(1);
    return { ...outcome, failing: faults.count, faults: faults.told };
  } catch (cause) {
    await copies.abandon(cause instanceof Error ? cause : new Error(String(cause)));
    throw cause;
  }
}

/** One or two `copy` streams that take rows in turn. */
class Copies {
  readonly #database: Database;
  readonly #options: StageOptions;
  readonly #streams: Writable[] = [];
  readonly #ends: Promise<void>[] = [];
  #turn = 0;

  constructor(database: Database, options: StageOptions) {
    this.#database = database;
    this.#options = options;
  }

  async open(columns: readonly string[]): Promise<void> {
    const staging = stagingTable(this.#options.feed);
    const [row] = await this.#database.query<{ statement: string }>(
      'select sources.copy_statement($1, $2) as statement',
      [staging, columns],
    );
    const count = this.#options.content.sizeBytes > secondCopyBytes ? 2 : 1;
    for (let i = 0; i < count; i += 1) await this.#openOne(row?.statement ?? '');
  }

  async #openOne(statement: string): Promise<void> {
    await new Promise<void>((opened, failed) => {
      const end = this.#database.transaction(async (transaction) => {
        await transaction.query(`select set_config('TimeZone', $1, true)`, [this.#options.timeZone]);
        const stream = transaction.copyInto(statement);
        this.#streams.push(stream);
        opened();
        await finished(stream);
      });
      // Told where it is awaited, in `end` or `abandon`; this keeps Node from seeing it as unhandled until then.
      end.catch(failed);
      this.#ends.push(end);
    });
  }

  async write(rows: Buffer): Promise<void> {
    const stream = this.#streams[this.#turn % this.#streams.length];
    this.#turn += 1;
    if (!stream) throw new Error('rows arrived before the copy was opened');
    if (stream.write(rows)) return;
    // The failure of the copy itself says more than "no drain", so it wins.
    await Promise.race([drained(stream), ...this.#ends]);
  }

  async end(): Promise<void> {
    for (const stream of this.#streams) stream.end();
    await Promise.all(this.#ends);
  }

  async abandon(cause: Error): Promise<void> {
    for (const stream of this.#streams) stream.destroy(cause);
    await Promise.allSettled(this.#ends);
  }
}

function drained(stream: Writable): Promise<void> {
  return new Promise((resolve, reject) => {
    const onDrain = (): void => {
      stream.off('error', onError);
      resolve();
    };
    const onError = (error: Error): void => {
      stream.off('drain', onDrain);
      reject(error);
    };
    stream.once('drain', onDrain);
    stream.once('error', onError);
  });
}

/** Faults on their way into sources.staged_fault, in bounded memory. */
class FaultStore {
  count = 0;
  readonly told: ToldFault[] = [];
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
    if (this.told.length >= toldFaultsMax) return;
    const { line, header, value, rule, message } = fault;
    this.told.push({ line, column: header, value, rule, message });
  }

  async flush(least: number): Promise<void> {
    if (this.#pending.length < least) return;
    const group = this.#pending;
    this.#pending = [];
    await this.#queryable.query(
      `insert into sources.staged_fault
         (feed, source_line, column_name, value, rule, message, record, slice_site_id, slice_on)
       select $1, line, header, value, rule, message, record, "siteId", "on"
       from jsonb_to_recordset($2) as fault
         (line int, header text, value text, rule text, message text, record jsonb, "siteId" text, "on" date)`,
      [this.#feed, JSON.stringify(group)],
    );
  }
}
