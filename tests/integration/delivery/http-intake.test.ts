import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { feeds, stagingTable } from '../../../src/sources/index.ts';
import { listBatches } from '../../../src/sources/intake/list-batches.ts';
import { listQuarantine } from '../../../src/sources/intake/quarantine.ts';
import { writeWorkbook } from '../../../src/sources/sample/write-workbook.ts';
import { cloneDatabase } from '../../database.ts';
import { intakeOn, lists, load, snapshot, temporaryFolder, writeFiles } from '../../scenarios/deliveries.ts';
import { openBrowser } from './browser.ts';
import { openHouse } from './house.ts';

const deliverer = { userId: 'gp-export', roles: ['service:intake'], isService: true };
const fay = { userId: 'fay@house.invalid', roles: ['financeManager'] };
const rosa = { userId: 'rosa@house.invalid', roles: ['rssAdmin'] };
const dana = { userId: 'dana@house.invalid', roles: ['dataOps'] };
const folder = await temporaryFolder();
const open = await openHouse({ residents: [deliverer, fay, rosa, dana] });
const fromFiles = await cloneDatabase();
const { database } = open;
const token = await open.keyOf(deliverer.userId, ['intake:write']);

interface Answer {
  readonly status: number;
  readonly body: {
    readonly state?: string;
    readonly feed?: string;
    readonly file?: string;
    readonly rows?: Record<string, number>;
    readonly error?: { readonly code: string; readonly next: string };
  };
}

async function post(
  feed: string,
  content: string | Buffer,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await fetch(`${open.url}/intake/${feed}`, {
    method: 'POST',
    body: content,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'text/csv', ...headers },
  });
  return { status: response.status, body: (await response.json()) as Answer['body'] };
}

const ledger =
  'COST_CENTER,PERIOD,MAIN_ACCOUNT,BALANCE,MAIN_ACCOUNT_DESC\n' +
  Array.from(
    { length: 20 },
    (_, at) =>
      `0170,${String(202501 + (at % 12))},${at < 12 ? '6000' : '7045'},${String(at)}.25,"line\nbreak"\n`,
  ).join('') +
  '0829,202503,6000,a lot,\n0777,202503,6000,7,\n';

before(async () => {
  for (const [name, content] of Object.entries(lists)) {
    const { status, body } = await post(name.replace('.csv', ''), content);
    assert.equal(status, 200, JSON.stringify(body));
  }
});

test('a file that comes over HTTP leaves the same rows and the same quarantine as the file itself', async () => {
  const { status, body } = await post('account_summary', ledger);
  assert.equal(status, 200);
  assert.deepEqual(
    [body.feed, body.state, body.rows],
    ['account_summary', 'loaded', { received: 22, loaded: 20, unchanged: 0, superseded: 0, quarantined: 2 }],
  );
  const paths = await writeFiles(join(folder, 'files'), { ...lists, 'account_summary.csv': ledger });
  await load(intakeOn(fromFiles), paths);
  const [http, files] = [await snapshot(database, 'values'), await snapshot(fromFiles, 'values')];
  // What a list says holds from the day on which it arrived: the program's clock is the machine's.
  for (const name of Object.keys(files).filter((each) => !/^site_|quarantine/.test(each))) {
    assert.equal(http[name], files[name], name);
  }
  const held = async (from: typeof database): Promise<unknown> =>
    (await listQuarantine(from, {})).map(({ line, column, value, rule, state, record }) => ({
      line,
      column,
      value,
      rule,
      state,
      record,
    }));
  assert.deepEqual(await held(database), await held(fromFiles));
});

