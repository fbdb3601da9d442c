import assert from 'node:assert/strict';
import { test } from 'node:test';
import { booked, noActuals, noEntries, yearWith } from '../../../tests/scenarios/forecast-year.ts';
import { decimal } from '../../kernel/decimal.ts';
import { expectAll, type Expected } from './expected-rows.ts';
import { amountsOf } from './rows.ts';
import type { MonthInputs } from './site-year.ts';

/** June of a site: 30,000 from parkers, 6,000 from the client, 4,000 of payroll with 800 of taxes. */
const budget = booked({
  '9410': '30000',
  '4790': '-6000',
  '6000': '4000',
  '6200': '800',
  '7045': '300',
  '7082': '50',
  '7100': '70',
  '7170': '500',
});

function june(changes: Partial<MonthInputs>, basis: 'forecast' | 'trend' = 'forecast'): Expected {
  const year = yearWith({ '2025-06': { budget, ...changes } });
  const inputs = year.months.find(({ month }) => month === '2025-06');
  assert.ok(inputs);
  const earlier = { revenue: [], claims: [], profits: [], amounts: [] };
  const budgeted = amountsOf(inputs.budget, year);
  return expectAll({ site: year, inputs, budget: budgeted, earlier }, basis);
}

const textOf = ({ amounts }: Expected): Record<string, string> =>
  Object.fromEntries(Object.entries(amounts).map(([line, amount]) => [line, amount.toString()]));

test('without entries the budget is the forecast; claims are never forecast, and insurance follows payroll', () => {
  // 4.45 % of 4,000 is 178, and 50 for vehicles.
  assert.deepEqual(textOf(june({})), {
    'external-revenue': '30000',
    'internal-revenue': '6000',
    payroll: '4000',
    claims: '0',
    'parking-rents': '500',
    'other-expense': '300',
    pteb: '800',
    insurance: '228',
    unmapped: '0',
  });
});

test('payroll that was entered replaces its share of the budget, and taxes and insurance follow', () => {
  const jobs = new Map([['GSA', { hours: decimal('80'), cost: decimal('2000'), days: 10 }]]);
  const payroll = {
    before: { touchedDays: 0, jobs: new Map() },
    after: { touchedDays: 10, jobs },
  };
  const expected = textOf(june({ entries: { ...noEntries, payroll } }));
  // 20 of 30 days of 4,000 are 2,666.66…, and 2,000; a fifth of payroll in taxes.
  assert.deepEqual(
    [expected['payroll'], expected['pteb'], expected['insurance']].map((amount) =>
      decimal(amount ?? '')
        .round(2)
        .toString(),
    ),
    ['4666.66', '933.33', '257.66'],
  );
});

test('an expense is what was entered, and what is posted when that is more', () => {
  const entries = {
    ...noEntries,
    otherExpense: booked({ '7045': '200' }),
    otherRevenue: booked({ 'gpo-fees': '-75' }),
  };
  assert.equal(textOf(june({ entries }))['other-expense'], '200');
  assert.equal(textOf(june({ entries }))['internal-revenue'], '5925');
  const ledger = booked({ '7045': '260', '7100': '90', '7170': '450' });
  const trend = textOf(june({ entries, ledger }, 'trend'));
  assert.deepEqual([trend['other-expense'], trend['claims'], trend['parking-rents']], ['260', '90', '500']);
});

test('the trend is what is in so far with the budget of the days after', () => {
  const revenue = [
    {
      revenueCode: 'VD1',
      category: null,
      collectionType: '',
      depositFlag: 'N',
      netRevenue: decimal('12000'),
    },
  ];
  const actuals = { ...noActuals, revenue, revenueTo: '2025-06-10' };
  assert.equal(textOf(june({ actuals }, 'trend'))['external-revenue'], '32000');
  assert.equal(textOf(june({ actuals }))['external-revenue'], '30000');
});

test('a site that closes in the month is expected for the days on which it works', () => {
  const expected = textOf(june({ worked: { first: 1, last: 15 } }));
  assert.deepEqual(
    [expected['external-revenue'], expected['internal-revenue'], expected['payroll']],
    ['15000', '3000', '2000'],
  );
});
