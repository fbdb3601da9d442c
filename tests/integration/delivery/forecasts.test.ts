import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { chainTrail, setDemoDay } from '../../../src/platform/security/index.ts';
import { openBrowser, type Browser } from './browser.ts';
import { openHouse, people } from './house.ts';

const fritz = { userId: 'fritz@house.invalid', roles: ['forecastAdmin'] };
const house = await openHouse({
  withBooks: true,
  residents: [people.amos, people.dora, people.fay, fritz],
  env: {
    DAYBOOK_LIMIT_REQUESTS: '1000000',
    DAYBOOK_LIMIT_SECONDS: '100000',
    DAYBOOK_LIMIT_CONCURRENT: '100',
    DAYBOOK_PLANNED_YEARS: '2025',
  },
});
await setDemoDay(house.database, '2025-03-15');

async function browserOf(userId: string): Promise<Browser> {
  const browser = openBrowser(house.url);
  await browser.signIn(userId);
  return browser;
}
const [amos, fay, dora] = [
  await browserOf(people.amos.userId),
  await browserOf(people.fay.userId),
  await browserOf(people.dora.userId),
];

async function read<T>(browser: Browser, path: string, status = 200): Promise<T> {
  const answer = await browser.ask(path);
  const text = await answer.text();
  assert.equal(answer.status, status, `${path}: ${text.slice(0, 500)}`);
  return JSON.parse(text) as T;
}
async function send<T>(
  browser: Browser,
  path: string,
  body: object,
  { method = 'POST', status = 200, reason = '' } = {},
): Promise<T> {
  const answer = await browser.ask(path, {
    method,
    body: JSON.stringify(body),
    headers: {
      'content-type': 'application/json',
      ...(reason === '' ? {} : { 'x-daybook-reason': reason }),
    },
  });
  const text = await answer.text();
  assert.equal(answer.status, status, `${path}: ${text.slice(0, 500)}`);
  return JSON.parse(text) as T;
}

interface Grid {
  readonly from: string;
  readonly to: string;
  readonly sites: readonly string[];
  readonly months: readonly object[];
  readonly rows: readonly GridRow[];
  readonly groups: readonly { readonly name: string; readonly rows: readonly GridRow[] }[];
}
interface GridRow {
  readonly line: string;
  readonly months: readonly {
    readonly month: string;
    readonly trend: string | null;
    readonly favour: string;
  }[];
}

test('the P&L of the own sites comes as a grid of months, broken down, with how far each month is', async () => {
  const own = await read<Grid>(amos, '/profit-and-losses?from=2025-03&to=2025-04');
  assert.deepEqual([own.sites, own.from, own.to, own.months.length], [['0170'], '2025-03', '2025-04', 2]);
  const payroll = own.rows.find(({ line }) => line === 'payroll');
  assert.deepEqual(
    payroll?.months.map(({ month }) => month),
    ['2025-03', '2025-04'],
  );
  const all = await read<Grid>(fay, '/profit-and-losses?from=2025-03&to=2025-03&by=site');
  assert.deepEqual(
    all.groups.map(({ name }) => name),
    ['0170', '0829'],
  );
  interface Page {
    readonly groups: readonly { readonly name: string; readonly rows: readonly GridRow[] }[];
    readonly count: number;
    readonly next: string | null;
  }
  const groups = '/profit-and-losses/groups?from=2025-03&to=2025-03';
  const first = await read<Page>(fay, `${groups}&lines=payroll&limit=1`);
  assert.deepEqual([first.groups.map(({ name }) => name), first.count, first.next], [['0170'], 2, '0170']);
  assert.deepEqual(first.groups[0]?.rows, [all.groups[0]?.rows.find(({ line }) => line === 'payroll')]);
  const last = await read<Page>(fay, `${groups}&limit=1&after=0170`);
  assert.deepEqual(
    [last.groups[0]?.name, last.groups[0]?.rows, last.next],
    ['0829', all.groups[1]?.rows, null],
  );
  const companies = await read<Page>(fay, `${groups}&by=legal-entity`);
  assert.deepEqual(
    companies.groups.map(({ name, rows }) => [name, rows]),
    [['no company', (await read<Grid>(fay, '/profit-and-losses?from=2025-03&to=2025-03')).rows]],
  );
  assert.equal((await read<Page>(fay, `${groups}&legal_entity=no company`)).count, 2);
  assert.equal((await read<Page>(amos, groups)).count, 1);
  const { error } = await read<{ error: { code: string } }>(amos, '/profit-and-losses?site=0829', 404);
  assert.equal(error.code, 'PNL_NO_SITES');
});