test('the dictionary tells of every column what it holds, and the inventory which are personal', async () => {
  const authorization = `Bearer ${await open.keyOf(fay.userId, ['data:read'])}`;
  const ask = async <T>(path: string): Promise<T> =>
    (await (await fetch(`${open.url}${path}`, { headers: { authorization } })).json()) as T;
  interface Listed {
    readonly relation: string;
    readonly kind: string;
    readonly comment: string;
    readonly columns: number;
    readonly personal: number;
    readonly matching: readonly string[];
  }
  const all = await ask<Listed[]>('/dictionary');
  assert.ok(all.length > 100);
  assert.deepEqual(
    all.filter(({ comment }) => comment === ''),
    [],
  );
  const [counts] = await database.query<{ relations: number; personal: number }>(
    `select count(distinct relation)::integer as relations, count(*)::integer as personal
     from security.personal_column`,
  );
  // Staging tables are empty between loads, so that the inventory leaves them out.
  const staging = new Set(feeds.map((feed) => `sources.${stagingTable(feed)}`));
  const tables = all.filter(({ kind, relation }) => kind === 'table' && !staging.has(relation));
  assert.equal(tables.filter(({ personal }) => personal > 0).length, counts?.relations);
  assert.equal(
    tables.reduce((sum, { personal }) => sum + personal, 0),
    counts?.personal,
  );
  const pay = await ask<Listed[]>('/dictionary?schema=warehouse&search=annual_base');
  assert.ok(
    pay.some(({ relation, matching }) => relation === 'warehouse.site_salary' && matching.length === 1),
  );
  interface Described {
    readonly columns: readonly { column: string; personal_class: string | null; is_key: boolean }[];
  }
  const { columns } = await ask<Described>('/dictionary/warehouse.site_salary');
  assert.equal(columns.find(({ column }) => column === 'annual_base_pay')?.personal_class, 'pay');
  assert.equal(
    (await ask<{ error: { code: string } }>('/dictionary/warehouse.shoe')).error.code,
    'SECURITY_RELATION_UNKNOWN',
  );
});

test('the lineage leads from every feed to a figure, and from every fact back to its feed', async () => {
  const authorization = `Bearer ${await open.keyOf(fay.userId, ['data:read'])}`;
  interface Flows {
    readonly steps: readonly { step: string; kind: string; about: string }[];
    readonly flows: readonly { from: string; to: string }[];
    readonly error?: { readonly code: string };
  }
  const ask = async (of: string): Promise<Flows> =>
    (await (await fetch(`${open.url}/lineage${of}`, { headers: { authorization } })).json()) as Flows;
  const { steps, flows } = await ask('');
  const withoutFigure: string[] = [];
  for (const { name } of feeds) {
    const around = await ask(`?of=${name}`);
    const kinds = new Set(around.steps.map(({ kind }) => kind));
    assert.ok(kinds.has('source') && kinds.has('table'), name);
    if (!kinds.has('view') && !kinds.has('question')) withoutFigure.push(name);
  }
  assert.deepEqual(withoutFigure, ['gl_accounts']);
  assert.deepEqual(
    flows.filter(({ from }) => from === 'feed:master_non_financial').map(({ to }) => to),
    ['table:warehouse.site_version', 'table:warehouse.site_district_manager'],
  );
  const fed = new Set(flows.filter(({ from }) => from.startsWith('feed:')).map(({ to }) => to));
  assert.ok(fed.has('table:warehouse.ledger_balance') && fed.has('table:warehouse.account'));
  // A P&L and a statement are calculated from facts that their views do not name.
  const sourcesOf = async (view: string): Promise<string[]> =>
    (await ask(`?of=${view}`)).steps.filter(({ kind }) => kind === 'feed').map(({ step }) => step);
  assert.ok((await sourcesOf('profit_and_loss')).includes('feed:budget_final'));
  assert.ok((await sourcesOf('statement_line')).includes('feed:revenue_daily_detail'));
  assert.ok(!(await sourcesOf('revenue_code')).includes('feed:account_summary'));
  // Both follow from what was agreed too, and what is agreed shows in both.
  const termsOf = async (view: string): Promise<string[]> =>
    (await ask(`?of=${view}`)).steps.filter(({ step }) => step.includes('contracts')).map(({ step }) => step);
  for (const view of ['profit_and_loss', 'statement_line']) {
    const agreed = await termsOf(view);
    for (const step of ['source:contracts', 'table:contracts.management_fee', 'table:contracts.clause'])
      assert.ok(agreed.includes(step), `${view} without ${step}`);
  }
  assert.deepEqual(await termsOf('revenue_code'), []);
  const shown = (await ask('?of=contracts.fixed_fee_rate')).steps.map(({ step }) => step);
  for (const step of ['view:api.profit_and_loss', 'view:api.statement_line', 'view:api.contract_rate'])
    assert.ok(shown.includes(step), step);
  assert.deepEqual(
    steps.filter(({ about, kind }) => about === '' && kind !== 'source'),
    [],
  );
  assert.equal((await ask('?of=shoes')).error?.code, 'WAREHOUSE_LINEAGE_UNKNOWN');
});

