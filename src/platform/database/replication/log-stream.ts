import pg from 'pg';
import type { Clock } from '../../../kernel/clock.ts';
import type { Database } from '../database.ts';
import { requireReplication } from './base-backup.ts';
import { positionText, readPosition, segmentStart, type LogPosition } from './log-position.ts';

/** Name under which the server keeps the log that we have not stored yet. */
const SLOT = 'daybook_log';

/** Moments of the protocol count microseconds from here. */
const epoch = Date.UTC(2000, 0, 1);

/** What a server says of its log, and from where on it still has it for us. */
export interface LogSource {
  /** Number that the cluster got when it was made; its copies have the same. */
  readonly systemIdentifier: string;
  readonly timeline: number;
  readonly segmentBytes: number;
  /** Beginning of the first segment that it keeps for us. */
  readonly keptFrom: LogPosition;
  /** What it has written to its own disk. */
  readonly writtenTo: LogPosition;
}

/** A piece of the log as it arrives. */
export interface LogPiece {
  readonly start: LogPosition;
  readonly bytes: Buffer;
}

/** Who takes the log. */
export interface LogReceiver {
  /** Called in the order of the log. Nothing more is read until it settles; what it throws ends the stream. */
  readonly take: (piece: LogPiece) => Promise<void>;
  /** Whatever was committed before `at`, by the server's clock, lies before `end`. */
  readonly told: (end: LogPosition, at: Date) => void;
}

/** A stream that runs. */
export interface LogStream {
  /** Tells the server what is on our disk, which it need not keep for us any longer. */
  readonly confirm: (position: LogPosition) => void;
  /** Resolves when it was stopped; fails with what ended it otherwise. */
  readonly ended: Promise<void>;
  readonly stop: () => Promise<void>;
}

/**
 * Has the server keep its log until we have stored it (a physical slot), and says from where on it does. A slot that
 * the server gave up is made anew. Refuses as `requireReplication` does.
 */
export async function prepareLog(database: Database): Promise<LogSource> {
  await requireReplication(database);
  await database.query(
    `select pg_drop_replication_slot(slot_name) from pg_replication_slots
     where slot_name = $1 and wal_status = 'lost'`,
    [SLOT],
  );
  await database.query(
    `select pg_create_physical_replication_slot($1, true)
     where not exists (select from pg_replication_slots where slot_name = $1)`,
    [SLOT],
  );
  const [source] = await database.query<{
    systemIdentifier: string;
    timeline: number;
    segmentBytes: number;
    keptFrom: string;
    writtenTo: string;
  }>(
    `select system_identifier::text as "systemIdentifier",
       (select timeline_id from pg_control_checkpoint()) as timeline,
       (select setting::int from pg_settings where name = 'wal_segment_size') as "segmentBytes",
       (select restart_lsn::text from pg_replication_slots where slot_name = $1) as "keptFrom",
       pg_current_wal_flush_lsn()::text as "writtenTo"
     from pg_control_system()`,
    [SLOT],
  );
  if (source === undefined) throw new Error('the server does not say which it is');
  const { keptFrom, writtenTo, ...rest } = source;
  return {
    ...rest,
    keptFrom: segmentStart(readPosition(keptFrom), rest.segmentBytes),
    writtenTo: readPosition(writtenTo),
  };
}

/**
 * Has the server send its log from the beginning of a segment on, as it is written (START_REPLICATION of the
 * replication protocol, PostgreSQL 17, 53.4). It ends when the server does, or with a timeline.
 */
export async function streamLog(
  database: Database,
  { from, timeline, clock }: { readonly from: LogPosition; readonly timeline: number; readonly clock: Clock },
  receiver: LogReceiver,
): Promise<LogStream> {
  const settings: pg.ClientConfig & { replication: string } = {
    ...database.clientSettings(),
    replication: 'database',
    application_name: SLOT,
  };
  const client = new pg.Client(settings);
  const command = new StreamCommand({ from, timeline, clock }, receiver);
  client.on('error', (cause) => {
    command.fail(cause);
  });
  client.on('end', () => {
    command.fail(new Error('the server ended the connection'));
  });
  await client.connect();
  client.query(command);
  const stop = async (): Promise<void> => {
    command.end();
    await client.end().catch(() => undefined);
  };
  return {
    confirm: (position) => {
      command.confirm(position);
    },
    ended: command.ended.finally(() => client.end().catch(() => undefined)),
    stop,
  };
}

