import assert from 'node:assert/strict';
import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { migrateUp, openDatabase } from '../../../src/platform/database/index.ts';
import {
  actAs,
  addPerson,
  assignRole,
  chainTrail,
  personNamed,
  verifyTrail,
} from '../../../src/platform/security/index.ts';
import { intakeOn, lists, load, temporaryFolder, writeFiles } from '../../scenarios/deliveries.ts';

// A server of its own: roles belong to the whole server, and on the one that all tests share a superuser made them.
const folder = await temporaryFolder();
await chmod(folder, 0o755);

test('an owner that is no superuser runs everything, once it may make roles and pass row security', async () => {
  const server = await openDatabase(
    { dataDir: join(folder, 'data') },
    { durability: 'none: throw-away data only' },
  );
  try {
    await server.execute(`create role plain login password 'plain-password'`);
    await server.execute('create database plain owner plain');
    const url = new URL(server.addressWithPassword());
    [url.username, url.password, url.pathname] = ['plain', 'plain-password', '/plain'];
    const plain = await openDatabase({ databaseUrl: url.href, dataDir: '' });
    try {
      await assert.rejects(migrateUp(plain), {
        code: 'DATABASE_OWNER_LACKS_RIGHTS',
        next: /alter role plain createrole/,
      });
      await server.execute('alter role plain createrole bypassrls');
      await migrateUp(plain);
      const files = await writeFiles(folder, {
        ...lists,
        'workday_rls_bisecurity.csv':
          'USER_ID,JOB_PROFILE,COST_CENTER,SITE\namos@example.com,ACCTMGR,0170,0829\n',
        'budget_final.csv':
          'COST_CENTER,PERIOD,MAIN_ACCOUNT,BALANCE\n0170,202503,6000,10\n0829,202503,6000,20\n0829,203403,6000,20\n',
      });
      const results = await load(intakeOn(plain), files);
      assert.ok(
        results.every(({ state }) => state === 'loaded'),
        JSON.stringify(results),
      );
      const fay = await addPerson(plain, { userId: 'fay@example.com', displayName: null, origin: 'mapping' });
      assert.equal(await assignRole(plain, fay, { role: 'financeManager', reason: 'test' }), null);
      const seen = async (userId: string): Promise<number> => {
        const caller = await actAs(plain, await personNamed(plain, userId));
        return caller.transaction((transaction) => transaction.execute('select 1 from api.budget'));
      };
      assert.deepEqual([await seen('amos@example.com'), await seen('fay@example.com')], [1, 3]);
      await chainTrail(plain);
      assert.deepEqual((await verifyTrail(plain)).findings, []);
    } finally {
      await plain.close();
    }
  } finally {
    await server.close();
  }
});