test('the same content once more is unchanged, packed with gzip it is read and unchanged too', async () => {
  assert.deepEqual([(await post('account_summary', ledger)).body.state], ['unchanged']);
  const clean = ledger.split('\n').slice(0, -3).join('\n');
  const first = await post('account_summary', clean);
  assert.equal(first.body.state, 'unchanged');
  const packed = await post('account_summary', gzipSync(`${clean}\n`), {
    'content-type': 'application/gzip',
  });
  assert.deepEqual(
    [packed.status, packed.body.state, packed.body.rows?.['unchanged']],
    [200, 'unchanged', 20],
  );
});

test('A, B, A over HTTP is answered with 409; a cut month is refused, and let through with a reason', async () => {
  const budget = (...rows: string[]): string =>
    `COST_CENTER,PERIOD,MAIN_ACCOUNT,BALANCE\n${rows.join('\n')}\n`;
  const [a, b] = [budget('0170,202601,6000,1'), budget('0170,202601,6000,2')];
  const states = [];
  for (const content of [a, b, a]) {
    const { status, body } = await post('budget_final?reload=true', content, { 'x-daybook-reason': 'tried' });
    states.push([status, body.state, body.error?.code]);
  }
  assert.deepEqual(states, [
    [200, 'loaded', undefined],
    [200, 'loaded', undefined],
    [409, 'replaced', 'SOURCES_CONTENT_REPLACED'],
  ]);
  const again = (query: string, headers = {}): ReturnType<typeof post> =>
    post(`budget_final?again=true${query}`, a, headers);
  assert.equal((await again('')).body.error?.code, 'SOURCES_BUDGET_FROZEN');
  assert.equal((await again('&reload=true')).status, 422, 'without a reason');
  assert.equal((await again('&reload=true', { 'x-daybook-reason': 'tried' })).body.state, 'loaded');

  assert.equal((await post('payroll_summary', payroll(61))).body.state, 'loaded');
  const cut = payroll(2);
  assert.deepEqual(
    [
      (await post('payroll_summary', cut)).status,
      (await post('payroll_summary?dry_run=true', cut)).body.state,
    ],
    [422, 'refused'],
  );
  assert.equal((await post('payroll_summary?accept_loss=true', cut)).status, 422, 'without a reason');
  const told = await post('payroll_summary?accept_loss=true', cut, { 'x-daybook-reason': 'the site closed' });
  assert.deepEqual([told.status, told.body.state], [200, 'loaded']);
});

test('a check of a revenue report is overridden with a reason, by who may approve reports (R015)', async () => {
  const line = { site: '0170', date: '2025-05-05', revenueCode: 'VD1', revenueCategory: 'VALET DAILY' };
  const empty = writeWorkbook([{ ...line, valueType: 'REVENUE', value: '0' }]);
  const report = async (
    as: string,
    more = '',
    headers: Record<string, string> = {},
  ): Promise<[number, string | undefined]> => {
    const { status, body } = await post(`revenue_workbook?name=100170REV2025%20C05.xlsm${more}`, empty, {
      authorization: `Bearer ${as}`,
      ...headers,
    });
    return [status, body.error?.code];
  };
  const [why, rosas] = [{ 'x-daybook-reason': 'closed' }, await open.keyOf(rosa.userId, ['intake:write'])];
  assert.deepEqual(await report(token), [422, 'SOURCES_WORKBOOK_EMPTY']);
  assert.deepEqual(await report(token, '&override=true'), [422, 'SOURCES_OVERRIDE_REASON_MISSING']);
  assert.equal((await report(token, '&override=true', why))[1], 'SECURITY_FORBIDDEN');
  assert.equal((await report(rosas, '&override=true', why))[1], undefined);
});

