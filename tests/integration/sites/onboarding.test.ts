import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cloneDatabase } from '../../database.ts';
import { writeFiles } from '../../scenarios/deliveries.ts';
import { openBillingFixture } from '../billing/billing-fixture.ts';
import { harbor, openSiteHouse } from './site-house.ts';

const database = await cloneDatabase();
await openBillingFixture(database);
const house = await openSiteHouse(database);
const { done, json, refused, run } = house;
const site = (number: string, more: Readonly<Record<string, string>> = {}) => ({
  ...harbor,
  SITE: number,
  SITE_NAME: `Hotel ${number}`,
  GL_STRING: `02-02-${number}-`,
  ...more,
});
await house.siteList('2026-01-01', [
  harbor,
  site('0829'),
  ...['1001', '1002', '1003', '1004'].map((number) => site(number)),
  site('1005', { GL_STRING: '' }),
  site('1006', { STREET_ADDRESS: '' }),
]);
await house.customerList({ '1002': 'desk@1002.invalid' });
await done('sid', 'sites', 'territories', 'add', 'Coast');

const onboard = (...words: readonly string[]): readonly string[] => ['sites', 'onboard', ...words];

test('a site is taken on by its number: 404 unless the master has it whole, 409 once it is', async () => {
  assert.equal(await refused('bea', ...onboard('9999')), 'SITES_NOT_IN_MASTER');
  const said = await run('bea', ...onboard('1005'));
  assert.match(said.err, /SITES_MASTER_INCOMPLETE: .*gl-string for site 1005.*\nNext: Ask finance/);
  assert.match(
    (await run('bea', ...onboard('1006'))).err,
    /street-address for site 1006.*\nNext: Ask the site master team/,
  );
  assert.equal(await refused('bea', ...onboard('1001')), 'SITES_ONBOARDING_INCOMPLETE');
  assert.equal(await refused('fay', ...onboard('1001')), 'SECURITY_FORBIDDEN');
  assert.equal(await refused('bea', ...onboard('829')), 'SITES_ONBOARDED', 'it has a contract');
  const given = [
    '--emails',
    'a@b.example',
    '--recipient',
    'Owner LP',
    '--vendor',
    'V-9',
    '--territory',
    'Coast',
  ];
  const { similar, ...taken } = await json<Record<string, unknown> & { similar: { other: string }[] }>(
    'bea',
    ...onboard('1001', ...given, '--from', '2026-05-01'),
  );
  // The sites of this list stand at one address.
  assert.ok(similar.some(({ other }) => other === '1002'));
  assert.equal(await refused('bea', 'sites', 'similar', '7777'), 'WAREHOUSE_SITE_UNKNOWN');
  assert.deepEqual(taken, {
    site: '1001',
    name: 'Hotel 1001',
    from: '2026-05-01',
    gl_string: '02-02-1001-',
    emails: 'a@b.example',
    recipient: 'Owner LP',
    vendor: 'V-9',
    territory: 'Coast',
    contract: { is_draft: true },
  });
  const shown = await json<{ state: string; components: string[] }>(
    ...(['bea', 'contracts', 'show', '1001'] as const),
  );
  assert.deepEqual([shown.state, shown.components], ['draft', []], 'the documented defaults');
  const sheet = await run('bea', 'contracts', 'show', '1001');
  assert.match(sheet.out, /^Bills nothing yet, arrears$/m);
  const [fee, code, amount] = ['title=Valet', 'GL-code=4700', 'fee=9500'].map(
    (term) => `fixed-fee[+].${term}`,
  );
  const terms = ['fixed-fee=on', fee ?? '', code ?? '', amount ?? ''];
  const tried = await run('bea', 'contracts', 'edit', '1001', ...terms, '--dry-run');
  assert.match(
    tried.out,
    /would have cost 9,500\.00 with it; as it is, nothing is calculated: .* is a draft/,
  );
  assert.equal(await refused('bea', ...onboard('1001', ...given)), 'SITES_ONBOARDED');
  const left = await json<{ site: string }[]>('bea', 'sites', 'onboard');
  assert.deepEqual(
    left.map((one) => one.site),
    ['1002', '1003', '1004', '1005', '1006'],
  );
});

