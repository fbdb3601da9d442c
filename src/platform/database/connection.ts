import type { Readable, Writable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import type { PoolClient, QueryResult, QueryResultRow } from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { refusal } from '../../kernel/errors.ts';
import { isAway, isLost, isOvertaken } from './sqlstate.ts';

/** What may be bound to `$1`. Decimals go as their text; an object for jsonb goes as JSON text. */
export type SqlValue = string | number | bigint | boolean | Date | Buffer | null | readonly SqlValue[];

/** What answers questions in SQL: the pool (any connection) or one connection. */
export interface Queryable {
  /** The rows of one statement. Column types arrive as `value-types.ts` says: numeric, bigint and dates as text. */
  query<Row extends object>(text: string, values?: readonly SqlValue[]): Promise<Row[]>;
  /** Runs a statement (or, without values, several) and returns the number of rows it touched. */
  execute(text: string, values?: readonly SqlValue[]): Promise<number>;
}

/** One session with the server, or one transaction in it. */
export interface Connection extends Queryable {
  /**
   * Opens `copy … from stdin`; what is written to the stream becomes rows. Wait for its end (`stream/promises`
   * pipeline) before the next statement; destroying it undoes the copy.
   */
  copyInto(copyStatement: string): Writable;
  /** Opens `copy … to stdout`: rows as the server writes them. Read it to its end before the next statement. */
  copyOut(copyStatement: string): Readable;
}

/** How a transaction runs: the default is read committed, read and write. */
export interface TransactionOptions {
  readonly isolation?: 'read committed' | 'repeatable read' | 'serializable';
  readonly readOnly?: boolean;
  /**
   * How often the work may begin, at most (once unless given): anew when it lost against another transaction, by a
   * serialisation failure or a deadlock, when another one stored before it what may be there once, or when its
   * connection broke before it was committed. Only for work that leaves nothing behind outside of the database, or the
   * same.
   */
  readonly attempts?: number;
  /** Which errors another attempt may follow; all of those above unless given. */
  readonly attemptAfter?: (error: unknown) => boolean;
}

/** Attempts of work that people wait for: what loses five times in a row stands against more than bad luck. */
export const usualAttempts = 5;

/**
 * For a change that lost against another one of the same moment (a deadlock, a serialisation failure, the same name):
 * it is made again from its beginning, so it does nothing but ask and change the database.
 */
export const takenUpAgain: TransactionOptions = { attempts: usualAttempts };

/**
 * For statements that are a transaction by themselves, whatever they are: where they lost against another transaction
 * they changed nothing, and are sent again.
 */
export const sentAgain = { attempts: usualAttempts, attemptAfter: isLost } satisfies TransactionOptions;

/** Milliseconds before another attempt, times its number; a part of it by chance, so that two do not meet again. */
const pauseMilliseconds = 50;

const beginnings = {
  'read committed': 'begin',
  'repeatable read': 'begin isolation level repeatable read',
  serializable: 'begin isolation level serializable',
} as const;

/** Wraps a client of the driver; the only place that speaks the driver's own query interface. */
export function connectionOn(client: Pick<PoolClient, 'query'>): Connection {
  return {
    query: async <Row extends object>(text: string, values?: readonly SqlValue[]) =>
      (await client.query<Row & QueryResultRow>(text, bound(values))).rows,
    execute: async (text, values) => rowsTouched(await client.query(text, bound(values))),
    copyInto: (copyStatement) => client.query(copyFrom(copyStatement)),
    copyOut: (copyStatement) => client.query(copyTo(copyStatement)),
  };
}

/**
 * Does work, and again from its beginning after an error, as often as `mostAttempts` says of that error: 1 where
 * another attempt would not help.
 */
export async function attempting<T>(
  mostAttempts: (error: unknown) => number,
  work: () => T | Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt >= mostAttempts(error)) throw error;
      await setTimeout(pauseMilliseconds * attempt * (0.5 + Math.random()));
    }
  }
}

/** How often a transaction may begin, for `attempting`: as `options` allow after that error. */
export function attemptsOf({ attempts = 1, attemptAfter = mayComeRight }: TransactionOptions = {}): (
  error: unknown,
) => number {
  return (error) => (attemptAfter(error) ? attempts : 1);
}

function mayComeRight(error: unknown): boolean {
  return isLost(error) || isAway(error) || isOvertaken(error);
}

/**
 * Runs `work` between begin and commit on this connection; any error rolls back and is thrown on. Refuses with
 * `DATABASE_OUTCOME_UNKNOWN` where the connection broke while the change was committed.
 */
export async function inTransaction<T>(
  connection: Connection,
  work: (transaction: Connection) => Promise<T>,
  options: TransactionOptions = {},
): Promise<T> {
  await connection.execute(beginnings[options.isolation ?? 'read committed']);
  let result: T;
  try {
    if (options.readOnly === true) await connection.execute('set transaction read only');
    result = await work(connection);
  } catch (error) {
    // When the connection itself broke, the server rolls back alone; the first error is the one to tell.
    await connection.execute('rollback').catch(() => undefined);
    throw error;
  }
  try {
    await connection.execute('commit');
  } catch (error) {
    await connection.execute('rollback').catch(() => undefined);
    // The server may have got so far as to commit, and only its word was lost.
    if (isAway(error) && options.readOnly !== true) throw refusal('DATABASE_OUTCOME_UNKNOWN');
    throw error;
  }
  return result;
}

/** Statements of which each is a transaction by itself, begun by `transaction`; one that lost is sent again. */
export function statementsBy(
  transaction: <T>(work: (own: Connection) => Promise<T>, options?: TransactionOptions) => Promise<T>,
): Queryable {
  return {
    query: (text, values) => transaction((own) => own.query(text, values), sentAgain),
    execute: (text, values) => transaction((own) => own.execute(text, values), sentAgain),
  };
}

function bound(values: readonly SqlValue[] | undefined): unknown[] | undefined {
  return values === undefined ? undefined : [...values];
}

function rowsTouched(result: QueryResult | QueryResult[]): number {
  const results = Array.isArray(result) ? result : [result];
  return results.reduce((total, { rowCount }) => total + (rowCount ?? 0), 0);
}
