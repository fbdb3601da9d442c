import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Refusal } from '../../kernel/errors.ts';
import { ServiceLimits, type LimitRules } from './service-limits.ts';

const rules: LimitRules = { requests: 3, seconds: 10, concurrent: 2, windowMinutes: 15 };

/** Limits with a clock that a test sets. */
function limitsAt(changes: Partial<LimitRules> = {}) {
  let nowMs = Date.parse('2025-03-01T08:00:00Z');
  const limits = new ServiceLimits({ ...rules, ...changes }, { now: () => new Date(nowMs) });
  const pass = (seconds: number): void => {
    nowMs += seconds * 1_000;
  };
  return { limits, pass };
}

function refusalOf(act: () => unknown): Refusal {
  try {
    act();
  } catch (error) {
    if (error instanceof Refusal && error.code === 'SECURITY_LIMIT_REACHED') return error;
    throw error;
  }
  return assert.fail('it was let in');
}

test('so many requests in a window, then a refusal that says when the window ends', () => {
  const { limits, pass } = limitsAt();
  for (let count = 0; count < 3; count += 1) limits.admit('7', 'fay').end();
  pass(300);
  const { message, parameters, status } = refusalOf(() => limits.admit('7', 'fay'));
  assert.equal(message, 'fay reached the limit of 3 requests in 15 minutes.');
  assert.deepEqual([parameters['seconds'], status], [600, 429]);
  pass(599);
  assert.equal(refusalOf(() => limits.admit('7', 'fay')).parameters['seconds'], 1);
  pass(1);
  assert.equal(limits.admit('7', 'fay').left().requests, 2);
});

test('what one person uses up is not taken from another', () => {
  const { limits } = limitsAt({ requests: 1 });
  limits.admit('7', 'fay').end();
  refusalOf(() => limits.admit('7', 'fay'));
  assert.deepEqual(limits.admit('8', 'amos').left(), { requests: 0, seconds: 10, concurrent: 1 });
});

test('a flood of addresses is forgotten, whoever is at work is not', () => {
  const { limits } = limitsAt({ requests: 1, concurrent: 1 });
  limits.admit('first', 'first').end();
  const working = limits.admit('working', 'working');
  refusalOf(() => limits.admit('first', 'first'));
  for (let address = 0; address < 25_000; address += 1) {
    limits.leftTo(`asked about ${String(address)}`);
    limits.admit(String(address), 'flood').end();
  }
  // Ten thousand accounts are kept, so the first is a stranger again; the last ones are not.
  limits.admit('first', 'first').end();
  refusalOf(() => limits.admit('24999', 'flood'));
  refusalOf(() => limits.admit('working', 'working'));
  working.end();
});

test('so much work in a window: what runs is let finish, what comes next is refused', () => {
  const { limits, pass } = limitsAt();
  const long = limits.admit('7', 'fay');
  pass(11);
  assert.equal(long.left().seconds, 0);
  const besides = limits.admit('7', 'fay');
  besides.end();
  long.end();
  assert.match(refusalOf(() => limits.admit('7', 'fay')).message, /10 seconds of work in 15 minutes/);
});

test('so many requests at once: one that ends makes room for one', () => {
  const { limits } = limitsAt({ requests: 100 });
  const first = limits.admit('7', 'fay');
  const second = limits.admit('7', 'fay');
  assert.equal(second.left().concurrent, 0);
  const refused = refusalOf(() => limits.admit('7', 'fay'));
  assert.match(refused.message, /2 requests at once/);
  assert.equal(refused.parameters['seconds'], 1);
  first.end();
  first.end();
  assert.equal(limits.admit('7', 'fay').left().concurrent, 0);
  assert.equal(limits.leftTo('7').requests, 97);
});

test('a request that runs across the end of a window is not lost and not counted twice', () => {
  const { limits, pass } = limitsAt();
  const long = limits.admit('7', 'fay');
  pass(901);
  assert.deepEqual(limits.leftTo('7'), { requests: 3, seconds: 10, concurrent: 1 });
  long.end();
  assert.deepEqual(limits.leftTo('7'), { requests: 3, seconds: 0, concurrent: 2 });
});

test('a refused request costs nothing', () => {
  const { limits } = limitsAt({ concurrent: 1 });
  const running = limits.admit('7', 'fay');
  for (let tried = 0; tried < 10; tried += 1) refusalOf(() => limits.admit('7', 'fay'));
  running.end();
  assert.equal(limits.leftTo('7').requests, 2);
});
