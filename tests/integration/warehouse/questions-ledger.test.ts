import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { ask, explain, questions, type AnswerRow } from '../../../src/warehouse/questions/index.ts';
import { pnlRows } from '../../../src/warehouse/index.ts';
import { cloneDatabase } from '../../database.ts';
import { openBooks, type Fact } from './questions-facts.ts';

const database = await cloneDatabase();
const books = await openBooks(database);

/** The documented month of site 0170 (golden ), each total on two accounts of its category. */
const documented: Readonly<Record<string, readonly [accounts: readonly [string, string?], part: string]>> = {
  'EXTERNAL REVENUE': [['9410'], '0'],
  'INTERNAL REVENUE': [['4790', '4791'], '-100.00001'],
  PAYROLL: [['6000', '6002'], '82000.00000'],
  CLAIMS: [['7099', '7100'], '0'],
  'PARKING RENTS': [['7170', '7171'], '0'],
  'OTHER EXPENSE': [['7045', '7105'], '0.01000'],
  PTEB: [['6200', '6399'], '-7.00000'],
  INSURANCE: [['7080', '7082'], '99.99999'],
};

interface GoldenTotal {
  readonly id: string;
  readonly fact: 'BUDGET_FINAL' | 'ACCOUNT_SUMMARY';
  readonly category: string;
  readonly total: string | null;
}

const totals = await goldenTotals();
const budgetFile = await books.batch('budget_final_2025.csv');
const ledgerFile = await books.batch('account_summary_2025-03.csv');

await books.facts('warehouse.budget', budgetFile, [
  ...(await rowsOf('BUDGET_FINAL')),
  { site_id: '0170', period_month: '2025-03-01', account_id: '9440', amount: '6200' },
  { site_id: '0170', period_month: '2025-02-01', account_id: '6000', amount: '1' },
  { site_id: '0829', period_month: '2025-03-01', account_id: '6000', amount: '77' },
  { site_id: '0170', period_month: '2024-12-01', account_id: '6000', amount: '5' },
]);
await books.facts('warehouse.ledger_balance', ledgerFile, [
  ...(await rowsOf('ACCOUNT_SUMMARY')).map((row) => ({ ...row, entity: '', account_index: 0 })),
]);

test('every documented category total of site 0170 comes out to the fifth decimal', async () => {
  assert.equal(totals.length, 16);
  for (const { id, fact, category, total } of totals) {
    const kind = fact === 'BUDGET_FINAL' ? 'budget' : 'actual';
    const answer = await ask(database, 'category-total', { site: '170', month: '202503', category, kind });
    assert.deepEqual(
      answer,
      {
        question: 'category-total',
        parameters: { site: '0170', month: '2025-03', category, kind },
        value: total,
      },
      id,
    );
  }
});

test('a category is found in any case and spelling; a wrong one is refused with the eight that exist', async () => {
  const typed = (category: string): Promise<unknown> =>
    ask(database, 'category-total', { site: '0170', month: '2025-03', category, kind: 'budget' });
  for (const category of ['parking rents', 'Parking-Rents', ' parking_rents ']) {
    assert.deepEqual(await typed(category), {
      question: 'category-total',
      parameters: { site: '0170', month: '2025-03', category: 'PARKING RENTS', kind: 'budget' },
      value: '0.00000',
    });
  }
  await assert.rejects(typed('RENT'), {
    code: 'WAREHOUSE_PARAMETER_INVALID',
    message: /"RENT".*PARKING RENTS/,
  });
  const known = await database.query(
    `select pnl_row as row, summary_category as category, displayed_sign as "displayedSign",
       counts_in_flc as contribution
     from warehouse.summary_category order by position`,
  );
  assert.deepEqual(known, [...pnlRows]);
  const shownAs = await database.query<{ name: string }>(
    `select unnest(proargnames) as name from pg_proc where proname = 'budget_actual_summary'`,
  );
  const columns = pnlRows.map(({ row }) => row.replaceAll('-', '_'));
  assert.deepEqual(
    columns.filter((column) => !shownAs.some(({ name }) => name === column)),
    [],
    'the summary by month has a column for every row',
  );
  const summary = questions.find(({ name }) => name === 'budget-actual-summary');
  assert.deepEqual(
    columns.filter((column) => summary?.ask.text.includes(column) !== true),
    [],
    'the question for the summary by month answers every row',
  );
});

