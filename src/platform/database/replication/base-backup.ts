import { Readable } from 'node:stream';
import pg from 'pg';
import { refusal } from '../../../kernel/errors.ts';
import type { Database } from '../database.ts';
import { hasState, sqlstate } from '../sqlstate.ts';
import { ManifestUpload } from './manifest-upload.ts';

/** Where in the log of the server a backup begins and ends; positions as the server writes them, `0/2000028`. */
export interface BackupPositions {
  readonly start: string;
  readonly end: string;
  readonly timeline: number;
}

/** Who takes what the server sends. */
export interface BackupReceiver {
  /** The whole cluster as one tar, packed with gzip. Read slowly, it holds the server up; nothing piles up here. */
  readonly archive: (archive: Readable) => Promise<void>;
  /** What the server says of every file in it: JSON, with sizes and SHA-256. Comes after the archive. */
  readonly manifest: (manifest: Buffer) => Promise<void>;
  /** Bytes of the cluster that were sent, before they were packed, and the server's estimate of all. */
  readonly advance?: (done: number, total: number) => void;
}

interface Readiness {
  readonly user: string;
  readonly may: boolean;
  readonly senders: number;
  readonly level: string;
  readonly tablespaces: string[];
}

/** What a backup is called, and upon which it builds. */
export interface BaseBackup {
  readonly label: string;
  /** Manifest of an earlier backup: only blocks that were written since come along. Null: the whole cluster. */
  readonly upon: Buffer | null;
}

/**
 * Has the server send a backup of the whole cluster, its log included, while others go on working (BASE_BACKUP of the
 * replication protocol). Refuses with `BACKUP_NOT_ALLOWED` for a user without REPLICATION, `BACKUP_SERVER_UNFIT` for a
 * server whose settings or tablespaces forbid it, `BACKUP_INCREMENT_IMPOSSIBLE` where it does not know any more which
 * blocks were written since the earlier one. What the receiver throws ends the backup.
 */
