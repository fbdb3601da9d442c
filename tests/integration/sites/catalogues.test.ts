import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cloneDatabase } from '../../database.ts';
import { writeFiles } from '../../scenarios/deliveries.ts';
import { openBillingFixture } from '../billing/billing-fixture.ts';
import { openSiteHouse } from './site-house.ts';

const database = await cloneDatabase();
await openBillingFixture(database);
const house = await openSiteHouse(database);
const { done, json, refused, run } = house;

interface Listed {
  readonly entries: readonly {
    readonly entry: string | null;
    readonly code: string;
    readonly name: string | null;
    readonly is_in_force: boolean;
    readonly entered_by: string | null;
    readonly ended_by: string | null;
  }[];
  readonly uses: readonly { readonly code: string; readonly sites: readonly string[] }[] | null;
  readonly missing: readonly { readonly code: string }[];
}

const list = (as: string, name: string, ...words: readonly string[]): Promise<Listed> =>
  json<Listed>(as, 'catalogues', 'list', name, ...words);
const set = (...words: readonly string[]): readonly string[] => ['catalogues', 'set', ...words];

test('accounts that clients pay are delivered, ended and never deleted', async () => {
  const delivered = await list('bea', 'client-paid-accounts');
  assert.equal(delivered.entries.length, 28);
  assert.equal(
    delivered.entries.find(({ code }) => code === '7045')?.name,
    'Account 7045',
    'as the chart has it',
  );
  assert.equal(
    await refused('fay', 'catalogues', 'end', 'client-paid-accounts', '7225'),
    'SECURITY_FORBIDDEN',
  );
  await done('bea', 'catalogues', 'end', 'client-paid-accounts', '7225', '--reason', 'not agreed any more');
  assert.equal(
    await refused('bea', 'catalogues', 'end', 'client-paid-accounts', '7225'),
    'CATALOGUE_ENTRY_UNKNOWN',
  );
  assert.equal((await list('bea', 'client-paid-accounts')).entries.length, 27);
  const history = (await list('bea', 'client-paid-accounts', '--history')).entries;
  const ended = history.find(({ code }) => code === '7225');
  assert.deepEqual(
    [ended?.is_in_force, ended?.entered_by, ended?.ended_by],
    [false, 'delivered', 'bea@house.invalid'],
  );
});

test('a line that the client paid is on an account of the catalogue, which says where it is used', async () => {
  await done('bea', 'bill', '--month', '2025-05', '--site', '829');
  const statement = async (): Promise<string> =>
    (await json<{ statement_id: string }[]>('bea', 'statements', 'list', '--site', '829'))[0]?.statement_id ??
    '';
  const paid = ['--kind', 'ClientPaidExpense', '--title', 'Uniforms', '--amount', '12.50'];
  const wrong = await run('bea', 'statements', 'adhoc', await statement(), ...paid, '--code', '7225');
  assert.match(wrong.err, /BILLING_CLIENT_PAID_ACCOUNT: Account 7225/);
  await done('bea', 'statements', 'adhoc', await statement(), ...paid, '--code', '7045');
  const { uses } = await list('bea', 'client-paid-accounts');
  assert.deepEqual(
    uses?.map(({ code, sites }) => [code, sites]),
    [['7045', ['0829']]],
  );
});

test('services come as a CSV, tried first; codes in contracts that the catalogue lacks are named', async () => {
  assert.equal((await list('bea', 'fixed-fee-services')).entries.length, 8, 'what the product delivers');
  for (const code of ['4700', '4715'])
    await done('bea', 'catalogues', 'end', 'fixed-fee-services', code, '--reason', 'another account');
  const before = await list('bea', 'fixed-fee-services');
  const used = before.missing.map(({ code }) => code);
  assert.ok(used.length > 0, 'the contract of the fixture has fixed fees');
  const [bad = '', good = ''] = await writeFiles(house.folder, {
    'bad.csv': `CODE,NAME\n${used[0] ?? ''},Valet\n47,Shuttle\n4721,\n${used[0] ?? ''},Valet parking\n`,
    'good.csv': `CODE,NAME\n${used.map((code) => `${code},Service ${code}`).join('\n')}\n`,
  });
  const tried = await run('bea', 'catalogues', 'import', 'fixed-fee-services', bad, '--dry-run', '--json');
  assert.equal(tried.code, 1);
  const { rows, faults } = JSON.parse(tried.out) as {
    rows: object[];
    faults: { line: number; cause: string }[];
  };
  assert.deepEqual([rows.length, faults.map(({ line }) => line)], [1, [3, 4, 5]]);
  assert.equal(
    faults[2]?.cause,
    'the same as in line 2',
    'the last of two names does not win without a word',
  );
  assert.equal(
    await refused('bea', 'catalogues', 'import', 'fixed-fee-services', bad),
    'SITES_TABLE_INVALID',
  );
  await done('bea', 'catalogues', 'import', 'fixed-fee-services', good, '--reason', 'as agreed');
  const after = await list('bea', 'fixed-fee-services');
  assert.deepEqual([after.missing, after.entries.length], [[], 6 + used.length]);
  const csv = await done('bea', 'catalogues', 'list', 'fixed-fee-services', '--csv');
  const [again = ''] = await writeFiles(house.folder, { 'again.csv': csv });
  assert.match(await done('bea', 'catalogues', 'import', 'fixed-fee-services', again), /as it was/);
});

