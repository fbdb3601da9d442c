import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { decimal, sum, toText, truncate, type Decimal } from '../../src/kernel/decimal.ts';
import { generateSample } from '../../src/sources/index.ts';
import { ask } from '../../src/warehouse/index.ts';
import { cloneDatabase } from '../database.ts';
import { intakeOn, load, temporaryFolder } from './deliveries.ts';

interface GoldenCase {
  readonly id: string;
  readonly description: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly expected: Readonly<Record<string, unknown>>;
}

const CATEGORIES = [
  ...['EXTERNAL REVENUE', 'INTERNAL REVENUE', 'PAYROLL', 'CLAIMS', 'PARKING RENTS', 'OTHER EXPENSE'],
  ...['PTEB', 'INSURANCE'],
] as const;

const cases = await goldenCases();
const database = await cloneDatabase();
const out = join(await temporaryFolder(), 'sample');
await generateSample({ out, sites: 4, from: '2024-09', months: 8, seed: 7, withFaults: false });
const taken = await load(intakeOn(database), [out]);

/** Cases that the warehouse answers; each asks for its figure, or computes it from asked figures. */
const answers: Readonly<Record<string, () => Promise<Record<string, string | null>>>> = {
  ...categoryTotals(1, 'budget'),
  ...categoryTotals(9, 'actual'),
  'Q-17': async () => ({ displayed: await shown('INTERNAL REVENUE', 'budget') }),
  'Q-18': async () => ({ displayed: await shown('INTERNAL REVENUE', 'actual') }),
  'Q-19': async () => ({
    total: cut(await figure('external-revenue', { site: '0829', from: '2025-04-01', to: '2025-04-30' }), 2),
  }),
  'Q-20': async () => ({
    hourly_rate: await figure('hourly-rate', { ...attendants, 'pay-type': 'Regular' }),
  }),
  'Q-21': async () => ({ hours: cut((await payroll())['hours'], 2) }),
  'Q-22': async () => ({ cost: cut((await payroll())['cost'], 2) }),
  'Q-23': async () => ({ hours: cut((await schedule())['regular_hours'], 0) }),
  'Q-24': async () => ({ hours: cut((await schedule())['overtime_hours'], 0) }),
  'Q-25': async () => ({ cost: cut((await schedule())['cost'], 2) }),
  'Q-26': async () => ({ revenue: await account('9411', '2025-02', 'budget') }),
  'Q-27': async () => ({ count: await account('9510', '2025-02', 'budget') }),
  'Q-28': async () => ({ rate: await parkingRate('2025-02', 'valet-daily', 'budget') }),
  'X-01': async () => ({ rate: await parkingRate('2025-03', 'valet-overnight', 'actual') }),
  'X-02': async () => ({ amount: cut(await account(accountsOf('X-02'), '2024-09', 'actual'), 2) }),
  'R-01': async () => ({ flc: toText(await contribution('budget'), 5) }),
  'R-02': async () => ({ flc: toText(await contribution('actual'), 5) }),
  'R-03': async () => ({
    variance: toText((await contribution('actual')).minus(await contribution('budget')), 5),
  }),
  'R-04': async () => ({ rate: await quotient(total('PTEB', 'budget'), total('PAYROLL', 'budget'), 9) }),
  'R-05': async () => ({ variance: await variance('EXTERNAL REVENUE', 'raw') }),
  'R-06': async () => ({ variance: await variance('INTERNAL REVENUE', 'shown') }),
  'R-07': async () => {
    const { cost, hours } = await payroll();
    return { rate: await quotient(cost, hours, 6) };
  },
  'R-08': async () => {
    const { cost, regular_hours: hours } = await schedule();
    return { rate: await quotient(cost, hours, 5) };
  },
};

/** Cases of stages that stand on this one, by the reason why the warehouse alone does not answer them. */
const later: Readonly<Record<string, readonly string[]>> = {
  'arithmetic of a contract component or an invoice line': [
    ...[
      'W-06',
      'W-07',
      'W-08',
      'W-13',
      'W-14',
      'W-15',
      'X-05',
      'X-07',
      'X-08',
      'X-09',
      'X-10',
      'X-11',
      'X-12',
    ],
    ...['X-14', 'X-17', 'X-18', 'X-19', 'R-09'],
  ],
  'the billable payroll is asked below; PTEB on it is a contract component': ['X-04'],
  'forecast, variance or label of a P&L cell': [
    'W-01',
    'W-03',
    'W-05',
    'W-09',
    'W-16',
    'W-18',
    'W-19',
    'X-22',
  ],
  'documents and the journal of payables': ['X-24', 'X-25'],
  'sizes and times of other stages': ['W-11', 'W-20', 'W-21', 'X-26'],
};

test('every documented case is answered here or belongs to a stage that is named', () => {
  const placed = [...Object.keys(answers), ...Object.values(later).flat()];
  assert.deepEqual(placed.toSorted(), cases.map(({ id }) => id).toSorted());
});

