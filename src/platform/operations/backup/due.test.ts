import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isBackupDue } from './due.ts';

const plan = { dailyAt: '02:00', timeZone: 'America/New_York' };
const due = (newest: string | null, now: string): boolean => isBackupDue(newest, plan, new Date(now));

test('a backup is due at its time on the clocks of the operator, and once a day', () => {
  // 02:00 in New York is 07:00 UTC in winter and 06:00 in summer.
  assert.equal(due('2026-11-29T07:00:10Z', '2026-11-30T06:59:00Z'), false);
  assert.equal(due('2026-11-29T07:00:10Z', '2026-11-30T07:00:00Z'), true);
  assert.equal(due('2026-11-30T07:00:10Z', '2026-11-30T07:01:00Z'), false);
  assert.equal(due('2026-06-29T06:00:10Z', '2026-06-30T06:00:00Z'), true);
});

test('a server that was down at the time makes it when it is back; one without any makes one at once', () => {
  assert.equal(due('2026-11-27T07:00:10Z', '2026-11-30T03:00:00Z'), true);
  assert.equal(due('2026-11-29T20:00:00Z', '2026-11-30T03:00:00Z'), false, 'made by hand since');
  assert.equal(due(null, '2026-11-30T03:00:00Z'), true);
});