/** Payroll of one site and day. */
function payroll(count: number): string {
  const rows = Array.from({ length: count }, (_, at) => `0170,2026-01-05,GSA,Regular,8,${String(100 + at)}`);
  return ['WORK_LOCATION,DATE,TITLE,PAY_TYPE,TOTAL_HOURS,TOTAL_DOLLARS', ...rows, ''].join('\n');
}

test('a refused file is answered with 422, its code and the next step, and leaves a load that says so', async () => {
  const { status, body } = await post('account_summary', 'COST_CENTER,PERIOD\n0170,202503\n');
  assert.deepEqual([status, body.state, body.error?.code], [422, 'refused', 'SOURCES_COLUMN_MISSING']);
  assert.ok((body.error?.next ?? '').length > 10);
  const [newest] = await listBatches(database, { limit: 1 });
  assert.deepEqual([newest?.state, newest?.file], ['refused', 'account_summary_http.csv']);
});

test('a name that is no name of a file is refused, whatever it would do elsewhere', async () => {
  const names = [
    '%00',
    'a%00.csv',
    '..%2F..%2FPWN',
    'a%5Cb',
    '%1b%5D0;x%07',
    '%0D%0Aset-cookie',
    '',
    'x'.repeat(300),
  ];
  for (const name of [...names.map((each) => `name=${each}`), 'name=a.csv&name=b.csv']) {
    const { status, body } = await post(`chart_of_account?${name}`, 'MAIN_ACCOUNT\n');
    assert.deepEqual([status, body.error?.code], [400, 'HTTP_REQUEST_INVALID'], name);
  }
});

test('a broken gzip, an unknown feed and an empty body are refused, not crashed on', async () => {
  const broken = await post('account_summary', gzipSync(ledger).subarray(0, 60), {
    'content-type': 'application/gzip',
  });
  assert.deepEqual([broken.status, broken.body.error?.code], [422, 'SOURCES_FILE_UNREADABLE']);
  // Twenty megabytes of empty lines, packed into twenty thousand bytes.
  const bomb = await post('account_summary', gzipSync(`${ledger}${'\n'.repeat(20_971_520)}`), {
    'content-type': 'application/gzip',
  });
  assert.equal(bomb.body.error?.code, 'SOURCES_FILE_UNREADABLE');
  const unknown = await post('shoe_sizes', ledger);
  assert.deepEqual([unknown.status, unknown.body.error?.code], [404, 'SOURCES_FEED_UNKNOWN']);
  const empty = await post('account_summary', '');
  assert.deepEqual([empty.status, empty.body.error?.code], [422, 'SOURCES_FILE_EMPTY']);
});

test('without a key, or with one that is none, nothing is taken in', async () => {
  const known = (await listBatches(database, {})).length;
  for (const authorization of ['', 'Bearer ', token, `bearer${token}`]) {
    const { status, body } = await post('account_summary', ledger, { authorization });
    assert.deepEqual([status, body.error?.code], [401, 'SECURITY_SIGN_IN_NEEDED'], authorization);
  }
  const { status, body } = await post('account_summary', ledger, { authorization: 'Bearer dbk_of-nobody' });
  assert.deepEqual([status, body.error?.code], [401, 'SECURITY_TOKEN_UNKNOWN']);
  assert.equal((await listBatches(database, {})).length, known);
});

test('a key without the scope, or of somebody without the right, takes nothing in', async () => {
  const known = (await listBatches(database, {})).length;
  const refused = {
    SECURITY_SCOPE_MISSING: await open.keyOf(deliverer.userId, ['questions:read']),
    SECURITY_FORBIDDEN: await open.keyOf(fay.userId, ['intake:write']),
  };
  for (const [code, key] of Object.entries(refused)) {
    const { status, body } = await post('account_summary', ledger, { authorization: `Bearer ${key}` });
    assert.deepEqual([status, body.error?.code], [403, code]);
  }
  assert.equal((await listBatches(database, {})).length, known);
});