export async function takeBaseBackup(
  database: Database,
  { label, upon }: BaseBackup,
  receiver: BackupReceiver,
): Promise<BackupPositions> {
  await requireReplication(database);
  const settings: pg.ClientConfig & { replication: string } = {
    ...database.clientSettings(),
    replication: 'database',
  };
  const client = new pg.Client(settings);
  client.on('error', () => undefined);
  try {
    await client.connect();
    if (upon !== null) {
      const upload = new ManifestUpload(upon);
      client.query(upload);
      await upload.answered.catch((cause: unknown) => {
        throw inWords(cause);
      });
    }
    const command = new BaseBackupCommand({ label, upon }, receiver.advance ?? (() => undefined));
    client.query(command);
    // A receiver that fails must not leave the server waiting for it.
    const taken = receiver.archive(command.archive).catch((cause: unknown) => {
      command.abandon();
      throw cause;
    });
    const [outcome, answered] = await Promise.allSettled([taken, command.answered]);
    // When the server fails its archive is cut off, so that both fail: what the server said is the cause.
    if (answered.status === 'rejected' && !command.isAbandoned)
      throw upon === null ? answered.reason : inWords(answered.reason);
    if (outcome.status === 'rejected') throw outcome.reason;
    if (answered.status === 'rejected') throw answered.reason;
    await receiver.manifest(answered.value.manifest);
    return answered.value.positions;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** The server says so when it has no record of the blocks that were written since the earlier backup. */
function inWords(cause: unknown): unknown {
  if (!hasState(cause, sqlstate.objectNotInPrerequisiteState)) return cause;
  return refusal('BACKUP_INCREMENT_IMPOSSIBLE', { cause: cause instanceof Error ? cause.message : '' });
}

/**
 * Whether the server can send backups and its log to this user. Refuses with `BACKUP_NOT_ALLOWED` and
 * `BACKUP_SERVER_UNFIT`.
 */
export async function requireReplication(database: Database): Promise<void> {
  const [server] = await database.query<Readiness>(
    `select current_user::text as "user",
       (select rolsuper or rolreplication from pg_roles where rolname = current_user) as may,
       current_setting('max_wal_senders')::int as senders, current_setting('wal_level') as level,
       array(select spcname::text from pg_tablespace where spcname !~ '^pg_') as tablespaces`,
  );
  if (server?.may !== true) throw refusal('BACKUP_NOT_ALLOWED', { user: server?.user ?? '' });
  const where = database.where;
  if (server.tablespaces.length > 0) {
    const cause = `it has tablespaces besides its own folder (${server.tablespaces.join(', ')})`;
    throw refusal('BACKUP_SERVER_UNFIT', { where, cause });
  }
  if (server.level === 'minimal')
    throw refusal('BACKUP_SERVER_UNFIT', { where, cause: 'its setting wal_level is minimal' });
  if (server.senders === 0)
    throw refusal('BACKUP_SERVER_UNFIT', { where, cause: 'its setting max_wal_senders is 0' });
}

interface Answered {
  readonly positions: BackupPositions;
  readonly manifest: Buffer;
}

/** What the server sends is told apart by the first byte of each message (PostgreSQL 17, 53.4 BASE_BACKUP). */
const messages = { manifest: 'm', data: 'd', progress: 'p' } as const;

/**
 * The command as the driver runs it: two results (position and timeline; tablespaces with their size), one copy with
 * archive and manifest, and a result with the end.
 */
class BaseBackupCommand implements pg.Submittable {
  readonly archive: Readable;
  readonly answered: Promise<Answered>;
  isAbandoned = false;
  #isRefused = false;
  readonly #text: string;
  readonly #advance: (done: number, total: number) => void;
  readonly #results: (string | null)[][][] = [];
  readonly #manifest: Buffer[] = [];
  #part: 'archive' | 'manifest' = 'archive';
  #connection: pg.Connection | undefined;
  #resolve!: (answered: Answered) => void;
  #reject!: (cause: unknown) => void;

  constructor({ label, upon }: BaseBackup, advance: (done: number, total: number) => void) {
    const options = [
      `LABEL '${label.replaceAll("'", "''")}'`,
      "PROGRESS true, CHECKPOINT 'fast', WAL true, COMPRESSION 'gzip'",
      "MANIFEST 'yes', MANIFEST_CHECKSUMS 'SHA256'",
      ...(upon === null ? [] : ['INCREMENTAL']),
    ];
    this.#text = `BASE_BACKUP (${options.join(', ')})`;
    this.#advance = advance;
    this.archive = new Readable({ read: () => this.#connection?.stream.resume() });
    // A receiver that gave up does not listen any more.
    this.archive.on('error', () => undefined);
    this.answered = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  submit(connection: pg.Connection): void {
    this.#connection = connection;
    connection.query(this.#text);
  }

  /** Cuts the connection: the server stops sending, unless that is what it did by itself. */
  abandon(): void {
    if (this.#isRefused) return;
    this.isAbandoned = true;
    this.#connection?.stream.destroy();
  }

  handleRowDescription(): void {
    this.#results.push([]);
  }

  handleDataRow({ fields }: { readonly fields: (string | null)[] }): void {
    this.#results.at(-1)?.push(fields);
  }

  handleCopyData({ chunk }: { readonly chunk: Buffer }): void {
    const kind = String.fromCharCode(chunk[0] ?? 0);
    if (kind === messages.manifest) this.#beginManifest();
    else if (kind === messages.progress) this.#advance(chunk.readUIntBE(3, 6), this.#total());
    else if (kind === messages.data) this.#take(chunk.subarray(1));
  }

  handleCommandComplete(): void {
    // The end of one result; the next one begins with its description.
  }

  handleReadyForQuery(): void {
    const [start, , end] = this.#results;
    this.#resolve({
      manifest: Buffer.concat(this.#manifest),
      positions: {
        start: start?.[0]?.[0] ?? '',
        end: end?.[0]?.[0] ?? '',
        timeline: Number.parseInt(start?.[0]?.[1] ?? '', 10),
      },
    });
  }

  handleError(cause: Error): void {
    this.#isRefused = true;
    this.#reject(cause);
    this.archive.destroy(cause);
  }

  #beginManifest(): void {
    this.#part = 'manifest';
    this.archive.push(null);
  }

  #take(data: Buffer): void {
    if (this.#part === 'manifest') this.#manifest.push(Buffer.from(data));
    else if (!this.archive.push(Buffer.from(data))) this.#connection?.stream.pause();
  }

  /** Bytes that the server expects to send, from kilobytes in the row of its folder. */
  #total(): number {
    return Number.parseInt(this.#results[1]?.[0]?.[2] ?? '0', 10) * 1024;
  }
}
