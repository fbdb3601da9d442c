import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { Refusal } from '../../../kernel/errors.ts';
import { readPart } from './read-part.ts';

const shape = z.strictObject({
  site: z.string(),
  filter: z.strictObject({ older_than_days: z.int().optional() }).optional(),
});

function problemWith(value: unknown): string {
  try {
    readPart(shape, value, 'body');
  } catch (error) {
    assert.ok(error instanceof Refusal);
    assert.equal(error.code, 'HTTP_REQUEST_INVALID');
    return String(error.parameters['problem']);
  }
  return '';
}

test('a request that is as described is read', () => {
  const body = { site: '0170', filter: { older_than_days: 3 } };
  assert.deepEqual(readPart(shape, body, 'body'), body);
  assert.deepEqual(readPart(z.strictObject({}), undefined, 'body'), {});
});

test('a field that is not valid is named, with what is wrong with it', () => {
  assert.equal(
    problemWith({ site: 170 }),
    'site is not valid (Invalid input: expected string, received number)',
  );
  assert.match(
    problemWith({ site: '0170', filter: { older_than_days: 'x' } }),
    /^filter\.older_than_days is not valid/,
  );
  assert.match(problemWith('0170'), /^its body is not valid/);
});

test('an unknown field is refused with the fields that there are', () => {
  assert.equal(
    problemWith({ site: '0170', sites: [] }),
    'sites is not a field of its body (fields: site, filter)',
  );
  assert.equal(
    problemWith({ site: '0170', filter: { older: 1 } }),
    'filter.older is not a field of its body (fields: site, filter)',
  );
});