test('a load over HTTP is under the name of the service whose key it was', async () => {
  const [newest] = await listBatches(database, { limit: 1 });
  assert.equal(newest?.receivedBy, deliverer.userId);
});

test('data operations page through loads, correct a held record and load it again, and discard another', async () => {
  const authorization = `Bearer ${await open.keyOf(dana.userId, ['data:read', 'data:write'])}`;
  const ask = async <T>(path: string, body?: object, reason?: string): Promise<T> => {
    const answer = await fetch(`${open.url}${path}`, {
      ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
      headers: {
        authorization,
        ...(body ? { 'content-type': 'application/json' } : {}),
        ...(reason === undefined ? {} : { 'x-daybook-reason': reason }),
      },
    });
    const text = await answer.text();
    return (answer.headers.get('content-type')?.includes('json') === true ? JSON.parse(text) : text) as T;
  };
  interface Page {
    readonly loads: readonly {
      batch_id: string;
      feed: string;
      control_totals: { column: string; sum: string }[];
    }[];
    readonly next: string | null;
  }
  const all = await ask<Page>('/batches?limit=500');
  const first = await ask<Page>('/batches?limit=2');
  const second = await ask<Page>(`/batches?limit=500&before=${first.next ?? ''}`);
  const numbersOf = ({ loads }: Page): string[] => loads.map(({ batch_id: batch }) => batch);
  assert.deepEqual([...numbersOf(first), ...numbersOf(second)], numbersOf(all));
  assert.deepEqual([all.next, second.next], [null, null]);
  const later = '2199-12-31';
  for (const [query, loads] of [
    ['feed=account_summary&file=SUMMARY&source=great-plains&state=loaded&to=2199-12-31', 1],
    // All but the report that Rosa sent.
    [`received_by=${deliverer.userId}&to=${later}`, all.loads.length - 1],
    [`from=${later}`, 0],
    [`received_by=${fay.userId}`, 0],
  ] as const)
    assert.equal((await ask<Page>(`/batches?${query}`)).loads.length, loads, query);
  const [ledgerLoad] = (await ask<Page>('/batches?feed=account_summary&state=loaded')).loads;
  const shown = await ask<Page['loads'][number]>(`/batches/${ledgerLoad?.batch_id ?? ''}`);
  assert.deepEqual(shown, ledgerLoad);
  assert.deepEqual(shown.control_totals.find(({ column }) => column === 'BALANCE')?.sum, '202.00000');

  interface Held {
    readonly quarantine_id: string;
    readonly rule: string;
    readonly record: readonly { header: string; value: string }[];
  }
  const held = await ask<{ records: Held[]; next: string | null }>(`/quarantine?limit=1`);
  const rest = await ask<{ records: Held[] }>(`/quarantine?after=${held.next ?? ''}`);
  const records = [...held.records, ...rest.records];
  const number = records.find(({ record }) => record.some(({ value }) => value === 'a lot'))?.quarantine_id;
  const other = records.find(({ quarantine_id: id }) => id !== number)?.quarantine_id;
  assert.equal(records.length, 2);
  const one = await ask<Held>(`/quarantine/${number ?? ''}`);
  assert.ok(one.record.some(({ header, value }) => header === 'COST_CENTER' && value === '0829'));
  const file = await ask<string>('/quarantine/file?feed=account_summary');
  assert.match(file, /^quarantine_id,rule,message,PERIOD/);

  interface Outcome {
    readonly done: readonly { state: string; rows: Record<string, number> }[];
    readonly refused: readonly { id: string; error: { code: string } }[];
  }
  const again = await ask<Outcome>('/quarantine/replay', {
    corrected: file
      .split('\n')
      .filter((line) => !line.startsWith(other ?? ''))
      .join('\n')
      .replace(/,a lot,/, ',77.25,'),
    records: [{ number: '999999', values: { BALANCE: '1' } }],
  });
  assert.deepEqual(
    again.refused.map(({ id, error }) => [id, error.code]),
    [['999999', 'SOURCES_QUARANTINE_UNKNOWN']],
  );
  assert.deepEqual(
    again.done.map(({ state, rows }) => [state, rows['loaded']]),
    [['loaded', 1]],
  );
  const loadedAgain = await ask<{ decided_by: string }>(`/quarantine/${number ?? ''}`);
  assert.equal(loadedAgain.decided_by, dana.userId);
  // The data service does it too, through the same use cases.
  const act = async (action: string, body: object): Promise<string | undefined> =>
    (await ask<{ error?: { code: string } }>(`/odata/quarantines(${other ?? ''})/Daybook.${action}`, body))
      .error?.code;
  assert.equal(await act('discard', {}), 'SOURCES_REASON_MISSING');
  assert.equal(await act('replay', { colour: 'red' }), 'ODATA_INVALID');
  const discarded = await ask<{ done: string[]; refused: unknown[] }>('/quarantine/discard', {
    records: [other, number],
    reason: 'a test row',
  });
  assert.deepEqual([discarded.done, discarded.refused.length], [[other], 1]);
  const decided = await ask<{ decided_by: string; decided_reason: string }>(`/quarantine/${other ?? ''}`);
  assert.deepEqual([decided.decided_by, decided.decided_reason], [dana.userId, 'a test row']);
  assert.equal(await act('replay', { column: 'BALANCE', value: '1' }), 'SOURCES_QUARANTINE_UNKNOWN');
});

