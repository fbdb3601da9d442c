import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../../../kernel/clock.ts';
import { refusal } from '../../../kernel/errors.ts';
import {
  positionText,
  prepareLog,
  streamLog,
  type Database,
  type LogPiece,
  type LogPosition,
  type LogSource,
} from '../../database/index.ts';
import type { BackupKeys } from '../backup/backup-key.ts';
import { folderLocation, removeDraftsIn } from '../locations/folder-location.ts';
import {
  logFolder,
  logPlace,
  noteReach,
  readLogFile,
  storedLog,
  storeLog,
  type LogKey,
} from './log-store.ts';

/** How the log is kept. */
export interface LogKeeping {
  /** Folder of the backups. */
  readonly folder: string;
  readonly keys: BackupKeys;
  readonly clock: Clock;
  /** Most seconds for which what was committed is not stored yet. */
  readonly seconds: number;
  readonly signal: AbortSignal;
  /** Told, in a sentence, what was lost. */
  readonly report: (message: string) => void;
}

/**
 * Stores the log of the server as it is written, until the signal comes: whole segments as they fill, and every few
 * seconds what there is of the one that is being written. The server keeps what is not stored yet. Refuses with
 * `BACKUP_LOG_FORKED` where the folder holds another log of the same cluster; fails with what ends the connection.
 */
export async function keepLog(database: Database, keeping: LogKeeping): Promise<void> {
  const source = await prepareLog(database);
  const key: LogKey = { ...source, store: folderLocation(keeping.folder) };
  // A keeper that was killed may have left what it was writing.
  await removeDraftsIn(join(keeping.folder, logFolder(key)));
  const begun = await beginning(key, source, keeping);
  const segment = new Segment(key, begun, keeping);
  const stream = await streamLog(
    database,
    { from: begun.start, timeline: source.timeline, clock: keeping.clock },
    {
      take: (piece) => segment.take(piece),
      told: (end, at) => {
        segment.note(end, at);
      },
    },
  );
  segment.stored = (position) => {
    stream.confirm(position);
  };
  const over = new AbortController();
  const rhythm = storeInRhythm(segment, keeping.seconds, AbortSignal.any([keeping.signal, over.signal]));
  const end = new Promise<void>((resolve) => {
    if (keeping.signal.aborted) resolve();
    keeping.signal.addEventListener('abort', () => {
      resolve();
    });
  });
  try {
    await Promise.race([stream.ended, rhythm, end]);
    if (keeping.signal.aborted) await segment.store();
  } finally {
    over.abort();
    await stream.stop();
    await rhythm.catch(() => undefined);
  }
}

async function storeInRhythm(segment: Segment, seconds: number, signal: AbortSignal): Promise<void> {
  const isOver = (): boolean => signal.aborted;
  while (!isOver()) {
    await sleep(Math.max(seconds, 1) * 1000, null, { signal }).catch(() => undefined);
    if (!isOver()) await segment.store();
  }
}

/** Where the log goes on, and what is stored of that segment already. */
interface Beginning {
  readonly start: LogPosition;
  readonly known: Buffer;
}

/** After the last whole segment, unless the server has nothing of that any more. */
async function beginning(key: LogKey, source: LogSource, { keys, report }: LogKeeping): Promise<Beginning> {
  const files = await storedLog(key);
  const last = files.findLast(({ offset }) => offset === null);
  const next = last === undefined ? source.keptFrom : last.segment + BigInt(key.segmentBytes);
  if (next < source.keptFrom)
    report(
      `The log from ${positionText(next)} to ${positionText(source.keptFrom)} is lost: the server did not keep it ` +
        `as long as nobody stored it. Moments in between cannot be restored.`,
    );
  const start = next < source.keptFrom ? source.keptFrom : next;
  let stored = Buffer.alloc(0);
  for (const file of files.filter(({ segment, offset }) => segment === start && offset !== null)) {
    const bytes = await readLogFile(key, file, keys.identities);
    const offset = file.offset ?? 0;
    // Parts of two runs overlap; where one is missing, the rest of them says nothing.
    if (offset <= stored.length)
      stored = Buffer.concat([stored.subarray(0, offset), bytes, stored.subarray(offset + bytes.length)]);
  }
  // A copy of the database that lags behind, or went another way.
  if (start + BigInt(stored.length) > source.writtenTo)
    throw refusal('BACKUP_LOG_FORKED', { folder: logPlace(key) });
  return { start, known: stored };
}

