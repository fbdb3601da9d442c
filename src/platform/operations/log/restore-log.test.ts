import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { BackupDescription } from '../backup/store.ts';
import { noteReach, storeLog, type LogKey } from './log-store.ts';
import { followingLog } from './restore-log.ts';

const folder = await mkdtemp(join(tmpdir(), 'daybook-following-'));
after(() => rm(folder, { recursive: true, force: true }));

const segmentBytes = 1024 * 1024;
const recipient = 'age169zhsh6u0634kf3z3hr68e36ahmcp7v494gguc86uxxzegfw2gnqv8gk33';
const backup = {
  system_identifier: '7',
  timeline: 1,
  start_position: '0/200028',
  end_position: '0/200100',
} as BackupDescription;
const key: LogKey = { folder, systemIdentifier: '7', timeline: 1, segmentBytes };
const store = (number: bigint, offset: number | null): Promise<void> =>
  storeLog(key, { segment: number * BigInt(segmentBytes), offset, bytes: Buffer.alloc(10) }, recipient);

test('parts may end the log; a segment behind parts lies behind a gap, however near it is', async () => {
  const at = new Date('2026-11-30T12:00:00Z');
  await store(2n, null);
  await store(3n, 0);
  await store(3n, 10);
  await noteReach(key, { position: 3n * BigInt(segmentBytes) + 20n, at });
  const whole = await followingLog(folder, backup);
  assert.deepEqual([whole.files.length, whole.hasGap, whole.at], [3, false, at]);
  // The server gave up the end of the third segment, and the log goes on with the fourth.
  await store(4n, null);
  const cut = await followingLog(folder, backup);
  assert.deepEqual([cut.files.length, cut.hasGap, cut.at], [3, true, null]);
});
