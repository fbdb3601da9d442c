import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { parseExactJson, sameJson, type JsonObject } from '../../../src/kernel/exact-json.ts';
import { endLogin, offerLogin } from '../../../src/platform/security/identity/logins.ts';
import { openDatabase } from '../../../src/platform/database/index.ts';
import { openBrowser, type Browser } from './browser.ts';
import { openHouse, people, verdict } from './house.ts';

const { amos, fay, sek } = people;
const fia = { userId: 'fia@house.invalid', roles: ['forecastAdmin'] };
const cora = { userId: 'cora@house.invalid', roles: ['contractAdmin'] };
const bill = { userId: 'bill@house.invalid', roles: ['billingManager'] };
const house = await openHouse({
  withBooks: true,
  residents: [
    amos,
    fay,
    sek,
    fia,
    cora,
    bill,
    { userId: 'gp-export', roles: ['service:intake'], isService: true },
  ],
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
    assert.equal(await asFay.execute('select from api.site').finally(() => asFay.close()), 2);
    assert.ok(!(await statusOf(browser)).includes(login));
    assert.equal(await verdict(await claim(browser, '*/*')), '409 SECURITY_CLAIM_USED');
  } finally {
    await endLogin(database, login);
  }
});

test('a hold is placed and released, and the trail shows each change before and after, page by page', async () => {
  interface Entry {
    readonly number: string;
    readonly kind: string;
    readonly user: string | null;
    readonly changes: readonly { column: string; before?: string | null; after?: string | null }[];
  }
  interface Page {
    readonly entries: readonly Entry[];
    readonly next: string | null;
  }
  const browser = await steppedUp(sek.userId);
  const read = async <T>(path: string): Promise<T> => (await (await browser.ask(path)).json()) as T;
  const placed = await post(browser, '/legal-holds', { site: null, reason: 'the audit of the year' });
  assert.equal(placed.status, 201);
  const { hold } = (await placed.json()) as { hold: string };
  const twice = await post(browser, '/legal-holds', { site: null, reason: 'The audit of the year' });
  assert.equal(await verdict(twice), '409 SECURITY_HOLD_STANDS');
  assert.deepEqual(
    (await read<{ hold: string }[]>('/legal-holds')).map((one) => one.hold),
    [hold],
  );
  assert.equal((await browser.ask(`/legal-holds/${hold}`, { method: 'DELETE' })).status, 200);
  const again = await browser.ask(`/legal-holds/${hold}`, { method: 'DELETE' });
  assert.equal(await verdict(again), '404 SECURITY_HOLD_UNKNOWN');
  const of = '/audit-entries?relation=security.legal_hold';
  const all = await read<Page>(of);
  assert.deepEqual(
    all.entries.map(({ kind, user }) => [kind, user]),
    [
      ['update', sek.userId],
      ['insert', sek.userId],
    ],
  );
  const first = await read<Page>(`${of}&limit=1`);
  const second = await read<Page>(`${of}&limit=1&before=${first.next ?? ''}&user=${sek.userId}`);
  assert.deepEqual([...first.entries, ...second.entries], all.entries);
  assert.deepEqual((await read<Page>(`${of}&user=${fay.userId}`)).entries, []);
  assert.deepEqual((await read<Page>(`${of}&kind=insert`)).entries, [all.entries[1]]);
  const one = await read<Entry>(`/audit-entries/${all.entries[0]?.number ?? ''}`);
  const released = one.changes.find(({ column }) => column === 'released_at');
  assert.ok(released?.before === null && (released.after ?? '') !== '', JSON.stringify(one));
  const state = await (await post(browser, '/audit-verifications', {})).json();
  assert.deepEqual((state as { findings: unknown[] }).findings, []);
  const limit = { rows: 400_000, reason: 'agreed with the auditor' };
  const set = (body: object): Promise<Response> =>
    browser.ask('/export-limit', {
      method: 'PUT',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    });
  assert.equal((await set(limit)).status, 200);
  assert.equal(await verdict(await set({ rows: 1 })), '400 HTTP_REQUEST_INVALID');
});