test('thirty explanations at once are all answered: none holds a connection while it waits for another', async () => {
  const path = '/profit-and-losses/explanation?site=0170&month=2025-03&line=payroll';
  const answers = await Promise.all(
    Array.from({ length: 30 }, () => read<{ line: string; formula: string }>(amos, path)),
  );
  assert.ok(answers.every(({ line, formula }) => line === 'payroll' && formula !== ''));
});

interface Editor {
  readonly seen: string;
  readonly lock: { readonly open_from: string; readonly reason: string | null };
  readonly entries: readonly { readonly item: string; readonly value: string | null }[];
  readonly comparison: readonly { readonly area: string }[];
  readonly hidden_areas: readonly string[];
}
const april = '/forecasts/0170/2025-04';
const rate = (value: string): object => ({
  entries: [{ area: 'rates', period: '2025-04', item: 'valet-daily', measure: 'rate', value }],
  is_confirmed: true,
});

test('an editor reads a month, previews, saves with what it has seen, and hears who was faster', async () => {
  const before = await read<Editor>(amos, april);
  assert.deepEqual([before.seen, before.lock.reason, before.hidden_areas], ['0', null, []]);
  const preview = await send<{ change: null; changed: object[]; effect: { row: string }[] }>(
    ...([amos, `${april}/preview`, rate('30')] as const),
  );
  assert.deepEqual([preview.change, preview.changed.length], [null, 1]);
  assert.ok(preview.effect.some(({ row }) => row === 'external-revenue'));
  assert.deepEqual((await read<Editor>(amos, april)).entries, [], 'a preview keeps nothing');
  const patch = { method: 'PATCH' };
  const [saved] = await send<{ change: string | null }[]>(amos, april, { ...rate('30'), seen: 0 }, patch);
  assert.ok(typeof saved?.change === 'string');
  const late = { ...rate('31'), seen: 0, is_editing: true };
  const refused = await send<{ error: { code: string; message: string } }>(dora, april, late, {
    method: 'PATCH',
    status: 403,
  });
  assert.equal(refused.error.code, 'SECURITY_FORBIDDEN', 'another district');
  const fritzs = await browserOf(fritz.userId);
  const conflict = await send<{ error: { code: string; message: string } }>(fritzs, april, late, {
    method: 'PATCH',
    status: 409,
  });
  assert.equal(conflict.error.code, 'FORECASTING_CHANGED_SINCE');
  assert.match(conflict.error.message, /amos@house\.invalid set 1 value.*valet-daily@2025-04 is 30 now/);
  const closed = await read<Editor>(amos, '/forecasts/0170/2025-02');
  assert.equal(closed.lock.reason, 'month is closed');
  const wrong = await send<{ error: { code: string } }>(amos, april, rate('many'), {
    method: 'PATCH',
    status: 422,
  });
  assert.equal(wrong.error.code, 'FORECASTING_ENTRIES_INVALID');
});

