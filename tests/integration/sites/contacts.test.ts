import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cloneDatabase } from '../../database.ts';
import { writeFiles } from '../../scenarios/deliveries.ts';
import { harbor, openSiteHouse } from './site-house.ts';

const database = await cloneDatabase();
const house = await openSiteHouse(database);
const { done, json, refused, run } = house;
const station = { ...harbor, SITE: '0829', SITE_NAME: 'Station Hotel', SVP_REGION: 'West' };
await house.siteList('2026-01-01', [harbor, station]);

interface Contact {
  readonly number: string;
  readonly kind: string;
  readonly emails: string | null;
  readonly is_verified: boolean;
}

const contacts = (as: string, ...words: readonly string[]): Promise<Contact[]> =>
  json<Contact[]>(as, 'sites', 'contacts', 'list', ...words);
const add = (...words: readonly string[]): readonly string[] => ['sites', 'contacts', 'add', ...words];

test('a site has several contacts, each address checked, and the others are not for account managers', async () => {
  const said = await run(
    'bea',
    ...add('170', '--kind', 'billing', '--name', 'Payables', '--emails', 'a@b.example;c@'),
  );
  assert.match(said.err, /SITES_CONTACT_INVALID: .*emails: "c@" \(number 2\) is not an address/);
  assert.equal(
    await refused('bea', ...add('170', '--kind', 'billing', '--name', 'Payables', '--phone', '757-555-0100')),
    'SITES_CONTACT_INVALID',
  );
  // Such a sign turns the direction of reading, and what follows it on a page.
  const turned = ['--name', 'Desk \u202e7', '--phone', '757-555-0100'];
  assert.equal(
    await refused('bea', ...add('170', '--kind', 'emergency', ...turned)),
    'SITES_CONTACT_INVALID',
  );
  await done(
    'bea',
    ...add('170', '--kind', 'billing', '--name', 'Payables', '--emails', 'a@b.example, c@d.example'),
  );
  await done('tess', ...add('170', '--kind', 'emergency', '--name', 'Night desk', '--phone', '757-555-0100'));
  assert.equal(
    await refused('tess', ...add('170', '--kind', 'billing', '--name', 'X', '--emails', 'x@y.example')),
    'SECURITY_FORBIDDEN',
  );
  assert.equal(
    await refused('tess', ...add('829', '--kind', 'emergency', '--name', 'X', '--phone', '757-555-0100')),
    'SECURITY_FORBIDDEN',
  );
  assert.deepEqual(
    (await contacts('bea', '170')).map(({ kind, emails }) => [kind, emails]),
    [
      ['billing', 'a@b.example; c@d.example'],
      ['emergency', null],
    ],
  );
  assert.equal(await refused('amos', 'sites', 'contacts', 'list', '170'), 'SECURITY_FORBIDDEN');
});

test('a contact is verified for 90 days, and ended ones are in the history', async () => {
  const [first] = await contacts('bea', '170', '--due');
  const number = first?.number ?? '';
  assert.equal(
    await refused('bea', 'sites', 'contacts', 'verify', number, '--on', '2026-06-03'),
    'SITES_DAY_INVALID',
  );
  await done('bea', 'sites', 'contacts', 'verify', number, '--on', '2026-03-04');
  assert.equal((await contacts('bea', '170', '--due')).length, 1, '90 days before 2 June still count');
  await done('bea', 'sites', 'contacts', 'verify', number, '--on', '2026-03-03');
  assert.equal((await contacts('bea', '170', '--due')).length, 2);
  const { revision } = await json<{ revision: number }>('bea', 'sites', 'show', '170');
  await done('bea', 'sites', 'contacts', 'end', number);
  assert.equal(await refused('bea', 'sites', 'contacts', 'end', number), 'SITES_CONTACT_UNKNOWN');
  const late = await run(
    'bea',
    ...add(
      '170',
      '--kind',
      'operational',
      '--name',
      'Desk',
      '--emails',
      'd@e.example',
      '--seen',
      String(revision),
    ),
  );
  assert.match(
    late.err,
    /SITES_CHANGED_SINCE: .*bea@house\.invalid at .*contact ended \(billing contact Payables\)/,
  );
  assert.match(await done('bea', 'sites', 'show', '170', '--history'), /contact ended/);
});

