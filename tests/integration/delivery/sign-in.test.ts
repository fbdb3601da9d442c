import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { chainTrail, demoPeople } from '../../../src/platform/security/index.ts';
import { intakeOn, load, writeFiles } from '../../scenarios/deliveries.ts';
import { openBrowser, type Browser } from './browser.ts';
import { openHouse, people, verdict, type Resident } from './house.ts';

const { amos, dora, fay, sek } = people;
const feedAm = 'wanda@house.invalid';
/** Somebody for every role of people, for questions that are asked of each. */
const everybody: readonly Resident[] = demoPeople.map(({ userId, roles, place }) => ({
  userId: userId.replace('@demo.', '@house.'),
  roles,
  ...(place === undefined ? {} : { place: { kind: 'site', name: '0170' } }),
}));
const house = await openHouse({
  withBooks: true,
  residents: [
    ...everybody,
    ...[amos, dora, fay, sek],
    { userId: 'stranger@house.invalid', roles: [], isStranger: true },
    { userId: 'weak@house.invalid', roles: ['financeManager'], amr: ['pwd'] },
    { userId: 'idle@house.invalid', roles: [] },
    { userId: 'gone@house.invalid', roles: ['financeManager'] },
    { userId: 'demo@house.invalid', roles: ['systemAdmin'] },
    { userId: feedAm, roles: [], isStranger: true },
  ],
});
const { database } = house;

const payroll = (site: string): string =>
  `/ask/category-total?site=${site}&month=2025-03&category=PAYROLL&kind=actual`;

async function signedIn(userId: string): Promise<Browser> {
  const browser = openBrowser(house.url);
  const answer = await browser.signIn(userId);
  assert.equal(answer.headers.get('location'), '/', await verdict(answer));
  return browser;
}

const valueOf = async (answer: Response): Promise<unknown> =>
  ((await answer.json()) as { value: unknown }).value;

/** Kinds of entries about sign-ins that the trail has of a person, and what else they say. */
async function trailOf(userId: string): Promise<string[]> {
  await chainTrail(database);
  await chainTrail(database);
  const rows = await database.query<{ kind: string; why: string | null }>(
    `select kind, changes -> 'why' ->> 'new' as why from audit.entry
     where relation = 'security.session' and kind ~ '^sign-' and person_id = $1 order by position`,
    [house.personId(userId)],
  );
  return rows.map(({ kind, why }) => (why === null ? kind : `${kind}: ${why}`));
}

test('an account manager sees the figures of the own site and is refused those of another', async () => {
  const browser = await signedIn(amos.userId);
  assert.equal(await valueOf(await browser.ask(payroll('0170'))), '170.25000');
  assert.equal(await verdict(await browser.ask(payroll('0829'))), '403 SECURITY_FORBIDDEN');
  const explained = await browser.ask(payroll('0170').replace('ask', 'explain'));
  const { rows } = (await explained.json()) as { rows: { site: string; file: string }[] };
  assert.deepEqual(
    rows.map(({ site, file }) => [site, file]),
    [['0170', 'account_summary.csv']],
  );
  assert.equal(
    await verdict(await browser.ask(payroll('0829').replace('ask', 'explain'))),
    '403 SECURITY_FORBIDDEN',
  );
});

test('a district manager sees the sites of the district, finance sees all of them', async () => {
  const ofDora = await signedIn(dora.userId);
  assert.equal(await valueOf(await ofDora.ask(payroll('0829'))), '829.25000');
  assert.equal(await verdict(await ofDora.ask(payroll('0170'))), '403 SECURITY_FORBIDDEN');
  const ofFay = await signedIn(fay.userId);
  for (const site of ['0170', '0829'])
    assert.equal(await valueOf(await ofFay.ask(payroll(site))), `${site.replace(/^0/, '')}.25000`);
});

test('everybody is told who one is, with roles and the number of sites', async () => {
  const me = (await (await (await signedIn(dora.userId)).ask('/me')).json()) as Record<string, unknown>;
  assert.deepEqual([me['person'], me['roles'], me['sites']], [dora.userId, ['districtManager'], 1]);
  const { sites } = (await (await (await signedIn(fay.userId)).ask('/me')).json()) as { sites: number };
  assert.equal(sites, 2);
});

test('the status page shows what the role may see and says what it may not', async () => {
  const ofAmos = await (await (await signedIn(amos.userId)).ask('/status')).text();
  assert.match(ofAmos, /P&amp;L of site 0170/);
  assert.match(ofAmos, /Not visible to your role \(accountManager\)/);
  assert.doesNotMatch(ofAmos, /account_summary/);
  const ofFay = await (await (await signedIn(fay.userId)).ask('/status')).text();
  assert.match(ofFay, /account_summary/);
  // Rates increase by values of indexes, which are for those alone who may change contracts.
  const hidden = [...ofFay.matchAll(/<h2>([^<]*)<\/h2><p>Not visible/g)].map(([, title]) => title);
  assert.deepEqual(hidden, ['Rate increases due']);
});

