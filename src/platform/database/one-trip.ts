import pg from 'pg';
import type { SqlValue } from './connection.ts';
import { PreparedStatements } from './prepared-statements.ts';
import { valueTypes } from './value-types.ts';

/** A statement with its values. */
export interface SqlStatement {
  readonly text: string;
  readonly values: readonly SqlValue[];
}

/** How the driver deals with a statement that was sent: what it does with its own queries. */
interface SentQuery {
  submit(connection: DriverConnection): Error | null;
  handleRowDescription(message: unknown): void;
  handleDataRow(message: unknown): void;
  handleCommandComplete(message: unknown, connection: DriverConnection): void;
  handleEmptyQuery(connection: DriverConnection): void;
  handleReadyForQuery(connection: DriverConnection): void;
}

interface DriverConnection {
  readonly stream: { cork(): void; uncork(): void };
  /** By name, the statements that the driver takes for prepared. */
  readonly submittedNamedStatements: Record<string, string>;
  close(message: { readonly type: 'S'; readonly name: string }): void;
  sync(): void;
}

const statementsByClient = new WeakMap<pg.PoolClient, PreparedStatements>();

function statementsOf(client: pg.PoolClient): PreparedStatements {
  const present = statementsByClient.get(client);
  if (present) return present;
  const none = new PreparedStatements();
  statementsByClient.set(client, none);
  return none;
}

/**
 * Statements that are sent at once, with one end: the server runs them one after the other in one transaction, which it
 * commits at the end, or rolls back at the first error, after which it runs none of them. One way there and back
 * instead of one for each statement, for begin and for commit. What is sent again is kept by the server, read and
 * planned.
 */
class OneTrip {
  readonly #queries: readonly SentQuery[];
  readonly #failed: (error: Error) => void;
  readonly #prepared: PreparedStatements;
  #at = 0;

  constructor(
    statements: readonly SqlStatement[],
    prepared: PreparedStatements,
    ended: { readonly done: (rows: object[][]) => void; readonly failed: (error: Error) => void },
  ) {
    const results: object[][] = [];
    this.#prepared = prepared;
    this.#failed = (error) => {
      // Whether they came as far as the server nobody knows.
      for (const { text } of statements) prepared.forget(text);
      ended.failed(error);
    };
    this.#queries = statements.map(({ text, values }, at) => {
      const settle = (error: Error | undefined, result?: { readonly rows: object[] }): void => {
        if (error) return this.#failed(error);
        results[at] = result?.rows ?? [];
        if (at === statements.length - 1) ended.done(results);
      };
      const name = prepared.nameOf(text);
      const config = { text, values: [...values], types: valueTypes, queryMode: 'extended', name };
      return new pg.Query(config, undefined, settle) as unknown as SentQuery;
    });
  }

  submit(connection: DriverConnection): Error | null {
    const open = Object.create(connection, { sync: { value: () => undefined } }) as DriverConnection;
    connection.stream.cork();
    try {
      for (const name of this.#prepared.takeForgotten()) {
        connection.close({ type: 'S', name });
        Reflect.deleteProperty(connection.submittedNamedStatements, name);
      }
      for (const query of this.#queries) {
        const error = query.submit(open);
        if (error !== null) return error;
      }
      return null;
    } finally {
      connection.sync();
      connection.stream.uncork();
    }
  }

  handleRowDescription(message: unknown): void {
    this.#present().handleRowDescription(message);
  }

  handleDataRow(message: unknown): void {
    this.#present().handleDataRow(message);
  }

  handleCommandComplete(message: unknown, connection: DriverConnection): void {
    this.#present().handleCommandComplete(message, connection);
    this.#at += 1;
  }

  handleEmptyQuery(connection: DriverConnection): void {
    this.#present().handleEmptyQuery(connection);
    this.#at += 1;
  }

  handleError(error: Error): void {
    this.#failed(error);
  }

  /** Only now it is committed. */
  handleReadyForQuery(connection: DriverConnection): void {
    for (const query of this.#queries) query.handleReadyForQuery(connection);
  }

  #present(): SentQuery {
    const query = this.#queries[this.#at];
    if (query === undefined) throw new Error('the database answered more statements than it was sent');
    return query;
  }
}

/** Runs statements on a connection in one transaction and one way there and back; the rows of each. */
export async function inOneTrip(
  client: pg.PoolClient,
  statements: readonly SqlStatement[],
): Promise<object[][]> {
  return new Promise((done, failed) => {
    client.query(
      new OneTrip(statements, statementsOf(client), { done, failed }) as unknown as pg.Submittable,
    );
  });
}