test('a forecast is submitted by one and decided by another, each for itself', async () => {
  const calendar = await read<{ sites: { site: string; state: string }[] }>(fay, '/forecasts?month=2025-04');
  assert.deepEqual(
    calendar.sites.map(({ site }) => site),
    ['0170', '0829'],
  );
  const submitted = await send<{ submission: string; version: string }>(
    amos,
    `${april}/submit`,
    {},
    { status: 201 },
  );
  assert.equal(submitted.version, '2025-04 #1');
  const decide = { submissions: [submitted.submission, '999999'] };
  const decided = await send<{ done: string[]; refused: { id: string; error: { code: string } }[] }>(
    ...([fay, '/forecast-submissions/approve', decide, { status: 207 }] as const),
  );
  assert.deepEqual(
    [decided.done, decided.refused[0]?.error.code],
    [[submitted.submission], 'FORECASTING_SUBMISSION_UNKNOWN'],
  );
  const versions = await read<{ version: string; state: string | null }[]>(
    ...([amos, '/forecasts/0170/versions?year=2025'] as const),
  );
  assert.deepEqual(versions.find(({ version }) => version === '2025-04 #1')?.state, 'approved');
  const changes = '/changes?since=2020-01-01T00:00:00Z';
  const forecastsOf = async (browser: Browser): Promise<string[]> =>
    (await read<{ kind: string; state: string; sites: string[] }[]>(browser, changes))
      .filter(({ kind }) => kind === 'forecasts')
      .map(({ state, sites }) => `${state} ${sites.join(' ')}`);
  assert.deepEqual(await forecastsOf(amos), ['approved 0170']);
  assert.deepEqual(await forecastsOf(fay), [], 'what fay decided is no news to fay');
  const different = await read<object[]>(
    amos,
    '/forecasts/0170/versions/comparison?year=2025&one=2025-04%20%231',
  );
  assert.deepEqual(different, []);
  // Once more, as a client of the data service does it.
  const act = async (browser: Browser, path: string, body: object): Promise<number> => {
    const headers = { 'content-type': 'application/json' };
    const address = `/odata/${path}`;
    return (await browser.ask(address, { method: 'POST', body: JSON.stringify(body), headers })).status;
  };
  assert.equal(await act(amos, "sites('0170')/Daybook.submitForecast", { month: '2025-04' }), 204);
  const newest = '/odata/forecast_submissions?$orderby=submission_id desc&$top=1';
  const [second] = (
    await read<{ value: { submission_id: number; version_name: string }[] }>(
      ...([fay, newest.replaceAll(' ', '%20')] as const),
    )
  ).value;
  assert.equal(second?.version_name, '2025-04 #2');
  const number = String(second.submission_id);
  assert.equal(await act(amos, `forecast_submissions(${number})/Daybook.approve`, {}), 403, 'one’s own');
  assert.equal(await act(fay, `forecast_submissions(${number})/Daybook.approve`, {}), 204);
  const [approved] = (
    await read<{ value: { state: string; decided_by: string }[] }>(
      ...([fay, newest.replaceAll(' ', '%20')] as const),
    )
  ).value;
  assert.deepEqual([approved?.state, approved?.decided_by], ['approved', people.fay.userId]);
});

test('rates are carried forward with a preview, lists go in and out', async () => {
  const carry = { months: 2, is_trial: true, is_confirmed: true };
  const tried = await send<{ changed: object[] }[]>(amos, `${april}/carry-rates`, carry);
  assert.equal(tried[0]?.changed.length, 2);
  const csv = await (await amos.ask('/forecasts/file?year=2025')).text();
  assert.match(csv, /0170,rates,2025-04,valet-daily,rate,30/);
  const list = {
    name: 'rates',
    is_confirmed: true,
    settings: [{ site: '0170', set: 'rates.self-daily@2025-05=12' }],
  };
  const [imported] = await send<{ changed: number }[]>(amos, '/forecasts/import', list);
  assert.equal(imported?.changed, 1);
});

test('the month, rankings and labor are answered as the commands answer them', async () => {
  const trending = await read<{ month: string; sections: { name: string }[] }>(fay, '/trending');
  assert.deepEqual([trending.month, trending.sections.length], ['2025-03', 3]);
  const ranking = await read<{ rank: number | null; group: string }[]>(
    ...([fay, '/ranking?from=2025-03&to=2025-03&by=site&measure=payroll'] as const),
  );
  assert.deepEqual(
    ranking.map(({ group }) => group),
    ['0170', '0829'],
  );
  assert.deepEqual(await read<object[]>(amos, '/labor-productivity?from=2025-03&to=2025-03'), []);
});

