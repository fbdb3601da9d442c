import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { after, test } from 'node:test';
import { positionText } from '../../database/index.ts';
import { backupKeysOf } from '../backup/backup-key.ts';
import type { BackupDescription } from '../backup/store.ts';
import { folderLocation } from '../locations/folder-location.ts';
import { noteReach, storeLog, type LogKey } from './log-store.ts';
import { followingLog, writeLog } from './restore-log.ts';

const folder = await mkdtemp(join(tmpdir(), 'daybook-following-'));
after(() => rm(folder, { recursive: true, force: true }));

const place = folderLocation(folder);
const segmentBytes = 1024 * 1024;
const { keys } = await backupKeysOf(join(folder, 'key.txt'));
const { recipient } = keys;
const backup = {
  system_identifier: '7',
  timeline: 1,
  start_position: '0/200028',
  end_position: '0/200100',
} as BackupDescription;
const key: LogKey = { store: place, systemIdentifier: '7', timeline: 1, segmentBytes };
const store = (number: bigint, offset: number | null): Promise<void> =>
  storeLog(key, { segment: number * BigInt(segmentBytes), offset, bytes: Buffer.alloc(10) }, recipient);

test('parts may end the log; a segment behind parts lies behind a gap, however near it is', async () => {
  const at = new Date('2026-11-30T12:00:00Z');
  await store(2n, null);
  await store(3n, 0);
  await store(3n, 10);
  await noteReach(key, { position: 3n * BigInt(segmentBytes) + 20n, at });
  const whole = await followingLog(place, backup);
  assert.deepEqual([whole.files.length, whole.hasGap, whole.at], [3, false, at]);
  // The server gave up the end of the third segment, and the log goes on with the fourth.
  await store(4n, null);
  const cut = await followingLog(place, backup);
  assert.deepEqual([cut.files.length, cut.hasGap, cut.at], [3, true, null]);
});

test('a hole within a segment, a segment that is cut and a log that ends too early are damage', async () => {
  const other: LogKey = { ...key, timeline: 2 };
  const later = { ...backup, timeline: 2 };
  const storeBytes = (number: bigint, offset: number | null, count: number): Promise<void> =>
    storeLog(
      other,
      { segment: number * BigInt(segmentBytes), offset, bytes: Buffer.alloc(count) },
      recipient,
    );
  const written = async (isPartMeant = false): Promise<string> => {
    const nowhere = {
      folder: () => Promise.resolve(),
      change: () => Promise.resolve(),
      file: (_: string, content: Readable) => {
        content.resume();
        return Promise.resolve();
      },
    };
    return writeLog(await followingLog(place, later), { keys, isPartMeant }, nowhere).then(
      ({ bytes, log }) => `${String(bytes)} bytes${log.hasGap ? ` up to ${positionText(log.end)}` : ''}`,
      (cause: unknown) => (cause instanceof Error ? cause.message : ''),
    );
  };
  await storeBytes(2n, null, segmentBytes);
  await storeBytes(3n, 0, 10);
  await storeBytes(3n, 5, 15);
  await noteReach(other, { position: 3n * BigInt(segmentBytes) + 20n, at: null });
  assert.equal(await written(), `${String(2 * segmentBytes)} bytes`, 'parts of two runs overlap');
  await noteReach(other, { position: 3n * BigInt(segmentBytes) + 21n, at: null });
  assert.match(await written(), /the log ends at 0\/300014 and was stored up to 0\/300015/);
  await storeBytes(3n, 30, 10);
  assert.match(
    await written(),
    /000000020000000000000003\.0000001e\.gz\.age: 10 bytes before it are missing/,
  );
  assert.equal(await written(true), `${String(2 * segmentBytes)} bytes up to 0/300014`);
  await storeBytes(2n, null, segmentBytes - 1);
  assert.match(await written(), /000000020000000000000002\.gz\.age: it is not whole/);
});