test('another name takes the place of the one before; who has not seen it is told who changed it', async () => {
  await done('bea', ...set('fixed-fee-services', '4720', '--name', 'Shuttle'));
  const entry = async () =>
    (await list('bea', 'fixed-fee-services')).entries.find(({ code }) => code === '4720');
  const seen = (await entry())?.entry ?? '';
  await done('bea', ...set('fixed-fee-services', '4720', '--name', 'Shuttle service', '--seen', seen));
  const late = await run('bea', ...set('fixed-fee-services', '4720', '--name', 'Bus', '--seen', seen));
  assert.match(late.err, /CATALOGUE_CHANGED_SINCE: .*bea@house\.invalid at .* now: Shuttle service/);
  const names = (await list('bea', 'fixed-fee-services', '--history')).entries.filter(
    ({ code }) => code === '4720',
  );
  assert.deepEqual(
    names.map(({ name }) => name),
    ['Shuttle', 'Shuttle service'],
  );
});

test('a revenue code that has ended is refused by revenue workbooks, and comes back with another entry', async () => {
  const isActive = async (): Promise<boolean | undefined> =>
    (
      await database.query<{ active: boolean }>(
        `select is_active as active from warehouse.revenue_code where revenue_code = 'VD1'`,
      )
    )[0]?.active;
  const vd1 = (await list('bea', 'revenue-codes')).entries.find(({ code }) => code === 'VD1');
  assert.equal(vd1?.entry, null, 'nobody decided on it yet');
  await done('bea', 'catalogues', 'end', 'revenue-codes', 'vd1', '--reason', 'no valet any more');
  assert.equal(await isActive(), false);
  await done('bea', ...set('revenue-codes', 'VD1', '--name', 'Valet Daily'));
  assert.equal(await isActive(), true);
  assert.match(await done('bea', 'catalogues', 'list', 'revenue-codes', '--history'), /VD1 .*9411 \/ 9510/);
  assert.match(
    (await run('bea', ...set('revenue-codes', 'TOOLONG', '--name', 'X'))).err,
    /CATALOGUE_ENTRY_INVALID/,
  );
});

test('which accounts of the ledger a revenue code counts on is edited, with history, and by a CSV', async () => {
  const catalogue = 'revenue-code-accounts';
  const [valet] = (await list('bea', catalogue)).entries.filter(({ code }) => code === 'VD1');
  assert.deepEqual([valet?.entry, valet?.name], [null, '9411 / 9510'], 'as delivered');
  for (const [code, accounts, fault] of [
    ['VD1', '9411/9550', /9411 and 9550 are of two statistics/],
    ['VD1', '9411 / 9999', /the chart of accounts has no 9999/],
    ['XX9', '9411 / 9510', /XX9 is no revenue code in use/],
    ['VD1', 'valet', /"valet" is not an account of revenue and one of vehicles/],
    ['VD1', '-', /is not an account of revenue/],
  ] as const) {
    const said = await run('bea', ...set(catalogue, code, '--name', accounts));
    assert.match(said.err, fault, accounts);
  }
  assert.equal(await refused('fay', ...set(catalogue, 'VD1', '--name', '9414 / 9550')), 'SECURITY_FORBIDDEN');
  const unitsOf = async (): Promise<string[]> =>
    (
      await database.query<{ unit: string }>(
        `select account || ' ' || value as unit from billing.unit_values('2025-05-01') where site = '0829' order by 1`,
      )
    ).map(({ unit }) => unit);
  assert.deepEqual(await unitsOf(), ['9411 180000.00']);
  await done('bea', ...set(catalogue, 'VD1', '--name', '9414/9550', '--reason', 'self since March'));
  assert.deepEqual(await unitsOf(), ['9414 180000.00'], 'unit accounts follow');
  const counted = await database.query<{ statistic: string }>(
    `select statistic from warehouse.statistic_code() where revenue_code = 'VD1'`,
  );
  assert.deepEqual(counted, [{ statistic: 'self-daily' }], 'and so do statistics');
  const [file = ''] = await writeFiles(house.folder, {
    'accounts.csv': 'CODE,NAME\nVD1,9411\nOR1,7045\n',
  });
  assert.match(await done('bea', 'catalogues', 'import', catalogue, file, '--dry-run'), /VD1 +9411 \/ -/);
  assert.deepEqual(await unitsOf(), ['9414 180000.00'], 'a trial keeps nothing');
  await done('bea', 'catalogues', 'import', catalogue, file, '--reason', 'as it was');
  const { entries, uses } = await list('bea', catalogue, '--history');
  assert.deepEqual(
    entries.filter(({ code }) => code === 'VD1').map(({ name }) => name),
    ['9414 / 9550', '9411 / -'],
  );
  assert.ok(uses?.some(({ code, sites }) => code === 'VD1' && sites.includes('0170')));
  await done('bea', 'catalogues', 'end', catalogue, 'VD1', '--reason', 'not posted any more');
  assert.deepEqual(await unitsOf(), []);
});