test('events are entered once, listed with the P&L, and taken back', async () => {
  const derby = { site: '0170', kind: 'game', title: 'Derby', from: '2025-04-05', effect: '20' };
  const entered = await send<{ event: string; is_added: boolean }>(amos, '/events', derby, { status: 201 });
  const again = await send<{ event: string; is_added: boolean }>(amos, '/events', derby, { status: 201 });
  assert.deepEqual([entered.is_added, again], [true, { ...entered, sites: ['0170'], is_added: false }]);
  const listed = await read<{ title: string; to: string; effect: string }[]>(amos, '/events?from=2025-04-01');
  assert.deepEqual(
    listed.map(({ title, to, effect }) => [title, to, effect]),
    [['Derby', '2025-04-05', '20']],
  );
  const refused = await send<{ error: { code: string; message: string } }>(
    ...([amos, '/events/import', { events: [derby, { ...derby, site: '0829' }] }, { status: 422 }] as const),
  );
  assert.match(refused.error.message, /line 2, SITE/);
  const path = `/events/${entered.event}`;
  assert.deepEqual(await send(amos, path, {}, { method: 'DELETE' }), {
    event: entered.event,
    sites: ['0170'],
  });
  assert.equal((await fay.ask(path, { method: 'DELETE' })).status, 403);
});

test('a comment on a variance is replaced by whoever saw the one that stands', async () => {
  const path = '/variance-comments/0170/2025-04/payroll';
  const put = { method: 'PUT' };
  await send(amos, path, { says: 'More shifts' }, put);
  const late = await send<{ error: { code: string } }>(
    amos,
    path,
    { says: 'Fewer' },
    { ...put, status: 409 },
  );
  assert.equal(late.error.code, 'FORECASTING_COMMENT_SINCE');
  const [standing] = await read<{ comment: string; says: string; by: string }[]>(fay, '/variance-comments');
  assert.deepEqual([standing?.says, standing?.by], ['More shifts', people.amos.userId]);
  await send(amos, path, { says: null, seen: standing?.comment }, put);
  assert.deepEqual(await read(fay, '/variance-comments'), []);
  const history = await read<{ ended_by: string }[]>(fay, '/variance-comments?history=true');
  assert.deepEqual(
    history.map((one) => one.ended_by),
    [people.amos.userId],
  );
});

test('a proforma stands for the budget that a site lacks once somebody else approved it', async () => {
  const lines = [{ month: '2025-04', account: '6000', amount: '120.5' }];
  const wrong = { site: '0170', year: 2025, from: { file: 'plan', lines: [{ ...lines[0], account: '1' }] } };
  const refused = await send<{ error: { code: string } }>(amos, '/proformas', wrong, { status: 422 });
  assert.equal(refused.error.code, 'FORECASTING_PROFORMA_INVALID');
  const entered = await send<{ proforma: string; state: string }>(
    ...([amos, '/proformas', { ...wrong, from: { file: 'plan', lines } }, { status: 201 }] as const),
  );
  const path = `/proformas/${entered.proforma}`;
  const shown = await read<{ state: string; amounts: object[] }>(amos, path);
  assert.deepEqual([shown.state, shown.amounts], ['entered', [{ ...lines[0], amount: '120.50000' }]]);
  await send(amos, path, { decision: 'approved' }, { status: 403 });
  const approved = await send<{ state: string; decided_by: string }>(fay, path, { decision: 'approved' });
  assert.deepEqual([approved.state, approved.decided_by], ['approved', people.fay.userId]);
  assert.equal((await read<object[]>(amos, '/proformas')).length, 1);
});

test('reminders name who has not submitted, and go out once a day', async () => {
  const due = await read<{ reminders: { user: string }[] }>(fay, '/forecast-reminders?month=2025-05');
  assert.deepEqual(
    due.reminders.map(({ user }) => user),
    [people.amos.userId],
  );
  const remind = (): Promise<{ sent: { recipients: string; sites: string[] }[] }> =>
    send(fay, '/forecast-reminders', { month: '2025-05' });
  assert.deepEqual((await remind()).sent, [
    { user: people.amos.userId, recipients: people.amos.userId, sites: ['0170'] },
  ]);
  assert.deepEqual((await remind()).sent, []);
});

