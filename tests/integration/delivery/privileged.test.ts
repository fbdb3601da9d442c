import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { endLogin, offerLogin } from '../../../src/platform/security/identity/logins.ts';
import { openDatabase } from '../../../src/platform/database/index.ts';
import { openBrowser, type Browser } from './browser.ts';
import { openHouse, people, verdict } from './house.ts';

const { amos, fay, sek } = people;
const house = await openHouse({
  residents: [amos, fay, sek, { userId: 'gp-export', roles: ['service:intake'], isService: true }],
});
const { database } = house;

async function signedIn(userId: string): Promise<Browser> {
  const browser = openBrowser(house.url);
  assert.equal((await browser.signIn(userId)).headers.get('location'), '/');
  return browser;
}

async function steppedUp(userId: string): Promise<Browser> {
  const browser = await signedIn(userId);
  await browser.signIn(userId, '/sign-in?step-up=1');
  return browser;
}

interface SessionShown {
  readonly session_id: string;
  readonly person: string;
  readonly is_this_one: boolean;
}

const sessionsOf = async (browser: Browser, query = ''): Promise<SessionShown[]> =>
  (await (await browser.ask(`/sessions${query}`)).json()) as SessionShown[];

const post = (browser: Browser, path: string, body: unknown): Promise<Response> =>
  browser.ask(path, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  });

test('one sees and ends one’s own sessions, and no others', async () => {
  const here = await signedIn(amos.userId);
  const elsewhere = await signedIn(amos.userId);
  const sessions = await sessionsOf(here);
  assert.deepEqual([...new Set(sessions.map(({ person }) => person))], [amos.userId]);
  assert.equal(sessions.filter((each) => each.is_this_one).length, 1);
  const other = sessions.find((each) => !each.is_this_one)?.session_id ?? '';
  assert.equal((await here.ask(`/sessions/${other}`, { method: 'DELETE' })).status, 200);
  assert.equal(await verdict(await elsewhere.ask('/me')), '401 SECURITY_SESSION_ENDED');
  const ofFay = await signedIn(fay.userId);
  const [mine] = await sessionsOf(ofFay);
  const foreign = await here.ask(`/sessions/${mine?.session_id ?? ''}`, { method: 'DELETE' });
  assert.equal(await verdict(foreign), '403 SECURITY_FORBIDDEN');
  // Who may not end the sessions of others does not learn which there are.
  const made = await here.ask('/sessions/00000000-0000-0000-0000-000000000000', { method: 'DELETE' });
  assert.equal(await verdict(made), '403 SECURITY_FORBIDDEN');
  assert.equal(await verdict(await here.ask(`/sessions?person=${fay.userId}`)), '403 SECURITY_FORBIDDEN');
  assert.equal((await ofFay.ask('/me')).status, 200);
});

test('an administrator ends the session of another only after a fresh sign-in', async () => {
  const victim = await signedIn(fay.userId);
  const admin = await signedIn(sek.userId);
  const sessions = await sessionsOf(admin, `?person=${fay.userId}`);
  assert.ok(sessions.length > 0);
  const end = (id: string): Promise<Response> => admin.ask(`/sessions/${id}`, { method: 'DELETE' });
  assert.equal(await verdict(await end(sessions[0]?.session_id ?? '')), '403 SECURITY_STEP_UP_NEEDED');
  const before = admin.cookie('daybook');
  await admin.signIn(sek.userId, '/sign-in?step-up=1');
  assert.equal(admin.cookie('daybook'), before, 'a step-up keeps the session');
  for (const { session_id } of sessions) assert.equal((await end(session_id)).status, 200);
  assert.equal(await verdict(await victim.ask('/me')), '401 SECURITY_SESSION_ENDED');
  assert.equal(await verdict(await end(sessions[0]?.session_id ?? '')), '404 SECURITY_SESSION_UNKNOWN');
  assert.equal(await verdict(await end('no-number')), '404 SECURITY_SESSION_UNKNOWN');
  const [ended] = await database.query<{ reason: string }>(
    'select ended_reason as reason from security.session where session_id = $1',
    [sessions[0]?.session_id ?? ''],
  );
  assert.equal(ended?.reason, `ended by ${sek.userId}`);
});

test('a step-up holds for ten minutes', async () => {
  const admin = await steppedUp(sek.userId);
  const isSteppedUp = async (): Promise<unknown> =>
    ((await (await admin.ask('/me')).json()) as { session: Record<string, unknown> }).session[
      'is_stepped_up'
    ];
  assert.equal(await isSteppedUp(), true);
  await database.execute(
    `update security.session set stepped_up_at = now() - interval '11 minutes' where stepped_up_at is not null`,
  );
  assert.equal(await isSteppedUp(), false);
});

test('a step-up as somebody else is a sign-in of that person, not power for the one before', async () => {
  const browser = await signedIn(amos.userId);
  const before = browser.cookie('daybook') ?? '';
  await browser.signIn(sek.userId, '/sign-in?step-up=1');
  const me = (await (await browser.ask('/me')).json()) as { person: string };
  assert.equal(me.person, sek.userId);
  const old = openBrowser(house.url);
  old.setCookie('daybook', before);
  assert.equal(await verdict(await old.ask('/me')), '401 SECURITY_SESSION_ENDED');
});

