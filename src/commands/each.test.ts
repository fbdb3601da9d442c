import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eachForItself } from '../platform/database/index.ts';
import { tellEach } from './each.ts';

test('what nobody foresaw stops no other thing and is thrown once everything is told', async () => {
  const each = await eachForItself(['7', '8'], (id) =>
    id === '7' ? Promise.reject(new TypeError('a fault')) : Promise.resolve(id),
  );
  const before = process.exitCode;
  const printed: (readonly string[])[] = [];
  const telling = {
    json: (): unknown => [],
    words: (done: readonly string[]) => {
      printed.push(done);
    },
  };
  assert.throws(() => {
    tellEach(each, {}, telling);
  }, /a fault/);
  assert.deepEqual([printed, process.exitCode], [[['8']], 1]);
  process.exitCode = before;
});
