import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, symlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { before, test } from 'node:test';
import { findFiles } from '../../../src/sources/index.ts';
import { listBatches } from '../../../src/sources/intake/list-batches.ts';
import { listQuarantine, replayRecords, type HeldRecord } from '../../../src/sources/intake/quarantine.ts';
import { cloneDatabase } from '../../database.ts';
import { intakeOn, lists, load, loadOne, temporaryFolder, writeFiles } from '../../scenarios/deliveries.ts';

const database = await cloneDatabase();
const intake = intakeOn(database);
const folder = await temporaryFolder();
const header = 'COST_CENTER,PERIOD,MAIN_ACCOUNT,BALANCE,MAIN_ACCOUNT_DESC';

/** Writes one file into a folder of its own and loads it. */
let delivered = 0;
async function deliver(name: string, rows: readonly string[], manifest?: string): ReturnType<typeof loadOne> {
  delivered += 1;
  const files = {
    [name]: [...rows, ''].join('\n'),
    ...(manifest === undefined ? {} : { [`${name}.manifest.json`]: manifest }),
  };
  const [path = ''] = await writeFiles(join(folder, String(delivered)), files);
  return loadOne(intake, path);
}

const ledger = (rows: readonly string[], manifest?: string): ReturnType<typeof loadOne> =>
  deliver('account_summary.csv', [header, ...rows], manifest);

const waiting = (feed: string): Promise<HeldRecord[]> => listQuarantine(database, { feed });

/** Rows of one site and month: ten that are right, as many as a bad one needs beside it. */
const tenRows = (site: string, month: string): string[] =>
  Array.from({ length: 10 }, (_, at) => `${site},${month},6000,${String(at + 1)},,${String(at + 1)}`);
const indexed = `${header},ACCOUNT_INDEX`;

before(async () => {
  await load(intake, await writeFiles(join(folder, 'lists'), lists));
});

test('a row points to the physical line on which its record begins, line breaks inside quotes counted', async () => {
  const result = await ledger([
    '0170,202401,6000,1,"first\nsecond\nthird"',
    '0170,202401,7045,2,plain',
    '0170,202401,9410,3,"\r\n"',
    '0170,202401,9510,4,last',
  ]);
  const rows = await database.query<{ line: number }>(
    'select source_line as line from warehouse.ledger_balance where batch_id = $1 order by source_line',
    [result.batchId],
  );
  assert.deepEqual(
    rows.map(({ line }) => line),
    [2, 5, 6, 8],
  );
});

test('a bad row is held with the line, the column as the source names it, and the whole record', async () => {
  const result = await deliver('account_summary.csv', [
    indexed,
    ...tenRows('0170', '202402'),
    '0170,202402,9410,"1,250.75","two\nlines",11',
  ]);
  assert.deepEqual(result.rows, { received: 11, loaded: 10, unchanged: 0, superseded: 0, quarantined: 1 });
  const [held] = await listQuarantine(database, { batch: result.batchId ?? '' });
  assert.deepEqual(
    [held?.file, held?.line, held?.column, held?.value, held?.rule],
    ['account_summary.csv', 12, 'BALANCE', '1,250.75', 'wrong type'],
  );
  assert.match(held?.message ?? '', /write 1250\.75/);
  assert.deepEqual(held?.record, {
    COST_CENTER: '0170',
    PERIOD: '202402',
    MAIN_ACCOUNT: '9410',
    BALANCE: '1,250.75',
    MAIN_ACCOUNT_DESC: 'two\nlines',
    ACCOUNT_INDEX: '11',
  });
});

test('a corrected record keeps its file and line, and taking it in again answers what became of it', async () => {
  const [held] = await waiting('account_summary');
  const id = held?.quarantineId ?? '';
  const [result] = await replayRecords(intake, [id], new Map([[id, { BALANCE: '1250.75' }]]));
  assert.deepEqual(result?.rows, { received: 1, loaded: 1, unchanged: 0, superseded: 0, quarantined: 0 });
  const [row] = await database.query(
    `select amount, source_line as line, file_name as file, replay_of_batch_id as origin
     from warehouse.ledger_balance join sources.batch using (batch_id) where batch_id = $1`,
    [result.batchId ?? ''],
  );
  assert.deepEqual(row, {
    amount: '1250.75000',
    line: 12,
    file: 'account_summary.csv',
    origin: held?.batchId,
  });
  await assert.rejects(replayRecords(intake, [id]), { code: 'SOURCES_QUARANTINE_UNKNOWN' });
});

