import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { restoreBatch } from '../../../src/sources/index.ts';
import { listBatches } from '../../../src/sources/intake/list-batches.ts';
import { explain } from '../../../src/warehouse/index.ts';
import { cloneDatabase } from '../../database.ts';
import {
  intakeOn,
  lists,
  load,
  loadOne,
  snapshot,
  temporaryFolder,
  writeFiles,
} from '../../scenarios/deliveries.ts';

const database = await cloneDatabase();
const intake = intakeOn(database);
const folder = await temporaryFolder();
const header = 'COST_CENTER,PERIOD,MAIN_ACCOUNT,BALANCE';

let delivered = 0;
async function deliver(name: string, rows: readonly string[]): Promise<string> {
  delivered += 1;
  const [path = ''] = await writeFiles(join(folder, String(delivered)), { [name]: [...rows, ''].join('\n') });
  const { batchId, state, refusal } = await loadOne(intake, path);
  assert.equal(state, 'loaded', JSON.stringify(refusal));
  return batchId ?? '';
}

/** What a fact says, without where it came from. */
const valuesOf = async (name: string): Promise<string | undefined> =>
  (await snapshot(database, 'values'))[name];

const restore = (id: string, isTrial = false): ReturnType<typeof restoreBatch> =>
  restoreBatch(intake, { id, reason: 'the newer file was of a test system', isTrial });

before(async () => {
  await load(intake, await writeFiles(join(folder, 'lists'), lists));
});

test('a replaced month comes back as the load had left it, each row with the file and line it came from', async () => {
  const first = await deliver('account_summary_1.csv', [
    header,
    '0170,202403,6000,100',
    '0170,202403,7045,50',
    '0829,202403,6000,70',
  ]);
  // Of the month of 0170, one row stays and one changes; 0829 is not in it.
  const second = await deliver('account_summary_2.csv', [
    header,
    '0170,202403,6000,100',
    '0170,202403,7045,55',
    '0170,202403,7045,5',
  ]);
  const good = await valuesOf('ledger_balance');
  const third = await deliver('account_summary_3.csv', [header, '0170,202403,6000,1']);
  const bad = await snapshot(database, 'exact');

  const [tried] = await restore(second, true);
  assert.equal(tried?.state, 'tried');
  assert.ok(
    tried.changes?.some(({ kind, rows }) => kind === 'comes' && rows === '1'),
    JSON.stringify(tried),
  );
  assert.deepEqual(await snapshot(database, 'exact'), bad);

  const results = await restore(second);
  assert.deepEqual(
    results.map(({ file, state, rows }) => [file, state, rows.received, rows.loaded, rows.superseded]),
    [
      ['account_summary_1.csv', 'loaded', 1, 1, 0],
      ['account_summary_2.csv', 'loaded', 2, 2, 1],
    ],
  );
  assert.equal(await valuesOf('ledger_balance'), good);
  const { rows } = await explain(database, 'account-total', {
    site: '0170',
    month: '2024-03',
    account: '7045',
    kind: 'actual',
  });
  assert.deepEqual(
    rows.map((row) => [row['file'], String(row['line']), row['amount']]),
    [
      ['account_summary_2.csv', '3', '55.00000'],
      ['account_summary_2.csv', '4', '5.00000'],
    ],
  );
  const [gone] = await database.query<{ rows: number }>(
    `select count(*)::integer as rows from warehouse.ledger_balance_history
     where batch_id = $1 and superseded_by_batch_id = $2`,
    [third, results.at(-1)?.batchId ?? ''],
  );
  assert.equal(gone?.rows, 1);
  const [batch] = await listBatches(database, { id: results.at(-1)?.batchId ?? '' });
  assert.match(
    batch?.warnings[0]?.message ?? '',
    /as batch \d+ \(account_summary_2\.csv\) had left them: the newer/,
  );
  // Once more changes nothing, and what is older can come back too.
  assert.deepEqual(
    (await restore(second)).map(({ rows: counts }) => [counts.loaded, counts.superseded]),
    [
      [0, 0],
      [0, 0],
    ],
  );
  await restore(first);
  const [sum] = await database.query<{ sum: string }>(
    `select sum(amount)::text as sum from warehouse.ledger_balance where site_id = '0170'`,
  );
  assert.equal(sum?.sum, '150.00000');
});

test('days that the load had not changed stay as later loads left them', async () => {
  const columns = 'WORK_LOCATION,DATE,TITLE,PAY_TYPE,TOTAL_HOURS,TOTAL_DOLLARS';
  const rowOf = (day: string, hours: string): string => `0170,2024-05-${day},GSA,REGULAR,${hours},100`;
  const first = await deliver('payroll_summary_1.csv', [columns, rowOf('01', '8'), rowOf('02', '8')]);
  await deliver('payroll_summary_2.csv', [columns, rowOf('02', '1'), rowOf('03', '3')]);
  await restore(first);
  const rows = await database.query<{ day: string; hours: string }>(
    `select worked_on::text as day, trim_scale(hours)::text as hours from warehouse.payroll_day order by 1`,
  );
  assert.deepEqual(
    rows.map(({ day, hours }) => `${day} ${hours}`),
    ['2024-05-01 8', '2024-05-02 8', '2024-05-03 3'],
  );
});

test('no reason, no such load, a list and a load that brought nothing are refused with what to do', async () => {
  const codeOf = (id: string, reason = 'why'): Promise<unknown> =>
    restoreBatch(intake, { id, reason, isTrial: false }).catch(
      (error: unknown) => (error as { code: string }).code,
    );
  const [list] = await listBatches(database, { feed: 'chart_of_account' });
  assert.equal(await codeOf(list?.batchId ?? ''), 'SOURCES_RESTORE_LIST');
  assert.equal(await codeOf('999999'), 'SOURCES_BATCH_UNKNOWN');
  assert.equal(await codeOf('1', '  '), 'SOURCES_RESTORE_REASON_MISSING');
  const [path = ''] = await writeFiles(join(folder, 'bad'), {
    'account_summary.csv': `${header}\n0170,x,y,z\n`,
  });
  const { batchId } = await loadOne(intake, path);
  assert.equal(await codeOf(batchId ?? ''), 'SOURCES_RESTORE_NOTHING');
});