test('freshness tells of every feed when its data arrived, and that a newer file brought none', async () => {
  interface Feed {
    readonly feed: string;
    readonly as_of: string | null;
    readonly batch_id: string | null;
    readonly due_at: string | null;
    readonly is_overdue: boolean;
    readonly since: { readonly state: string } | null;
  }
  const read = async (query: string): Promise<Feed[]> => {
    const answer = await fetch(`${open.url}/freshness${query}`, {
      headers: { authorization: `Bearer ${await open.keyOf(fay.userId, ['data:read'])}` },
    });
    return ((await answer.json()) as { feeds: Feed[] }[]).flatMap((source) => source.feeds);
  };
  const transactions = async (): Promise<string | undefined> =>
    (await read('')).find(({ feed }) => feed === 'open_transactions')?.since?.state;
  // A dry run says that it would be refused, and leaves no refused file behind.
  assert.equal((await post('open_transactions?dry_run=true', 'NOTHING\n')).status, 422);
  assert.equal(await transactions(), undefined);
  await post('open_transactions', 'NOTHING\n');
  const tellings = await read('');
  assert.deepEqual(
    tellings
      .filter(({ feed }) => ['account_summary', 'budget_final', 'open_transactions'].includes(feed))
      .map(({ feed, as_of: asOf, since }) => [feed, asOf !== null, since?.state]),
    [
      // Files were refused since; that a record was loaded again does not hide it.
      ['account_summary', true, 'refused'],
      ['open_transactions', false, 'refused'],
      ['budget_final', true, undefined],
    ],
  );
  assert.ok((await read('?only_loaded=true')).every(({ as_of: asOf }) => asOf !== null));
  // A record that was loaded again from the quarantine is no newer file of its feed.
  const [file] = await database.query<{ batch: string }>(
    `select max(batch_id) as batch from sources.batch
     where feed = 'account_summary' and replay_of_batch_id is null and state in ('loaded', 'unchanged')`,
  );
  assert.equal(tellings.find(({ feed }) => feed === 'account_summary')?.batch_id, file?.batch);
  // The ledger comes every day, budgets with an event.
  const balances = (await read('')).find(({ feed }) => feed === 'account_summary');
  const lasts = Date.parse(balances?.due_at ?? '') - Date.parse(balances?.as_of ?? '');
  assert.deepEqual([lasts, balances?.is_overdue], [86_400_000, false]);
  assert.equal((await read('')).find(({ feed }) => feed === 'budget_final')?.due_at, null);
  const home = async (userId: string): Promise<string[]> => {
    const answer = await fetch(`${open.url}/home`, {
      headers: { authorization: `Bearer ${await open.keyOf(userId, ['data:read'])}` },
    });
    return ((await answer.json()) as { items: { kind: string }[] }).items.map(({ kind }) => kind);
  };
  // Whoever looks after loads is told of the refused file; whoever reads figures sees it at their stamp.
  assert.ok((await home(dana.userId)).includes('stale-feeds'));
  assert.ok(!(await home(fay.userId)).includes('stale-feeds'));
});