test('a held record does not remove the row that its key has in the warehouse', async () => {
  await deliver('account_summary.csv', [indexed, ...tenRows('0170', '202403')]);
  const result = await deliver('account_summary.csv', [
    indexed,
    ...tenRows('0170', '202403').map((row, at) => (at === 4 ? row.replace(',5,,5', ',five,,5') : row)),
  ]);
  assert.deepEqual(result.rows, { received: 10, loaded: 0, unchanged: 9, superseded: 0, quarantined: 1 });
  const [kept] = await database.query<{ amount: string }>(
    `select amount from warehouse.ledger_balance where period_month = '2024-03-01' and account_index = 5`,
  );
  assert.equal(kept?.amount, '5.00000');
});

test('a newer file for the same site and month settles what was held back of the older one', async () => {
  assert.equal((await waiting('account_summary')).length, 1);
  const newer = await deliver('account_summary.csv', [indexed, ...tenRows('0170', '202403').toReversed()]);
  assert.equal(newer.state, 'unchanged');
  assert.deepEqual(await waiting('account_summary'), []);
  const [settled] = (await listQuarantine(database, { feed: 'account_summary', all: true })).slice(-1);
  assert.deepEqual([settled?.state, settled?.resolvedByBatchId], ['superseded', newer.batchId]);
});

test('more than ten percent of failing records refuse the file; at ten percent it is taken in', async () => {
  const bad = '0170,202404,9410,x,,11';
  const nine = tenRows('0170', '202404').slice(0, 9);
  const refused = await deliver('account_summary.csv', [indexed, ...nine.slice(0, 8), bad]);
  assert.deepEqual([refused.state, refused.refusal?.code], ['refused', 'SOURCES_TOO_MANY_FAILING_ROWS']);
  assert.deepEqual(
    refused.refusal?.faults.map(({ line }) => line),
    [10],
  );
  const taken = await deliver('account_summary.csv', [indexed, ...nine, bad]);
  assert.deepEqual([taken.state, taken.rows.quarantined], ['loaded', 1]);
  await deliver('account_summary.csv', [indexed, ...nine]);
});

test('records for an unknown site and account wait, and come in by themselves once both have arrived', async () => {
  const early = await ledger(['0999,202405,6000,12.5,', '0170,202405,8888,7,', '0170,202405,6000,1,']);
  assert.deepEqual([early.state, early.rows.quarantined], ['loaded', 2]);
  const held = await waiting('account_summary');
  const states = held.map(({ state, waitsFor, waitsForId }) => [state, waitsFor, waitsForId]);
  assert.deepEqual(states, [
    ['waiting', 'site', '0999'],
    ['waiting', 'account', '8888'],
  ]);
  const files = await writeFiles(join(folder, 'arrival'), {
    'master_non_financial.csv': `${lists['master_non_financial.csv'] ?? ''}0999,Airport Lot\n`,
    'chart_of_account.csv': `${lists['chart_of_account.csv'] ?? ''}8888,Repairs,OTHER EXPENSE\n`,
  });
  const results = await load(intake, files);
  assert.deepEqual(
    results.map(({ file, rows }) => [file, rows.received, rows.loaded]),
    [
      ['master_non_financial.csv', 3, 1],
      ['account_summary.csv', 1, 1],
      ['chart_of_account.csv', 6, 1],
      ['account_summary.csv', 1, 1],
    ],
  );
  assert.deepEqual(await waiting('account_summary'), []);
  const rows = await database.query<{ site: string; line: number }>(
    `select site_id as site, source_line as line from warehouse.ledger_balance
     where period_month = '2024-05-01' order by source_line`,
  );
  assert.deepEqual(rows, [
    { site: '0999', line: 2 },
    { site: '0170', line: 3 },
    { site: '0170', line: 4 },
  ]);
});