test('accounts are summed over entities and account indexes, one alone or several together', async () => {
  await books.facts('warehouse.ledger_balance', ledgerFile, [
    ledger('6000', '10.00001', { entity: '01', account_index: 1 }),
    ledger('6000', '20.00000', { entity: '06', account_index: 1 }),
    ledger('6002', '0.50000', { entity: '06', account_index: 7 }),
  ]);
  const total = (account: string): Promise<unknown> =>
    ask(database, 'account-total', { site: '0829', month: '2024-09', account, kind: 'actual' });
  assert.deepEqual(await total('6000'), figure('6000', '30.00001'));
  assert.deepEqual(await total('6002, 6000,6000'), figure('6002,6000', '30.50001'));
  assert.deepEqual(await total('7045'), figure('7045', null));
  assert.deepEqual(await total('1234'), {
    ...figure('1234', null),
    message: 'The chart of accounts does not have 1234; check the number.',
  });
});

test('the P&L shows internal revenue positive, NULL apart from zero, and FLC as the last line', async () => {
  const answer = await ask(database, 'pnl', { site: '0170', month: '2025-03' });
  assert.deepEqual('rows' in answer && answer.rows, [
    line('EXTERNAL REVENUE', '1250357.92000', '1258925.10000', '8567.18000'), // golden R-05
    line('INTERNAL REVENUE', '279663.89000', '308022.41000', '28358.52000'),
    line('PAYROLL', '82246.00000', '82330.62001', '84.62001'),
    line('CLAIMS', '0.00000', null, null),
    line('PARKING RENTS', '0.00000', null, null),
    line('OTHER EXPENSE', '33029.99000', '42600.37000', '9570.38000'),
    line('PTEB', '10857.28000', '10980.61000', '123.33000'),
    line('INSURANCE', '5114.93000', '5143.74000', '28.81000'),
    line('FLC', '148415.69000', '166967.06999', '18551.37999'),
  ]);
});

test('the P&L of a month without any row has its lines but no figure', async () => {
  const answer = await ask(database, 'pnl', { site: '0829', month: '2025-03' });
  const rows = 'rows' in answer ? answer.rows : [];
  assert.equal(rows.length, 9);
  assert.deepEqual(rows[2], line('PAYROLL', '77.00000', null, null));
  assert.deepEqual(rows[8], line('FLC', '-77.00000', null, null));
  assert.ok(rows.every(({ actual }) => actual === null));
});

test('the yearly summary has a row for each site, month and type that was booked, with occupied rooms', async () => {
  const answer = await ask(database, 'budget-actual-summary', { site: '829,0170', year: '2025' });
  const rows = 'rows' in answer ? answer.rows : [];
  assert.deepEqual(answer.parameters, { site: '0829,0170', year: '2025' });
  assert.deepEqual(
    rows.map(({ site, month, type }) => [site, month, type]),
    [
      ['0170', '2025-02', 'BUDGET'],
      ['0170', '2025-03', 'ACTUAL'],
      ['0170', '2025-03', 'BUDGET'],
      ['0829', '2025-03', 'BUDGET'],
    ],
  );
  assert.deepEqual(rows[1], {
    site: '0170',
    month: '2025-03',
    type: 'ACTUAL',
    external_revenue: '1258925.10000',
    internal_revenue: '308022.41000',
    payroll: '82330.62001',
    claims: null,
    parking_rents: null,
    other_expense: '42600.37000',
    pteb: '10980.61000',
    insurance: '5143.74000',
    unmapped: null,
    occupied_rooms: null,
    flc: '166967.06999',
  });
  const { occupied_rooms, flc } = rows[2] ?? {};
  assert.deepEqual([occupied_rooms, flc], ['6200.00000', '148415.69000']);
});

test('other expense leaves claims, rents and insurance to their own lines, on both sides', async () => {
  const month = { site_id: '0829', period_month: '2025-06-01' };
  const amounts: readonly [string, string][] = [
    ['7100', '1000'],
    ['7170', '2000'],
    ['7082', '4000'],
    ['7045', '1.5'],
    ['7115', '2.25'],
    ['7105', '8'],
    ['7999', '16'],
  ];
  await books.facts(
    'warehouse.budget',
    budgetFile,
    amounts.map(([account_id, amount]) => ({ ...month, account_id, amount })),
  );
  await books.facts(
    'warehouse.ledger_balance',
    ledgerFile,
    // Two rows of one account: the old mapper kept the last of them, the sum is right.
    [...amounts, ['7045', '0.5'] as const].map(([account_id, amount], account_index) => ({
      ...month,
      account_id,
      amount,
      entity: '',
      account_index,
    })),
  );
  assert.deepEqual(await fields('budget'), {
    ...noField,
    ...named('1.50000', '11.75000'),
    unlisted: '16.00000',
  });
  assert.deepEqual(await fields('actual'), {
    ...noField,
    ...named('2.00000', '12.25000'),
    unlisted: '16.00000',
  });
});

test('other expense of several months has the fields of each, also of a month without a row', async () => {
  const answer = await ask(database, 'other-expense', {
    ...otherExpense('budget'),
    month: '2025-05',
    months: '3',
  });
  const rows = 'rows' in answer ? answer.rows : [];
  const totalsByMonth = rows
    .filter(({ field }) => field === 'total')
    .map(({ month, amount }) => [month, amount]);
  assert.deepEqual(totalsByMonth, [
    ['2025-05', null],
    ['2025-06', '11.75000'],
    ['2025-07', null],
  ]);
  assert.equal(rows.length, 3 * 14 + 1);
});

