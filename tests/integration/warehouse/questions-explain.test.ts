import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, explain, questions, type AnswerRow } from '../../../src/warehouse/questions/index.ts';
import { cloneDatabase } from '../../database.ts';
import { openBooks } from './questions-facts.ts';

const database = await cloneDatabase();
const books = await openBooks(database);
const first = await books.batch('account_summary_2025-03.csv');
const second = await books.batch('budget_final_2025.csv');
const payroll = await books.batch('payroll_summary_2025-03.csv');
const detail = await books.batch('revenue_daily_detail_2025-03.csv');

const booked = { site_id: '0170', period_month: '2025-03-01', entity: '', account_index: 0 };
await books.facts('warehouse.ledger_balance', first, [
  { ...booked, account_id: '6000', amount: '80000.12345' },
  { ...booked, account_id: '6200', amount: '5' },
  { ...booked, account_id: '6002', entity: '06', amount: '-0.00005' },
]);
await books.facts('warehouse.budget', second, [
  { site_id: '0170', period_month: '2025-03-01', account_id: '9411', amount: '100' },
  { site_id: '0170', period_month: '2025-03-01', account_id: '9510', amount: '3' },
]);
const worked = { site_id: '0170', job_code: 'GSC' };
await books.facts('warehouse.payroll_day', payroll, [
  { ...worked, worked_on: '2025-03-31', pay_type: 'REGULAR', hours: '7.25', dollars: '87.03' },
  { ...worked, worked_on: '2025-03-18', pay_type: 'DIFFERENTIAL', hours: '3', dollars: '1.5' },
  { ...worked, worked_on: '2025-03-17', pay_type: 'REGULAR', hours: '8', dollars: '400' },
]);
await books.facts('warehouse.revenue_detail', detail, [
  ...['2025-03-01', '2025-03-31'].map((revenue_on) => ({
    site_id: '0170',
    revenue_on,
    revenue_code: 'VD1',
    collection_type: '',
    net_external_revenue: '10.005',
    vehicle_count: '3',
  })),
]);

const site = { site: '0170' };
const month = { ...site, month: '2025-03' };
const range = { ...site, from: '2025-03-01', to: '2025-03-31' };

test('a row behind a figure names its table, its load, the file and the line', async () => {
  const explanation = await explain(database, 'category-total', {
    ...month,
    category: 'payroll',
    kind: 'actual',
  });
  assert.deepEqual(explanation, {
    question: 'category-total',
    parameters: { ...month, category: 'PAYROLL', kind: 'actual' },
    value: '80000.12340',
    rows: [
      row({ account: '6000', account_name: 'Account 6000', entity: '', amount: '80000.12345', line: 2 }),
      row({ account: '6002', account_name: 'Account 6002', entity: '06', amount: '-0.00005', line: 4 }),
    ],
  });
});

test('every figure is what the rows of its explanation make', async () => {
  await agrees(
    'account-total',
    { ...month, account: '6000,6200', kind: 'actual' },
    'select sum(amount)::text as value from jsonb_to_recordset($1) as explained (amount numeric)',
  );
  await agrees(
    'parking-rate',
    { ...month, kind: 'budget', category: 'valet-daily' },
    `select round(trunc(sum(revenue) / sum(vehicles), 6), 2)::text as value
     from jsonb_to_recordset($1) as explained (revenue numeric, vehicles numeric)`,
  );
  await agrees(
    'external-revenue',
    range,
    `select round(sum(net_external_revenue), 2)::text as value
     from jsonb_to_recordset($1) as explained (net_external_revenue numeric)`,
  );
  await agrees(
    'hourly-rate',
    { ...range, job: 'GSC' },
    `select trunc(sum(dollars) / sum(hours), 6)::text as value
     from jsonb_to_recordset($1) as explained (dollars numeric, hours numeric)`,
  );
  await agrees(
    'average-hourly-rate',
    { ...site, job: 'GSC', 'as-of': '2025-03-31' },
    `select trunc(sum(dollars) / sum(rate_hours), 6)::text as value
     from jsonb_to_recordset($1) as explained (dollars numeric, rate_hours numeric)`,
  );
});