const territories = ['sites', 'territories'] as const;
const places = async (site: string): Promise<string[]> =>
  (
    await json<{ territory: string; from_on: string; to_on: string | null }[]>(
      'bea',
      ...territories,
      'list',
      site,
    )
  ).map(({ territory, from_on, to_on }) => `${territory} ${from_on} ${to_on ?? ''}`);

test('a site is in one territory at a time, and a move keeps what was before', async () => {
  assert.equal(await refused('bea', ...territories, 'add', 'Coast North'), 'SECURITY_FORBIDDEN');
  for (const name of ['Coast North', 'Coast South', 'Empty']) await done('sid', ...territories, 'add', name);
  assert.equal(await refused('sid', ...territories, 'add', 'coast north'), 'SITES_TERRITORY_TAKEN');
  assert.equal(await refused('sid', ...territories, 'add', 'Coast \u202eE'), 'SITES_TERRITORY_INVALID');
  assert.equal(await refused('sid', ...territories, 'list', '7777'), 'WAREHOUSE_SITE_UNKNOWN');
  await done('tess', ...territories, 'assign', '170', '--to', 'Coast North', '--from', '2026-01-01');
  assert.equal(
    await refused('tess', ...territories, 'assign', '829', '--to', 'Coast North'),
    'SECURITY_FORBIDDEN',
  );
  await done('sid', ...territories, 'assign', '170', '--to', 'coast south', '--from', '2026-05-01');
  assert.deepEqual(await places('170'), ['Coast North 2026-01-01 2026-05-01', 'Coast South 2026-05-01 ']);
  assert.equal(
    await refused('sid', ...territories, 'assign', '170', '--to', 'Coast North', '--from', '2026-04-01'),
    'SITES_PLACED_SINCE',
  );
  assert.equal(await refused('sid', ...territories, 'end', 'Coast South'), 'SITES_TERRITORY_HELD');
  await done('sid', ...territories, 'end', 'Empty');
  const list = await json<{ territory: string; sites: string[] }[]>(
    'bea',
    ...territories,
    'list',
    '--today',
    '2026-02-01',
  );
  assert.deepEqual(list, [
    { territory: 'Coast North', sites: ['0170'] },
    { territory: 'Coast South', sites: [] },
  ]);
  const inSouth = await json<{ site: string }[]>('bea', 'sites', 'list', '--territory', 'Coast South');
  assert.deepEqual(
    inSouth.map(({ site }) => site),
    ['0170'],
  );
  await assert.rejects(
    database.execute(
      `insert into warehouse.site_territory (site_id, territory_id, from_on, assigned_at, assigned_by)
       values ('0170', 1, '2026-05-15', now(), 'x')`,
    ),
    { code: '23P01' },
  );
});

test('a table of moves is tried row by row, and kept whole or not at all', async () => {
  const [bad = '', good = ''] = await writeFiles(house.folder, {
    'bad.csv':
      'SITE,TERRITORY,FROM\n170,Coast North,2026-07-01\n829,Nowhere,2026-07-01\n' +
      '9999,Coast North,2026-07-01\n170,Coast South,soon\n',
    'good.csv': 'SITE,TERRITORY,FROM\n0170,Coast North,2026-07-01\n0829,Coast South,2026-07-01\n',
  });
  const tried = await run('sid', ...territories, 'import', bad, '--dry-run', '--json');
  assert.equal(tried.code, 1);
  const { rows, faults } = JSON.parse(tried.out) as {
    rows: object[];
    faults: { line: number; column: string }[];
  };
  assert.equal(rows.length, 1);
  assert.deepEqual(
    faults.map(({ line, column }) => `${String(line)} ${column}`),
    ['3 TERRITORY', '4 SITE', '5 FROM'],
  );
  assert.equal(await refused('sid', ...territories, 'import', bad), 'SITES_TABLE_INVALID');
  assert.equal((await places('170')).length, 2);
  assert.match(await done('sid', ...territories, 'import', good, '--dry-run'), /Coast South → Coast North/);
  assert.equal((await places('829')).length, 0);
  await done('sid', ...territories, 'import', good);
  assert.deepEqual(await places('829'), ['Coast South 2026-07-01 ']);
  const others = await run('tess', ...territories, 'import', good, '--dry-run', '--json');
  assert.match(others.out, /You may not change site 0829/);
});