test('a key is made after a fresh sign-in, shown once, listed without its secret, rotated and revoked', async () => {
  const plain = await signedIn(fay.userId);
  const wanted = { label: 'monthly figures', scopes: ['questions:read'] };
  assert.equal(await verdict(await post(plain, '/keys', wanted)), '403 SECURITY_STEP_UP_NEEDED');
  const browser = await steppedUp(fay.userId);
  const made = await post(browser, '/keys', wanted);
  assert.equal(made.status, 201);
  const { key, api_key_id } = (await made.json()) as { key: string; api_key_id: string };
  assert.match(key, /^dbk_[\w-]{43}$/);
  const listed = await (await browser.ask('/keys')).text();
  assert.ok(listed.includes(key.slice(0, 10)) && !listed.includes(key));
  const rotated = await post(browser, `/keys/${api_key_id}/rotate`, {});
  const successor = (await rotated.json()) as { key: string; api_key_id: string };
  const asScript = (token: string): Promise<Response> =>
    fetch(`${house.url}/me`, { headers: { authorization: `Bearer ${token}` } });
  for (const each of [key, successor.key]) assert.equal((await asScript(each)).status, 200);
  assert.equal((await browser.ask(`/keys/${api_key_id}`, { method: 'DELETE' })).status, 200);
  assert.equal(await verdict(await asScript(key)), '401 SECURITY_SESSION_ENDED');
  assert.equal((await asScript(successor.key)).status, 200);
});

test('keys of others are for administrators, after a fresh sign-in', async () => {
  const wanted = { label: 'export', scopes: ['intake:write'], person: 'gp-export' };
  assert.equal(
    await verdict(await post(await steppedUp(fay.userId), '/keys', wanted)),
    '403 SECURITY_FORBIDDEN',
  );
  assert.equal(
    await verdict(await post(await signedIn(sek.userId), '/keys', wanted)),
    '403 SECURITY_STEP_UP_NEEDED',
  );
  const admin = await steppedUp(sek.userId);
  assert.equal(
    await verdict(await post(admin, '/keys', { ...wanted, person: fay.userId })),
    '403 SECURITY_KEY_OF_ANOTHER',
  );
  const made = (await (await post(admin, '/keys', wanted)).json()) as { api_key_id: string };
  const ofFay = await steppedUp(fay.userId);
  for (const [path, method] of [
    [`/keys/${made.api_key_id}`, 'DELETE'],
    [`/keys/${made.api_key_id}/rotate`, 'POST'],
  ] as const)
    assert.equal(await verdict(await ofFay.ask(path, { method })), '403 SECURITY_FORBIDDEN');
  assert.equal((await admin.ask(`/keys/${made.api_key_id}`, { method: 'DELETE' })).status, 200);
  assert.equal(
    await verdict(await admin.ask(`/keys/${made.api_key_id}`, { method: 'DELETE' })),
    '404 SECURITY_KEY_UNKNOWN',
  );
});

test('a key that is wished for in another way is refused with what is wrong', async () => {
  const browser = await steppedUp(fay.userId);
  const refused = {
    '400 HTTP_REQUEST_INVALID': [
      { label: 'x' },
      { label: '', scopes: ['questions:read'] },
      [],
      'text',
      { more: 1 },
    ],
    '422 SECURITY_SCOPE_UNKNOWN': [{ label: 'x', scopes: ['everything'] }],
    '422 SECURITY_KEY_TOO_LONG': [
      { label: 'x', scopes: ['questions:read'], days: 367 },
      { label: 'x', scopes: ['questions:read'], days: 0 },
    ],
  };
  for (const [code, bodies] of Object.entries(refused))
    for (const body of bodies)
      assert.equal(await verdict(await post(browser, '/keys', body)), code, JSON.stringify(body));
  const torn = await browser.ask('/keys', {
    method: 'POST',
    body: '{"label":',
    headers: { 'content-type': 'application/json' },
  });
  assert.equal(await verdict(torn), '400 HTTP_REQUEST_INVALID');
});

test('who signed in afresh sets the password of a login that waits on the status page, and nobody else', async () => {
  const login = `daybook_test_${randomBytes(6).toString('hex')}`;
  await offerLogin(database, login, house.personId(fay.userId));
  const path = `/logins/${login}/claim`;
  const statusOf = async (browser: Browser): Promise<string> => (await browser.ask('/status')).text();
  const claim = (browser: Browser, accept: string, at = path): Promise<Response> =>
    browser.ask(at, { method: 'POST', headers: { accept } });
  try {
    const admin = await steppedUp(sek.userId);
    assert.ok(!(await statusOf(admin)).includes(login));
    assert.equal(await verdict(await claim(admin, '*/*')), '404 SECURITY_CLAIM_UNKNOWN');
    const browser = await signedIn(fay.userId);
    assert.match(
      await statusOf(browser),
      new RegExp(`${login}: you may set .*href="/sign-in\\?step-up=1"`, 's'),
    );
    assert.equal(await verdict(await claim(browser, '*/*')), '403 SECURITY_STEP_UP_NEEDED');
    await browser.signIn(fay.userId, '/sign-in?step-up=1');
    assert.ok((await statusOf(browser)).includes(`<form method="post" action="${path}">`));
    assert.equal(
      await verdict(await claim(browser, '*/*', '/logins/x%00y/claim')),
      '400 HTTP_REQUEST_INVALID',
    );
    const shown = await (await claim(browser, 'text/html')).text();
    const address = new URL(database.addressWithPassword());
    Object.assign(address, { username: login, password: /<code>([\w-]{32})<\/code>/.exec(shown)?.[1] ?? '' });
    const asFay = await openDatabase({ databaseUrl: address.href, dataDir: '' });
    assert.equal(await asFay.execute('select from api.site').finally(() => asFay.close()), 0);
    assert.ok(!(await statusOf(browser)).includes(login));
    assert.equal(await verdict(await claim(browser, '*/*')), '409 SECURITY_CLAIM_USED');
  } finally {
    await endLogin(database, login);
  }
});
