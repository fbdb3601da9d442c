import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { test } from 'node:test';
import { isAway } from '../sqlstate.ts';
import { clientSettings } from './client-settings.ts';
import { lendClient, poolAt } from './pool.ts';
import { oneServer } from './servers.ts';

test('a server that takes a connection and then says nothing, as if its network were cut, is away', async () => {
  const silent = createServer().listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const url = `postgres://nobody@127.0.0.1:${String((silent.address() as AddressInfo).port)}/none`;
  const servers = {
    ...oneServer(url),
    settings: () => ({ ...clientSettings(url), connectionTimeoutMillis: 100 }),
  };
  const pool = poolAt(servers, 1);
  try {
    await assert.rejects(
      lendClient({ pool, servers }, () => Promise.resolve()),
      isAway,
    );
  } finally {
    await pool.end();
    silent.close();
  }
});
