import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { test } from 'node:test';
import { bill } from '../../../src/billing/index.ts';
import { demoPeople, type Scope } from '../../../src/platform/security/index.ts';
import { openApi } from '../../../src/delivery/index.ts';
import { drawRequests } from '../../properties/drawn-requests.ts';
import { openBillingFixture } from '../billing/billing-fixture.ts';
import { openBrowser, type Browser } from './browser.ts';
import { openHouse, people, verdict, type Resident } from './house.ts';

/** Somebody for every role of people. */
const everybody: readonly Resident[] = demoPeople.map(({ userId, roles, place }) => ({
  userId: userId.replace('@demo.', '@house.'),
  roles,
  ...(place === undefined ? {} : { place: { kind: 'site', name: '0170' } }),
}));
const service = { userId: 'gp-export', roles: ['service:intake'], isService: true };
const house = await openHouse({
  residents: [...everybody, people.amos, service],
  env: { DAYBOOK_LIMIT_REQUESTS: '100000' },
});
const { database } = house;

async function rolesThatMay(object: string, action: string): Promise<ReadonlySet<string>> {
  const rows = await database.query<{ role: string }>(
    'select role from security.privilege where object = $1 and action = $2',
    [object, action],
  );
  return new Set(rows.map(({ role }) => role));
}

const write = (browser: Browser, method: string, path: string, body?: unknown): Promise<Response> =>
  browser.ask(path, {
    method,
    ...(body === undefined
      ? {}
      : {
          body: JSON.stringify(body),
          headers: { 'content-type': 'application/json', 'x-daybook-reason': 'test of every role' },
        }),
  });

test('every way to write answers every role as the matrix says, and never fails', async () => {
  const mayEndSessions = await rolesThatMay('session', 'change');
  const mayReadStatements = await rolesThatMay('statement', 'read');
  const victim = openBrowser(house.url);
  let asked = 0;
  for (const { userId, roles, place } of everybody) {
    await victim.signIn(people.amos.userId);
    const [session] = await database.query<{ id: string }>(
      `select session_id as id from security.session join security.person using (person_id)
       where user_id = $1 and ended_at is null order by opened_at desc limit 1`,
      [people.amos.userId],
    );
    const browser = openBrowser(house.url);
    await browser.signIn(userId);
    await browser.signIn(userId, '/sign-in?step-up=1');
    const isAdministrator = roles.some((role) => mayEndSessions.has(role));
    const answerOf = async (method: string, path: string, body?: unknown): Promise<string> => {
      asked += 1;
      const answer = await write(browser, method, path, body);
      assert.ok(answer.status < 500, `${roles.join()} ${method} ${path}: ${String(answer.status)}`);
      return verdict(answer);
    };
    const said = (path: string): string => `${roles.join()} ${path}`;
    const own = { label: 'mine', scopes: ['questions:read'] };
    assert.equal(await answerOf('POST', '/keys', own), '201', said('/keys'));
    assert.equal(
      await answerOf('POST', '/keys', { ...own, scopes: ['intake:write'], person: service.userId }),
      isAdministrator ? '201' : '403 SECURITY_FORBIDDEN',
      said('/keys of a service'),
    );
    assert.equal(
      await answerOf('DELETE', `/sessions/${session?.id ?? ''}`),
      isAdministrator ? '200' : '403 SECURITY_FORBIDDEN',
      said('/sessions of another'),
    );
    for (const [method, path, body] of [
      ['PATCH', '/sites/0170', { values: {} }],
      ['PATCH', '/sites/none', { seen: 0, values: { recipient: 'nobody' } }],
      ['POST', '/keys', { label: '' }],
      ['POST', '/keys', null],
      ['POST', '/keys/0/rotate', {}],
      ['POST', '/keys/none/rotate', {}],
      ['DELETE', '/keys/99999999999999999999'],
      ['DELETE', '/keys/none'],
      ['DELETE', '/sessions/none'],
      ['POST', '/logins/none/claim', {}],
      ['POST', '/nowhere', {}],
      ['POST', '/statements/approve', {}],
      ['POST', '/statements/approve', { statements: ['1'], filter: {} }],
      ['POST', '/statements/post', { filter: { month: '2025-13' } }],
    ] as const)
      assert.match(await answerOf(method, path, body), /^4\d\d [A-Z]/, said(path));
    // The site of those who have a place is not in the site list yet.
    const reads = place === undefined && roles.some((role) => mayReadStatements.has(role));
    for (const action of ['approve', 'send', 'resend', 'post'])
      assert.equal(
        await answerOf('POST', `/statements/${action}`, { filter: { month: '1999-01' } }),
        reads ? '200' : '403 SECURITY_FORBIDDEN',
        said(action),
      );
    assert.match(await answerOf('POST', '/sign-out', {}), /^(200|204|303)/, said('/sign-out'));
  }
  assert.ok(asked > 10 * everybody.length);
});

