import assert from 'node:assert/strict';
import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { findDrift, migrateUp, openDatabase, type Database } from '../../../src/platform/database/index.ts';
import {
  actAs,
  addPerson,
  assignRole,
  chainTrail,
  personNamed,
} from '../../../src/platform/security/index.ts';
import { verifyTrail } from '../../../src/platform/security/audit/verify-trail.ts';
import { makeLogin } from '../../../src/platform/security/identity/logins.ts';
import { fillTables } from '../security/filled-tables.ts';
import { intakeOn, lists, load, temporaryFolder, writeFiles } from '../../scenarios/deliveries.ts';

// A server of its own: roles belong to the whole server, and on the one that all tests share a superuser made them.
const folder = await temporaryFolder();
await chmod(folder, 0o755);

test('an owner that is no superuser and passes no row security runs everything, once it may make roles', async () => {
  const server = await openDatabase(
    { dataDir: join(folder, 'data') },
    { durability: 'none: throw-away data only' },
  );
  try {
    await server.execute(`create role plain login password 'plain-password'`);
    await server.execute('create database plain owner plain');
    const url = new URL(server.addressWithPassword());
    [url.username, url.password, url.pathname] = ['plain', 'plain-password', '/plain'];
    await migrateAsPlain(server, await openDatabase({ databaseUrl: url.href, dataDir: '' }));
    await server.execute('create database billed template plain owner plain');
    const plain = await openDatabase({ databaseUrl: url.href, dataDir: '' });
    try {
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
      assert.deepEqual((await findDrift(plain)).differences, []);
      // Roles belong to the whole server: here nobody else looks.
      await server.execute('alter role daybook_corporate_consumer bypassrls');
      const { differences } = await findDrift(plain);
      assert.match(differences.join('\n'), /not ours: alter role daybook_corporate_consumer bypassrls/);
      await server.execute('alter role daybook_corporate_consumer nobypassrls');
      url.pathname = '/billed';
      await worksOnBilledDatabase(await openDatabase({ databaseUrl: url.href, dataDir: '' }));
    } finally {
      await plain.close();
    }
  } finally {
    await server.close();
  }
});

async function migrateAsPlain(server: Database, plain: Database): Promise<void> {
  try {
    await assert.rejects(migrateUp(plain), {
      code: 'DATABASE_OWNER_LACKS_RIGHTS',
      next: /alter role plain createrole/,
    });
    await server.execute('alter role plain createrole');
    await migrateUp(plain);
  } finally {
    await plain.close();
  }
}

/** Contracts, statements, forecasts, a login of a person, and a copy whose tables came with forced row security. */
async function worksOnBilledDatabase(plain: Database): Promise<void> {
  try {
    await fillTables(plain);
    const statements = await plain.query('select distinct site_id from billing.statement');
    assert.equal(statements.length, 2);
    const ben = await addPerson(plain, { userId: 'ben@example.com', displayName: null, origin: 'mapping' });
    assert.equal(await assignRole(plain, ben, { role: 'billingManager', reason: 'test' }), null);
    const login = await openDatabase({
      databaseUrl: await addressOfLogin(plain, ben),
      dataDir: '',
    });
    try {
      assert.ok((await login.query('select 1 from api.statement')).length > 0);
      await assert.rejects(login.query('select 1 from billing.statement'));
      const sleeping = assert.rejects(login.query('select pg_sleep(60)'));
      await sleep(700);
      const [answer] = await plain.query<{ ended: number }>(
        "select security.end_long_sessions('500 milliseconds') as ended",
      );
      assert.equal(answer?.ended, 1);
      await sleeping;
    } finally {
      await login.close();
    }
    await plain.execute('alter table billing.statement force row level security');
    assert.equal(await plain.execute('select 1 from billing.statement'), 0);
    await migrateUp(plain);
    assert.ok((await plain.execute('select 1 from billing.statement')) > 0);
  } finally {
    await plain.close();
  }
}

async function addressOfLogin(plain: Database, personId: string): Promise<string> {
  const url = new URL(plain.addressWithPassword());
  url.username = 'daybook_test_plain_reader';
  url.password = await makeLogin(plain, url.username, personId);
  return url.href;
}
