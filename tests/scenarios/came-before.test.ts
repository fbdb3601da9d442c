import assert from 'node:assert/strict';
import { symlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { before, test } from 'node:test';
import { findFiles, type LoadOptions, type TakenIn } from '../../src/sources/index.ts';
import { setFact } from '../../src/platform/operator/set-fact.ts';
import { listBatches } from '../../src/sources/intake/list-batches.ts';
import { cloneDatabase } from '../database.ts';
import { intakeOn, lists, load, loadOne, snapshot, temporaryFolder, writeFiles } from './deliveries.ts';

const database = await cloneDatabase();
const intake = intakeOn(database, { maxLossPercent: 10 });
const folder = await temporaryFolder();
const header = 'COST_CENTER,PERIOD,MAIN_ACCOUNT,BALANCE';

let delivered = 0;
async function file(name: string, rows: readonly string[], manifest?: string): Promise<string> {
  delivered += 1;
  const files = {
    [name]: [...rows, ''].join('\n'),
    ...(manifest === undefined ? {} : { [`${name}.manifest.json`]: manifest }),
  };
  const [path = ''] = await writeFiles(join(folder, String(delivered)), files);
  return path;
}
const ledger = (...rows: string[]): Promise<string> => file('account_summary.csv', [header, ...rows]);
const take = (path: string, options?: LoadOptions): Promise<TakenIn> => loadOne(intake, path, options);

async function amounts(month: string): Promise<string[]> {
  const rows = await database.query<{ amount: string }>(
    `select trim_scale(amount)::text as amount from warehouse.ledger_balance where period_month = $1::date
     order by account_id, amount`,
    [month],
  );
  return rows.map(({ amount }) => amount);
}

before(async () => {
  await load(intake, await writeFiles(join(folder, 'lists'), lists));
});

test('A, then B, then A again: nothing changes, and the load says which batch replaced what', async () => {
  const a = await ledger('0170,202601,6000,100', '0170,202601,7045,5');
  const b = await ledger('0170,202601,6000,101', '0170,202601,7045,5');
  const [first, second] = [await take(a), await take(b)];
  const third = await take(a);
  assert.equal(third.state, 'replaced');
  assert.equal(third.refusal?.code, 'SOURCES_CONTENT_REPLACED');
  assert.ok(
    third.refusal.message.includes(
      `was already loaded as batch ${first.batchId ?? ''}; batch ${second.batchId ?? ''} replaced 1 of its 2 rows`,
    ),
    third.refusal.message,
  );
  assert.match(third.refusal.next, /--again makes it the newest/);
  assert.deepEqual([third.rows.received, third.rows.loaded, third.rows.unchanged], [2, 0, 1]);
  assert.deepEqual(await amounts('2026-01-01'), ['101', '5']);
  const [batch] = await listBatches(database, { id: third.batchId ?? '' });
  assert.deepEqual([batch?.state, batch?.sameAsBatchId], ['replaced', first.batchId]);

  assert.equal((await take(b)).state, 'unchanged', 'B is the newest');
  assert.equal((await take(a, { again: true })).state, 'loaded');
  assert.deepEqual(await amounts('2026-01-01'), ['100', '5']);
  assert.equal((await take(a)).state, 'unchanged');
  assert.equal((await take(b)).state, 'replaced');
});

test('a row that came in addition to its own rows is told too, and a file of another month is none', async () => {
  const a = await ledger('0170,202602,6000,100');
  await take(a);
  await take(await ledger('0829,202602,6000,1'));
  await take(await ledger('0170,202603,6000,1'));
  assert.equal((await take(a)).state, 'unchanged');
  await take(await ledger('0170,202602,6000,100', '0170,202602,7045,7'));
  const again = await take(a);
  assert.equal(again.state, 'replaced');
  assert.match(again.refusal?.message ?? '', /added 1 row in addition to its own/);
});

test('a list of a newer day is new content; without one it is told that another list came since', async () => {
  const list = (rate: string): string[] => [
    'MAIN_ACCOUNT,ACCOUNT_NAME,IS_SUMMARY_CATEGORY',
    ...(lists['chart_of_account.csv'] ?? '').split('\n').slice(1, -1),
    `7100,${rate},CLAIMS`,
  ];
  const name = 'chart_of_account.csv';
  const [a, b] = [await file(name, list('Claims')), await file(name, list('Claims paid'))];
  const states = [];
  for (const path of [a, b, a]) states.push((await take(path)).state);
  assert.deepEqual(states, ['loaded', 'loaded', 'replaced']);
  const newer = await take(await file(name, list('Claims'), '{"as_of": "2026-06-30"}'));
  assert.equal(newer.state, 'loaded');
  const [kept] = await database.query(
    `select account_name as name from warehouse.account where account_id = '7100'`,
  );
  assert.deepEqual(kept, { name: 'Claims' });
});

test('a dry run says what would come and go, by site and month with its sums, and changes nothing', async () => {
  await take(await ledger('0170,202604,6000,100', '0170,202604,7045,5', '0829,202604,6000,9'));
  const left = await snapshot(database, 'exact');
  const tried = await take(
    await ledger('0170,202604,6000,101.5', '0170,202604,7045,5', '0170,202604,8888,1', '0829,202605,6000,4'),
    { isTrial: true },
  );
  assert.equal(tried.state, 'tried');
  assert.deepEqual(
    [tried.rows.loaded, tried.rows.unchanged, tried.rows.superseded, tried.rows.quarantined],
    [2, 1, 1, 1],
  );
  assert.deepEqual(tried.held, [{ rule: 'unknown account', records: 1 }]);
  assert.deepEqual(
    tried.changes?.map(({ site, month, kind, rows, sums }) => [site, month, kind, rows, sums['amount']]),
    [
      ['0170', '2026-04', 'comes', '1', '101.50000'],
      ['0170', '2026-04', 'goes', '1', '100.00000'],
      ['0829', '2026-05', 'comes', '1', '4.00000'],
    ],
  );
  assert.deepEqual(await snapshot(database, 'exact'), left);
});

test('a dry run of a large file of a new month leaves nothing either, and the file then loads', async () => {
  const text = 'described at length '.repeat(8);
  const path = await file('account_summary.csv', [
    `${header},MAIN_ACCOUNT_DESC`,
    ...Array.from({ length: 4_000 }, (_, at) => `0170,202412,7045,${String(at)}.5,${text}`),
  ]);
  const left = await snapshot(database, 'exact');
  const tried = await take(path, { isTrial: true });
  assert.deepEqual([tried.state, tried.rows.loaded, tried.changes?.length], ['tried', 4_000, 1]);
  assert.deepEqual(await snapshot(database, 'exact'), left);
  assert.equal((await take(path)).state, 'loaded');
});

test('two rows for a month of sixty-one are refused with both counts, and let through with a reason', async () => {
  const month = (count: number): string[] =>
    Array.from({ length: count }, (_, at) => `0170,202606,7045,${String(at + 1)}`);
  await take(await ledger(...month(61)));
  const short = await ledger(...month(2), '0829,202606,6000,3');
  const refused = await take(short);
  assert.deepEqual([refused.state, refused.refusal?.code], ['refused', 'SOURCES_MONTH_SHRINKS']);
  assert.match(
    refused.refusal?.message ?? '',
    /has 2 rows of account_summary for site 0170, 2026-06, which had 61/,
  );
  assert.equal((await amounts('2026-06-01')).length, 61);
  assert.equal((await take(short, { isTrial: true })).state, 'refused', 'a dry run says so as well');
  const accepted = await take(short, { lossAccepted: 'the site closed' });
  assert.equal(accepted.state, 'loaded');
  assert.match(accepted.warnings[0]?.message ?? '', /Loaded all the same: the site closed/);
  assert.equal((await amounts('2026-06-01')).length, 3);
});

test('a budget is frozen from 1 January of its year: it changes by a reload with a reason alone', async () => {
  const budget = (...rows: string[]): Promise<string> => file('budget_final.csv', [header, ...rows]);
  const frozen = ['0170,202607,6000,100', '0829,202607,6000,7'] as const;
  assert.equal((await take(await budget(...frozen))).state, 'loaded', 'the first file of a site and month');
  const next = await take(await budget('0170,202701,6000,1'));
  assert.equal((await take(await budget('0170,202701,6000,2'))).state, 'loaded', 'next year is not frozen');
  assert.equal(next.state, 'loaded');

  const second = await budget('0170,202607,6000,101', '0829,202607,6000,7', '0829,202608,6000,8');
  for (const isTrial of [false, true]) {
    const refused = await take(second, { isTrial });
    assert.deepEqual([refused.state, refused.refusal?.code], ['refused', 'SOURCES_BUDGET_FROZEN']);
    assert.match(
      refused.refusal?.message ?? '',
      /changes the budget of site 0170 in 2026-07, which is frozen since 2026-01-01; .* changes one month of a site/,
    );
  }
  const more = await take(await budget('0170,202607,6000,100', '0170,202607,7045,1'));
  assert.equal(more.refusal?.code, 'SOURCES_BUDGET_FROZEN', 'an account more is another budget');
  const without = await take(await budget('0170,202607,6000,100.00'));
  assert.equal(without.state, 'unchanged', 'it says what is there');

  const reloaded = await take(second, { reloaded: 'a contract began' });
  assert.equal(reloaded.state, 'loaded');
  assert.match(
    reloaded.warnings.find(({ rule }) => rule === 'frozen budget reloaded')?.message ?? '',
    /changes a frozen budget in 0170 2026-07\. Reloaded because: a contract began/,
  );
  const [replaced] = await database.query(
    `select trim_scale(amount)::text as amount, superseded_by_batch_id::text as by from warehouse.budget_history
     where site_id = '0170' and period_month = '2026-07-01'`,
  );
  assert.deepEqual(replaced, { amount: '100', by: reloaded.batchId });
});

test('an operator freezes budgets from another day of the year, or never', async () => {
  const hours = (count: string): Promise<string> =>
    file('budget_datatab_pr.csv', [
      'COST_CENTER,YEAR,MONTH,JOB_PROFILE,BALANCE_DESC,BALANCE',
      `0170,2026,9,Valet,PR HOURS,${count}`,
    ]);
  const set = (value: string): Promise<void> =>
    database.transaction((transaction) =>
      setFact(transaction, {
        name: 'budget-frozen-from',
        values: [value],
        reason: 'tried',
        changedBy: 'test',
      }),
    );
  await take(await hours('10'));
  assert.equal((await take(await hours('11'))).refusal?.code, 'SOURCES_BUDGET_FROZEN');
  await set('07-01');
  assert.equal((await take(await hours('12'))).state, 'loaded', 'it is June');
  await set('06-15');
  assert.equal((await take(await hours('13'))).refusal?.code, 'SOURCES_BUDGET_FROZEN');
  await set('never');
  assert.equal((await take(await hours('14'))).state, 'loaded');
});

test('nine rows of ten are a loss that is told; days that a file does not speak of are no loss', async () => {
  const rows = Array.from({ length: 10 }, (_, at) => `0829,202507,7045,${String(at + 1)}`);
  await take(await ledger(...rows));
  const short = await take(await ledger('0829,202507,7045,1'));
  assert.equal(short.state, 'loaded');
  assert.deepEqual(
    short.warnings.map(({ rule }) => rule),
    ['month shrinks'],
  );
});

test('a list that lacks more than a tenth of its entries is refused with some of their names', async () => {
  const sites = (from: number): string[] => [
    'SITE,SITE_NAME',
    ...['0170,Harbor Hotel', '0829,Station Hotel'],
    ...Array.from(
      { length: 20 - from },
      (_, at) => `10${String(at + from).padStart(2, '0')},House ${String(at + from)}`,
    ),
  ];
  await take(await file('master_non_financial.csv', sites(0)));
  const left = await snapshot(database, 'exact');
  const cut = await file('master_non_financial.csv', sites(3));
  const refused = await take(cut);
  assert.equal(refused.refusal?.code, 'SOURCES_LIST_SHRINKS');
  assert.match(
    refused.refusal.message,
    /lacks 3 of the 22 entries .* more than 10 %.* Among them: 1000 House 0, 1001 House 1, 1002 House 2\./,
  );
  assert.deepEqual(await snapshot(database, 'exact'), left);
  assert.equal(
    (await take(await file('master_non_financial.csv', sites(2)))).state,
    'loaded',
    'two are a tenth',
  );
  const [loose] = await load({ ...intake, maxLossPercent: 50 }, [cut]);
  assert.equal(loose?.state, 'loaded', 'the share is a setting');
});

test('in a delivered folder versions go in by their number, and what no feed takes is named', async () => {
  const row = (amount: string): string => `${header}\n0829,202508,6000,${amount}\n`;
  const paths = await writeFiles(join(folder, 'delivered'), {
    'account_summary_v9.csv': row('9'),
    'account_summary_v10.csv': row('10'),
    'notes.docx': 'x',
    '._account_summary_v9.csv': 'x',
    '100829REV2026 C03.xlsx': 'x',
    '100829REV2026 C04': 'PK\u0003\u0004',
    'figures.xlsx': 'x',
  });
  await symlink(paths[0] ?? '', join(folder, 'delivered', 'account_summary_link.csv'));
  const { files, passedOver } = await findFiles([join(folder, 'delivered')]);
  assert.deepEqual(
    files.map(({ path, feed }) => [basename(path), feed?.name]),
    [
      ['account_summary_v9.csv', 'account_summary'],
      ['account_summary_v10.csv', 'account_summary'],
      ['100829REV2026 C03.xlsx', 'revenue_workbook'],
      ['100829REV2026 C04', 'revenue_workbook'],
      ['figures.xlsx', undefined],
    ],
  );
  assert.deepEqual(
    passedOver.map(({ path }) => basename(path)),
    ['._account_summary_v9.csv', 'account_summary_link.csv', 'notes.docx'],
  );
  const results = await load(intake, [join(folder, 'delivered')]);
  assert.deepEqual(
    results.map(({ state, refusal }) => [state, refusal?.code]),
    [
      ['loaded', undefined],
      ['loaded', undefined],
      ['refused', 'SOURCES_WORKBOOK_NAME'],
      ['refused', 'SOURCES_WORKBOOK_NAME'],
      ['refused', 'SOURCES_FILE_UNKNOWN'],
    ],
  );
  assert.deepEqual(await amounts('2025-08-01'), ['10']);
});
