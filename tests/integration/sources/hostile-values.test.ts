import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { readEntriesFile } from '../../../src/forecasting/index.ts';
import { importEntries } from '../../../src/forecasting/files/import-entries.ts';
import { Refusal } from '../../../src/kernel/errors.ts';
import { feeds, readTable, type Feed, type TakenIn } from '../../../src/sources/index.ts';
import { listBatches } from '../../../src/sources/intake/list-batches.ts';
import { listQuarantine } from '../../../src/sources/intake/quarantine.ts';
import type { FeedColumn } from '../../../src/sources/feed.ts';
import { writeWorkbook } from '../../../src/sources/sample/write-workbook.ts';
import { cloneDatabase } from '../../database.ts';
import { hostile, ofDatabase } from '../../hostile-values.ts';
import { intakeOn, lists, load, temporaryFolder, writeFiles } from '../../scenarios/deliveries.ts';

const database = await cloneDatabase();
const intake = intakeOn(database, { maxFailingPercent: 100 });
const folder = await temporaryFolder();

/** A value that is right in a column, by its declared type. */
function rightFor({ type, header, ifBlank }: FeedColumn): string {
  switch (type.kind) {
    case 'site':
      return '0170';
    case 'account':
      return '6000';
    case 'period':
      return '202401';
    case 'date':
      return '2024-01-05';
    case 'timestamp':
      return header.startsWith('END') ? '2024-01-05 14:00' : '2024-01-05 06:00';
    case 'flag':
      return 'N';
    case 'integer':
      return header === 'YEAR' ? '2024' : String(Math.max(type.min, 1));
    case 'decimal':
      return '1';
    case 'code':
      return type.oneOf?.[0] ?? 'GSA';
    case 'text':
      return ifBlank ?? 'word';
  }
}

const quoted = (field: string): string => `"${field.replaceAll('"', '""')}"`;

/** Columns that are hostile in one file, one after the other: each file is a load of its own. */
const COLUMNS_OF_A_FILE = 8;

/** A file of a feed: rows that are right but for one column, which says one hostile thing after the other. */
function planted({ columns }: Feed, from: number): string {
  const right = columns.map(rightFor);
  const rows = columns
    .slice(from, from + COLUMNS_OF_A_FILE)
    .flatMap((column) =>
      hostile.map((value) =>
        columns.map((each, at) => (each === column ? quoted(value) : (right[at] ?? ''))).join(','),
      ),
    );
  return `${columns.map(({ header }) => header).join(',')}\n${rows.join('\n')}\n`;
}

/** Every record is accounted for, and what is said is ours, not the database's. */
async function checkEnd(result: TakenIn, what: string): Promise<void> {
  const { state, rows, refusal, warnings } = result;
  assert.ok(['loaded', 'unchanged', 'refused'].includes(state), `${what}: ${JSON.stringify(refusal)}`);
  if (state !== 'refused')
    assert.equal(rows.received, rows.loaded + rows.unchanged + rows.quarantined + (rows.setAside ?? 0), what);
  const held = await listQuarantine(database, { batch: result.batchId ?? '0', all: true });
  const said = JSON.stringify([refusal, warnings, held.map(({ message }) => message)]);
  assert.doesNotMatch(said, ofDatabase, what);
}

before(async () => {
  await load(intake, await writeFiles(join(folder, 'lists'), lists));
});

for (const feed of feeds.filter(({ name }) => name !== 'revenue_workbook'))
  test(`${feed.name}: a hostile value in any field holds its record back or is text, and the load ends`, async () => {
    const files: Record<string, string> = {};
    for (let from = 0; from < feed.columns.length; from += COLUMNS_OF_A_FILE)
      files[`${feed.name}_${String(from)}.csv`] = planted(feed, from);
    const results = await load(intake, await writeFiles(join(folder, feed.name), files));
    const ofFeed = results.filter((result) => result.feed === feed.name);
    assert.ok(ofFeed.length >= Object.keys(files).length);
    for (const result of results) await checkEnd(result, `${feed.name} ${result.file}`);
  });

