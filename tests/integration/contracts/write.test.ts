import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cloneDatabase } from '../../database.ts';
import { openContractHouse } from './contract-house.ts';

interface Written {
  readonly is_kept: boolean;
  readonly is_draft: boolean;
  readonly is_waiting: boolean;
  readonly customer_name: string | null;
  readonly findings: readonly { code: string }[];
}

interface Version {
  readonly number: number;
  readonly from: string;
  readonly origin: string;
  readonly state: string;
  readonly made_by: string;
  readonly decided_by: string | null;
  readonly changes: readonly { what: string; before: string | null; after: string | null }[];
}

const house = await openContractHouse(await cloneDatabase());
const { done, json, refused, approve, database } = house;
await database.execute(
  `insert into warehouse.site (site_id, is_listed) values ('0412', true), ('0413', true), ('0414', true)
   on conflict do nothing`,
);
const contracts = <T>(...words: string[]): Promise<T> => json<T>('cleo', 'contracts', ...words);
const fee = [
  'fixed-fee=on',
  'fixed-fee[+].title=Valet',
  'fixed-fee[+].GL-code=4700',
  'fixed-fee[+].fee=9500',
];

test('a new contract begins with the documented defaults and is a draft until it bills something', async () => {
  assert.equal((await refused('cleo', 'contracts', 'new', '7777')).code, 'WAREHOUSE_SITE_UNKNOWN');
  assert.equal((await refused('cleo', 'contracts', 'new', '0170')).code, 'CONTRACTS_SITE_HAS_CONTRACT');
  assert.equal((await refused('bill', 'contracts', 'new', '0412')).code, 'SECURITY_FORBIDDEN');
  assert.equal((await contracts<Written>('new', '0412', ...fee, '--dry-run')).is_kept, false);
  const draft = await contracts<Written>(
    'new',
    '0412',
    'billable-accounts=on',
    'management-agreement=on',
    'fixed-fee=on',
  );
  assert.deepEqual([draft.is_draft, draft.is_waiting], [true, false]);
  const { original } = await json<{ original: Record<string, never> }>(
    ...(['bea', 'contracts', 'export', '0412'] as const),
  );
  const { incrementMonth, deviationAmount, deviationPercentage, billingType } = original;
  assert.deepEqual(
    [incrementMonth, deviationAmount, deviationPercentage, billingType],
    ['January', 2500, 10, 'Arrears'],
  );
  const [row] = original['billableAccounts']?.['billableAccountsData'] as unknown as Record<string, string>[];
  const off = [row?.['payrollAccountsData'], row?.['payrollExpenseAccountsData']].flatMap((list) =>
    (JSON.parse(list ?? '[]') as { code: string; isEnabled: boolean }[])
      .filter(({ isEnabled }) => !isEnabled)
      .map(({ code }) => code),
  );
  assert.deepEqual(off, ['6010', '6014', '7005', '7016']);
});

test('a draft is repaired from its beginning, withdrawn with a reason, and the contract starts over', async () => {
  const repaired = await contracts<Written>(
    'edit',
    '0412',
    ...fee.slice(1),
    'management-agreement.fee-a-month=2000',
  );
  assert.deepEqual([repaired.is_draft, repaired.is_waiting], [false, true]);
  assert.equal((await refused('cleo', 'contracts', 'withdraw', '0412')).code, 'CONTRACTS_REASON_MISSING');
  const withdrawn = await contracts<{ number: number; state: string }>(
    'withdraw',
    '0412',
    '--reason',
    'other fee',
  );
  assert.deepEqual(withdrawn, { site: '0412', number: 2, state: 'waiting' });
  const draft = await contracts<{ state: string }>('withdraw', '0412', '--reason', 'other fee');
  assert.equal(draft.state, 'draft');
  assert.equal(
    (await refused('cleo', 'contracts', 'withdraw', '0412', '--reason', 'x')).code,
    'CONTRACTS_NOTHING_TO_WITHDRAW',
  );
  const again = await contracts<Written>('new', '0412', ...fee);
  assert.deepEqual([again.is_draft, again.is_waiting], [false, true]);
  await approve();
  assert.match(await done('cleo', 'contracts', 'show', '0412', '--month', '2025-01'), /9,500\.00/);
});

test('a contract like that of another site has ids of its own and nothing of the customer', async () => {
  const cloned = await contracts<Written>('clone', '0413', '--from', '9901', 'fixed-fee[4700].fee=111');
  assert.equal(cloned.is_waiting, true);
  await approve();
  const ids = await database.query<{ sites: number; orders: number }>(
    `select count(distinct site_id)::int as sites, count(purchase_order)::int as orders
     from contracts.version where site_id in ('0413', '9901')
       and contract_id in (select contract_id from contracts.contract where site_id = '0413')`,
  );
  assert.deepEqual(ids, [{ sites: 1, orders: 0 }]);
  assert.equal(
    (await refused('cleo', 'contracts', 'clone', '0414', '--from', '7777')).code,
    'CONTRACTS_SITE_WITHOUT_CONTRACT',
  );
});

