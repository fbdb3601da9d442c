import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { feeds, type Feed, type TakenIn } from '../../../src/sources/index.ts';
import { listBatches } from '../../../src/sources/intake/list-batches.ts';
import { listQuarantine } from '../../../src/sources/intake/quarantine.ts';
import type { FeedColumn } from '../../../src/sources/feed.ts';
import { writeWorkbook } from '../../../src/sources/sample/write-workbook.ts';
import { cloneDatabase } from '../../database.ts';
import { intakeOn, lists, load, temporaryFolder, writeFiles } from '../../scenarios/deliveries.ts';

const database = await cloneDatabase();
const intake = intakeOn(database, { maxFailingPercent: 100 });
const folder = await temporaryFolder();

/** What no field may hold, or what a program on the way may take for something else. */
const hostile: readonly string[] = [
  ...[
    '\u0000',
    'a\u0000b',
    '\u001b[2J',
    '\u0007',
    '\u009b31m',
    '\u202e0170',
    '\u2028',
    '\ufffe',
    '\u{1f4a3}',
  ],
  ...['1e400', '-1e400', '1e-400', '0x10', '0b1', 'Infinity', 'NaN', '-0', '--1', '1..0', '٣', '１'],
  ...[
    '9'.repeat(400),
    `0.${'0'.repeat(400)}1`,
    'x'.repeat(70_000),
    '\\N',
    '\\.',
    '\\',
    "';--",
    '{}',
    'null',
    '[]',
  ],
  ...['=cmd|"/c calc"!A1', '@SUM(1)', '$1', '%s%n', '${x}', '{file}', '../../x', 'TRAILER', 'true', 'NULL'],
  ...[
    '9999-12-31',
    '0000-00-00',
    '10000-01-01',
    '2025-02-30',
    '999999',
    '000000',
    '24:00',
    '2025-01-01T25:61',
  ],
];

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

/** A file of a feed: rows that are right but for one column, which says one hostile thing after the other. */
function planted({ columns }: Feed, column: FeedColumn): string {
  const right = columns.map(rightFor);
  const rows = hostile.map((value) =>
    columns.map((each, at) => (each === column ? quoted(value) : (right[at] ?? ''))).join(','),
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
  assert.doesNotMatch(said, /invalid byte|SQLSTATE|violates|syntax for type|out of range for type/, what);
}

before(async () => {
  await load(intake, await writeFiles(join(folder, 'lists'), lists));
});

for (const feed of feeds.filter(({ name }) => name !== 'revenue_workbook'))
  test(`${feed.name}: a hostile value in any field holds its record back or is text, and the load ends`, async () => {
    const files = Object.fromEntries(
      feed.columns.map((column, at) => [`${feed.name}_${String(at)}.csv`, planted(feed, column)]),
    );
    const results = await load(intake, await writeFiles(join(folder, feed.name), files));
    const ofFeed = results.filter((result) => result.feed === feed.name);
    assert.ok(ofFeed.length >= feed.columns.length);
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
  for (const field of Object.keys(right))
    for (const value of values) {
      const [path = ''] = await writeFiles(join(folder, 'workbook'), {
        '100170REV2025 C06.xlsm': writeWorkbook([{ ...right, [field]: value }]),
      });
      const results = await load(intake, [path]);
      assert.equal(results.length, 1);
      for (const result of results) await checkEnd(result, `${field} ${JSON.stringify(value)}`);
    }
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
