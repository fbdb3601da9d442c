import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { z } from 'zod';
import {
  positionText,
  readPosition,
  readSegmentName,
  segmentName,
  usualSegmentBytes,
  type LogPosition,
} from '../../database/index.ts';
import { decrypted, encrypted } from '../backup/age-file.ts';
import { isMissing, readWhole, type StorageLocation } from '../locations/storage-location.ts';

/** Which log: that of a cluster, on one of its timelines. */
export interface LogKey {
  /** Where the backups are. */
  readonly store: StorageLocation;
  readonly systemIdentifier: string;
  readonly timeline: number;
  readonly segmentBytes: number;
}

/** How far a stored log reaches. */
export interface LogReach {
  readonly position: LogPosition;
  /** Whatever was committed before it, by the server's clock, is in the log; null while the server told no moment. */
  readonly at: Date | null;
}

/** A stored file of a log: a whole segment, or a part of one from `offset` on. */
export interface StoredLogFile {
  readonly name: string;
  /** Beginning of its segment. */
  readonly segment: LogPosition;
  /** Null for a whole segment. */
  readonly offset: number | null;
}

const packed = promisify(gzip);
const unpacked = promisify(gunzip);

const REACH_FILE = 'log.json';
const fileName = /^([0-9A-F]{24})(?:\.([0-9a-f]{8}))?\.gz\.age$/;

const reachShape = z.strictObject({
  segment_bytes: z.int().positive(),
  position: z.string(),
  at: z.iso.datetime().nullable(),
});

const LOGS = 'log';

/** Folder of a log below the location of the backups. */
export function logFolder({ systemIdentifier, timeline }: Omit<LogKey, 'segmentBytes' | 'store'>): string {
  return [LOGS, systemIdentifier, timeline.toString(16).toUpperCase().padStart(8, '0')].join('/');
}

/** How people name that folder. */
export function logPlace(key: Omit<LogKey, 'segmentBytes'>): string {
  return `${key.store.name}/${logFolder(key)}`;
}

/** The stored files of a log in its order: of a segment its parts, in the order of their offsets, or the whole. */
export async function storedLog(key: LogKey): Promise<StoredLogFile[]> {
  const files = await everyLogFile(key);
  const whole = new Set(files.filter(({ offset }) => offset === null).map(({ segment }) => segment));
  return files
    .filter(({ segment, offset }) => offset === null || !whole.has(segment))
    .sort((one, other) =>
      one.segment === other.segment
        ? (one.offset ?? 0) - (other.offset ?? 0)
        : compare(one.segment, other.segment),
    );
}

/**
 * Reads one stored file. Fails when no key opens it or when it was changed. A part whose segment was stored whole in
 * the meantime is read from that.
 */
export async function readLogFile(
  key: LogKey,
  { name, segment, offset }: StoredLogFile,
  identities: readonly string[],
): Promise<Buffer> {
  const read = async (file: string): Promise<Buffer> => {
    const { stream } = await key.store.read(`${logFolder(key)}/${file}`);
    return unpacked(await decrypted(await buffer(stream), identities));
  };
  if (offset === null) return read(name);
  return read(name).catch(async (cause: unknown) => {
    if (!isMissing(cause)) throw cause;
    return (await read(storedName(key, { segment, offset: null }))).subarray(offset);
  });
}

/** Stores a whole segment, or a part of one; it is on the disk, under its name, when this returns. */
export async function storeLog(
  key: LogKey,
  { segment, offset, bytes }: Omit<StoredLogFile, 'name'> & { readonly bytes: Buffer },
  recipient: string,
): Promise<void> {
  // What is encrypted does not pack any more, so it is packed first; fast, since the server waits for it.
  const sealed = await encrypted(await packed(bytes, { level: 1 }), recipient);
  await key.store.put(`${logFolder(key)}/${storedName(key, { segment, offset })}`, sealed);
  if (offset === null) await removeParts(key, segment);
}

function storedName(
  { timeline, segmentBytes }: LogKey,
  { segment, offset }: Omit<StoredLogFile, 'name'>,
): string {
  const part = offset === null ? '' : `.${offset.toString(16).padStart(8, '0')}`;
  return `${segmentName(timeline, segment, segmentBytes)}${part}.gz.age`;
}

/** Notes how far the log reaches; readers trust the files, and this for the moment only. */
export async function noteReach(key: LogKey, { position, at }: LogReach): Promise<void> {
  const text = JSON.stringify({
    segment_bytes: key.segmentBytes,
    position: positionText(position),
    at: at?.toISOString() ?? null,
  });
  await key.store.put(`${logFolder(key)}/${REACH_FILE}`, Buffer.from(`${text}\n`));
}

/** The logs beside the backups of a location, of every cluster and timeline. */
export async function logsIn(store: StorageLocation): Promise<LogKey[]> {
  const keys: LogKey[] = [];
  for (const systemIdentifier of await store.list(LOGS))
    for (const timeline of await store.list(`${LOGS}/${systemIdentifier}`)) {
      const key = { store, systemIdentifier, timeline: Number.parseInt(timeline, 16) };
      const noted = await notedReach(key);
      keys.push({ ...key, segmentBytes: noted?.segmentBytes ?? usualSegmentBytes });
    }
  return keys;
}

/** How far a log was noted to reach, with the size of its segments; null without one. */
export async function notedReach(
  key: Omit<LogKey, 'segmentBytes'>,
): Promise<(LogReach & { readonly segmentBytes: number }) | null> {
  const text = await readWhole(key.store, `${logFolder(key)}/${REACH_FILE}`);
  try {
    const noted = reachShape.parse(JSON.parse(text?.toString('utf8') ?? ''));
    return {
      position: readPosition(noted.position),
      at: noted.at === null ? null : new Date(noted.at),
      segmentBytes: noted.segment_bytes,
    };
  } catch {
    return null;
  }
}

/** Removes stored files of a log whose segments end before `position`; how many. */
export async function removeLogBefore(key: LogKey, position: LogPosition): Promise<number> {
  const old = (await everyLogFile(key)).filter(
    ({ segment }) => segment + BigInt(key.segmentBytes) <= position,
  );
  for (const { name } of old) await key.store.remove(`${logFolder(key)}/${name}`);
  return old.length;
}

/** Removes a log with all that was noted of it. */
export async function removeLog(key: Omit<LogKey, 'segmentBytes'>): Promise<void> {
  const folder = logFolder(key);
  for (const name of await key.store.list(folder)) await key.store.remove(`${folder}/${name}`);
}

/** Removes the parts of a segment that is stored whole. */
export async function removeParts(key: LogKey, segment: LogPosition): Promise<void> {
  for (const file of await everyLogFile(key))
    if (file.segment === segment && file.offset !== null)
      await key.store.remove(`${logFolder(key)}/${file.name}`);
}

/** Also parts of segments that are there whole. */
async function everyLogFile(key: LogKey): Promise<StoredLogFile[]> {
  return (await key.store.list(logFolder(key))).flatMap((name): StoredLogFile[] => {
    const [, segment = '', offset] = fileName.exec(name) ?? [];
    const place = readSegmentName(segment, key.segmentBytes);
    if (place === null) return [];
    return [
      { name, segment: place.start, offset: offset === undefined ? null : Number.parseInt(offset, 16) },
    ];
  });
}

const compare = (one: bigint, other: bigint): number => (one < other ? -1 : one > other ? 1 : 0);
