import assert from 'node:assert/strict';
import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { writeInside } from '../../../src/kernel/inside-folder.ts';
import { addPerson, assignRole, type Place } from '../../../src/platform/security/index.ts';
import { makeKey } from '../../../src/platform/security/identity/api-keys.ts';
import { cloneDatabase } from '../../database.ts';
import { temporaryFolder } from '../../scenarios/deliveries.ts';
import { daybookHere } from './here.ts';
import type { Said } from './program.ts';

const database = await cloneDatabase();
const folder = await temporaryFolder();
const env = { DATABASE_URL: database.addressWithPassword(), DAYBOOK_DATA: folder };

async function add(userId: string, role: string, place?: Place): Promise<string> {
  const origin = userId.includes('@') ? 'mapping' : 'service';
  const personId = await addPerson(database, { userId, displayName: null, origin });
  await assignRole(database, personId, { role, place, reason: 'test' });
  return personId;
}

const fay = await add('fay@house.invalid', 'financeManager');
await add('sek@house.invalid', 'securityAdmin');
await add('gp-export', 'service:intake');

const run = (as: string, ...words: string[]): Promise<Said> => daybookHere([...words, '--as', as], { env });

const doctor = async (more: Record<string, string> = {}): Promise<string> =>
  (await daybookHere(['doctor'], { env: { ...env, ...more } })).out;

test('a key is printed alone when it is made, and later known by its beginning', async () => {
  const made = await run(
    'fay@house.invalid',
    'keys',
    'make',
    '--label',
    'figures',
    '--scope',
    'questions:read',
  );
  assert.equal(made.code, 0, made.err);
  assert.match(made.out, /^dbk_[\w-]{43}\n$/);
  assert.match(made.err, /is not shown again/);
  const listed = await run('fay@house.invalid', 'keys', '--json');
  const [key] = JSON.parse(listed.out) as { begins_with: string; person: string; scopes: string[] }[];
  assert.deepEqual(
    [key?.begins_with, key?.person, key?.scopes],
    [made.out.slice(0, 10), 'fay@house.invalid', ['questions:read']],
  );
});

