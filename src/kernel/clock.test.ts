import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayIn } from './clock.ts';

test('the last evening of a year in New York is the next year in UTC', () => {
  const evening = new Date('2026-01-01T03:30:00Z');
  assert.equal(dayIn('America/New_York', evening), '2025-12-31');
  assert.equal(dayIn('UTC', evening), '2026-01-01');
});