test('a login is made for somebody, listed as waiting, and ended', async () => {
  const browser = await steppedUp(sek.userId);
  const login = `daybook_test_${randomBytes(6).toString('hex')}`;
  const added = await post(browser, '/logins', { login, person: fay.userId });
  assert.equal(added.status, 201);
  assert.deepEqual(Object.keys((await added.json()) as object).toSorted(), [
    'claim_ends_at',
    'login',
    'person',
  ]);
  const logins = (await (await browser.ask('/logins')).json()) as { login: string; state: string }[];
  assert.equal(logins.find((one) => one.login === login)?.state, 'waiting');
  assert.equal((await browser.ask(`/logins/${login}`, { method: 'DELETE' })).status, 200);
  const again = await browser.ask(`/logins/${login}`, { method: 'DELETE' });
  assert.equal(await verdict(again), '404 SECURITY_LOGIN_UNKNOWN');
});

test('job codes are grouped and retired, and an account gets its category, by who administers forecasts', async () => {
  await database.query(`insert into warehouse.job_code (job_code, job_title) values ('GSA', 'Attendant')`);
  const browser = await signedIn(fia.userId);
  const send = async <T>(method: string, path: string, body: object): Promise<T> => {
    const answer = await browser.ask(path, {
      method,
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', 'x-daybook-reason': 'agreed' },
    });
    assert.ok(answer.status < 300, `${path}: ${await answer.clone().text()}`);
    return (await answer.json()) as T;
  };
  interface Code {
    readonly job_code: string;
    readonly title: string;
    readonly group: string | null;
    readonly is_active: boolean;
    readonly is_productive: boolean;
  }
  const codeNow = async (): Promise<Code | undefined> =>
    ((await (await browser.ask('/job-codes')).json()) as Code[]).find(({ job_code: code }) => code === 'GSA');
  const atOnce = await Promise.all([1, 2, 3].map(() => post(browser, '/job-groups', { title: 'Valet' })));
  assert.deepEqual((await Promise.all(atOnce.map(verdict))).sort(), [
    '201',
    '409 JOBS_GROUP_TAKEN',
    '409 JOBS_GROUP_TAKEN',
  ]);
  await send('PATCH', '/job-codes/gsa', { title: 'Guest services' });
  const assigned = await send<{ each: object[] }>('POST', '/job-codes/assign', {
    codes: ['gsa', 'NONE'],
    group: 'Valet',
  });
  assert.deepEqual(assigned.each, [
    { job_code: 'GSA', refusal: null },
    { job_code: 'NONE', refusal: 'unknown' },
  ]);
  await send('POST', '/job-codes/productive', { jobs: { group: 'Valet' }, is_productive: false });
  await send('PATCH', '/job-groups/Valet', { change: { title: 'Valet and lot' } });
  assert.deepEqual(await codeNow(), {
    job_code: 'GSA',
    title: 'Guest services',
    is_active: true,
    group: 'Valet and lot',
    is_productive: false,
  });
  await send('POST', '/job-codes/status', { codes: ['GSA'], is_active: false });
  await send('PATCH', '/job-groups/Valet%20and%20lot', { change: { is_active: false } });
  assert.equal((await codeNow())?.is_active, false);
  await database.query(
    `insert into warehouse.account (account_id, account_name, batch_id, source_line)
     select '7999', 'Suspense', min(batch_id), 1 from sources.batch`,
  );
  const category = { category: 'other expense', reason: 'cleared monthly' };
  assert.deepEqual(await send('PUT', '/accounts/7999/category', category), {
    account: '7999',
    category: 'OTHER EXPENSE',
  });
  const mapped = (await (await browser.ask('/accounts/mapped')).json()) as Record<string, string>[];
  assert.deepEqual(
    mapped.map(({ account, category: row, reason }) => [account, row, reason]),
    [['7999', 'OTHER EXPENSE', 'cleared monthly']],
  );
  assert.equal((await browser.ask('/accounts/7999/category', { method: 'DELETE' })).status, 200);
  const again = await browser.ask('/accounts/7999/category', { method: 'DELETE' });
  assert.equal(await verdict(again), '404 WAREHOUSE_MAPPING_UNKNOWN');
});