test('a contract that ended bills nothing from the month after, once a second person approved it', async () => {
  const preview = await contracts<{ is_kept: boolean }>('end', '0413', '--after', '2025-08', '--dry-run');
  assert.equal(preview.is_kept, false);
  await contracts('end', '0413', '--after', '2025-08');
  await approve();
  const components = async (month: string): Promise<string[]> =>
    (await contracts<{ components: string[] }>('show', '0413', '--month', month)).components;
  assert.deepEqual([await components('2025-08'), await components('2025-09')], [['fixed-fee'], []]);
});

test('the history says who, what, when and from when on; two versions are compared in words', async () => {
  await contracts('edit', '9901', '--from', '2025-07', 'fixed-fee.4700.fee=20000');
  await approve();
  const versions = await contracts<Version[]>('history', '9901');
  assert.deepEqual(
    versions.map(({ number, from, origin, state, made_by, decided_by }) =>
      [number, from, origin, state, made_by, decided_by].join(' '),
    ),
    [
      '1 1900-01 import active tester second person',
      '2 2025-07 edit active cleo@house.invalid cora@house.invalid',
    ],
  );
  const difference = {
    path: 'fixedFee.serviceRates[1].fee',
    what: 'Fixed fee, 4700: fee a month',
    before: '$18,432.75',
    after: '$20,000',
  };
  assert.deepEqual(versions[1]?.changes, [difference]);
  assert.deepEqual(await contracts('diff', '9901', '2', '1'), [
    { ...difference, before: '$20,000', after: '$18,432.75' },
  ]);
  assert.equal(
    (await refused('cleo', 'contracts', 'diff', '9901', '1', '9')).code,
    'CONTRACTS_VERSION_UNKNOWN',
  );
  assert.match(await done('bill', 'contracts', 'history', '9901'), /Fixed fee, 4700: fee a month \$20,000/);
});

test('a new contract takes its services from the catalogue, and one by labor hours has an hourly job', async () => {
  await database.execute(
    `insert into warehouse.site (site_id, is_listed) values ('0415', true) on conflict do nothing;
     insert into warehouse.job_code (job_code, job_title, is_active, first_seen_batch_id)
       select code, code, true, (select min(batch_id) from sources.batch) from unnest('{GM,GSA}'::text[]) as code
       on conflict do nothing;
     insert into warehouse.employee_job
       (site_id, employee_id, job_code, effective_on, status, is_salaried, batch_id, source_line)
     select '0170', code || ' person', code, '2025-01-01', 'ACTIVE', code = 'GM',
       (select min(batch_id) from sources.batch), 2 from unnest('{GM,GSA}'::text[]) as code`,
  );
  const job = (code: string): string[] => [
    ...['per-labor-hour=on', `per-labor-hour[+].job-code=${code}`, 'per-labor-hour[+].title=On site'],
    ...['per-labor-hour[+].rate=30', 'per-labor-hour[+].overtime-rate=45'],
  ];
  const tried = (...words: string[]): Promise<Written> =>
    contracts<Written>('new', '0415', ...words, '--dry-run');
  const codesOf = ({ findings }: Written): string[] =>
    findings.map(({ code }) => code).filter((code) => code !== 'LABEL_MISSING');
  assert.deepEqual(codesOf(await tried(...job('GSA'))), []);
  assert.deepEqual(codesOf(await tried(...job('GSB'))), ['JOB_UNKNOWN']);
  const salaried = await tried(...job('GM'));
  assert.deepEqual([codesOf(salaried), salaried.is_draft], [['HOURLY_JOB_MISSING'], true]);
  assert.deepEqual(codesOf(await tried(...fee)), []);
  const otherCode = fee.map((word) => word.replace('4700', '4702'));
  assert.deepEqual(codesOf(await tried(...otherCode)), ['SERVICE_UNKNOWN']);
  const wrong = await refused('cleo', 'contracts', 'edit', '9901', 'fixed-fee.4700.GL-code=4702');
  assert.match(wrong.message, /serviceRates\[1\]\.code: .*4702 \(nearest: 4700, Valet Services\)/);
  await done('bea', 'catalogues', 'end', 'fixed-fee-services', '4700', '--reason', 'not offered any more');
  assert.deepEqual(codesOf(await tried(...fee)), ['SERVICE_UNKNOWN']);
  const again = ['fixed-fee=on', 'fixed-fee.4700.fee=17000', '--from', '2025-08', '--dry-run'];
  await done('cleo', 'contracts', 'edit', '9901', ...again);
});