/** The segment that is being written, in memory until it is whole. */
class Segment {
  stored: (position: LogPosition) => void = () => undefined;
  readonly #key: LogKey;
  readonly #keeping: LogKeeping;
  #start: LogPosition;
  #bytes: Buffer;
  #filled = 0;
  /** Bytes of it that are stored, and those that an earlier run stored. */
  #durable: number;
  #known: Buffer;
  #storing = Promise.resolve();
  /** What the server told last, and the newest of it that is stored. */
  #told: { end: LogPosition; at: Date }[] = [];
  #at: Date | null = null;

  constructor(key: LogKey, { start, known }: Beginning, keeping: LogKeeping) {
    this.#key = key;
    this.#keeping = keeping;
    this.#start = start;
    this.#known = known;
    this.#durable = known.length;
    this.#bytes = Buffer.alloc(key.segmentBytes);
  }

  async take({ start, bytes }: LogPiece): Promise<void> {
    if (start !== this.#start + BigInt(this.#filled))
      throw new Error(`the log goes on at ${positionText(start)}`);
    for (let at = 0; at < bytes.length;) {
      const taken = bytes.copy(this.#bytes, this.#filled, at);
      this.#compare(this.#filled, bytes.subarray(at, at + taken));
      this.#filled += taken;
      at += taken;
      if (this.#filled === this.#key.segmentBytes) await this.store();
    }
    // A commit may wait for it; how far it reaches is noted in the rhythm of the others.
    if (this.#keeping.seconds === 0) await this.#store({ isNoted: false });
  }

  note(end: LogPosition, at: Date): void {
    // One promise a second is enough: they are of moments that follow one another.
    if (this.#told.length > 600) this.#told.splice(1, 300);
    this.#told.push({ end, at });
  }

  /** Stores what was taken and is not stored yet, and notes how far it reaches. One at a time. */
  store(): Promise<void> {
    return this.#store({ isNoted: true });
  }

  #store(how: { readonly isNoted: boolean }): Promise<void> {
    this.#storing = this.#storing.then(() => this.#storeNow(how));
    return this.#storing;
  }

  async #storeNow({ isNoted }: { readonly isNoted: boolean }): Promise<void> {
    const { recipient } = this.#keeping.keys;
    const upTo = this.#filled;
    const isWhole = upTo === this.#key.segmentBytes;
    if (upTo > this.#durable || isWhole) {
      const offset = isWhole ? null : this.#durable;
      const bytes = Buffer.from(this.#bytes.subarray(offset ?? 0, upTo));
      await storeLog(this.#key, { segment: this.#start, offset, bytes }, recipient);
      this.#durable = upTo;
    }
    if (isWhole) {
      this.#start += BigInt(upTo);
      [this.#filled, this.#durable, this.#known] = [0, 0, Buffer.alloc(0)];
    }
    const position = this.#start + BigInt(this.#durable);
    this.stored(position);
    const reached = this.#told.findLastIndex(({ end }) => end <= position);
    if (reached >= 0) this.#at = this.#told.splice(0, reached + 1).at(-1)?.at ?? this.#at;
    if (isNoted) await noteReach(this.#key, { position, at: this.#at });
  }

  /** What an earlier run stored must be what the server sends now, or this is the log of a copy. */
  #compare(from: number, bytes: Buffer): void {
    const before = this.#known.subarray(from, from + bytes.length);
    if (before.equals(bytes.subarray(0, before.length))) return;
    throw refusal('BACKUP_LOG_FORKED', { folder: logPlace(this.#key) });
  }
}