const noField = {
  employee_relations: null,
  fuel_vehicles: null,
  loss_and_damage_claims: null,
  office_supplies: null,
  outside_services: null,
  rents_parking: null,
  repairs_and_maintenance: null,
  repairs_and_maintenance_vehicle: null,
  signage: null,
  supplies_and_equipment: null,
  tickets_and_printed_material: null,
  uniforms: null,
  misc: null,
  total: null,
};

function named(employeeRelations: string, total: string): Record<string, string> {
  return { employee_relations: employeeRelations, outside_services: '2.25000', misc: '8.00000', total };
}

function otherExpense(kind: string): Record<string, string> {
  return { site: '0829', month: '2025-06', kind };
}

async function fields(kind: string): Promise<unknown> {
  const answer = await ask(database, 'other-expense', otherExpense(kind));
  const rows = 'rows' in answer ? answer.rows : [];
  return Object.fromEntries(rows.map(({ field, amount }) => [field, amount])) as unknown;
}

function line(
  name: string,
  budget: string | null,
  actual: string | null,
  variance: string | null,
): AnswerRow {
  return { line: name, budget, actual, variance };
}

function ledger(account_id: string, amount: string, more: Fact): Fact {
  return { site_id: '0829', period_month: '2024-09-01', account_id, amount, ...more };
}

function figure(account: string, value: string | null): object {
  const parameters = { site: '0829', month: '2024-09', account, kind: 'actual' };
  return { question: 'account-total', parameters, value };
}

async function goldenTotals(): Promise<GoldenTotal[]> {
  const cases = JSON.parse(
    await readFile(new URL('../../golden/data.json', import.meta.url), 'utf8'),
  ) as readonly { id: string; inputs: Record<string, string>; expected: { total?: string | null } }[];
  return cases.flatMap(({ id, inputs, expected }) => {
    const { fact, is_summary_category: category } = inputs;
    const isTotal = category !== undefined && (fact === 'BUDGET_FINAL' || fact === 'ACCOUNT_SUMMARY');
    return isTotal ? [{ id, fact, category, total: expected.total ?? null }] : [];
  });
}

/** Rows whose sum by category is the documented total; none where the document has NULL. */
async function rowsOf(fact: GoldenTotal['fact']): Promise<Fact[]> {
  const wanted = totals.filter((each) => each.fact === fact && each.total !== null);
  const split = await database.query<{ category: string; part: string; rest: string }>(
    `select category, part, (total - part)::text as rest
     from unnest($1::text[], $2::numeric[], $3::numeric[]) as each (category, total, part)`,
    [
      wanted.map(({ category }) => category),
      wanted.map(({ total }) => total),
      wanted.map(({ category }) => documented[category]?.[1] ?? '0'),
    ],
  );
  return split.flatMap(({ category, part, rest }) => {
    const [first, second] = documented[category]?.[0] ?? [];
    const row = { site_id: '0170', period_month: '2025-03-01' };
    const both = [
      { ...row, account_id: second ?? '', amount: part },
      { ...row, account_id: first ?? '', amount: rest },
    ];
    return second === undefined ? both.slice(1) : both;
  });
}

test('money that no category takes has a row of its own, against FLC or for it, until somebody maps it', async () => {
  await books.list('account', [
    unlisted('4990', null),
    unlisted('7998', 'SUSPENSE'),
    unlisted('7997', null),
    unlisted('2000', null),
  ]);
  await books.facts('warehouse.ledger_balance', ledgerFile, [
    ...[
      late('6000', '100'),
      late('7997', '5000.00'),
      late('7998', '0.01'),
      late('4990', '-200'),
      late('2000', '9'),
    ],
  ]);
  const shown = async (): Promise<Record<string, unknown>> => {
    const answer = await ask(database, 'pnl', { site: '0829', month: '2025-08' });
    const rows: readonly AnswerRow[] = 'rows' in answer ? answer.rows : [];
    return Object.fromEntries(rows.map(({ line: row, actual }) => [String(row), actual]));
  };
  const before = await shown();
  assert.deepEqual([before['UNMAPPED'], before['FLC']], ['4800.01000', '-4900.01000']);
  const explained = await explain(database, 'pnl', { site: '0829', month: '2025-08' });
  assert.deepEqual(
    explained.rows.filter((row) => row['summary_category'] === 'UNMAPPED').map((row) => row['account']),
    ['4990', '7997', '7998'],
  );
  const category = { site: '0829', month: '2025-08', category: 'unmapped', kind: 'actual' };
  assert.deepEqual(await ask(database, 'category-total', category), {
    question: 'category-total',
    parameters: { ...category, category: 'UNMAPPED' },
    value: '4800.01000',
  });
  await database.execute(
    `insert into warehouse.account_mapping (account_id, summary_category, reason, decided_at, decided_by)
     select account, to_category, 'test', now(), 'tester'
     from (values ('7997', 'OTHER EXPENSE'), ('7998', 'CLAIMS'), ('4990', 'INTERNAL REVENUE'))
       as decided (account, to_category)`,
  );
  const after = await shown();
  assert.deepEqual(
    ['INTERNAL REVENUE', 'CLAIMS', 'OTHER EXPENSE', 'UNMAPPED', 'FLC'].map((row) => after[row]),
    ['200.00000', '0.01000', '5000.00000', undefined, '-4900.01000'],
  );
});