test('keys of others are made, listed and revoked by an administrator only', async () => {
  const wanted = [
    'keys',
    'make',
    '--for',
    'gp-export',
    '--label',
    'nightly',
    '--scope',
    'intake:write',
    '--json',
  ];
  assert.match((await run('fay@house.invalid', ...wanted)).err, /SECURITY_FORBIDDEN/);
  assert.match(
    (await run('sek@house.invalid', ...wanted.with(3, 'fay@house.invalid'))).err,
    /SECURITY_KEY_OF_ANOTHER/,
  );
  const made = JSON.parse((await run('sek@house.invalid', ...wanted)).out) as { api_key_id: string };
  const everybody = await run('sek@house.invalid', 'keys', 'list', '--everybody', '--json');
  assert.match(everybody.out, /gp-export/);
  assert.match((await run('fay@house.invalid', 'keys', 'list', '--everybody')).err, /SECURITY_FORBIDDEN/);
  assert.match((await run('fay@house.invalid', 'keys', 'revoke', made.api_key_id)).err, /SECURITY_FORBIDDEN/);
  const rotated = await run('sek@house.invalid', 'keys', 'rotate', made.api_key_id, '--json');
  assert.match(rotated.out, /"key":"dbk_/);
  const revoked = await run(
    'sek@house.invalid',
    'keys',
    'revoke',
    made.api_key_id,
    '--reason',
    'was in a log',
  );
  assert.equal(revoked.code, 0, revoked.err);
  assert.match(
    (await run('sek@house.invalid', 'keys', 'revoke', made.api_key_id)).err,
    /SECURITY_KEY_UNKNOWN/,
  );
  const [kept] = await database.query<{ reason: string }>(
    'select ended_reason as reason from security.api_key where api_key_id = $1',
    [made.api_key_id],
  );
  assert.equal(kept?.reason, 'was in a log');
});

test('sessions are listed and ended by their person, or by an administrator', async () => {
  await database.execute(
    `insert into security.session (token_sha256, person_id, method, idle_ends_after, ends_at)
     select sha256(convert_to(name, 'UTF8')), $1, 'sign-in', interval '30 minutes', now() + interval '8 hours'
     from unnest(array['one', 'two']) as name`,
    [fay],
  );
  const listed = await run('fay@house.invalid', 'sessions', '--json');
  const [one, two] = JSON.parse(listed.out) as { session_id: string; person: string }[];
  assert.deepEqual([one?.person, two?.person], ['fay@house.invalid', 'fay@house.invalid']);
  assert.equal((await run('fay@house.invalid', 'sessions', 'end', one?.session_id ?? '')).code, 0);
  const ended = await run(
    'sek@house.invalid',
    'sessions',
    'end',
    two?.session_id ?? '',
    '--reason',
    'lost laptop',
  );
  assert.equal(ended.code, 0, ended.err);
  assert.match((await run('sek@house.invalid', 'sessions', 'list', '--everybody')).err, /No open sessions/);
  assert.match((await run('fay@house.invalid', 'sessions', 'list', '--everybody')).err, /SECURITY_FORBIDDEN/);
});

test('doctor warns of settings that are weaker than they should be', async () => {
  const sound = await doctor();
  assert.match(sound, /DAYBOOK_OIDC_ISSUER +note +not set: nobody can sign in/);
  assert.match(sound, /owner +note .*not encrypted/);
  assert.doesNotMatch(sound, /DAYBOOK_(HOST|REQUIRE_MFA|SESSION_HOURS|TLS_KEY) +note/);
  const key = join(folder, 'key.pem');
  await writeFile(key, 'a key');
  await chmod(key, 0o644);
  const weak = await doctor({
    DAYBOOK_OIDC_ISSUER: 'https://login.invalid',
    DAYBOOK_OIDC_CLIENT_ID: 'daybook',
    DAYBOOK_OIDC_CLIENT_SECRET: 'secret',
    DAYBOOK_REQUIRE_MFA: 'false',
    DAYBOOK_SESSION_HOURS: '24',
    DAYBOOK_TLS_KEY: key,
    DAYBOOK_TLS_CERTIFICATE: key,
  });
  assert.match(weak, /DAYBOOK_REQUIRE_MFA +note +people may sign in without a second factor/);
  assert.match(weak, /DAYBOOK_SESSION_HOURS +note +sessions last 24 hours/);
  assert.match(weak, /DAYBOOK_TLS_KEY +note +others may read/);
  assert.match(await doctor({ DAYBOOK_HOST: '0.0.0.0' }), /DAYBOOK_HOST +note +0\.0\.0\.0 can be reached/);
});

test('doctor names what others on the machine may look into', async () => {
  await writeInside(folder, ['outbox', 'invoice.pdf'], '');
  await chmod(join(folder, 'outbox'), 0o755);
  await mkdir(join(folder, 'inbox'), { mode: 0o755 });
  await writeFile(join(folder, 'password'), 'secret', { mode: 0o644 });
  await mkdir(join(folder, 'keys'), { recursive: true });
  await chmod(join(folder, 'keys'), 0o750);
  const said = await doctor();
  for (const name of ['outbox', 'inbox', 'password', 'keys'])
    assert.match(
      said,
      new RegExp(`${name} +note +others on this machine can read \\S+/${name}: chmod -R go-rwx`),
    );
  for (const [name, mode] of [
    ['outbox', 0o700],
    ['inbox', 0o700],
    ['password', 0o600],
    ['keys', 0o700],
  ] as const)
    await chmod(join(folder, name), mode);
  assert.doesNotMatch(await doctor(), /others on this machine/);
  await rm(join(folder, 'password'));
});

test('doctor names keys that end soon and people who stay away', async () => {
  const { key } = await makeKey(database, {
    personId: fay,
    label: 'ends soon',
    scopes: ['questions:read'],
    days: 10,
  });
  await database.execute(
    `update security.person set created_at = now() - interval '100 days', last_seen_at = now() - interval '95 days'
     where person_id = $1`,
    [fay],
  );
  const said = await doctor();
  assert.match(said, new RegExp(`key +note +${key.slice(0, 10)}… \\(ends soon\\) ends on`));
  assert.ok(!said.includes(key));
  assert.match(
    said,
    /people +note +1 with a role have not signed in for 90 days or more, the longest fay@house.invalid/,
  );
});
