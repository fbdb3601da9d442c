import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onEachServer, serverAddresses } from './server-addresses.ts';

test('an address of several servers names each of them, with its own port', () => {
  assert.deepEqual(serverAddresses('postgres://ann:p%40ss@a:5432,b,[::1]:5433/daybook?sslmode=verify-full'), [
    'postgres://ann:p%40ss@a:5432/daybook?sslmode=verify-full',
    'postgres://ann:p%40ss@b/daybook?sslmode=verify-full',
    'postgres://ann:p%40ss@[::1]:5433/daybook?sslmode=verify-full',
  ]);
  assert.deepEqual(serverAddresses('postgres:///daybook?host=/run/postgresql'), [
    'postgres:///daybook?host=/run/postgresql',
  ]);
  assert.deepEqual(serverAddresses('postgres://a/b,c'), ['postgres://a/b,c']);
  assert.deepEqual(serverAddresses('no address'), ['no address']);
});

test('a login is changed for all servers of an address at once', () => {
  const changed = onEachServer('postgresql://ann:secret@a:5432,b/daybook?application_name=x', (url) => {
    url.username = 'bob';
    url.password = 'p@ss,word';
  });
  assert.equal(changed, 'postgresql://bob:p%40ss,word@a:5432,b/daybook?application_name=x');
  assert.deepEqual(serverAddresses(changed).length, 2);
});
