import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LogSamples } from './log-samples.ts';

test('a standby is as far behind as the time since the primary was where it is now', () => {
  const samples = new LogSamples();
  samples.add(1_000, { bytes: 50n, timeline: 1 });
  samples.add(2_000, { bytes: 90n, timeline: 1 });
  samples.add(3_000, { bytes: 90n, timeline: 1 });
  assert.equal(samples.lagOf({ bytes: 40n, timeline: 1 }, 3_100), Infinity);
  assert.equal(samples.lagOf({ bytes: 89n, timeline: 1 }, 3_100), 2_100);
  assert.equal(samples.lagOf({ bytes: 90n, timeline: 1 }, 3_100), 100);
});

test('a standby that did not follow the server that was promoted is at no known distance, however far it came', () => {
  const samples = new LogSamples();
  samples.add(1_000, { bytes: 50n, timeline: 1 });
  samples.add(2_000, { bytes: 60n, timeline: 2 });
  assert.equal(samples.lagOf({ bytes: 70n, timeline: 1 }, 2_100), Infinity);
  assert.equal(samples.lagOf({ bytes: 55n, timeline: 2 }, 2_100), Infinity);
  assert.equal(samples.lagOf({ bytes: 60n, timeline: 2 }, 2_100), 100);
});