test('a manifest or a trailer that disagrees with the file is a warning with both figures', async () => {
  const promised = '{"rows": 3, "sums": {"BALANCE": "10.00"}}';
  const short = await ledger(['0170,202406,6000,1,', '0170,202406,7045,2.5,'], promised);
  const differs = /says rows 3, the file holds 2|BALANCE is 10.00, the file holds 3.50000/;
  assert.deepEqual(
    short.warnings.map(({ rule, message }) => [rule, differs.test(message)]),
    [
      ['control total differs', true],
      ['control total differs', true],
    ],
  );
  const trailer = await ledger(['0170,202406,6000,1,', '0170,202406,7045,2.6,', 'TRAILER,2,BALANCE=3.7']);
  assert.equal(trailer.rows.received, 2, 'the trailer is no record');
  assert.equal(trailer.warnings.length, 1);
  assert.match(trailer.warnings[0]?.message ?? '', /BALANCE is 3\.7, the file holds 3\.60000/);
  const agreeing = await ledger(['0170,202406,6000,1,', '0170,202406,7045,2.7,', 'TRAILER,2,BALANCE=3.70']);
  assert.deepEqual(agreeing.warnings, []);
  const [batch] = await listBatches(database, { id: short.batchId ?? '' });
  assert.equal(batch?.warnings.length, 2, 'warnings stay with the load');
});

test('a manifest that cannot be read refuses its file', async () => {
  const result = await ledger(['0170,202406,6000,1,'], '{"rows": "three"}');
  assert.deepEqual([result.state, result.refusal?.code], ['refused', 'SOURCES_MANIFEST_UNREADABLE']);
});

test('a month that loses more than a fifth of its rows is told, one that loses less is not', async () => {
  await deliver('account_summary.csv', [indexed, ...tenRows('0170', '202407')]);
  const eight = await deliver('account_summary.csv', [indexed, ...tenRows('0170', '202407').slice(0, 8)]);
  assert.deepEqual(eight.warnings, []);
  const six = await deliver('account_summary.csv', [indexed, ...tenRows('0170', '202407').slice(0, 6)]);
  assert.deepEqual(
    six.warnings.map(({ rule }) => rule),
    ['month shrinks'],
  );
  assert.match(six.warnings[0]?.message ?? '', /2024-07: 6 rows arrived .* had 8/);
});

test('a ledger with balance sheet accounts that does not balance is refused, a P&L extract is not', async () => {
  const chart = `${lists['chart_of_account.csv'] ?? ''}1000,Cash,\n8888,Repairs,OTHER EXPENSE\n`;
  await load(intake, await writeFiles(join(folder, 'balance-sheet'), { 'chart_of_account.csv': chart }));
  const [even, odd] = [
    await ledger(['0170,202408,1000,-10,', '0170,202408,6000,10,']),
    await ledger(['0170,202408,1000,-10,', '0170,202408,6000,11,']),
  ];
  assert.deepEqual(even.warnings, []);
  assert.deepEqual([odd.state, odd.refusal?.code], ['refused', 'WAREHOUSE_LEDGER_UNBALANCED']);
  assert.match(
    odd.refusal?.message ?? '',
    /the month as a whole, debits are 11.* credits 10.*, a difference of 1/,
  );
  const documents = await deliver('account_summary.csv', [
    'COST_CENTER,PERIOD,MAIN_ACCOUNT,BALANCE,TRANSACTION_ID',
    ...['0170,202408,1000,-10,JE1', '0170,202408,6000,10,JE1', '0170,202408,6000,3,JE4'],
    ...['0170,202408,1000,-5,JE2', '0170,202408,6000,4,JE2', '0170,202408,1000,-2,JE3'],
  ]);
  assert.match(documents.refusal?.message ?? '', /in document JE2, debits are 4.* credits 5.*documents: 2/);
  assert.deepEqual(
    (await ledger(['0829,202408,6000,7,'])).warnings,
    [],
    'an extract of the P&L balances nowhere',
  );
});

test('an empty list is refused, because taking it in would remove every entry; an empty month is not', async () => {
  const list = await deliver('master_non_financial.csv', ['SITE,SITE_NAME']);
  assert.deepEqual([list.state, list.refusal?.code], ['refused', 'SOURCES_LIST_EMPTY']);
  const month = await ledger([]);
  assert.deepEqual([month.state, month.rows.received], ['loaded', 0]);
});

test('each thing that can be wrong with a file has a code of its own', async () => {
  const codes: (string | undefined)[] = [];
  for (const rows of [
    ['COST_CENTER,PERIOD,MAIN_ACCOUNT'],
    [`${header},SHOE_SIZE`],
    [`${header},balance`],
    [header, '0170,202408,6000,"1'],
  ]) {
    codes.push((await deliver('account_summary.csv', rows)).refusal?.code);
  }
  codes.push((await deliver('shoes.csv', ['A'])).refusal?.code);
  assert.deepEqual(codes, [
    ...['SOURCES_COLUMN_MISSING', 'SOURCES_COLUMN_UNKNOWN', 'SOURCES_COLUMN_REPEATED', 'SOURCES_FILE_BROKEN'],
    'SOURCES_FILE_UNKNOWN',
  ]);
});

