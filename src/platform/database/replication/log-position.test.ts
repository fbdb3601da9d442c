import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { positionText, readPosition, readSegmentName, segmentName, segmentStart } from './log-position.ts';

const segmentBytes = 16 * 1024 * 1024;

test('positions and segments are written as PostgreSQL writes them', () => {
  assert.equal(readPosition('0/2000028'), 0x2000028n);
  assert.equal(positionText(readPosition('1A/FF000000')), '1A/FF000000');
  assert.throws(() => readPosition('2000028'), /is not a position/);
  // pg_walfile_name('1A/FF000028') on timeline 3.
  const start = segmentStart(readPosition('1A/FF000028'), segmentBytes);
  assert.equal(segmentName(3, start, segmentBytes), '000000030000001A000000FF');
  assert.equal(readSegmentName('backup_label', segmentBytes), null);
});

test('a segment is found again by its name, at any size that PostgreSQL knows', () => {
  const position = fc.bigInt({ min: 0n, max: (1n << 62n) - 1n });
  const exponent = fc.integer({ min: 20, max: 30 });
  fc.assert(
    fc.property(position, exponent, fc.integer({ min: 1, max: 0x7fffffff }), (at, power, timeline) => {
      const bytes = 2 ** power;
      const start = segmentStart(at, bytes);
      assert.ok(start <= at && at < start + BigInt(bytes));
      assert.deepEqual(readSegmentName(segmentName(timeline, start, bytes), bytes), { timeline, start });
      assert.equal(readPosition(positionText(at)), at);
    }),
  );
});
