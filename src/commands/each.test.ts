import assert from 'node:assert/strict';
import { test } from 'node:test';
import { refusal } from '../kernel/errors.ts';
import { eachForItself, tellEach } from './each.ts';

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

test('what nobody foresaw stops no other thing and is thrown once everything is told', async () => {
  const each = await eachForItself(['7', '8'], (id) =>
    id === '7' ? Promise.reject(new TypeError('a fault')) : Promise.resolve(id),
  );
  const before = process.exitCode;
  const told: (readonly string[])[] = [];
  const telling = {
    json: (): unknown => [],
    words: (done: readonly string[]) => {
      told.push(done);
    },
  };
  assert.throws(() => {
    tellEach(each, {}, telling);
  }, /a fault/);
  assert.deepEqual([told, process.exitCode], [[['8']], 1]);
  process.exitCode = before;
});
