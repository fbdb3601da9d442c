import assert from 'node:assert/strict';
import { test } from 'node:test';
import { refusal } from '../../kernel/errors.ts';
import { eachForItself } from './each-for-itself.ts';

const refused = (statement: string): Error => refusal('BILLING_STATEMENT_UNKNOWN', { statement });

test('of several things every one is tried, whatever becomes of the others', async () => {
  const tried: string[] = [];
  const { done, refused: left } = await eachForItself(['7', '8', '9', '7'], (id) => {
    tried.push(id);
    if (id === '7') throw refused(id);
    return Promise.resolve(id === '8' ? refusal('BILLING_STATEMENT_UNKNOWN', { statement: id }) : id);
  });
  assert.deepEqual(tried, ['7', '8', '9']);
  assert.deepEqual(done, ['9']);
  assert.deepEqual(
    left.map(({ id, refusal: { code } }) => `${id} ${code}`),
    ['7 BILLING_STATEMENT_UNKNOWN', '8 BILLING_STATEMENT_UNKNOWN'],
  );
});