/** What the server sends and what we answer is told apart by the first byte (PostgreSQL 17, 53.4). */
const messages = { data: 'w', alive: 'k', confirmed: 'r' } as const;

/** The command as the driver runs it: one copy in both directions that does not end by itself. */
class StreamCommand implements pg.Submittable {
  readonly ended: Promise<void>;
  readonly #text: string;
  readonly #receiver: LogReceiver;
  readonly #clock: Clock;
  #connection: pg.Connection | undefined;
  #confirmed: LogPosition;
  #taken = Promise.resolve();
  #waiting = 0;
  #isOver = false;
  #resolve!: () => void;
  #reject!: (cause: unknown) => void;

  constructor(
    {
      from,
      timeline,
      clock,
    }: { readonly from: LogPosition; readonly timeline: number; readonly clock: Clock },
    receiver: LogReceiver,
  ) {
    this.#clock = clock;
    this.#text = `START_REPLICATION SLOT "${SLOT}" PHYSICAL ${positionText(from)} TIMELINE ${String(timeline)}`;
    this.#confirmed = from;
    this.#receiver = receiver;
    this.ended = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    // Whoever stopped it may not wait for its end.
    this.ended.catch(() => undefined);
  }

  submit(connection: pg.Connection): void {
    this.#connection = connection;
    connection.query(this.#text);
  }

  confirm(position: LogPosition): void {
    if (position > this.#confirmed) this.#confirmed = position;
    this.#answer();
  }

  end(): void {
    this.#isOver = true;
    this.#resolve();
  }

  fail(cause: unknown): void {
    this.#isOver = true;
    this.#reject(cause);
  }

  handleCopyData({ chunk }: { readonly chunk: Buffer }): void {
    const kind = String.fromCharCode(chunk[0] ?? 0);
    if (kind === messages.alive) {
      this.#receiver.told(chunk.readBigUInt64BE(1), momentOf(chunk.readBigInt64BE(9)));
      if (chunk[17] === 1) this.#answer();
    } else if (kind === messages.data) {
      this.#take({ start: chunk.readBigUInt64BE(1), bytes: Buffer.from(chunk.subarray(25)) });
      this.#receiver.told(chunk.readBigUInt64BE(9), momentOf(chunk.readBigInt64BE(17)));
    }
  }

  handleRowDescription(): void {
    // At the end of a timeline the server names the next one.
  }

  handleDataRow(): void {
    // See above.
  }

  handleCommandComplete(): void {
    // It is over, one way or another.
  }

  handleReadyForQuery(): void {
    this.fail(new Error('the server ended the log'));
  }

  handleError(cause: Error): void {
    this.fail(cause);
  }

  #take(piece: LogPiece): void {
    this.#waiting += 1;
    this.#connection?.stream.pause();
    this.#taken = this.#taken
      .then(() => (this.#isOver ? undefined : this.#receiver.take(piece)))
      .then(
        () => {
          this.#waiting -= 1;
          if (this.#waiting === 0) this.#connection?.stream.resume();
        },
        (cause: unknown) => {
          this.fail(cause);
          this.#connection?.stream.destroy();
        },
      );
  }

  #answer(): void {
    if (this.#isOver) return;
    const status = Buffer.alloc(34);
    status.write(messages.confirmed, 0, 'latin1');
    // Written, on the disk, applied: for us these are one.
    for (const at of [1, 9, 17]) status.writeBigUInt64BE(this.#confirmed, at);
    status.writeBigInt64BE(BigInt(this.#clock.now().getTime() - epoch) * 1000n, 25);
    (this.#connection as unknown as { sendCopyFromChunk: (chunk: Buffer) => void }).sendCopyFromChunk(status);
  }
}

function momentOf(microseconds: bigint): Date {
  return new Date(epoch + Number.parseInt(String(microseconds / 1000n), 10));
}