test('what would be and why figures differ is answered as the commands answer it', async () => {
  interface Changed {
    readonly row: string;
    readonly total: { readonly before: string | null; readonly after: string | null };
  }
  const change = { site: '0170', drivers: ['payroll=+10%'] };
  const rows = await send<Changed[]>(amos, '/profit-and-losses/what-if', change);
  assert.equal(rows.find(({ row }) => row === 'payroll')?.total.after, '132.55');
  const none = await send<{ error: { code: string } }>(
    amos,
    '/profit-and-losses/what-if',
    { ...change, drivers: ['weather=good'] },
    { status: 400 },
  );
  assert.equal(none.error.code, 'PNL_DRIVER_INVALID');
  const bridge = await read<{ rows: { row: string; total: { before: string; difference: string } }[] }>(
    amos,
    '/profit-and-losses/bridge?from=2025-04&to=2025-05',
  );
  const payroll = bridge.rows.find(({ row }) => row === 'payroll');
  assert.deepEqual([payroll?.total.before, payroll?.total.difference], ['120.5', '0']);
  await read(amos, '/profit-and-losses/bridge?from=2024-12&to=2025-01', 400);
  await read(amos, '/profit-and-losses/bridge?one=guess', 400);
});

test('a manager asks for a job group, somebody else decides, and the codes follow', async () => {
  await house.database.execute(`
    insert into warehouse.job_code (job_code, job_title) values ('GSA', 'Attendant') on conflict do nothing;
    insert into warehouse.employee_job
      (site_id, employee_id, job_code, effective_on, status, batch_id, source_line)
    values ('0170', 'one', 'GSA', '2020-01-01', 'ACTIVE', 1, 1)`);
  const fritzs = await browserOf(fritz.userId);
  interface Request {
    readonly request: string;
    readonly state: string;
    readonly decided_by: string | null;
  }
  const ask = (change: object, status = 201, reason = 'they park cars'): Promise<Request> =>
    send(amos, '/job-group-requests', { site: '0170', group: 'Valet', change }, { status, reason });
  await ask({ codes: ['GSA'] }, 422, '');
  await ask({ codes: ['GSC'] }, 422);
  const asked = await ask({ codes: ['GSA'] });
  const settle = (browser: Browser, decision: string, status = 200, of = asked): Promise<Request> =>
    send(browser, `/job-group-requests/${of.request}`, { decision }, { status });
  await settle(amos, 'approved', 403);
  await settle(fritzs, 'refused', 400);
  const approved = await settle(fritzs, 'approved');
  assert.deepEqual([approved.state, approved.decided_by], ['approved', fritz.userId]);
  await settle(fritzs, 'refused', 409);
  const groups = await read<{ title: string; codes: { job_code: string }[] }[]>(amos, '/job-groups');
  assert.deepEqual(
    groups.map(({ title, codes }) => [title, codes.map((code) => code.job_code)]),
    [['Valet', ['GSA']]],
  );
  const renamed = await ask({ new_title: 'Parking' });
  assert.equal((await settle(amos, 'withdrawn', 200, renamed)).state, 'withdrawn');
  assert.deepEqual(await read(amos, '/job-group-requests?open=true'), []);
  assert.equal((await read<object[]>(fritzs, '/job-group-requests')).length, 2);
});

