import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:net';
import { inspect } from 'node:util';
import { test } from 'node:test';
import { openDatabase } from '../../../src/platform/database/index.ts';
import { checkVersion } from '../../../src/platform/database/probe-server.ts';
import { emptyDatabase } from '../../database.ts';

const db = await emptyDatabase();

function address(change: (url: URL) => void): string {
  const url = new URL(db.addressWithPassword());
  change(url);
  return url.href;
}

async function refusalOf(databaseUrl: string): Promise<string> {
  const error: unknown = await openDatabase({ databaseUrl, dataDir: '' }).catch((thrown: unknown) => thrown);
  assert.ok(error instanceof Error && 'code' in error);
  assert.equal(error.code, 'DATABASE_UNREACHABLE');
  const { password } = new URL(databaseUrl);
  assert.ok(!inspect(error, { depth: 10 }).includes(password), 'the password is in the error');
  return error.message;
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const place = server.address();
  assert.ok(typeof place === 'object' && place !== null);
  return String(place.port);
}

test('a server of one’s own is used as it is and described without its password', () => {
  assert.equal(db.embedded, false);
  const { hostname, port, pathname, username, password } = new URL(db.addressWithPassword());
  assert.equal(db.where, `${hostname}:${port}${pathname} as ${username}`);
  assert.ok(!inspect(db).includes(password));
});

test('what is wrong with an address is told in plain words and without the password', async () => {
  assert.match(
    await refusalOf(address((url) => (url.password = 'wrong-secret'))),
    /refuses the user or the password/,
  );
  assert.match(
    await refusalOf(address((url) => (url.pathname = '/no_such_database'))),
    /no database with that name/,
  );
  const elsewhere = address((url) => {
    url.hostname = 'no-such-host.invalid';
    url.search = '?sslmode=verify-full';
  });
  assert.match(await refusalOf(elsewhere), /host name/);
  const closed = createServer();
  const port = await listen(closed);
  await new Promise((done) => closed.close(done));
  assert.match(await refusalOf(address((url) => (url.port = port))), /nothing listens there/);
});

test('a server on another machine is not opened without TLS', async () => {
  const elsewhere = address((url) => (url.hostname = 'no-such-host.invalid'));
  await assert.rejects(openDatabase({ databaseUrl: elsewhere, dataDir: '' }), {
    code: 'DATABASE_UNENCRYPTED',
  });
});

test('a program that is not PostgreSQL is unreachable, not a crash', async () => {
  const stranger = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
  const port = await listen(stranger);
  try {
    await refusalOf(address((url) => (url.port = port)));
  } finally {
    stranger.close();
  }
});

test('PostgreSQL 17 and newer are taken, older ones refused with both versions named', () => {
  checkVersion('170000', 'db.example:5432/daybook');
  checkVersion('180001', 'db.example:5432/daybook');
  for (const [old, major] of [
    ['160009', '16'],
    ['90624', '9'],
  ] as const) {
    assert.throws(() => checkVersion(old, 'db.example:5432/daybook'), {
      code: 'DATABASE_TOO_OLD',
      message: `PostgreSQL at db.example:5432/daybook is version ${major}; Daybook needs 17 or newer.`,
    });
  }
});
