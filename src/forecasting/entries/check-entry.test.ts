import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkEntry } from './check-entry.ts';
import { nameOf, readEntry, readSetting, type Entry } from './entry.ts';

const today = '2025-07-15';

function entryOf(setting: string): Entry {
  const typed = readSetting(setting);
  assert.ok(typed, setting);
  const entry = readEntry(typed);
  assert.ok('area' in entry, JSON.stringify(entry));
  return entry;
}

/** `ok`, `forced-negative`, or the column that is wrong and why. */
function said(setting: string): string {
  const typed = readSetting(setting);
  if (typed === null) return 'no setting';
  const entry = readEntry(typed);
  if ('column' in entry) return `${entry.column} ${entry.cause}`;
  const checked = checkEntry(entry, today);
  if ('fault' in checked) return `${checked.fault.column} ${checked.fault.cause}`;
  return checked.outcome;
}

test('an entry is written in one line and read back the same', () => {
  for (const name of [
    ...['statistics.valet-daily@2025-07-20', 'rates.self-overnight@2025-07', 'payroll.GSA.hours@2025-07-20'],
    ...['other-revenue.gpo-fees@2025-07', 'other-expense.7045@2025-12'],
  ]) {
    const entry = entryOf(`${name}=12.5`);
    assert.equal(nameOf(entry), name);
    assert.equal(entry.value?.toString(), '12.5');
    assert.equal(said(`${name}=12.5`), name.includes('gpo') ? 'forced-negative' : 'as-typed');
  }
});

test('nothing gives a value back to the budget, and 0 stays a zero', () => {
  assert.equal(entryOf('statistics.valet-daily@2025-07-20=').value, null);
  assert.equal(entryOf('statistics.valet-daily@2025-07-20=0').value?.toString(), '0');
  assert.equal(said('other-expense.7045@2025-07='), 'as-typed');
});

test('what cannot be read names its column', () => {
  assert.equal(said('valet-daily=4'), 'no setting');
  assert.match(said('weather.sun@2025-07=4'), /^area is not one of statistics, /);
  assert.equal(said('statistics.valet-daily@2025-07=4'), 'period is not a date; write it as YYYY-MM-DD');
  assert.equal(said('statistics.valet-daily@2025-07-32=4'), 'period is not a date; write it as YYYY-MM-DD');
  assert.equal(said('rates.valet-daily@2025-07-02=4'), 'period is not a month; write it as YYYY-MM');
  assert.equal(said('rates.valet-daily@2025-07-01=4'), 'as-typed');
  assert.match(said('statistics.valet@2025-07-20=4'), /^measure is not one of occupied-rooms, /);
  assert.match(said('other-expense.7080@2025-07=4'), /^item is not one of 7045, /);
  assert.equal(said('payroll.hours@2025-07-20=4'), 'item is neither a job code nor a job group');
  assert.equal(said('rates.valet-daily@2025-07=four'), 'value is not a number');
  assert.equal(
    said('payroll.GSA.cost@2025-07-20=1,5'),
    'value is not a number',
    'a decimal comma is no separator',
  );
  assert.equal(said('payroll.GSA.cost@2025-07-20=1,250.50'), 'as-typed');
  assert.equal(said('statistics.capture-percent@2025-07-20=65 %'), 'as-typed');
  assert.equal(said('rates.valet-daily@2025-07=65 %'), 'value is not a number', 'only of percentages');
});

test('each field has its limits', () => {
  assert.match(said('payroll.GSA.hours@2025-07-20=1500.5'), /not between 0 and 1,500/);
  assert.match(said('payroll.GSA.cost@2025-07-20=-1'), /is below 0/);
  assert.match(said('statistics.occupied-rooms@2025-07-20=-1'), /is below 0; rooms are between 0 and 5,000/);
  assert.match(said('statistics.capture-percent@2025-07-20=100.1'), /not between 0 and 100,/);
  assert.match(said('other-revenue.billable-expense@2025-07=-1'), /is below 0/);
  // What nobody can mean would stop the P&L of every site.
  assert.match(
    said('statistics.occupied-rooms@2025-07-20=5001'),
    /not between 0 and 5,000, the limits of rooms/,
  );
  assert.match(said('payroll.GSA.cost@2025-07-20=1000000.01'), /not between 0 and 1,000,000/);
  assert.match(said('other-expense.7045@2025-07=99999999999999'), /not between 0 and 99,999,999\.99/);
  assert.match(said('other-revenue.miscellaneous@2025-07=-100000000'), /not between -99,999,999\.99 and/);
  assert.match(said('statistics.valet-daily@2025-07-20=1.000001'), /more than 5 decimals/);
  assert.equal(said('rates.valet-daily@2025-07=21.12345678'), 'as-typed');
});

test('past days, and months before that of today, are read-only', () => {
  assert.match(said('statistics.valet-daily@2025-07-14=4'), /^period is in the past .* from 2025-07-15$/);
  assert.match(said('payroll.GSA.hours@2025-07-14=4'), /^period is in the past/);
  assert.equal(said('statistics.valet-daily@2025-07-15=4'), 'as-typed');
  assert.match(said('rates.valet-daily@2025-06=4'), /from 2025-07$/);
  assert.equal(said('other-expense.7045@2025-07=4'), 'as-typed');
});