test('every page and list answers every role with what it may see or with why not, and never fails', async () => {
  const paths = [
    ...['/status', '/home', '/me', '/sessions', '/keys', '/nowhere', '/ask/nothing', '/explain/nothing'],
    ...[`/sessions?person=${amos.userId}`, `/keys?person=${amos.userId}`, '/sessions?person=nobody'],
    ...['/ask/site-access?user=x', '/explain/site-access?user=x', payroll('0170'), payroll('9999')],
  ];
  for (const { userId, roles } of everybody) {
    const browser = await signedIn(userId);
    for (const path of paths) {
      const answer = await browser.ask(path);
      assert.ok(
        [200, 400, 403, 404].includes(answer.status),
        `${roles.join()} ${path}: ${String(answer.status)} ${await answer.text()}`,
      );
    }
  }
});

test('a browser that is not signed in is led from the first page to the sign-in', async () => {
  const browser = openBrowser(house.url);
  const answer = await browser.ask('/', { headers: { accept: 'text/html' } });
  assert.deepEqual([answer.status, answer.headers.get('location')], [303, '/sign-in']);
  assert.equal(await verdict(await browser.ask('/')), '401 SECURITY_SIGN_IN_NEEDED');
});

test('who is unknown, disabled, without role or second factor is refused and told whom to ask', async () => {
  await database.execute(
    `update security.person set is_enabled = false, disabled_reason = 'left the company' where user_id = $1`,
    ['gone@house.invalid'],
  );
  await database.execute(`update security.person set origin = 'demo' where user_id = 'demo@house.invalid'`);
  const expected = {
    'stranger@house.invalid': '403 SECURITY_ACCOUNT_UNKNOWN',
    'weak@house.invalid': '403 SECURITY_SECOND_FACTOR_MISSING',
    'idle@house.invalid': '403 SECURITY_NO_ROLE',
    'gone@house.invalid': '403 SECURITY_PERSON_DISABLED',
    // Of a trial that was before: no real provider stands for an invented person.
    'demo@house.invalid': '403 SECURITY_ACCOUNT_UNKNOWN',
  };
  for (const [userId, refused] of Object.entries(expected)) {
    const browser = openBrowser(house.url);
    assert.equal(await verdict(await browser.signIn(userId)), refused);
    assert.equal(await verdict(await browser.ask('/me')), '401 SECURITY_SIGN_IN_NEEDED');
  }
  assert.deepEqual(await trailOf('weak@house.invalid'), ['sign-in failed: SECURITY_SECOND_FACTOR_MISSING']);
  const [stranger] = await database.query<{ count: string }>(
    `select count(*)::text from audit.personal_value where column_name = 'account' and value = $1`,
    ['stranger@house.invalid'],
  );
  assert.equal(stranger?.count, '1');
});

test('a sign-in that was not begun in this browser is refused', async () => {
  const attacker = openBrowser(house.url);
  const begun = await attacker.ask('/sign-in');
  assert.equal(begun.status, 303);
  const victim = openBrowser(house.url);
  const forged = await victim.ask('/sign-in/callback?code=x&state=y');
  assert.equal(await verdict(forged), '401 SECURITY_SIGN_IN_FAILED');
  // With the cookie, but with a state that does not belong to it.
  assert.equal(
    await verdict(await attacker.ask('/sign-in/callback?code=x&state=y')),
    '401 SECURITY_SIGN_IN_FAILED',
  );
});

test('a name that changed hands at the provider does not open what its former owner had', async () => {
  await signedIn(fay.userId);
  await database.execute(
    "update security.person_subject set subject = 'an earlier account' where subject = $1",
    [fay.userId],
  );
  assert.equal(await verdict(await openBrowser(house.url).signIn(fay.userId)), '403 SECURITY_ACCOUNT_TAKEN');
  await database.execute("delete from security.person_subject where subject = 'an earlier account'");
  await signedIn(fay.userId);
});

test('after the first sign-in the account counts, whatever it is called', async () => {
  await signedIn(dora.userId);
  await database.execute("update security.person set user_id = 'renamed@house.invalid' where user_id = $1", [
    dora.userId,
  ]);
  const me = (await (await (await signedIn(dora.userId)).ask('/me')).json()) as { person: string };
  assert.equal(me.person, 'renamed@house.invalid');
  await database.execute('update security.person set user_id = $1 where user_id = $2', [
    dora.userId,
    'renamed@house.invalid',
  ]);
});