test('a draft is kept for its author alone, read back as it was typed, and gone with the save', async () => {
  const path = '/forecast-drafts/0170/2025';
  const patch = { method: 'PATCH' };
  interface Draft {
    readonly draft: { readonly seen: number | null; readonly entries: readonly object[] } | null;
  }
  const name = { area: 'rates', period: '2025-06', item: 'valet-daily', measure: 'rate' };
  const typed = { ...name, value: '3o', over: '30' };
  await send(amos, path, { seen: 2, entries: [typed] }, patch);
  await send(amos, path, { seen: 3, entries: [{ ...typed, value: '33' }] }, patch);
  const { draft } = await read<Draft>(amos, path);
  assert.deepEqual([draft?.seen, draft?.entries], [2, [{ ...typed, value: '33' }]]);
  const fritzs = await browserOf(fritz.userId);
  assert.deepEqual(await read<Draft>(fritzs, path), { draft: null });
  await read(fay, path, 403);
  const june = { entries: [{ ...name, value: '33' }], is_confirmed: true };
  await send(amos, '/forecasts/0170/2025-06', { ...june, is_trial: true }, patch);
  assert.notEqual((await read<Draft>(amos, path)).draft, null, 'a trial saves nothing');
  await send(amos, '/forecasts/0170/2025-06', june, patch);
  assert.deepEqual(await read<Draft>(amos, path), { draft: null });
  const other = { ...name, item: 'self-daily', value: '7', over: null };
  await send(amos, path, { entries: [{ ...typed, value: ' 33.00' }] }, patch);
  await send(amos, path, { entries: [other] }, patch);
  await send(amos, '/forecasts/0170/2025-06', june, patch);
  assert.deepEqual((await read<Draft>(amos, path)).draft?.entries, [other], 'of another window');
  await send(amos, path, { entries: [typed], dropped: [{ ...name, item: 'self-daily' }] }, patch);
  assert.deepEqual((await read<Draft>(amos, path)).draft?.entries, [typed]);
  const newer = { ...typed, value: '34' };
  await send(amos, path, { entries: [newer] }, patch);
  await send(amos, '/forecasts/0170/2025-06', june, patch);
  await send(amos, path, { entries: [], dropped: [{ ...name, value: '33' }] }, patch);
  assert.deepEqual((await read<Draft>(amos, path)).draft?.entries, [newer], 'typed anew in another window');
  await send(amos, path, { entries: [], dropped: [{ ...name, value: '34' }] }, patch);
  assert.deepEqual(await read<Draft>(amos, path), { draft: null });
  await send(amos, path, { entries: [typed] }, patch);
  await house.database.execute(`update forecasting.entry_draft set saved_at = now() - interval '15 days'`);
  assert.deepEqual(await read<Draft>(amos, path), { draft: null });
  assert.deepEqual(await send(amos, path, {}, { method: 'DELETE' }), { is_discarded: true });
});

test('what a person chose is remembered for that person alone; a pause begins another visit', async () => {
  interface Me {
    readonly choices: { readonly appearance: string; readonly context: { readonly period: string | null } };
  }
  const context = { at: '0170', period: '2025-04', against: 'prior-year' };
  const patch = { method: 'PATCH' };
  await send(amos, '/me/choices', { context }, patch);
  await send(amos, '/me/choices', { appearance: 'dark' }, patch);
  const elsewhere = await browserOf(people.amos.userId);
  assert.deepEqual((await read<Me>(elsewhere, '/me')).choices, { appearance: 'dark', context });
  const fritzs = await browserOf(fritz.userId);
  assert.deepEqual((await read<Me>(fritzs, '/me')).choices, {
    appearance: 'system',
    context: { at: null, period: null, against: null },
  });
  const visit = async (browser: Browser): Promise<string> =>
    (await send<{ since: string }>(browser, '/me/visits', {})).since;
  const first = await visit(amos);
  const pause = async (minutes: number): Promise<string> => {
    const [look] = await house.database.query<{ at: string }>(
      `update security.own_choice set looked_at = looked_at - make_interval(mins => $1)
       where looked_at is not null
       returning audit.instant(looked_at) as at`,
      [minutes],
    );
    return look?.at ?? '';
  };
  const [before] = await house.database.query<{ isWeek: boolean }>(
    `select looked_at - visited_at = interval '7 days' as "isWeek"
     from security.own_choice where looked_at is not null`,
  );
  assert.deepEqual(before, { isWeek: true }, 'a first visit looks a week back');
  await pause(119);
  assert.equal(await visit(elsewhere), first, 'the same visit in another browser');
  const last = await pause(121);
  assert.equal(await visit(amos), last);
  assert.equal(await visit(amos), last);
});

test('the P&L that somebody may see is mailed to that person, and the trail has it as an export', async () => {
  const path = '/profit-and-losses/mail?from=2025-03&to=2025-04';
  const mailed = await send<{ recipients: string; file_name: string }>(amos, path, {});
  assert.equal(mailed.recipients, people.amos.userId);
  const envelope = await readFile(
    join(house.folder, 'outbox', 'mail', `${mailed.file_name}.envelope.json`),
    'utf8',
  );
  assert.match(envelope, /P&L from 2025-03 to 2025-04 of 0170, as you may see it/);
  await chainTrail(house.database);
  const entries = await house.database.query<object>(
    `select from audit.entry where kind = 'export' and relation = 'profit-and-loss'`,
  );
  assert.equal(entries.length, 1);
});
