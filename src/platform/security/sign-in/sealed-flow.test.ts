import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clockAt } from '../../../../tests/clock-at.ts';
import { flowSeal, type Flow } from './sealed-flow.ts';

const began = '2025-03-01T08:00:00Z';
const flow: Flow = {
  state: 'state-of-the-test',
  nonce: 'nonce-of-the-test',
  codeVerifier: 'verifier-of-the-test',
  isStepUp: true,
  beganMs: Date.parse(began),
};

test('a flow comes back as it was, and its seal shows nothing of it', () => {
  const { seal, open } = flowSeal('secret', clockAt(began));
  const sealed = seal(flow);
  assert.deepEqual(open(sealed), flow);
  assert.match(sealed, /^[\w-]+$/);
  assert.ok(!Buffer.from(sealed, 'base64url').toString().includes('of-the-test'));
  assert.notEqual(seal(flow), sealed);
});

test('what was changed, cut, or sealed with another secret does not open', () => {
  const { seal, open } = flowSeal('secret', clockAt(began));
  const sealed = seal(flow);
  const bytes = Buffer.from(sealed, 'base64url');
  bytes[30] = (bytes[30] ?? 0) ^ 1;
  for (const wrong of ['', 'x', sealed.slice(0, 60), bytes.toString('base64url')])
    assert.equal(open(wrong), null);
  assert.equal(flowSeal('other', clockAt(began)).open(sealed), null);
});

test('a flow is good for ten minutes', () => {
  const sealed = flowSeal('secret', clockAt(began)).seal(flow);
  assert.ok(flowSeal('secret', clockAt('2025-03-01T08:10:00Z')).open(sealed));
  assert.equal(flowSeal('secret', clockAt('2025-03-01T08:10:01Z')).open(sealed), null);
});
