import assert from 'node:assert/strict';
import { test } from 'node:test';
import { restoreTarget } from './restore-target.ts';

test('a target is a word, a moment in UTC or in its own zone, or a position of the log', () => {
  assert.deepEqual(restoreTarget('latest'), { kind: 'latest' });
  assert.deepEqual(restoreTarget('backup'), { kind: 'backup' });
  assert.deepEqual(restoreTarget('2025-06-03 14:05:00'), {
    kind: 'moment',
    at: new Date('2025-06-03T14:05:00Z'),
  });
  assert.deepEqual(restoreTarget('2025-06-03T14:05:00.250-04:00'), {
    kind: 'moment',
    at: new Date('2025-06-03T18:05:00.250Z'),
  });
  assert.deepEqual(restoreTarget('0/2000028'), { kind: 'position', position: 0x2000028n });
});

test('a day without a time and anything else is refused, with what can be given', () => {
  for (const text of ['2025-06-03', '2025-02-30 10:00', 'yesterday', '14:05', ''])
    assert.throws(() => restoreTarget(text), /is not a place to restore to/);
});
