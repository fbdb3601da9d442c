import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type { Database } from '../../platform/database/index.ts';

/** Where rows go: a table of schema `sources`, in a session that reads times without a zone in `timeZone`. */
export interface CopyTarget {
  readonly table: string;
  readonly columns: readonly string[];
  readonly timeZone: string;
}

/** `copy` streams into one table that take rows in turn: the server takes a row more slowly than we read one. */
export class Copies {
  readonly #database: Database;
  readonly #target: CopyTarget;
  readonly #streams: Writable[] = [];
  readonly #ends: Promise<void>[] = [];
  #turn = 0;

  private constructor(database: Database, target: CopyTarget) {
    this.#database = database;
    this.#target = target;
  }

  /** Opens `count` streams, each on a connection of its own. */
  static async open(database: Database, target: CopyTarget, count: number): Promise<Copies> {
    const copies = new Copies(database, target);
    const [row] = await database.query<{ statement: string }>(
      'select sources.copy_statement($1, $2) as statement',
      [target.table, target.columns],
    );
    for (let i = 0; i < count; i += 1) await copies.#openOne(row?.statement ?? '');
    return copies;
  }

  async #openOne(statement: string): Promise<void> {
    await new Promise<void>((opened, failed) => {
      const end = this.#database.transaction(async (transaction) => {
        await transaction.query(`select set_config('TimeZone', $1, true)`, [this.#target.timeZone]);
        const stream = transaction.copyInto(statement);
        this.#streams.push(stream);
        opened();
        await finished(stream);
      });
      // Told where it is awaited, in `write`, `end` or `abandon`; this keeps it from counting as unhandled until then.
      end.catch(failed);
      this.#ends.push(end);
    });
  }

  /** Takes rows; resolves when there is room for more. */
  async write(rows: Buffer): Promise<void> {
    const stream = this.#streams[this.#turn % this.#streams.length];
    this.#turn += 1;
    if (!stream) throw new Error('rows arrived before the copy was opened');
    if (stream.write(rows)) return;
    // The failure of the copy itself says more than "no drain", so it wins.
    await Promise.race([drained(stream), ...this.#ends]);
  }

  /** Ends the streams; the rows are committed. */
  async end(): Promise<void> {
    for (const stream of this.#streams) stream.end();
    await Promise.all(this.#ends);
  }

  /** Ends the streams without their rows. */
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
