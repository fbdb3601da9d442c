import { readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { z } from 'zod';
import { keepInside, makeFolder, pathInside } from '../../../kernel/inside-folder.ts';
import {
  positionText,
  readPosition,
  readSegmentName,
  segmentName,
  usualSegmentBytes,
  type LogPosition,
} from '../../database/index.ts';
import { decrypted, encrypted } from '../backup/age-file.ts';
import { flush } from '../flush.ts';

/** Which log: that of a cluster, on one of its timelines. */
export interface LogKey {
  /** Folder of the backups. */
  readonly folder: string;
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
const DRAFT = '.new-';
const fileName = /^([0-9A-F]{24})(?:\.([0-9a-f]{8}))?\.gz\.age$/;

const reachShape = z.strictObject({
  segment_bytes: z.int().positive(),
  position: z.string(),
  at: z.iso.datetime().nullable(),
});

/** Folder of a log below that of the backups. */
export function logFolder({ folder, systemIdentifier, timeline }: Omit<LogKey, 'segmentBytes'>): string {
  return pathInside(folder, 'log', systemIdentifier, timeline.toString(16).toUpperCase().padStart(8, '0'));
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

/** Reads one stored file. Fails when no key opens it or when it was changed. */
export async function readLogFile(
  key: LogKey,
  { name }: StoredLogFile,
  identities: readonly string[],
): Promise<Buffer> {
  return unpacked(await decrypted(await readFile(pathInside(logFolder(key), name)), identities));
}

/** Stores a whole segment, or a part of one; it is on the disk, under its name, when this returns. */
export async function storeLog(
  key: LogKey,
  { segment, offset, bytes }: Omit<StoredLogFile, 'name'> & { readonly bytes: Buffer },
  recipient: string,
): Promise<void> {
  // What is encrypted does not pack any more, so it is packed first; fast, since the server waits for it.
  const sealed = await encrypted(await packed(bytes, { level: 1 }), recipient);
  const part = offset === null ? '' : `.${offset.toString(16).padStart(8, '0')}`;
  const name = `${segmentName(key.timeline, segment, key.segmentBytes)}${part}.gz.age`;
  const folder = logFolder(key);
  await makeFolder(folder, 0o700);
  const draft = await keepInside(folder, `${DRAFT}${name}`, sealed);
  await flush(draft);
  await rename(draft, pathInside(folder, name));
  await flush(folder);
  if (offset === null) await removeParts(key, segment);
}

/** Notes how far the log reaches; readers trust the files, and this for the moment only. */
export async function noteReach(key: LogKey, { position, at }: LogReach): Promise<void> {
  const folder = logFolder(key);
  const text = JSON.stringify({
    segment_bytes: key.segmentBytes,
    position: positionText(position),
    at: at?.toISOString() ?? null,
  });
  const draft = await keepInside(folder, `${DRAFT}${REACH_FILE}`, `${text}\n`);
  await rename(draft, pathInside(folder, REACH_FILE));
}

/** The logs in a folder of backups, of every cluster and timeline. */
export async function logsIn(folder: string): Promise<LogKey[]> {
  const keys: LogKey[] = [];
  for (const systemIdentifier of await readdir(join(folder, 'log')).catch(() => []))
    for (const timeline of await readdir(join(folder, 'log', systemIdentifier)).catch(() => [])) {
      const key = { folder, systemIdentifier, timeline: Number.parseInt(timeline, 16) };
      const noted = await notedReach(key);
      keys.push({ ...key, segmentBytes: noted?.segmentBytes ?? usualSegmentBytes });
    }
  return keys;
}

/** How far a log was noted to reach, with the size of its segments; null without one. */
export async function notedReach(
  key: Omit<LogKey, 'segmentBytes'>,
): Promise<(LogReach & { readonly segmentBytes: number }) | null> {
  const text = await readFile(join(logFolder(key), REACH_FILE), 'utf8').catch(() => '');
  try {
    const noted = reachShape.parse(JSON.parse(text));
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
  for (const { name } of old) await rm(pathInside(logFolder(key), name), { force: true });
  return old.length;
}

/** Removes the parts of a segment that is stored whole. */
export async function removeParts(key: LogKey, segment: LogPosition): Promise<void> {
  for (const file of await everyLogFile(key))
    if (file.segment === segment && file.offset !== null)
      await rm(pathInside(logFolder(key), file.name), { force: true });
}

/** Also parts of segments that are there whole. */
async function everyLogFile(key: LogKey): Promise<StoredLogFile[]> {
  const names = await readdir(logFolder(key)).catch(() => []);
  return names.flatMap((name): StoredLogFile[] => {
    const [, segment = '', offset] = fileName.exec(name) ?? [];
    const place = readSegmentName(segment, key.segmentBytes);
    if (place === null) return [];
    return [
      { name, segment: place.start, offset: offset === undefined ? null : Number.parseInt(offset, 16) },
    ];
  });
}

const compare = (one: bigint, other: bigint): number => (one < other ? -1 : one > other ? 1 : 0);
