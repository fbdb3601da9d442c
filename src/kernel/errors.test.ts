import assert from 'node:assert/strict';
import { test } from 'node:test';
import { errors, nextStepOf, refusal, Refusal } from './errors.ts';

test('every refusal has a status of HTTP, says what happened and what to do next, in whole sentences', () => {
  const entries = Object.entries(errors);
  assert.ok(entries.length > 50);
  for (const [code, { status, says, next }] of entries) {
    assert.match(code, /^[A-Z]+(_[A-Z0-9]+)+$/);
    assert.ok(status >= 400 && status <= 599, code);
    assert.ok(says.length > 10 && next.length > 5, code);
    assert.doesNotMatch(`${says} ${next}`, /something went wrong|unexpected error/i, code);
  }
});

test('the holes of a refusal are filled wherever they stand, in what it says and in the next step', () => {
  const error = refusal('WAREHOUSE_PARAMETER_INVALID', {
    parameter: 'month',
    field: 'Month',
    value: 'March',
    takes: 'a month',
    example: '2025-03',
  });
  assert.ok(error instanceof Refusal && error instanceof Error);
  assert.equal(error.message, 'Month: "March" is not valid; enter a month.');
  assert.equal(error.next, 'Use, for example, --month 2025-03.');
  assert.deepEqual([error.code, error.status], ['WAREHOUSE_PARAMETER_INVALID', 400]);
});

test('a value that looks like a hole is printed as it is', () => {
  assert.match(
    refusal('SOURCES_FEED_UNKNOWN', { feed: '{feeds}', feeds: 'a, b' }).message,
    /no feed \{feeds\}/,
  );
});

test('the next step of a code is there where it has no hole', () => {
  assert.equal(nextStepOf('RUN_UNKNOWN'), 'Choose one of `daybook runs`.');
  assert.equal(nextStepOf('RUN_OVER'), null);
  assert.equal(nextStepOf('NO_CODE_OF_OURS'), null);
  assert.equal(nextStepOf('toString'), null);
});
