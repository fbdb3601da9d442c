import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgeBackups } from './retention.ts';
import type { BackupDescription } from './store.ts';

const counts = { daily: 30, weekly: 12, monthly: 12, yearly: 7 };
const digest = { bytes: 1, sha256: '0'.repeat(64) };

function madeAt(endedAt: string): BackupDescription {
  return {
    label: `${endedAt.slice(0, 19).replaceAll(/[-:]/g, '')}Z-full`,
    kind: 'full',
    parent: null,
    started_at: endedAt,
    ended_at: endedAt,
    start_position: '0/2000028',
    end_position: '0/2000120',
    timeline: 1,
    server_version: '17.7',
    system_identifier: '1',
    embedded: true,
    recipient: 'age1',
    made_by: 'daybook',
    archive: digest,
    manifest: digest,
  };
}

/** What was written since `parent`, that many hours later. */
function upon(parent: BackupDescription, hours: number): BackupDescription {
  const description = madeAt(new Date(Date.parse(parent.ended_at) + hours * 3_600_000).toISOString());
  const label = description.label.replace('full', 'incremental');
  return { ...description, label, kind: 'incremental', parent: parent.label };
}

/** One every night at 02:00 UTC, up to and including 2026-11-29. */
function nights(count: number): BackupDescription[] {
  const last = Date.UTC(2026, 10, 29, 2);
  return Array.from({ length: count }, (_, back) => madeAt(new Date(last - back * 86_400_000).toISOString()));
}

const now = new Date('2026-11-29T12:00:00Z');
const keptOf = (backups: BackupDescription[], logDays = 35): string[] =>
  judgeBackups(backups, counts, { now, logDays })
    .filter(({ keptFor }) => keptFor.length > 0)
    .map(({ backup }) => backup.ended_at.slice(0, 10));

test('of eight years 30 days, 12 weeks, 12 months and 7 years are kept, and the base of the log', () => {
  const days = keptOf(nights(8 * 365));
  assert.deepEqual([days[0], days[29]], ['2026-11-29', '2026-10-31']);
  assert.deepEqual(days.slice(30), [
    // Sundays are the newest of their weeks; the first of these is also 35 days back.
    ...['2026-10-25', '2026-10-18', '2026-10-11', '2026-10-04'],
    ...['2026-09-30', '2026-09-27', '2026-09-20', '2026-09-13'],
    ...['2026-08-31', '2026-07-31', '2026-06-30', '2026-05-31', '2026-04-30', '2026-03-31'],
    ...['2026-02-28', '2026-01-31', '2025-12-31'],
    ...['2024-12-31', '2023-12-31', '2022-12-31', '2021-12-31', '2020-12-31'],
  ]);
});

test('the newest stays whatever is counted, and the log keeps the backup that it begins with', () => {
  const none = { daily: 0, weekly: 0, monthly: 0, yearly: 0 };
  const backups = nights(60);
  const reasons = judgeBackups(backups, none, { now, logDays: 35 })
    .filter(({ keptFor }) => keptFor.length > 0)
    .map(({ backup, keptFor }) => [backup.ended_at.slice(0, 10), ...keptFor]);
  assert.deepEqual(reasons, [
    ['2026-11-29', 'newest'],
    ['2026-10-25', 'log'],
  ]);
  assert.deepEqual(judgeBackups([backups[3] ?? madeAt('')], none, { now, logDays: 35 })[0]?.keptFor, [
    'newest',
    'log',
  ]);
});

test('incremental backups go with the days of the log or their full one, after what builds upon them', () => {
  const full = nights(60);
  const all = full.flatMap((night) => {
    const first = upon(night, 6);
    return [upon(first, 6), first, night];
  });
  const verdicts = judgeBackups(all, { ...counts, daily: 10 }, { now, logDays: 35 });
  const stays = verdicts.filter(({ keptFor }) => keptFor.length > 0).map(({ backup }) => backup);
  for (const { parent } of stays)
    assert.ok(parent === null || stays.some(({ label }) => label === parent), String(parent));
  const days = new Set(
    stays.filter(({ kind }) => kind === 'incremental').map((backup) => backup.label.slice(0, 8)),
  );
  // Ten days, then the newest of weeks and months within 35 days, the last with what one of these hours builds upon.
  assert.deepEqual([...days].slice(9), [
    '20261120',
    '20261115',
    '20261108',
    '20261101',
    '20261031',
    '20261025',
  ]);
  const removed = verdicts.filter(({ keptFor }) => keptFor.length === 0).map(({ backup }) => backup.label);
  for (const [place, label] of removed.entries()) {
    const child = all.find((backup) => backup.parent === label);
    assert.ok(child === undefined || removed.indexOf(child.label) < place, 'children go first');
  }
});

test('the newest keeps all that it builds upon, however old; the rest of a broken chain waits', () => {
  const none = { daily: 0, weekly: 0, monthly: 0, yearly: 0 };
  const base = madeAt('2026-01-01T02:00:00.000Z');
  const [first, lone] = [upon(base, 6), upon(madeAt('2026-11-28T02:00:00.000Z'), 6)];
  const last = upon(first, 6);
  const reasonsOf = (...backups: BackupDescription[]): (readonly string[])[] =>
    judgeBackups(backups, none, { now, logDays: 35 }).map(({ keptFor }) => keptFor);
  assert.deepEqual(reasonsOf(last, first, base), [['newest'], ['chain'], ['newest', 'log']]);
  assert.deepEqual(reasonsOf(madeAt('2026-11-29T02:00:00.000Z'), lone), [['newest', 'log'], ['log']]);
});
