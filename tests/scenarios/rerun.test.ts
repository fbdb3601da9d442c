import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { generateSample } from '../../src/sources/index.ts';
import { listBatches } from '../../src/sources/intake/list-batches.ts';
import { cloneDatabase } from '../database.ts';
import { intakeOn, lists, load, loadOne, snapshot, temporaryFolder, writeFiles } from './deliveries.ts';

const folder = await temporaryFolder();
const sample = join(folder, 'sample');
await generateSample({ out: sample, sites: 3, from: '2025-02', months: 2, seed: 5, withFaults: false });

const ledger = (rows: readonly string[], newline = '\n'): string =>
  ['COST_CENTER,PERIOD,MAIN_ACCOUNT,BALANCE,MAIN_ACCOUNT_DESC', ...rows, ''].join(newline);

let delivered = 0;
/** Writes one ledger file into a folder of its own, so that every file may bear the same name. */
async function ledgerFile(content: string | Buffer, name = 'account_summary_2025-03.csv'): Promise<string> {
  delivered += 1;
  const [path = ''] = await writeFiles(join(folder, String(delivered)), { [name]: content });
  return path;
}

interface StoredRow {
  readonly site: string;
  readonly account: string;
  readonly amount: string;
  readonly batch: string;
}

/** An intake into a database of its own that knows the sites and the accounts. */
async function booksWithLists(): Promise<ReturnType<typeof intakeOn>> {
  const intake = intakeOn(await cloneDatabase());
  await load(intake, [...(await writeFiles(join(folder, 'lists'), lists))]);
  return intake;
}

const march = [
  '0170,202503,6000,100.00000,Wages',
  '0170,202503,7045,20.5,Supplies',
  '0829,202503,6000,50,Wages',
];

test('the whole sample loaded twice: the second time every file is unchanged and not a byte differs', async () => {
  const database = await cloneDatabase();
  const first = await load(intakeOn(database), [sample]);
  const before = await snapshot(database, 'exact');
  const second = await load(intakeOn(database), [sample]);
  assert.equal(second.length, first.length);
  assert.deepEqual(
    second.filter(({ state }) => state !== 'unchanged'),
    [],
  );
  for (const { rows } of second) {
    const { received } = rows;
    assert.deepEqual(rows, { received, unchanged: received, loaded: 0, superseded: 0, quarantined: 0 });
  }
  assert.deepEqual(await snapshot(database, 'exact'), before);
});

test('the same files with --again are read and compared once more, and still not a byte differs', async () => {
  const intake = await booksWithLists();
  const path = await ledgerFile(ledger(march));
  await loadOne(intake, path);
  const before = await snapshot(intake.database, 'exact');
  const again = await loadOne(intake, path, { again: true });
  assert.equal(again.state, 'unchanged');
  assert.deepEqual(again.rows, { received: 3, loaded: 0, unchanged: 3, superseded: 0, quarantined: 0 });
  assert.deepEqual(await snapshot(intake.database, 'exact'), before);
  const [batch] = await listBatches(intake.database, { id: again.batchId ?? '' });
  assert.equal(batch?.controlTotals?.['BALANCE']?.sum, '170.50000', 'it was read, not recognised');
});

test('files of different sites and months may arrive in any order', async () => {
  const [forth, back] = [await booksWithLists(), await booksWithLists()];
  const paths = await writeFiles(join(folder, 'slices'), {
    'account_summary_a.csv': ledger(march.slice(0, 2)),
    'account_summary_b.csv': ledger(march.slice(2)),
    'account_summary_c.csv': ledger(['0170,202504,6000,7,Wages', '0829,202504,6000,8,Wages']),
    'budget_final.csv': 'COST_CENTER,PERIOD,MAIN_ACCOUNT,BALANCE\n0170,202503,6000,90\n',
  });
  for (const path of paths) await loadOne(forth, path);
  for (const path of paths.toReversed()) await loadOne(back, path);
  assert.deepEqual(await snapshot(back.database, 'files'), await snapshot(forth.database, 'files'));
});

