import assert from 'node:assert/strict';
import { test } from 'node:test';
import { projectDisk } from './projection.ts';

const disk = { usedBytes: 500, totalBytes: 1_000 };

test('the month is told at whose end 80 % of the disk are in use', () => {
  const { months, fullMonth } = projectDisk({ bytes: 300, monthlyBytes: 100 }, { disk, month: '2025-11' });
  assert.equal(months.length, 12);
  assert.deepEqual(months[0], { month: '2025-12', bytes: 400, diskRatio: 0.6 });
  assert.deepEqual(months[2], { month: '2026-02', bytes: 600, diskRatio: 0.8 });
  assert.equal(fullMonth, '2026-02');
});

test('a disk that is full already is full this month, whether growth is known or not', () => {
  const full = { usedBytes: 800, totalBytes: 1_000 };
  for (const monthlyBytes of [null, 0, 10])
    assert.equal(
      projectDisk({ bytes: 300, monthlyBytes }, { disk: full, month: '2025-11' }).fullMonth,
      '2025-11',
    );
});

test('what grows too slowly, shrinks or is not known yet fills no disk; nothing shrinks below nothing', () => {
  for (const monthlyBytes of [null, 0, 24, -100])
    assert.equal(projectDisk({ bytes: 300, monthlyBytes }, { disk, month: '2025-11' }).fullMonth, null);
  assert.deepEqual(projectDisk({ bytes: 300, monthlyBytes: null }, { disk, month: '2025-11' }).months, []);
  const shrunk = projectDisk({ bytes: 300, monthlyBytes: -100 }, { disk, month: '2025-11' }).months.at(-1);
  assert.deepEqual(shrunk, { month: '2026-11', bytes: 0, diskRatio: 0.2 });
});

test('on another machine sizes are projected, and no disk', () => {
  const { months, fullMonth } = projectDisk(
    { bytes: 300, monthlyBytes: 100 },
    { disk: null, month: '2025-11' },
  );
  assert.equal(months.at(-1)?.bytes, 1_500);
  assert.equal(months.at(-1)?.diskRatio, null);
  assert.equal(fullMonth, null);
});