test('a contract is written from a template, which is kept, replaced and retired under its name', async () => {
  await database.execute(
    `insert into warehouse.site (site_id, is_listed) values ('0416', true), ('0417', true), ('0418', true)
     on conflict do nothing`,
  );
  const templates = (...words: string[]): readonly string[] => ['contracts', 'templates', ...words];
  const keep = (...words: string[]): readonly string[] => templates('keep', 'Hotel valet', ...words);
  const room = ['occupied-room=on', 'occupied-room.room-rate=3.25', 'payment-terms=Due in 45 Days'];
  assert.equal((await refused('bill', ...keep(...room))).code, 'SECURITY_FORBIDDEN');
  assert.equal((await refused('cleo', ...keep('yearly-increment=120'))).code, 'CONTRACTS_TEMPLATE_REJECTED');
  await done('cleo', ...keep(...room, '--dry-run'));
  assert.deepEqual(await json('cleo', ...templates('list')), [], 'a trial keeps nothing');
  await done('cleo', ...keep(...room, '--summary', 'by room'));
  const from = (site: string, ...words: string[]): readonly string[] => [
    ...['contracts', 'new', site, '--template', 'hotel valet', ...words],
  ];
  const written = await json<Written>('cleo', ...from('0416', 'purchase-order=PO 7'));
  assert.deepEqual([written.is_draft, written.is_waiting], [false, true]);
  const exported = async (
    site: string,
  ): Promise<{ id: string; paymentTerms: string; perOccupiedRoom: object }> =>
    (
      await json<{ original: { id: string; paymentTerms: string; perOccupiedRoom: object } }>(
        ...(['bea', 'contracts', 'export', site] as const),
      )
    ).original;
  await approve();
  const first = await exported('0416');
  assert.equal(first.paymentTerms, 'Due in 45 Days');
  const replaced = await house.run('cleo', ...keep('--from', '0416', 'payment-terms=Due by 20th'));
  assert.match(replaced.err, /saved; the previous one is retired/);
  await done('cleo', ...from('0417'));
  await approve();
  const second = await exported('0417');
  assert.equal(second.paymentTerms, 'Due by 20th');
  assert.notEqual(second.id, first.id, 'each contract is one of its own');
  assert.match(await done('cleo', ...templates('list')), /Hotel valet +- +The occupied rooms/);
  await done('cleo', ...templates('retire', 'Hotel valet'));
  assert.equal((await refused('cleo', ...from('0418'))).code, 'CONTRACTS_TEMPLATE_UNKNOWN');
  const history = await json<{ retired_by: string | null }[]>('cleo', ...templates('list', '--history'));
  assert.equal(history.filter(({ retired_by: by }) => by === 'cleo@house.invalid').length, 2);
});

test('a special contract carries a mark that lists and views are asked by', async () => {
  const mark = (...words: string[]): readonly string[] => ['contracts', 'mark', ...words];
  for (const [who, name, site, code] of [
    ['cleo', 'golden', '9901', 'CONTRACTS_MARK_UNKNOWN'],
    ['bill', 'custom', '9901', 'SECURITY_FORBIDDEN'],
    ['cleo', 'custom', '7777', 'CONTRACTS_SITE_WITHOUT_CONTRACT'],
  ] as const)
    assert.match((await house.run(who, ...mark(name, site))).err, new RegExp(code));
  await done('cleo', ...mark('ten-percenter', '9901', '0829', '--reason', 'fee of 10 %'));
  await done('cleo', ...mark('ten-percenter', '0829', '--off'));
  const listed = await json<{ site: string; marks: string[] }[]>(
    ...(['bill', 'contracts', 'list', '--mark', 'ten-percenter'] as const),
  );
  assert.deepEqual(
    listed.map(({ site, marks }) => [site, marks]),
    [['9901', ['ten-percenter']]],
  );
  assert.equal(
    (await refused('bill', 'contracts', 'list', '--mark', 'tenpercenter')).code,
    'CONTRACTS_MARK_UNKNOWN',
  );
  assert.match(await done('bill', 'contracts', 'show', '9901'), /^Marked ten-percenter$/m);
  assert.deepEqual(await database.query('select site_id, mark, reason from api.contract_mark'), [
    { site_id: '9901', mark: 'ten-percenter', reason: 'fee of 10 %' },
  ]);
});

test('free payment terms have the due day that the operator reads in them, and say when they have none', async () => {
  const show = (): Promise<string> => done('cleo', 'contracts', 'show', '9901');
  await done('cleo', 'contracts', 'edit', '9901', 'payment-terms=Due as agreed in 2019', '--from', '2025-07');
  await approve();
  const july = (): Promise<string> => done('cleo', 'contracts', 'show', '9901', '--month', '2025-07');
  assert.match(await show(), /Due in 30 Days \(due 30 days after the invoice\)/);
  assert.match(
    await show(),
    /\n {2}[A-Z][^\n]+ \(GL code 4700\): \$[\d,]+\.\d\d a month[^\n]*\n[^]*\ncomponent +what +rate/,
  );
  assert.match(await july(), /Due as agreed in 2019 \(no due day\)/);
  const reading = 'Due as agreed in 2019 = Due by 20th';
  await done('bea', 'operator', 'set', 'payment-term-readings', reading, '--reason', 'letter of 2019');
  assert.match(await july(), /Due as agreed in 2019 \(due by the next day 20 of a month\)/);
});