test('a newer file replaces its sites and months row by row: equal rows stay, others go to history', async () => {
  const intake = await booksWithLists();
  const first = await loadOne(intake, await ledgerFile(ledger([...march, '0170,202504,6000,1,April'])));
  const second = await loadOne(
    intake,
    await ledgerFile(
      ledger(['0170,202503,6000,101.5,Wages', '0170,202503,9410,9,New', '0829,202503,6000,50,Wages']),
    ),
  );
  assert.deepEqual(second.rows, { received: 3, loaded: 2, unchanged: 1, superseded: 2, quarantined: 0 });

  const [one, two] = [first.batchId ?? '', second.batchId ?? ''];
  const kept = await intake.database.query<StoredRow>(
    `select site_id as site, account_id as account, amount, batch_id as batch from warehouse.ledger_balance
     where period_month = '2025-03-01' order by site_id, account_id`,
  );
  assert.deepEqual(kept, [
    { site: '0170', account: '6000', amount: '101.50000', batch: two },
    { site: '0170', account: '9410', amount: '9.00000', batch: two },
    { site: '0829', account: '6000', amount: '50.00000', batch: one },
  ]);
  const gone = await intake.database.query<StoredRow & { by: string; line: number }>(
    `select site_id as site, account_id as account, amount, batch_id as batch, superseded_by_batch_id as by,
       source_line as line
     from warehouse.ledger_balance_history order by account_id`,
  );
  assert.deepEqual(gone, [
    { site: '0170', account: '6000', amount: '100.00000', batch: one, by: two, line: 2 },
    { site: '0170', account: '7045', amount: '20.50000', batch: one, by: two, line: 3 },
  ]);
  const [april] = await intake.database.query<{ rows: string }>(
    `select count(*) as rows from warehouse.ledger_balance where period_month = '2025-04-01'`,
  );
  assert.equal(april?.rows, '1', 'a month that the newer file does not speak of is left alone');
});

test('the text of an amount does not matter, only its value: 50, 50.0 and +50.00000 are unchanged', async () => {
  const intake = await booksWithLists();
  await loadOne(intake, await ledgerFile(ledger(march)));
  for (const text of ['50.0', '+50.00000', '0050', '50.']) {
    const result = await loadOne(
      intake,
      await ledgerFile(ledger([...march.slice(0, 2), `829,2025-03,6000,${text},  Wages `])),
    );
    assert.equal(result.state, 'unchanged', text);
  }
});

test('packed, with a byte order mark, with CRLF, other order and case of columns: the rows are the same', async () => {
  const rows = ['0170,202503,6000,100,"Wages,\nattendants ""day"""', '0829,202503,6000,50,Café'];
  const plain = await booksWithLists();
  await loadOne(plain, await ledgerFile(ledger(rows)));
  const expected = await snapshot(plain.database, 'values');
  const members = ledger(rows)
    .split(/(?<=\n)/)
    .map((line) => gzipSync(line));
  const forms: readonly (readonly [string, string | Buffer, name?: string])[] = [
    ['gzip', gzipSync(ledger(rows)), 'account_summary_2025-03.csv.gz'],
    ['gzip in a member for each line', Buffer.concat(members), 'account_summary.csv.gz'],
    ['byte order mark', `\uFEFF${ledger(rows)}`],
    ['CRLF', ledger(rows, '\r\n')],
    ['no last line end', ledger(rows).trimEnd()],
    ['blank lines', ledger(rows).replaceAll(/\n(?=0)/g, '\n\n')],
    [
      'columns in another order and case',
      'balance, Main_Account ,MAIN_ACCOUNT_DESC,period,"cost_center"\n' +
        '100,6000,"Wages,\nattendants ""day""",202503,0170\n50,6000,Café,202503,0829\n',
    ],
    ['name in upper case', ledger(rows), 'ACCOUNT_SUMMARY_MARCH.CSV'],
  ];
  for (const [form, content, name] of forms) {
    const intake = await booksWithLists();
    const { rows: counts } = await loadOne(intake, await ledgerFile(content, name));
    assert.deepEqual([counts.received, counts.loaded], [2, 2], form);
    assert.deepEqual(await snapshot(intake.database, 'values'), expected, form);
  }
});

test('a file that only repeated what was known does not come back to life when all is loaded again', async () => {
  const intake = await booksWithLists();
  const paths = [
    await ledgerFile(ledger(march)),
    await ledgerFile(`${ledger(march)}\n`),
    await ledgerFile(ledger(['0170,202503,6000,777,Wages'])),
  ];
  const states = [];
  for (const path of paths) states.push((await loadOne(intake, path)).state);
  assert.deepEqual(states, ['loaded', 'unchanged', 'loaded']);
  const before = await snapshot(intake.database, 'exact');
  const again = [];
  for (const path of paths) again.push((await loadOne(intake, path)).state);
  assert.deepEqual(again, ['replaced', 'replaced', 'unchanged']);
  assert.deepEqual(await snapshot(intake.database, 'exact'), before);
});

test('the name of a file decides nothing: the one that arrived last is believed', async () => {
  const intake = await booksWithLists();
  await loadOne(
    intake,
    await ledgerFile(ledger(['0170,202503,6000,2,Wages']), 'account_summary_2025-12.csv'),
  );
  await loadOne(
    intake,
    await ledgerFile(ledger(['0170,202503,6000,1,Wages']), 'account_summary_2025-01.csv'),
  );
  const rows = await intake.database.query<{ amount: string }>('select amount from warehouse.ledger_balance');
  assert.deepEqual(rows, [{ amount: '1.00000' }]);
});
