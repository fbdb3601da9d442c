import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { type TakenIn } from '../../../src/sources/index.ts';
import { listQuarantine } from '../../../src/sources/intake/quarantine.ts';
import { cloneDatabase } from '../../database.ts';
import {
  intakeOn,
  lists,
  load,
  loadOne,
  snapshot,
  temporaryFolder,
  withoutQuarantine,
  writeFiles,
} from '../../scenarios/deliveries.ts';

const folder = await temporaryFolder();
const header =
  'SITE,DATE,REVENUE_CODE,REVENUE_CATEGORY,COLLECTION_TYPE,DEPOSIT_FLAG,EXTERNALREVENUE,NETEXTERNALREVENUE,' +
  'VEHICLECOUNT,TAXRATE,BILLABLE_NET_VALIDATION';

const two = (value: number): string => String(value).padStart(2, '0');

/** Rows of three months: 170 codes on 28 days of two sites are 9,520 a month, enough to be built beside the fact. */
const rows = ['2025-01', '2025-02', '2025-03'].flatMap((month) =>
  ['0170', '0829'].flatMap((site) =>
    Array.from({ length: 28 }, (_, day) => dayOf(site, `${month}-${two(day + 1)}`)).flat(),
  ),
);

function dayOf(site: string, day: string): string[] {
  return Array.from({ length: 170 }, (_, code) => {
    const amount = `${String(code)}.5`;
    return `${site},${day},C${String(code)},Code,Cash,N,${amount},1,1,6,0`;
  });
}

/** Faults that SQL finds (an unknown site in two months, a key three times), and a row that cannot be read. */
const faulty = [
  ...rows,
  '0999,2025-01-05,C1,Code,Cash,N,1,1,1,6,0',
  '0999,2025-03-05,C1,Code,Cash,N,1,1,1,6,0',
  ...['7.5', '8.5'].map((amount) => `0170,2025-02-10,C7,Code,Cash,N,${amount},1,1,6,0`),
  '0170,2025-02-11,C7,Code,Cash,N,much,1,1,6,0',
];

async function books(): Promise<ReturnType<typeof intakeOn>> {
  const intake = intakeOn(await cloneDatabase());
  await load(intake, await writeFiles(join(folder, 'lists'), lists));
  return intake;
}

async function file(name: string, lines: readonly string[]): Promise<string> {
  const [path = ''] = await writeFiles(folder, {
    [`${name}/revenue_daily_detail.csv`]: [header, ...lines, ''].join('\n'),
  });
  return path;
}

/** A day of each site is a slice, so day by day in files too small to be built leaves what one large file leaves. */
async function loadByDay(into: ReturnType<typeof intakeOn>, lines: readonly string[]): Promise<void> {
  const days = Map.groupBy(lines, (line) => line.split(',')[1] ?? '');
  for (const [day, ofDay] of days) {
    // One bad row among few would be more than the tenth that is allowed.
    await loadOne({ ...into, maxFailingPercent: 100 }, await file(`by-day/${day}`, ofDay));
  }
}

const counts = ({ rows: counted }: TakenIn): readonly number[] => [
  ...[counted.received, counted.loaded, counted.unchanged, counted.superseded, counted.quarantined],
];

test('a large file of new months leaves exactly what the same rows in small files leave', async () => {
  const [large, small] = [await books(), await books()];
  const result = await loadOne(large, await file('large', rows));
  assert.deepEqual(counts(result), [28_560, 28_560, 0, 0, 0]);
  await loadByDay(small, rows);
  assert.deepEqual(await snapshot(large.database, 'values'), await snapshot(small.database, 'values'));
});

test('repeated keys and unknown sites in a large file are held back as in small ones', async () => {
  const [large, small] = [await books(), await books()];
  const result = await loadOne(large, await file('faulty', faulty));
  // Nobody knows which of the rows with one key is meant, so none is taken in: three of one, two of the other, where
  // the second cannot be read.
  assert.deepEqual(counts(result), [28_565, 28_558, 0, 0, 7]);
  await loadByDay(small, faulty);
  const held = async ({ database }: typeof large): Promise<string[]> =>
    (await listQuarantine(database, {}))
      .map(({ rule, column, record, state }) => JSON.stringify([rule, column, record, state]))
      .sort();
  const [ofLarge, ofSmall] = [await held(large), await held(small)];
  assert.equal(ofLarge.length, 7);
  assert.deepEqual(ofLarge, ofSmall);
  assert.deepEqual(
    withoutQuarantine(await snapshot(large.database, 'values')),
    withoutQuarantine(await snapshot(small.database, 'values')),
  );
});

test('a large file over months that are there is compared row by row and touches only what differs', async () => {
  const intake = await books();
  await loadOne(intake, await file('first', rows));
  const changed = rows
    .filter((row) => !row.startsWith('0829,2025-02-28,C3,'))
    .map((row) => (row.startsWith('0170,2025-01-01,C5,') ? row.replace(',5.5,', ',6.5,') : row));
  const april = rows.slice(0, 4_760).map((row) => row.replace('2025-01', '2025-04'));
  const result = await loadOne(intake, await file('second', [...changed, ...april]));
  assert.deepEqual(counts(result), [33_319, 4_761, 28_558, 2, 0]);
  const history = await intake.database.query(
    `select site_id as site, revenue_code as code, external_revenue as amount from warehouse.revenue_detail_history
     order by site_id`,
  );
  assert.deepEqual(history, [
    { site: '0170', code: 'C5', amount: '5.50000' },
    { site: '0829', code: 'C3', amount: '3.50000' },
  ]);
});

test('a refused large file leaves nothing behind, not even the months that were built for it', async () => {
  const intake = await books();
  const before = await snapshot(intake.database, 'exact');
  const partitions = async (): Promise<unknown> =>
    intake.database.query(
      `select count(*) as tables from pg_class where relnamespace = 'warehouse'::regnamespace`,
    );
  const tables = await partitions();
  const bad = rows.map((row, at) => (at % 5 === 0 ? row.replace(',Cash,', ',Cash,N') : row));
  const result = await loadOne(intake, await file('refused', bad));
  assert.deepEqual([result.state, result.refusal?.code], ['refused', 'SOURCES_TOO_MANY_FAILING_ROWS']);
  assert.deepEqual(await snapshot(intake.database, 'exact'), before);
  assert.deepEqual(await partitions(), tables);
});