test('the files of the sample operator are all taken in and nothing is held back', () => {
  assert.ok(taken.length > 100, `only ${String(taken.length)} files`);
  assert.deepEqual(
    taken.filter(({ state, rows }) => !['loaded', 'unchanged'].includes(state) || rows.quarantined > 0),
    [],
  );
});

for (const [id, answer] of Object.entries(answers)) {
  const golden = cases.find((one) => one.id === id);
  test(`${id}: ${golden?.description ?? 'is not in the list'}`, async () => {
    assert.deepEqual(await answer(), golden?.expected);
  });
}

test('X-04: the nine payroll accounts of site 0170 in September 2024 come to the billable payroll', async () => {
  const golden = cases.find(({ id }) => id === 'X-04');
  const billable = cut(await account(accountsOf('X-04'), '2024-09', 'actual'), 2);
  assert.equal(billable, golden?.expected['billable_payroll']);
});

test('the P&L of site 0170 in March 2025 ends with the front line contribution of both books', async () => {
  const answer = await ask(database, 'pnl', { site: '0170', month: '2025-03' });
  const flc = 'rows' in answer ? answer.rows.at(-1) : undefined;
  assert.equal(flc?.['budget'], '148415.69000');
  assert.equal(flc['actual'], '166967.06999');
  assert.equal(flc['variance'], '18551.37999');
});

const attendants = { site: '0170', job: 'GSC', from: '2025-03-01', to: '2025-03-31' };

type Kind = 'budget' | 'actual';

function categoryTotals(first: number, kind: Kind): typeof answers {
  const entries = CATEGORIES.map((category, index) => {
    const id = `Q-${String(first + index).padStart(2, '0')}`;
    return [id, async () => ({ total: await total(category, kind) })] as const;
  });
  return Object.fromEntries(entries);
}

async function figure(question: string, parameters: Record<string, string>): Promise<string | null> {
  const answer = await ask(database, question, parameters);
  assert.ok('value' in answer, `${question} answers rows`);
  return answer.value;
}

async function onlyRow(
  question: string,
  parameters: Record<string, string>,
): Promise<Record<string, string>> {
  const answer = await ask(database, question, parameters);
  assert.ok('rows' in answer && answer.rows.length === 1, `${question} does not answer one row`);
  return answer.rows[0] as Record<string, string>;
}

const payroll = (): Promise<Record<string, string>> => onlyRow('payroll-actual', attendants);
/** Day 108 of 2025. */
const schedule = (): Promise<Record<string, string>> =>
  onlyRow('schedule', { site: '0170', job: 'GSA', date: '2025-04-18' });

function total(category: string, kind: Kind): Promise<string | null> {
  return figure('category-total', { site: '0170', month: '2025-03', category, kind });
}

function account(number: string, month: string, kind: Kind): Promise<string | null> {
  return figure('account-total', { site: '0170', month, account: number, kind });
}

function parkingRate(month: string, category: string, kind: Kind): Promise<string | null> {
  return figure('parking-rate', { site: '0170', month, category, kind });
}

/** The displayed amount: the ledger keeps internal revenue negative. */
async function shown(category: string, kind: Kind): Promise<string> {
  return toText(orZero(await total(category, kind)).times('-1'), 5);
}

async function variance(category: string, sign: 'raw' | 'shown'): Promise<string> {
  const difference = orZero(await total(category, 'actual')).minus(orZero(await total(category, 'budget')));
  return toText(sign === 'raw' ? difference : difference.times('-1'), 5);
}

/** Internal revenue as displayed, less the six expense categories; no rows count as zero. */
async function contribution(kind: Kind): Promise<Decimal> {
  const revenue = decimal(await shown('INTERNAL REVENUE', kind));
  const expenses = await Promise.all(CATEGORIES.slice(2).map((category) => total(category, kind)));
  return revenue.minus(sum(expenses.map(orZero)));
}

async function quotient(
  dividend: string | null | undefined | Promise<string | null>,
  divisor: string | null | undefined | Promise<string | null>,
  places: number,
): Promise<string> {
  const [above, below] = [(await dividend) ?? '', (await divisor) ?? ''];
  return toText(truncate(decimal(above).div(decimal(below)), places), places);
}

const orZero = (text: string | null): Decimal => decimal(text ?? '0');

/** The same figure with fewer decimals; fails when that would change it. */
function cut(text: string | null | undefined, places: number): string {
  return toText(decimal(text ?? ''), places);
}

function accountsOf(id: string): string {
  const accounts = cases.find((one) => one.id === id)?.inputs['accounts'];
  assert.ok(Array.isArray(accounts));
  return accounts.join(',');
}

async function goldenCases(): Promise<readonly GoldenCase[]> {
  const path = join(import.meta.dirname, '..', 'golden', 'data.json');
  return JSON.parse(await readFile(path, 'utf8')) as readonly GoldenCase[];
}
