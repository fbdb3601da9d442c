import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mostAlike } from './most-alike.ts';

test('the account that is most alike is named, from 90 % and never the account itself', () => {
  const account = '02-02-0170-4790-0170';
  const listed = [account, '02-02-0170-4799-0170', '22-22-9999-4790-0829', '02-02-0171-4790-0170'];
  assert.deepEqual(
    [...mostAlike([account], listed)],
    [[account, '02-02-0171-4790-0170']],
    'the same main account',
  );
  assert.deepEqual([...mostAlike([account], listed.slice(0, 3))], [[account, '02-02-0170-4799-0170']]);
  assert.deepEqual([...mostAlike([account], ['22-22-9999-4790-0829'])], []);
});