test('a figure without rows is null, and so is its explanation', async () => {
  const { value, rows } = await explain(database, 'category-total', {
    ...month,
    category: 'CLAIMS',
    kind: 'actual',
  });
  assert.deepEqual([value, rows], [null, []]);
});

test('the example of every question can be asked and explained', async () => {
  await books.list('site_access', [
    {
      user_id: 'jdoe',
      job_profile: 'DOO',
      cost_center: '0170',
      site_id: '',
      batch_id: first,
      source_line: 2,
    },
  ]);
  assert.ok(questions.length >= 17);
  for (const question of questions) {
    // Who asks is an option of the command, not a parameter of the question.
    const asked = question.example.replace('daybook ask ', '').replace(/ --as \S+$/, '');
    const [name, ...words] = asked.split(' ');
    assert.equal(name, question.name);
    const parameters = Object.fromEntries(
      words.flatMap((word, at) => (at % 2 === 0 ? [[word.replace('--', ''), words[at + 1] ?? '']] : [])),
    );
    const answer = await ask(database, question.name, parameters);
    const explanation = await explain(database, question.name, parameters);
    assert.equal('value' in answer, question.answers === 'figure', question.name);
    assert.deepEqual(explanation.parameters, answer.parameters, question.name);
    assert.equal(explanation.value, 'value' in answer ? answer.value : undefined, question.name);
    for (const each of explanation.rows) assertTraceable(each, question.name);
  }
});

test('a question about one month reads the partition of that month only', async () => {
  for (const each of ['2025-01-01', '2025-02-01', '2025-04-01', '2026-03-01']) {
    await database.query(`select warehouse.ensure_partition('warehouse.budget', 'period_month', $1)`, [each]);
    await database.query(`select warehouse.ensure_partition('warehouse.revenue_detail', 'revenue_on', $1)`, [
      each,
    ]);
  }
  const budget = await database.query<{ 'QUERY PLAN': string }>(
    `explain (costs off) select value from warehouse.category_total($1, $2, $3, $4)`,
    ['0170', '2025-03-01', 'PAYROLL', 'budget'],
  );
  assert.deepEqual(
    tables(budget),
    ['account', 'account_mapping', 'budget_2025_03', 'summary_category'],
    'no other month, not the ledger, not the loads',
  );
  const revenue = await database.query<{ 'QUERY PLAN': string }>(
    `explain (costs off) select value from warehouse.external_revenue($1, $2, $3)`,
    ['0170', '2025-03-01', '2025-03-31'],
  );
  assert.deepEqual(tables(revenue), ['revenue_detail_2025_03']);
});

function row(more: AnswerRow): AnswerRow {
  const place = { fact: 'warehouse.ledger_balance', site: '0170', month: '2025-03', account_index: 0 };
  const load = {
    batch_id: first,
    file: 'account_summary_2025-03.csv',
    received_at: '2025-05-01 06:00:00+00',
  };
  return { ...place, ...load, ...more };
}

function assertTraceable({ fact, batch_id, file, line }: AnswerRow, question: string): void {
  assert.match(String(fact), /^warehouse\.\w+$/, question);
  assert.match(String(batch_id), /^\d+$/, question);
  assert.match(String(file), /\.csv$/, question);
  assert.equal(typeof line, 'number', question);
}

/** Works the figure out again from the rows of the explanation, by the rule written out in SQL. */
async function agrees(question: string, parameters: Record<string, string>, rule: string): Promise<void> {
  const { value, rows } = await explain(database, question, parameters);
  assert.ok(rows.length > 0, question);
  const [again] = await database.query<{ value: string }>(rule, [JSON.stringify(rows)]);
  assert.equal(value, again?.value, question);
}

function tables(plan: readonly { 'QUERY PLAN': string }[]): string[] {
  const scanned = plan.flatMap((line) => / on (\w+)/.exec(line['QUERY PLAN'])?.[1] ?? []);
  return [...new Set(scanned.map((name) => name.replace(/_pkey$/, '')))].sort();
}