test('a revenue workbook with a hostile value in any field is refused or taken in, and the load ends', async () => {
  const right = {
    site: '0170',
    date: '2025-06-01',
    revenueCode: 'VD1',
    revenueCategory: 'VALET',
    valueType: 'Revenue',
    value: '1',
  };
  // What XML cannot hold at all is planted in the file itself, by the tests of the reader.
  const values = hostile.filter(
    (value) => !/[\u0000-\u0008\u000b-\u001f\ufffe]/.test(value) && value.length < 30_000,
  );
  // Every third value for a field, the others for its neighbours: no kind of value is shorter than that.
  for (const [turn, field] of Object.keys(right).entries())
    for (const value of values.filter((_, at) => (at + turn) % 3 === 0)) {
      const [path = ''] = await writeFiles(join(folder, 'workbook'), {
        '100170REV2025 C06.xlsm': writeWorkbook([{ ...right, [field]: value }]),
      });
      const results = await load(intake, [path]);
      assert.equal(results.length, 1);
      for (const result of results) await checkEnd(result, `${field} ${JSON.stringify(value)}`);
    }
});

test('a cell of 20 MB refuses its file in words, and the next file is loaded', async () => {
  const row = (cell: string): string => `0170,202401,7045,${cell}\n`;
  const results = await load(
    intake,
    await writeFiles(join(folder, 'long'), {
      'account_summary_long.csv': `COST_CENTER,PERIOD,MAIN_ACCOUNT,BALANCE\n${row('1')}${row('x'.repeat(20_000_000))}`,
      'account_summary_next.csv': 'COST_CENTER,PERIOD,MAIN_ACCOUNT,BALANCE\n0829,202401,6000,1\n',
    }),
  );
  for (const result of results) await checkEnd(result, result.file);
  assert.deepEqual(
    results.map(({ state, refusal }) => refusal?.code ?? state),
    ['SOURCES_FILE_BROKEN', 'loaded'],
  );
});

test('a hostile value in any column of a forecast file is refused in words, and nothing is kept', async () => {
  const right = ['0170', 'statistics', '2031-07-20', '', 'valet-daily', '40'];
  const header = 'site,area,period,item,measure,value\n';
  const importing = {
    ...({ version: 'working', savedBy: 'tester', reason: null, today: '2031-01-01' } as const),
    isConfirmed: true,
  };
  for (const at of right.keys())
    for (const value of [...hostile, '\ufffd', 'x'.repeat(1_000_000)]) {
      const row = right.map((cell, column) => quoted(column === at ? value : cell)).join(',');
      const what = `column ${String(at)} ${JSON.stringify(value).slice(0, 60)}`;
      const take = async (): Promise<unknown> => {
        const read = await readEntriesFile('f.csv', Buffer.from(`${header}${row}\n`), readTable);
        return importEntries(database, [{ name: 'f.csv', ...read }], importing, true);
      };
      const error = await take().catch((cause: unknown) => cause);
      if (error instanceof Error) {
        assert.ok(error instanceof Refusal, `${what}: ${String(error)}`);
        assert.doesNotMatch(error.message, ofDatabase, what);
      }
    }
  assert.deepEqual(await database.query('select change_id from forecasting.change'), []);
});

test('no load is left under way, whatever its file held', async () => {
  assert.deepEqual(await listBatches(database, { state: 'receiving' }), []);
});

test('what nobody foresaw of one file is told of it and does not end the loads of the others', async () => {
  const good = 'COST_CENTER,PERIOD,MAIN_ACCOUNT,BALANCE\n0170,202402,6000,1\n';
  const paths = await writeFiles(join(folder, 'several'), {
    'account_summary_1.csv': good,
    'account_summary_2.csv': good.replace(',1\n', ',2\n'),
    'account_summary_3.csv': good.replace(',1\n', ',3\n'),
  });
  let asked = 0;
  const failing = {
    ...intake,
    authorize: (): Promise<void> => {
      asked += 1;
      return asked === 2 ? Promise.reject(new TypeError('nobody foresaw this')) : Promise.resolve();
    },
  };
  const results = await load(failing, paths);
  assert.deepEqual(
    results.map(({ state }) => state),
    ['loaded', 'failed', 'loaded'],
  );
  assert.match(results[1]?.refusal?.message ?? '', /nobody foresaw this/);
});
