import assert from 'node:assert/strict';
import { test } from 'node:test';
import { editableAccounts } from '../../src/forecasting/entries/areas.ts';
import { checkEntry } from '../../src/forecasting/entries/check-entry.ts';
import { readEntry, type Entry } from '../../src/forecasting/entries/entry.ts';
import { sum, type Decimal } from '../../src/kernel/decimal.ts';
import { isObject } from '../../src/kernel/exact-json.ts';
import { CaseInputs, goldenCases, plain } from './golden-case.ts';

const today = '2025-07-01';
const kebab = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

type Field = Pick<Entry, 'area' | 'period' | 'item' | 'measure'>;

/** Fields of the cases, as places of an entry. */
const fields: Readonly<Record<string, Field>> = {
  parkingRate: { area: 'rates', period: '2025-07', item: 'valet-daily', measure: 'rate' },
  vehicleCount: { area: 'statistics', period: '2025-07-03', item: '', measure: 'valet-daily' },
  percentage: { area: 'statistics', period: '2025-07-03', item: '', measure: 'drive-in-percent' },
};

const otherRevenue = (kind: string): Field => ({
  area: 'other-revenue',
  period: '2025-07',
  item: kebab(kind),
  measure: 'amount',
});
const otherExpense = (account: string): Field => ({
  area: 'other-expense',
  period: '2025-07',
  item: account,
  measure: 'amount',
});

function outcomeOf(field: Field, value: Decimal): boolean | string {
  const read = readEntry({ ...field, value: value.toString() });
  if ('column' in read) return false;
  const checked = checkEntry(read, today);
  if ('fault' in checked) return false;
  return checked.outcome === 'as-typed' ? true : checked.outcome;
}

function kept(field: Field, value: Decimal): Decimal {
  const checked = checkEntry({ ...field, value }, today);
  assert.ok('entry' in checked && checked.entry.value !== null, JSON.stringify(checked));
  return checked.entry.value;
}

const answers: Readonly<Record<string, (inputs: CaseInputs) => unknown>> = {
  'validation.range': (inputs) =>
    outcomeOf(fields[inputs.get('field').text] ?? otherRevenue(''), inputs.get('value').amount),
  'validation.otherExpense': (inputs) =>
    inputs.get('entries').list.map(({ amount }) => outcomeOf(otherExpense('7045'), amount)),
  'validation.otherRevenueSign': (inputs) =>
    outcomeOf(otherRevenue(inputs.get('field').text), inputs.get('value').amount),
  'otherRevenue.total': (inputs) => {
    const entries = inputs.get('entries').list.map(({ amount }) => ({ kind: 'miscellaneous', amount }));
    const named = Object.entries(isObject(inputs.json) ? inputs.json : {})
      .filter(([name]) => name !== 'entries')
      .map(([kind, json]) => ({ kind, amount: new CaseInputs(json).amount }));
    return sum([...entries, ...named].map(({ kind, amount }) => kept(otherRevenue(kind), amount)));
  },
  'otherExpense.total': (inputs) => {
    const amounts = Object.values(isObject(inputs.json) ? inputs.json : {});
    assert.equal(amounts.length, editableAccounts.length);
    return sum(
      amounts.map((json, at) => kept(otherExpense(editableAccounts[at] ?? ''), new CaseInputs(json).amount)),
    );
  },
};

const cases = (await goldenCases('forecasting.json')).filter(
  (one) => answers[one.get('component').text] !== undefined,
);

test('there are cases for limits, signs and totals of what managers enter', () => {
  assert.equal(cases.length, 15);
});

for (const one of cases)
  test(`${one.get('id').text}: ${one.get('description').text}`, () => {
    const answer = answers[one.get('component').text]?.(one.get('inputs'));
    assert.deepEqual(plain(answer), plain(one.get('expected').json));
  });
