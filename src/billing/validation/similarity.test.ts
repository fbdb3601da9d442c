import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mostAlike, similarity } from './similarity.ts';

test('similarity counts the signs that differ, of the longer text', () => {
  assert.equal(similarity('02-02-0170-4790-0170', '02-02-0170-4790-0170'), 100);
  assert.equal(similarity('02-02-0170-4790-0170', '02-02-0170-4791-0170'), 95);
  assert.equal(similarity('abc', ''), 0);
  assert.equal(similarity('kitten', 'sitting').toFixed(2), '57.14');
});

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
