import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask } from '../../../src/warehouse/index.ts';
import { cloneDatabase } from '../../database.ts';
import { intakeOn, loadOne, temporaryFolder, writeFiles } from '../../scenarios/deliveries.ts';

const database = await cloneDatabase();
const folder = await temporaryFolder();

/** Loads a site list that speaks of the day `asOf`; without one it speaks of the day on which it arrives. */
async function siteList(asOf: string | null, rows: readonly string[]): ReturnType<typeof loadOne> {
  const name = `master_non_financial_${String(performance.now())}.csv`;
  const [path = ''] = await writeFiles(folder, {
    [name]: ['SITE,SITE_NAME,DM', ...rows, ''].join('\n'),
    ...(asOf === null ? {} : { [`${name}.manifest.json`]: `{"as_of": "${asOf}"}` }),
  });
  return loadOne(intakeOn(database), path);
}

async function managerOn(day: string): Promise<unknown> {
  const answer = await ask(database, 'site-history', { site: '0170', on: day });
  return 'rows' in answer ? answer.rows[0]?.['district_manager'] : undefined;
}

test('who was district manager in March? The one whom the list of the first of March names', async () => {
  await siteList('2025-01-01', ['0170,Harbor Hotel,First Manager', '0829,Station Hotel,First Manager']);
  const march = await siteList('2025-03-01', [
    '0170,Harbor Hotel,Second Manager',
    '0829,Station Hotel,First Manager',
  ]);
  assert.deepEqual(march.rows, { received: 2, loaded: 1, unchanged: 1, superseded: 1, quarantined: 0 });
  await siteList('2025-05-01', ['0170,Harbor Hotel,Third Manager', '0829,Station Hotel,First Manager']);
  assert.deepEqual(
    await Promise.all(['2025-02-28', '2025-03-01', '2025-03-31', '2025-04-30', '2025-05-01'].map(managerOn)),
    ['First Manager', 'Second Manager', 'Second Manager', 'Second Manager', 'Third Manager'],
  );
});

test('an older list that arrives late is believed from its day on, and what it replaced stays in history', async () => {
  await siteList('2025-04-01', ['0170,Harbor Hotel,Late Manager', '0829,Station Hotel,First Manager']);
  assert.deepEqual(await Promise.all(['2025-03-31', '2025-04-01', '2025-06-01'].map(managerOn)), [
    ...['Second Manager', 'Late Manager', 'Late Manager'],
  ]);
  const history = await database.query<{ name: string; day: string }>(
    `select district_manager as name, valid_from_on as day from warehouse.site_district_manager_history`,
  );
  assert.deepEqual(history, [{ name: 'Third Manager', day: '2025-05-01' }]);
});

test('a list without a manifest speaks of the day on which it arrives in the time zone of the operator', async () => {
  await siteList(null, ['0170,Harbor Hotel,Todays Manager', '0829,Station Hotel,First Manager']);
  assert.deepEqual(await Promise.all(['2026-06-14', '2026-06-15'].map(managerOn)), [
    'Late Manager',
    'Todays Manager',
  ]);
});

test('a site that is no longer listed stays with its history, and is listed again when it comes back', async () => {
  const without = await siteList('2026-07-01', ['0170,Harbor Hotel,Todays Manager']);
  assert.equal(without.rows.superseded, 1);
  const isListed = async (): Promise<unknown> => {
    const [row] = await database.query<{ is_listed: boolean }>(
      `select is_listed from warehouse.site where site_id = '0829'`,
    );
    return row?.is_listed;
  };
  assert.equal(await isListed(), false);
  const answer = await ask(database, 'site-history', { site: '0829' });
  assert.equal('rows' in answer && answer.rows.at(-1)?.['valid_to'], '2026-07-01');
  await siteList('2026-08-01', ['0170,Harbor Hotel,Todays Manager', '0829,Station Hotel,First Manager']);
  assert.equal(await isListed(), true);
});

test('a column that a list lacks is left blank and the load says so', async () => {
  const { warnings } = await siteList('2026-09-01', ['0170,Harbor Hotel,', '0829,Station Hotel,']);
  assert.match(warnings[0]?.message ?? '', /has no .*GL_STRING.*CITY/);
  assert.doesNotMatch(warnings[0]?.message ?? '', /\bDM\b/);
});

test('a state or ZIP that cannot be is held back with what to write instead, and the rest comes in', async () => {
  const [path = ''] = await writeFiles(folder, {
    'master_non_financial_places.csv': [
      'SITE,SITE_NAME,STATE,ZIP',
      '0170,Harbor Hotel,CT,06101-1234',
      '0829,Station Hotel,on,K1A 0B1',
      '0246,Mill Hotel,Conn.,06101',
      '0312,Square Hotel,CT,6101',
      '0313,Park Hotel,CT,unknown',
      '',
    ].join('\n'),
  });
  const taken = await loadOne(intakeOn(database, { maxFailingPercent: 100 }), path);
  assert.deepEqual([taken.state, taken.rows.quarantined], ['loaded', 3]);
  const held = await database.query<{ column: string; message: string }>(
    `select column_name as column, message from sources.quarantine where batch_id = $1 order by source_line`,
    [taken.batchId],
  );
  assert.deepEqual(
    held.map(({ column }) => column),
    ['STATE', 'ZIP', 'ZIP'],
  );
  assert.match(held[0]?.message ?? '', /two letters/);
  assert.match(held[1]?.message ?? '', /as text and write 06101/);
  assert.match(held[2]?.message ?? '', /Canadian postal code/);
});