test('who may not load is refused before anything of the load, the keys of personal data included', async () => {
  const mayLoad = await rolesThatMay('source-file', 'execute');
  const forbidden = everybody.filter(({ roles }) => !roles.some((role) => mayLoad.has(role)));
  assert.ok(forbidden.length > 8);
  for (const { userId, roles } of forbidden) {
    const key = await house.keyOf(userId, ['intake:write']);
    for (const feed of ['account_summary', 'shift_entity', 'nothing']) {
      const answer = await fetch(`${house.url}/intake/${feed}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'text/csv' },
        body: 'A\n1\n',
      });
      assert.match(await verdict(answer), /^(403|404) [A-Z]/, `${roles.join()} ${feed}`);
    }
  }
  assert.deepEqual(await database.query(`select purpose from security.key_fingerprint`), []);
});

test('statements are listed and acted on by filter, and each is answered for itself', async () => {
  await openBillingFixture(database);
  const { userId: biller } = everybody.find(({ roles }) => roles.includes('billingAdmin')) ?? people.fay;
  const billed = await bill(database, { month: '2025-05', isDryRun: false, startedBy: biller });
  assert.equal(billed.statements.length, 2);
  const { userId } = everybody.find(({ roles }) => roles.includes('revenueApprover')) ?? people.fay;
  await database.execute(`update billing.statement set state = 'AR Review' where site_id = '0829'`);
  const browser = openBrowser(house.url);
  await browser.signIn(userId);
  const listed = (await (
    await browser.ask('/statements?month=2025-05&state=AR%20Review')
  ).json()) as unknown[];
  assert.deepEqual(
    listed.map((one) => (one as { site: string; is_standing: boolean }).site),
    ['0829'],
  );
  assert.equal((await browser.ask('/statements?month=tomorrow')).status, 400);
  const approve = (body: object): Promise<Response> => write(browser, 'POST', '/statements/approve', body);
  const preview = await approve({ filter: { month: '2025-05' }, dry_run: true });
  assert.equal(((await preview.json()) as { count: number }).count, 1);
  const ids = billed.statements.length;
  const answer = await approve({ filter: { month: '2025-05', states: ['AR Review', 'Ready To Send'] } });
  const { done, refused } = (await answer.json()) as { done: { state: string }[]; refused: unknown[] };
  assert.deepEqual(
    [answer.status, done.length + refused.length, done[0]?.state],
    [207, ids, 'Ready To Send'],
  );
  assert.match(JSON.stringify(refused), /BILLING_ACTION_REFUSED.*already approved/);
  await database.execute(`update billing.statement set state = 'AR Review' where site_id = '0829'`);
  const act = async (scopes: readonly Scope[], action: string, body: object = {}): Promise<string> => {
    const [row] = await database.query<{ id: string }>(
      `select statement_id as id from billing.statement where site_id = '0829' and is_standing`,
    );
    const acted = await fetch(`${house.url}/api/data/v9.2/statements(${row?.id ?? ''})/${action}`, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: {
        authorization: `Bearer ${await house.keyOf(userId, scopes)}`,
        'content-type': 'application/json',
      },
    });
    return acted.status === 204 ? '204' : verdict(acted);
  };
  const crm = 'Microsoft.Dynamics.CRM.approve';
  assert.equal(await act(['data:read'], crm), '403 SECURITY_SCOPE_MISSING');
  assert.equal(await act(['data:read', 'data:write'], 'Daybook.burn'), '404 ODATA_NOT_FOUND');
  assert.equal(await act(['data:read', 'data:write'], crm, { reason: 5 }), '400 ODATA_INVALID');
  assert.equal(await act(['data:read', 'data:write'], crm, { reason: 'agreed by phone' }), '204');
  assert.match(await act(['data:read', 'data:write'], crm), /BILLING_ACTION_REFUSED/);
  const [approved] = await database.query<{ state: string }>(
    `select state from billing.statement where site_id = '0829' and is_standing`,
  );
  assert.equal(approved?.state, 'Ready To Send');
});

test('a site is changed by whoever may, and only with the revision that was read', async () => {
  const may = await rolesThatMay('site-information', 'change');
  const validates = await rolesThatMay('ledger-posting', 'read');
  for (const { userId, roles } of everybody) {
    const browser = openBrowser(house.url);
    await browser.signIn(userId);
    const read = await browser.ask('/sites/0170');
    const { revision = null } = read.ok ? ((await read.json()) as { revision?: number | null }) : {};
    const change = { seen: revision ?? 0, values: { recipient: `Customer of ${userId}` } };
    for (const expected of roles.some((role) => may.has(role))
      ? ['200', '409 SITES_CHANGED_SINCE']
      : ['403 SECURITY_FORBIDDEN', '403 SECURITY_FORBIDDEN'])
      assert.equal(await verdict(await write(browser, 'PATCH', '/sites/0170', change)), expected, userId);
    assert.equal(
      await verdict(await write(browser, 'POST', '/accounts/validation', { full: true })),
      roles.some((role) => validates.has(role)) ? '200' : '403 SECURITY_FORBIDDEN',
      userId,
    );
    const contact = { kind: 'billing', name: 'Payables', emails: 'payables@hotel.example' };
    const isKept = roles.some((role) => may.has(role));
    const seen = isKept ? (revision ?? 0) + 1 : 0;
    assert.equal(
      await verdict(await write(browser, 'POST', '/sites/0170/contacts', { ...contact, seen })),
      isKept ? '201' : '403 SECURITY_FORBIDDEN',
      userId,
    );
    for (const [method, path, body] of [
      ['POST', '/sites/0170/contacts', { ...contact, kind: 'none', seen }],
      ['POST', '/contacts/none/verify', {}],
      ['DELETE', '/contacts/99999999999999999999', undefined],
      ['PUT', '/sites/0170/territory', { territory: 'Nowhere', from: '2026-07-01' }],
      ['POST', '/accounts/validation', { full: 'all' }],
      ['PUT', '/catalogues/none/4720', { name: 'Shuttle', seen: '0' }],
      ['PUT', '/catalogues/fixed-fee-services/none', { name: 'Shuttle', seen: '0' }],
      ['DELETE', '/catalogues/client-paid-accounts/4720', undefined],
      ['POST', '/sites', { site: '0829' }],
      ['POST', '/sites', { site: '99999' }],
      ['POST', '/sites/0170/close', { seen: 0, on: '2026-06-30' }],
      ['PUT', '/sites/none/territory', { territory: null, from: 'soon' }],
    ] as const)
      assert.match(
        await verdict(await write(browser, method, path, body)),
        /^4\d\d [A-Z]/,
        `${userId} ${path}`,
      );
  }
});

test('a fact of the operator is set by whoever may change settings, read by all, and reset', async () => {
  const may = await rolesThatMay('billing-configuration', 'change');
  for (const { userId, roles } of everybody) {
    const browser = openBrowser(house.url);
    await browser.signIn(userId);
    const path = '/operator-facts/excluded-entities';
    const isAllowed = roles.some((role) => may.has(role));
    const answer = await write(browser, 'PUT', path, { values: ['06', '08'] });
    if (!isAllowed) {
      assert.equal(await verdict(answer), '403 SECURITY_FORBIDDEN', userId);
      assert.equal(await verdict(await browser.ask(path, { method: 'DELETE' })), '403 SECURITY_FORBIDDEN');
      continue;
    }
    const { values, is_set: isSet } = (await answer.json()) as { values: string[]; is_set: boolean };
    assert.deepEqual([values, isSet], [['06', '08'], true], userId);
    assert.equal(
      await verdict(await write(browser, 'PUT', path, { values: ['6'] })),
      '422 OPERATOR_FACT_INVALID',
    );
    const headers = { 'x-daybook-reason': 'withdrawn' };
    const reset = await browser.ask(path, { method: 'DELETE', headers });
    assert.deepEqual(((await reset.json()) as { values: string[] }).values, ['06'], userId);
  }
  assert.ok(may.size >= 2);
});

const biller = openBrowser(house.url);

async function told<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
  const answer = await write(biller, method, path, body);
  assert.ok(answer.ok, `${path}: ${answer.ok ? '' : await answer.text()}`);
  return (await answer.json()) as Answer;
}

test('a statement is looked at before it exists, printed, and shown with its supporting reports', async () => {
  const { userId } = everybody.find(({ roles }) => roles.includes('billingAdmin')) ?? people.fay;
  await biller.signIn(userId);
  const preview = await told<{ run_id: null; statements: { invoices: { lines: unknown[] }[] }[] }>(
    ...(['POST', '/bill', { month: '2025-05', sites: ['0829'], dry_run: true }] as const),
  );
  assert.equal(preview.run_id, null);
  assert.ok((preview.statements[0]?.invoices[0]?.lines.length ?? 0) > 2, 'with its lines');
  const at = `/statements/${await statementOf('0829')}`;
  const printed = await biller.ask(`${at}/document`);
  assert.deepEqual(
    [printed.headers.get('content-type'), printed.headers.get('x-daybook-documents')],
    ['application/pdf', '1'],
  );
  assert.equal(Buffer.from(await printed.arrayBuffer()).toString('latin1', 0, 5), '%PDF-');
  const second = await biller.ask(`${at}/document?document=2`);
  assert.equal(await verdict(second), '404 BILLING_DOCUMENT_UNKNOWN');
  const [report] = await told<{ kind: string; rows: string[][] }[]>('GET', `${at}/reports`);
  for (const [format, type] of [
    ['pdf', 'application/pdf'],
    ['csv', 'text/csv; charset=utf-8'],
  ] as const) {
    const file = await biller.ask(`${at}/reports/${report?.kind ?? ''}?format=${format}`);
    assert.equal(file.headers.get('content-type'), type);
    assert.ok((await file.arrayBuffer()).byteLength > 0);
  }
});

async function statementOf(site: string): Promise<string> {
  const [row] = await database.query<{ id: string }>(
    `update billing.statement set state = 'Sent' where site_id = $1 and is_standing
     returning statement_id as id`,
    [site],
  );
  return row?.id ?? '';
}

test('documents go to the ledger, which answers, and unit accounts say what keeps them', async () => {
  await database.execute(
    `insert into warehouse.site_version (site_id, valid_from_on, site_name, gl_string, batch_id, source_line)
     values ('0170', '2024-01-01', 'Harbor Hotel', '02-02-4401-', 1, 1),
       ('0829', '2024-01-01', 'Station Hotel', '22-01-4402-', 1, 1)`,
  );
  const statement = await statementOf('0829');
  const offers = async (): Promise<readonly string[]> =>
    (await told<{ offers: readonly string[] }>('GET', `/statements/${statement}`)).offers;
  assert.ok((await offers()).includes('post'));
  const posted = await told<{ done: { key: string }[][] }>('POST', '/statements/post', {
    statements: [statement],
  });
  assert.ok(!(await offers()).includes('post'), 'what is posted is not posted again');
  const answers = [
    ...posted.done.flat().map(({ key }) => ({ key, result: 'taken' })),
    { document: 'NONE', result: 'refused', answer: 'no such period' },
  ];
  const answered = (more: object): Promise<Record<string, unknown>> =>
    told('POST', '/postings/answers', { name: 'may.csv', answers, ...more });
  const counts = { name: 'may.csv', answers: 2, recorded: 1, unchanged: 0, was_read: false };
  const held = [{ line: 2, message: 'nothing was posted under NONE' }];
  assert.deepEqual(await answered({ dry_run: true }), { ...counts, held });
  assert.equal((await answered({}))['recorded'], 1);
  assert.equal((await answered({}))['was_read'], true, 'the same answers twice change nothing');
  const left = await told<{ number: string; file: string; line: number }[]>('GET', '/postings/held');
  assert.deepEqual(
    left.map(({ file, line }) => [file, line]),
    [['may.csv', 2]],
  );
  const numbers = left.map(({ number }) => number);
  const discarded = await told<{ done: string[] }>('POST', '/postings/held/discard', { held: numbers });
  assert.deepEqual([discarded.done, await told('GET', '/postings/held')], [numbers, []]);
  const handed = await write(biller, 'POST', '/postings/hand-over', {});
  assert.equal(await verdict(handed), '409 BILLING_LEDGER_NOT_CONFIGURED');
  const { accounts } = await told<{ accounts: { site: string; problem: string | null }[] }>(
    ...(['GET', '/postings/units?month=2025-05'] as const),
  );
  assert.ok(
    accounts.some(({ site, problem }) => site === '0170' && problem === 'the ledger does not list it'),
  );
  const unready = await write(biller, 'POST', '/postings/units', { month: '2025-05', dry_run: true });
  assert.match(await verdict(unready), /BILLING_UNIT_ACCOUNTS_NOT_READY/);
});

const seed = randomInt(2 ** 31);
/** Requests that are drawn; `npm run bench -- --only requests` makes many more. */
const drawnCount = 500;

test('requests drawn from the description are answered as it says, and never with a failure', async (t) => {
  t.diagnostic(`seed ${String(seed)}`);
  // What ends a session is for another test; a stream has no end.
  const requests = drawRequests(openApi(), { count: drawnCount, seed }).filter(
    ({ route }) => !['POST /sign-out', 'GET /stream'].includes(route),
  );
  const browsers = new Map<string, Browser>();
  const browserOf = async (at: number): Promise<Browser> => {
    const { userId } = everybody[at % everybody.length] ?? people.amos;
    const present = browsers.get(userId);
    if (present) return present;
    const browser = openBrowser(house.url);
    await browser.signIn(userId);
    await browser.signIn(userId, '/sign-in?step-up=1');
    browsers.set(userId, browser);
    return browser;
  };
  const faults: string[] = [];
  for (const [at, { route, method, address, headers, body }] of requests.entries()) {
    const browser = await browserOf(at);
    // The answer itself is compared with its description as it comes (as-described.ts).
    const answer = await browser.ask(address, { method, headers, ...(body === undefined ? {} : { body }) });
    if (answer.status >= 500) faults.push(`${route} ${address} ${body ?? ''}: ${await verdict(answer)}`);
    else await answer.arrayBuffer();
  }
  assert.deepEqual(faults, []);
  assert.ok(requests.length >= drawnCount - 10);
});