test('an acquisition comes as one CSV: each row its outcome, errors at the field', async () => {
  const [file = ''] = await writeFiles(house.folder, {
    'acquisition.csv':
      'SITE,EMAILS,RECIPIENT,VENDOR,TERRITORY,FROM\n1002,,,,Coast,2026-06-01\n1003,x@y.example,Owner,V-1,Nowhere,\n' +
      '1004,not one,,,,\n1005,a@b.example,,,,\n1001,a@b.example,,,,\n',
  });
  const tried = await run('bea', ...onboard('--file', file, '--dry-run', '--json'));
  assert.equal(tried.code, 1);
  const { rows, faults } = JSON.parse(tried.out) as {
    rows: { line: number; outcome: { site: string; emails: string; contract: object | null } }[];
    faults: { line: number; column: string; cause: string }[];
  };
  assert.deepEqual(
    rows.map(({ outcome }) => [outcome.site, outcome.emails, outcome.contract]),
    [['1002', 'desk@1002.invalid', { is_draft: true }]],
  );
  assert.deepEqual(
    faults.map(({ line, column }) => [line, column]),
    [
      [3, 'TERRITORY'],
      [4, 'EMAILS, VENDOR, OPENED'],
      [5, 'SITE'],
      [6, 'SITE'],
    ],
  );
  assert.equal(await refused('bea', ...onboard('--file', file)), 'SITES_TABLE_INVALID');
  assert.equal((await json<object[]>('bea', 'sites', 'onboard')).length, 5, 'nothing was kept');
  const partly = await run('bea', ...onboard('--file', file, '--sound-only'));
  assert.equal(partly.code, 1);
  assert.match(partly.out, /1002 onboarded.*draft/);
  assert.equal((await json<object[]>('bea', 'sites', 'onboard')).length, 4);
  const without = ['--emails', 'a@b.example', '--no-contract', '--json'];
  const bare = JSON.parse((await run('bea', ...onboard('1003', ...without))).out) as { contract: null };
  assert.equal(bare.contract, null);
  const listed = await json<{ site: string }[]>('bea', 'contracts', 'list');
  const numbers = listed.map((one) => one.site).filter((number) => number.startsWith('100'));
  assert.deepEqual(numbers, ['1001', '1002']);
});

test('closing a site ends billing and forecasts from the next month on, and lists what is still open', async () => {
  await done('bea', 'bill', '--month', '2025-05', '--site', '829');
  const [statement] = await json<{ statement_id: string; state: string }[]>(
    'bea',
    'statements',
    'list',
    '--site',
    '829',
  );
  await done(
    'bea',
    'statements',
    'adhoc',
    statement?.statement_id ?? '',
    '--title',
    'Decoration',
    '--amount',
    '250',
  );
  interface Closed {
    readonly revision: number | null;
    readonly open: { readonly kind: string; readonly month: string; readonly state: string | null }[];
  }
  const close = ['sites', 'close', '829', '--on', '2025-06-15', '--reason', 'contract ended'] as const;
  assert.equal(await refused('fay', ...close), 'SECURITY_FORBIDDEN');
  const before = ['sites', 'close', '829', '--on', '1990-01-01', '--dry-run'] as const;
  assert.equal(await refused('bea', ...before), 'SITES_VALUES_INVALID', 'a dry run checks the day');
  const tried = await json<Closed>('bea', ...close.slice(0, 5), '--dry-run');
  assert.equal(tried.revision, null);
  const { open } = await json<Closed>('sid', ...close);
  assert.deepEqual(open, tried.open);
  const kinds = open.map(({ kind, month }) => `${kind} ${month}`);
  for (const kind of [
    'statement 2025-05',
    'ad-hoc line 2025-05',
    'month not billed 2025-06',
    'contract 1900-01',
  ])
    assert.ok(kinds.includes(kind), `${kind} in ${kinds.join(', ')}`);
  assert.ok(!kinds.includes('month not billed 2025-04'), 'it was billed from May on');
  assert.equal((await json<{ status: string }>('bea', 'sites', 'show', '829')).status, 'closed');
  await house.siteList('2026-02-01', [harbor, site('0829')]);
  assert.equal(
    (await json<{ status: string }>('bea', 'sites', 'show', '829')).status,
    'closed',
    'a list that has not heard of it does not open it again',
  );
  await house.siteList('2026-03-01', [harbor, site('0829', { LAST_WORKED_DATE: '2025-06-20' })]);
  const shown = await json<{ closed_on: string }>('bea', 'sites', 'show', '829');
  assert.equal(shown.closed_on, '2025-06-20');
});