test('a site list over HTTP lets in what waited for its site', async () => {
  const waits = async (): Promise<number> =>
    (await listQuarantine(database, {})).filter(({ state }) => state === 'waiting').length;
  await post('budget_final', 'COST_CENTER,PERIOD,MAIN_ACCOUNT,BALANCE\n0666,202503,6000,7\n');
  const [count] = [await waits()];
  assert.ok(count >= 1);
  const { body } = await post(
    'master_non_financial',
    `${lists['master_non_financial.csv'] ?? ''}0666,New\n0777,New\n`,
  );
  assert.equal(body.feed, 'master_non_financial');
  assert.equal(await waits(), 0);
});

test('health answers ok with the version and the state of the schema', async () => {
  const response = await fetch(`${open.url}/health`);
  assert.equal(response.status, 200);
  const health = (await response.json()) as Record<string, unknown>;
  assert.equal(health['status'], 'ok');
  assert.match(String(health['version']), /^\d+\.\d+\.\d+/);
  assert.ok(Number(health['migration']) >= 9);
  assert.ok(!JSON.stringify(health).includes(new URL(database.addressWithPassword()).password));
});

test('the status page shows loads and quarantine as text that no file name can break out of', async () => {
  await fetch(`${open.url}/intake/budget_final?name=${encodeURIComponent('<script>.csv')}`, {
    method: 'POST',
    body: 'COST_CENTER,PERIOD,MAIN_ACCOUNT,BALANCE\n0170,202503,6000,7\n',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'text/csv' },
  });
  const browser = openBrowser(open.url);
  await browser.signIn(fay.userId);
  const response = await browser.ask('/status');
  assert.equal(response.status, 200);
  assert.match(response.headers.get('content-security-policy') ?? '', /default-src 'none'/);
  const page = await response.text();
  assert.match(page, /<h1>Daybook<\/h1>/);
  assert.match(page, /account_summary/);
  assert.match(page, /In quarantine/);
  assert.ok(!page.includes('<script'));
});

test('a caller who hangs up in the middle leaves nothing behind, and the next one is served', async () => {
  const { hostname, port } = new URL(open.url);
  const batches = (await listBatches(database, {})).length;
  const socket = connect({ host: hostname, port: Number.parseInt(port, 10) });
  const head = [
    'POST /intake/budget_final HTTP/1.1',
    `host: ${hostname}`,
    `authorization: Bearer ${token}`,
    'content-type: text/csv',
    'content-length: 1000',
  ];
  socket.write(`${head.join('\r\n')}\r\n\r\nCOST_CENTER,PERIOD\r\n`);
  const inbox = join(open.folder, 'inbox');
  await until(async () => (await filesIn(inbox)).length === 1);
  socket.destroy();
  await until(async () => (await filesIn(inbox)).length === 0);
  assert.equal((await listBatches(database, {})).length, batches);
  assert.equal((await fetch(`${open.url}/health`)).status, 200);
});

test('the server ends cleanly when it is asked to', async () => {
  assert.equal(await open.stop(), 0);
});

async function filesIn(path: string): Promise<string[]> {
  return existsSync(path) ? readdir(path) : [];
}

/** Waits until it holds, at most ten seconds. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let round = 0; round < 200; round += 1) {
    if (await holds()) return;
    await sleep(50);
  }
  assert.fail('it did not come to hold within ten seconds');
}