test('a session ends when it is not used, and after its hours in any case', async () => {
  const idle = await signedIn(amos.userId);
  await database.execute(
    `update security.session set last_used_at = now() - interval '31 minutes'
     where ended_at is null and person_id = $1`,
    [house.personId(amos.userId)],
  );
  assert.equal(await verdict(await idle.ask('/me')), '401 SECURITY_SESSION_ENDED');
  const old = await signedIn(amos.userId);
  await database.execute(
    `update security.session set ends_at = now() - interval '1 second'
     where ended_at is null and person_id = $1`,
    [house.personId(amos.userId)],
  );
  assert.equal(await verdict(await old.ask('/me')), '401 SECURITY_SESSION_ENDED');
  const [lives] = await database.query<{ hours: string; minutes: string }>(
    `select extract(epoch from ends_at - opened_at)::integer / 3600 as hours,
       extract(epoch from idle_ends_after)::integer / 60 as minutes
     from security.session where ended_at is null and ends_at > now() order by opened_at desc limit 1`,
  );
  assert.deepEqual(lives, { hours: 8, minutes: 30 });
});

test('who signs out is out, and the trail keeps that the person came and went', async () => {
  const before = (await trailOf(sek.userId)).length;
  const browser = await signedIn(sek.userId);
  const cookie = browser.cookie('daybook') ?? '';
  assert.match(cookie, /^dbs_[\w-]{43}$/);
  const foreign = await browser.ask('/sign-out', {
    method: 'POST',
    headers: { 'sec-fetch-site': 'cross-site' },
  });
  assert.equal(await verdict(foreign), '403 HTTP_FOREIGN_ORIGIN');
  assert.equal((await browser.ask('/sign-out', { method: 'POST' })).status, 200);
  assert.equal(browser.cookie('daybook'), undefined);
  browser.setCookie('daybook', cookie);
  assert.equal(await verdict(await browser.ask('/me')), '401 SECURITY_SESSION_ENDED');
  assert.deepEqual((await trailOf(sek.userId)).slice(before), ['sign-in', 'sign-out']);
});

test('the token of a session is kept nowhere, only its hash', async () => {
  const browser = await signedIn(amos.userId);
  const token = browser.cookie('daybook') ?? '';
  const [found] = await database.query<{ count: string }>(
    `select count(*)::text from security.session where token_sha256 = sha256(convert_to($1, 'UTF8'))`,
    [token],
  );
  assert.equal(found?.count, '1');
  const [kept] = await database.query<{ count: string }>(
    `select count(*)::text from (
       select to_jsonb(session)::text as row from security.session
       union all select to_jsonb(pending)::text from audit.pending
       union all select to_jsonb(personal_value)::text from audit.personal_value) as rows
     where position($1 in row) > 0`,
    [token],
  );
  assert.equal(kept?.count, '0');
});

test('a new sign-in ends the session before it and begins another, so that nobody can plant one', async () => {
  const browser = await signedIn(amos.userId);
  const before = browser.cookie('daybook') ?? '';
  await browser.signIn(amos.userId);
  assert.notEqual(browser.cookie('daybook'), before);
  const stale = openBrowser(house.url);
  stale.setCookie('daybook', before);
  assert.equal(await verdict(await stale.ask('/me')), '401 SECURITY_SESSION_ENDED');
});

test('a load of Workday that changes the role or no longer lists the person ends the session', async () => {
  const feed = async (lines: string): Promise<void> => {
    const content = `USER_ID,JOB_PROFILE,COST_CENTER,SITE\nother@house.invalid,ACCTMGR,0829,0829\n${lines}`;
    const [path = ''] = await writeFiles(join(house.folder, 'feeds'), {
      'workday_rls_bisecurity.csv': content,
    });
    const [taken] = await load(intakeOn(database), [path], { again: true });
    assert.equal(taken?.state, 'loaded', JSON.stringify(taken));
  };
  await feed(`${feedAm},ACCTMGR,0170,0829\n`);
  const browser = await signedIn(feedAm);
  assert.equal(await valueOf(await browser.ask(payroll('0170'))), '170.25000');
  await feed(`${feedAm},DISTMGR,0170,0829\n`);
  assert.equal(await verdict(await browser.ask('/me')), '401 SECURITY_SESSION_ENDED');
  const promoted = await signedIn(feedAm);
  assert.equal(await valueOf(await promoted.ask(payroll('0829'))), '829.25000');
  assert.equal(await verdict(await promoted.ask(payroll('0170'))), '403 SECURITY_FORBIDDEN');
  await feed('');
  assert.equal(await verdict(await promoted.ask('/me')), '401 SECURITY_SESSION_ENDED');
  assert.equal(await verdict(await openBrowser(house.url).signIn(feedAm)), '403 SECURITY_PERSON_DISABLED');
});

test('who is disabled while signed in is out with the next request', async () => {
  const browser = await signedIn(sek.userId);
  const set = (isEnabled: boolean, reason: string | null): Promise<number> =>
    database.execute('update security.person set is_enabled = $2, disabled_reason = $3 where user_id = $1', [
      sek.userId,
      isEnabled,
      reason,
    ]);
  await set(false, 'left the company');
  assert.equal(await verdict(await browser.ask('/me')), '403 SECURITY_PERSON_DISABLED');
  await set(true, null);
  assert.equal((await browser.ask('/me')).status, 200);
});

test('the program ends cleanly when it is asked to', async () => {
  assert.equal(await house.stop(), 0);
});
