import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { hasState, openDatabase, sqlstate, type Database } from '../../../src/platform/database/index.ts';
import { addPerson, assignRole, openServiceLogin } from '../../../src/platform/security/index.ts';
import { makeKey } from '../../../src/platform/security/identity/api-keys.ts';
import { startTestServer } from '../../database.ts';

// A server of its own: the login belongs to the whole server, and other tests use that of theirs.
const server = await startTestServer();
const owner = await openDatabase({ databaseUrl: server.url, dataDir: '' });
const opened: Database[] = [owner];
after(async () => {
  await Promise.all(opened.map((each) => each.close()));
  await server.stop();
});

async function open(): Promise<Database> {
  const service = await openServiceLogin(owner, { dataDir: '' });
  opened.push(service);
  return service;
}

const whoIs = async (database: Database): Promise<unknown> =>
  (await database.query<{ login: string }>('select session_user::text as login'))[0]?.login;

test('the owner lets the service in on first need, also when several programs start at once', async () => {
  const services = await Promise.all(Array.from({ length: 6 }, open));
  for (const service of services) assert.equal(await whoIs(service), 'daybook_service');
});

test('a password that somebody changed is put right, and one that may not connect is let in', async () => {
  await owner.execute("alter role daybook_service nologin password 'changed by somebody'");
  assert.equal(await whoIs(await open()), 'daybook_service');
  const [name] = await owner.query<{ revoke: string; grant: string }>(
    `select format('revoke connect on database %I from public, daybook_service', current_database()) as revoke,
       format('grant connect on database %I to public', current_database()) as grant`,
  );
  await owner.execute(name?.revoke ?? '');
  assert.equal(await whoIs(await open()), 'daybook_service');
  await owner.execute(name?.grant ?? '');
});

test('the service is nobody: it reads no table and works for nobody without a token', async () => {
  const service = await open();
  for (const table of [
    'security.person',
    'security.session',
    'security.seal',
    'warehouse.site',
    'audit.entry',
  ]) {
    const [statement] = await owner.query<{ text: string }>(
      `select format('select from %s', $1::text) as text`,
      [table],
    );
    await assert.rejects(
      service.query(statement?.text ?? ''),
      (error) => hasState(error, sqlstate.insufficientPrivilege),
      table,
    );
  }
  for (const statement of [
    'select security.act_as_person(1, null, null)',
    'select security.name_caller(1, null, null)',
    "select security.let_service_in('x')",
    'set role daybook_finance_manager',
  ])
    await assert.rejects(
      service.query(statement),
      (error) => hasState(error, sqlstate.insufficientPrivilege),
      statement,
    );
  const [entered] = await service.query<{ isIn: boolean }>(
    `select security.act_by_token('dbk_of-nobody', null, null) as "isIn"`,
  );
  assert.equal(entered?.isIn, false);
});

test('with a token it works as the person of the token, until the transaction ends', async () => {
  const service = await open();
  const personId = await addPerson(owner, {
    userId: 'fay@house.invalid',
    displayName: null,
    origin: 'mapping',
  });
  await assignRole(owner, personId, { role: 'financeManager', reason: 'test' });
  const { key } = await makeKey(owner, { personId, label: 'test', scopes: ['questions:read'] });
  const seen = await service.transaction(async (transaction) => {
    await transaction.query('select security.act_by_token($1, null, null)', [key]);
    return transaction.query<{ who: string; sites: string }>(
      `select security.caller()::text as who, count(*)::text as sites from warehouse.site`,
    );
  });
  assert.deepEqual(seen, [{ who: personId, sites: '0' }]);
  await assert.rejects(service.query('select from warehouse.site'), (error) =>
    hasState(error, sqlstate.insufficientPrivilege),
  );
});

test('an owner without a password cannot make one for the service, and is told what to do', async () => {
  const url = new URL(server.url);
  url.password = '';
  const nameless = { ...owner, addressWithPassword: () => url.href };
  await assert.rejects(openServiceLogin(nameless, { dataDir: '' }), {
    code: 'SECURITY_SERVICE_LOGIN_MISSING',
  });
});

test('an address of the operator’s own is used as it is', async () => {
  await owner.execute("create role gate login password 'of the operator' in role daybook_service");
  const url = new URL(server.url);
  url.username = 'gate';
  url.password = 'of the operator';
  const service = await openServiceLogin(owner, { dataDir: '', serviceUrl: url.href });
  opened.push(service);
  assert.equal(await whoIs(service), 'gate');
  url.password = 'wrong';
  await assert.rejects(openServiceLogin(owner, { dataDir: '', serviceUrl: url.href }), {
    code: 'DATABASE_UNREACHABLE',
  });
});