test('what is booked from 4000 to 7999 is what the P&L shows, whatever the chart says of the accounts', async () => {
  const categories = [...pnlRows.slice(1).map(({ category }) => category), 'SOMETHING', null];
  const drawn = Array.from({ length: 400 }, (_, at) => String(4000 + ((at * 1009) % 4000)));
  await database.execute('delete from warehouse.account_mapping');
  const charted = await database.query<{ account: string }>(
    'select account_id as account from warehouse.account',
  );
  await books.list(
    'account',
    drawn
      .filter((account) => !charted.some((one) => one.account === account))
      .map((account, at) => unlisted(account, categories[at % categories.length] ?? null)),
  );
  await books.facts(
    'warehouse.ledger_balance',
    ledgerFile,
    drawn.map((account, at) => ({
      ...late(account, `${String(((at * 7919) % 20001) - 10000)}.37`),
      period_month: '2025-07-01',
    })),
  );
  const [law] = await database.query<{ booked: string; shown: string; rows: string }>(
    `select (select -sum(amount) from warehouse.ledger_balance
         where site_id = '0829' and period_month = '2025-07-01' and account_id between '4000' and '7999') as booked,
       (select actual from warehouse.pnl('0829', '2025-07-01') where line = 'FLC') as shown,
       (select sum(case line when 'INTERNAL REVENUE' then actual else -actual end)
         from warehouse.pnl('0829', '2025-07-01') where line <> 'FLC') as rows`,
  );
  assert.notEqual(law?.booked, '0.00000');
  assert.deepEqual([law?.shown, law?.rows], [law?.booked, law?.booked]);
});

test('months out of the ordinary are named with the reason, and months as usual are not', async () => {
  // Two years with a season: payroll of 10,000, 14,000 in December; revenue between 50,000 and 51,000.
  const monthly = (account_id: string, amountOf: (month: number) => number): Fact[] =>
    Array.from({ length: 27 }, (_, at) => ({
      ...late(account_id, String(amountOf(at))),
      period_month: `${String(2030 + Math.floor(at / 12))}-${String((at % 12) + 1).padStart(2, '0')}-01`,
    }));
  const december = (at: number): number => (at % 12 === 11 ? 14_000 : 10_000 + (at % 3) * 100);
  await books.facts('warehouse.ledger_balance', ledgerFile, [
    // A digit too many in February 2032.
    ...monthly('6000', (at) => (at === 25 ? 100_000 : december(at))),
    // Revenue doubles in March 2032, within three deviations of nothing like it before.
    ...monthly('9410', (at) => (at === 26 ? 102_000 : 50_000 + (at % 3) * 500)),
    // Below the amount that matters, and claims that come and go.
    ...monthly('7045', (at) => (at === 24 ? 900 : 100)),
    ...monthly('7099', (at) => (at % 4 === 0 ? 3_000 : 0)),
  ]);
  const all = { site: '0829', from: '2030-01-15', to: '2032-03-31' };
  const answer = await ask(database, 'unusual-months', all);
  const rows = 'rows' in answer ? answer.rows : [];
  assert.deepEqual(
    rows.map(({ month, row, amount, month_before, year_before, reasons }) =>
      [month, row, amount, month_before, year_before, reasons].join(' '),
    ),
    [
      '2032-02 payroll 100000 10000 10100 deviation, month-on-month',
      '2032-03 external-revenue 102000 50500 51000 deviation, prior-year, month-on-month',
    ],
  );
  const { rows: behind } = await explain(database, 'unusual-months', all);
  assert.equal(behind.length, 27 * 4);
});

function unlisted(account_id: string, summary_category: string | null): Fact {
  return {
    account_id,
    account_name: `Account ${account_id}`,
    summary_category,
    is_listed: true,
    batch_id: ledgerFile,
    source_line: 1,
  };
}

function late(account_id: string, amount: string): Fact {
  return { site_id: '0829', period_month: '2025-08-01', account_id, amount, entity: '', account_index: 0 };
}
