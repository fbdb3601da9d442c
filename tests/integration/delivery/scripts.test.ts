import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listKeys, revokeKey, rotateKey } from '../../../src/platform/security/identity/api-keys.ts';
import { openHouse, people, verdict } from './house.ts';

const { amos, fay } = people;
const robot = { userId: 'reporting-robot', roles: ['service:reporting'], isService: true };
const deliverer = { userId: 'gp-export', roles: ['service:intake'], isService: true };
const house = await openHouse({ withBooks: true, residents: [amos, fay, robot, deliverer] });
const { database } = house;

const payroll = (site: string): string =>
  `/ask/category-total?site=${site}&month=2025-03&category=PAYROLL&kind=actual`;

interface TokenRequest {
  readonly method?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const ask = (token: string, path: string, init: TokenRequest = {}): Promise<Response> =>
  fetch(`${house.url}${path}`, { ...init, headers: { ...init.headers, authorization: `Bearer ${token}` } });

const deliver = (token: string): Promise<Response> =>
  ask(token, '/intake/chart_of_account', {
    method: 'POST',
    body: 'MAIN_ACCOUNT,ACCOUNT_NAME,IS_SUMMARY_CATEGORY\n6000,Wages,PAYROLL\n9410,Revenue,EXTERNAL REVENUE\n',
    headers: { 'content-type': 'text/csv' },
  });

/** A token of the issuer for a service. */
async function tokenOf(service: string, scope: string): Promise<string> {
  const answer = await fetch(`${house.issuer.issuer}/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      scope,
      client_id: service,
      client_secret: house.issuer.serviceSecrets.get(service) ?? '',
    }),
  });
  const { access_token } = (await answer.json()) as { access_token?: string };
  assert.ok(access_token !== undefined, String(answer.status));
  return access_token;
}

test('a key opens what its scopes and the rights of its person both allow', async () => {
  const reads = await house.keyOf(amos.userId, ['questions:read']);
  assert.equal((await ask(reads, payroll('0170'))).status, 200);
  assert.equal(await verdict(await ask(reads, payroll('0829'))), '403 SECURITY_FORBIDDEN');
  assert.equal(await verdict(await deliver(reads)), '403 SECURITY_SCOPE_MISSING');
  const writes = await house.keyOf(deliverer.userId, ['intake:write']);
  assert.equal((await deliver(writes)).status, 200);
  assert.equal(await verdict(await ask(writes, payroll('0170'))), '403 SECURITY_SCOPE_MISSING');
  // The scope alone opens nothing.
  const scopeOnly = await house.keyOf(amos.userId, ['intake:write']);
  assert.equal(await verdict(await deliver(scopeOnly)), '403 SECURITY_FORBIDDEN');
});

test('what is for people who signed in is not for keys', async () => {
  const key = await house.keyOf(fay.userId, ['questions:read', 'intake:write']);
  for (const path of ['/', '/sessions', '/keys'])
    assert.equal(await verdict(await ask(key, path)), '403 SECURITY_PEOPLE_ONLY', path);
  const me = (await (await ask(key, '/me')).json()) as Record<string, unknown>;
  assert.deepEqual(
    [me['person'], me['signed_in_by'], me['scopes']],
    [fay.userId, 'api key', ['intake:write', 'questions:read']],
  );
});

test('a key that was ended reads no row more, however lately it was used', async () => {
  const key = await house.keyOf(fay.userId, ['data:read']);
  const sites = (): Promise<Response> => ask(key, "/odata/sites('0170')");
  assert.equal((await sites()).status, 200);
  assert.equal((await ask(key, '/odata/ledger_balances?$count=true')).status, 200);
  await database.query(
    `update security.api_key set ended_at = now(), ended_reason = 'lost' where person_id = $1`,
    [house.personId(fay.userId)],
  );
  for (const path of ["/odata/sites('0170')", '/odata/sites', '/odata/ledger_balances?$count=true'])
    assert.equal(await verdict(await ask(key, path)), '401 SECURITY_SESSION_ENDED', path);
  assert.equal(await verdict(await ask(key, '/odata/$metadata')), '401 SECURITY_SESSION_ENDED');
});

test('a key is kept as a hash, lives 90 days, and ends at its end', async () => {
  const key = await house.keyOf(fay.userId, ['questions:read']);
  const [kept] = await database.query<{ row: string; days: number; isHash: boolean }>(
    `select to_jsonb(api_key)::text as row, extract(day from ends_at - made_at)::integer as days,
       secret_sha256 = sha256(convert_to($1, 'UTF8')) as "isHash"
     from security.api_key order by api_key_id desc limit 1`,
    [key],
  );
  assert.ok(!(kept?.row ?? key).includes(key.slice(10)));
  assert.deepEqual([kept?.days, kept?.isHash], [90, true]);
  assert.ok(key.length - 'dbk_'.length >= 32);
  await database.execute(
    `update security.api_key set made_at = now() - interval '91 days', ends_at = now() - interval '1 second'
     where secret_sha256 = sha256(convert_to($1, 'UTF8'))`,
    [key],
  );
  assert.equal(await verdict(await ask(key, '/me')), '401 SECURITY_SESSION_ENDED');
});

test('five rotations of one key at once make one successor, and a revoked one makes room', async () => {
  const old = await house.keyOf(fay.userId, ['questions:read'], 30);
  const living = (): ReturnType<typeof listKeys> =>
    listKeys(database, { personId: house.personId(fay.userId) });
  const listed = (await living()).find(({ beginsWith }) => beginsWith === old.slice(0, 10));
  assert.ok(listed);
  const before = (await living()).length;
  const ends = await Promise.allSettled([1, 2, 3, 4, 5].map(() => rotateKey(database, listed)));
  const made = ends.flatMap((end) => (end.status === 'fulfilled' ? [end.value] : []));
  const codes = ends.flatMap((end) =>
    end.status === 'rejected' ? [(end.reason as { code: string }).code] : [],
  );
  assert.deepEqual([made.length, codes], [1, Array<string>(4).fill('SECURITY_KEY_REPLACED')]);
  assert.equal((await living()).length, before + 1);
  await revokeKey(database, made[0]?.apiKeyId ?? '', 'lost');
  await rotateKey(database, listed);
  assert.equal((await living()).length, before + 1);
});

test('after a rotation both keys work for a day, then only the new one', async () => {
  const old = await house.keyOf(fay.userId, ['questions:read'], 30);
  const before = await listKeys(database, { personId: house.personId(fay.userId) });
  const listed = before.find(({ beginsWith }) => beginsWith === old.slice(0, 10));
  assert.ok(listed);
  const { key: fresh } = await rotateKey(database, listed);
  for (const key of [old, fresh]) assert.equal((await ask(key, '/me')).status, 200);
  const [left] = await database.query<{ minutes: number; days: number }>(
    `select max(extract(epoch from ends_at - now()) / 60) filter (where api_key_id = $1)::integer as minutes,
       max(extract(day from ends_at - made_at)) filter (where api_key_id > $1)::integer as days
     from security.api_key where person_id = $2`,
    [listed.apiKeyId, house.personId(fay.userId)],
  );
  assert.ok((left?.minutes ?? 0) <= 1440 && (left?.minutes ?? 0) > 1430);
  assert.equal(left?.days, 30);
  await database.execute(
    `update security.api_key set made_at = now() - interval '2 days', ends_at = now() - interval '1 second'
     where api_key_id = $1`,
    [listed.apiKeyId],
  );
  assert.equal(await verdict(await ask(old, '/me')), '401 SECURITY_SESSION_ENDED');
  assert.equal((await ask(fresh, '/me')).status, 200);
});

test('a service that shows a token of the provider is let in within the scopes of the token', async () => {
  const token = await tokenOf(robot.userId, 'questions:read');
  assert.equal((await ask(token, payroll('0829'))).status, 200);
  assert.equal(await verdict(await deliver(token)), '403 SECURITY_SCOPE_MISSING');
  const me = (await (await ask(token, '/me')).json()) as Record<string, unknown>;
  assert.deepEqual(
    [me['person'], me['signed_in_by'], me['scopes']],
    [robot.userId, 'client credentials', ['questions:read']],
  );
  const [session] = await database.query<{ minutes: number; sessions: number }>(
    `select max(extract(epoch from ends_at - now()) / 60)::integer as minutes, count(*)::integer as sessions
     from security.session where method = 'client credentials' and person_id = $1`,
    [house.personId(robot.userId)],
  );
  // It lives as long as the token, and a token is one session however often it is shown.
  assert.ok((session?.minutes ?? 0) > 8 && (session?.minutes ?? 0) <= 10);
  assert.equal(session?.sessions, 1);
  const delivers = await tokenOf(deliverer.userId, 'intake:write');
  assert.equal((await deliver(delivers)).status, 200);
});

test('many requests that show a new token at once are all let in', async () => {
  const token = await tokenOf(robot.userId, 'questions:read');
  const answers = await Promise.all(Array.from({ length: 8 }, () => ask(token, '/me')));
  assert.deepEqual(
    answers.map(({ status }) => status),
    Array<number>(8).fill(200),
  );
});

test('a session of a service that was ended stays ended, although its token lives on', async () => {
  const token = await tokenOf(robot.userId, 'questions:read');
  assert.equal((await ask(token, '/me')).status, 200);
  await database.execute(
    `update security.session set ended_at = now(), ended_reason = 'revoked'
     where token_sha256 = sha256(convert_to($1, 'UTF8'))`,
    [token],
  );
  assert.equal(await verdict(await ask(token, '/me')), '401 SECURITY_SESSION_ENDED');
});

test('a token that is changed, unsigned, of another issuer or of an unknown client opens nothing', async () => {
  const token = await tokenOf(robot.userId, 'questions:read');
  const [head = '', body = '', signature = ''] = token.split('.');
  const part = (content: object): string => Buffer.from(JSON.stringify(content)).toString('base64url');
  const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as Record<string, unknown>;
  const forged = [
    `${head}.${part({ ...claims, client_id: deliverer.userId, sub: deliverer.userId })}.${signature}`,
    `${part({ alg: 'none' })}.${body}.`,
    `${part({ alg: 'none' })}.${body}.${signature}`,
    `${head}.${part({ ...claims, iss: 'https://elsewhere.invalid' })}.${signature}`,
    `${head}.${body}`,
    'dbs_not-a-session-of-anybody',
  ];
  for (const each of forged)
    assert.equal(await verdict(await ask(each, '/me')), '401 SECURITY_TOKEN_UNKNOWN', each.slice(0, 40));
  await database.execute("update security.person set origin = 'mapping' where user_id = $1", [robot.userId]);
  assert.equal(
    await verdict(await ask(await tokenOf(robot.userId, 'questions:read'), '/me')),
    '403 SECURITY_SERVICE_UNKNOWN',
  );
});