test('contracts come and go as files, clauses and index values are entered, and tiers are set', async () => {
  const example = new URL('../../golden/contracts/contract-fixed-fee.json', import.meta.url);
  const content = await readFile(example, 'utf8');
  const browser = await signedIn(cora.userId);
  const send = async <T>(method: string, path: string, body: object): Promise<T> => {
    const answer = await browser.ask(path, {
      method,
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    });
    assert.ok(answer.status < 300, `${path}: ${await answer.clone().text()}`);
    return (await answer.json()) as T;
  };
  const files = [
    { name: 'fixed-fee.json', content },
    { name: 'none.json', content: 'no contract' },
  ];
  const outcomes = await send<{ site: string | null; outcome: string }[]>('POST', '/contracts/files', {
    files,
    from: '2025-01',
  });
  assert.deepEqual(
    outcomes.map(({ outcome }) => outcome),
    ['imported', 'rejected'],
  );
  const site = outcomes[0]?.site ?? '';
  const approver = await signedIn(bill.userId);
  const decided = await post(approver, '/contract-approvals/approve', { numbers: [], take_over: true });
  assert.equal(decided.status, 200, await decided.clone().text());
  const exported = await browser.ask(`/contracts/${site}/file?month=2025-06`);
  assert.match(exported.headers.get('content-disposition') ?? '', /^attachment; filename="contract-2025-06/);
  // Token for token: 650.0 does not become 650.
  const [came, went] = [content, await exported.text()].map(
    (text) => ((parseExactJson(text) as JsonObject)['original'] as JsonObject)['fixedFee'],
  );
  assert.ok(came !== undefined && sameJson(came, went));
  const clause = await send<{ clause: string }>('POST', '/contract-clauses', {
    site,
    kind: 'minimum',
    from: '2025-05',
    fields: { component: 'fixed-fee', amount: '100' },
    reason: 'amendment 2',
  });
  const listed = (await (await browser.ask(`/contract-clauses?site=${site}`)).json()) as object[];
  assert.deepEqual(
    listed.map((one) => {
      const { state, place, says } = one as { state: string; place: string; says: string };
      return [state, place, says];
    }),
    [['waiting', 'fixed-fee', '100 Monthly']],
  );
  const kinds = (await (await browser.ask('/contract-clauses/kinds')).json()) as {
    kind: string;
    fields: { name: string; is_required: boolean; choices: string[] | null }[];
  }[];
  const [component, amount] = kinds.find(({ kind }) => kind === 'minimum')?.fields ?? [];
  assert.ok(component?.is_required === true && component.choices?.includes('fixed-fee') === true);
  assert.deepEqual([amount?.name, amount?.is_required, amount?.choices], ['amount', true, null]);
  assert.ok(clause.clause !== '');
  await send('PUT', '/indexes/ECI/2025', { percent: '3.6 %' });
  const listedIndexes = (await (await browser.ask('/indexes')).json()) as { percent: string }[];
  assert.deepEqual(listedIndexes.map(({ percent }) => percent).slice(-1), ['3.6']);
  const own = await browser.ask('/indexes/ECI/2025/approve', { method: 'POST' });
  assert.equal(await verdict(own), '409 SECURITY_CONFLICT');
  const tier = await browser.ask('/approval-tiers/2', {
    method: 'PUT',
    body: JSON.stringify({ from_value: '75000' }),
    headers: { 'content-type': 'application/json' },
  });
  assert.equal(
    await verdict(tier),
    '403 SECURITY_FORBIDDEN',
    'who writes contracts sets no limits of their approval',
  );
  const tiers = (await (await browser.ask('/approval-tiers')).json()) as { from_value: string }[];
  assert.equal(tiers[1]?.from_value, '50000');
});