test('a load whose records are all held back is no load without a change', async () => {
  const result = await deliver('account_summary.csv', [indexed, ...tenRows('7777', '202406').slice(0, 3)]);
  assert.equal(result.state, 'loaded');
  assert.deepEqual(result.rows, { received: 3, loaded: 0, unchanged: 0, superseded: 0, quarantined: 3 });
  assert.deepEqual(result.held, [{ rule: 'unknown site', records: 3 }]);
  const [batch] = await listBatches(database, { id: result.batchId ?? '' });
  assert.equal(batch?.state, 'loaded');
});

test('a file that speaks of more than twenty years of months is refused before it makes anything of them', async () => {
  const months = Array.from(
    { length: 241 },
    (_, at) => `${String(2004 + Math.floor(at / 12))}${String((at % 12) + 1).padStart(2, '0')}`,
  );
  const rows = months.map((month) => `0170,${month},6000,1,${'described '.repeat(250)}`);
  const refused = await ledger(rows);
  assert.equal(refused.refusal?.code, 'SOURCES_TOO_MANY_MONTHS');
  assert.match(refused.refusal.message, /more than 240 months, from 2004-01 to 2024-01/);
  const [left] = await database.query<{ tables: number }>(
    `select count(*)::integer as tables from pg_class
     where relnamespace = 'sources'::regnamespace and relname like 'account_summary_%_batch_%'`,
  );
  assert.equal(left?.tables, 0);
});

test('a pipe is no file, and what stands in a folder in the place of a file is told by name', async () => {
  const place = join(folder, 'no-files');
  const [real = ''] = await writeFiles(folder, { 'real.csv': `${header}\n0170,202401,6000,1,x\n` });
  await mkdir(place, { recursive: true });
  await symlink(real, join(place, 'account_summary_link.csv'));
  execFileSync('mkfifo', [join(place, 'budget_final_pipe.csv')]);
  const told = 'with the name of a feed, so nothing of it was loaded; deliver the file itself';
  const { files, passedOver } = await findFiles([place]);
  assert.deepEqual(files, []);
  assert.deepEqual(
    passedOver.map(({ path, why }) => `${basename(path)}: ${why}`),
    [`account_summary_link.csv: it is a link ${told}`, `budget_final_pipe.csv: it is a pipe ${told}`],
  );
  await assert.rejects(findFiles([join(place, 'budget_final_pipe.csv')]), {
    code: 'SOURCES_FILE_UNREADABLE',
  });
});

test('a day with far more revenue than a site ever had is told, and an ordinary good day is not', async () => {
  const columns = 'SITE,DATE,REVENUE_CODE,REVENUE_CATEGORY,VALUE_TYPE,VALUE';
  const day = (at: number): string => new Date(Date.UTC(2025, 8, at)).toISOString().slice(0, 10);
  const rows = Array.from(
    { length: 100 },
    (_, at) => `0829,${day(at + 1)},VD1,VALET DAILY,REVENUE,${String(90 + ((at * 7) % 20))}.00`,
  );
  const first = await deliver('revenue_datamart_daily.csv', [columns, ...rows]);
  const unusual = (warnings: readonly { rule: string; message: string }[]): string[] =>
    warnings.filter(({ rule }) => rule === 'unusually high').map(({ message }) => message);
  assert.deepEqual(unusual(first.warnings), []);
  const next = await deliver('revenue_datamart_daily.csv', [
    columns,
    `0829,${day(101)},VD1,VALET DAILY,REVENUE,160.00`,
    `0829,${day(102)},VD1,VALET DAILY,REVENUE,500.00`,
    `0829,${day(102)},VD2,VALET DAILY,REVENUE,500.50`,
    `0829,${day(102)},VD2,VALET DAILY,VEHICLES,9000`,
    `0170,${day(102)},VD1,VALET DAILY,REVENUE,99999.00`,
  ]);
  const [told, ...others] = unusual(next.warnings);
  assert.deepEqual(others, []);
  assert.match(told ?? '', /: site 0829 on 2025-12-11 1,000\.50 \(highest before 109\.00\)\. Ask the site/);
});
