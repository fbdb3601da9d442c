import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decimal } from '../../kernel/decimal.ts';
import { storedLines } from '../pnl/rows.ts';
import { comparable, testOf, withContribution, type Observation } from './measures.ts';

const observed = (actual: string, more: Partial<Observation> = {}): Observation => ({
  site: '0170',
  month: '2025-03',
  row: 'payroll',
  lead: 0,
  actual: decimal(actual),
  forecast: decimal(actual),
  seasonalNaive: decimal(actual),
  budget: decimal(actual),
  ...more,
});

test('errors are taken by month: too much and too little do not make good', () => {
  const { errors, best, months } = testOf([
    observed('100', { forecast: decimal('120'), budget: decimal('90') }),
    observed('-300', { forecast: decimal('-320'), budget: decimal('-290') }),
  ]);
  assert.deepEqual([months, best], [2, ['seasonalNaive']]);
  const { mae, wape, bias } = errors.forecast ?? { mae: null, wape: null, bias: null };
  assert.deepEqual([mae?.toString(), wape?.toString(), bias?.toString()], ['20', '0.1', '0']);
  // Nothing happened: money is off, and no percentage says by how much.
  const nothing = testOf([observed('0', { forecast: decimal('5') })]);
  assert.deepEqual(nothing.errors.forecast, { mae: decimal('5'), wape: null, bias: null });
});

test('the bias of a loss keeps its sense: a smaller loss than happened was expected, so too much', () => {
  const { errors } = testOf([observed('-200', { forecast: decimal('-150') })]);
  assert.equal(errors.forecast?.bias?.toString(), '0.25');
});

test('methods are compared on the months that all of them know', () => {
  const march = observed('1', { seasonalNaive: null });
  const april = observed('1', { month: '2025-04' });
  assert.deepEqual(comparable([march, april, observed('1', { forecast: null })]), [april]);
  assert.deepEqual(comparable([march]), [march]);
  assert.equal(testOf([march]).errors.seasonalNaive, null);
});

test('front line contribution is internal revenue less the rows of cost, and unknown where one of them is', () => {
  const rows = storedLines.map((row) =>
    observed('10', { row, budget: row === 'pteb' ? null : decimal('10') }),
  );
  const contribution = withContribution(rows).find(({ row }) => row === 'front-line-contribution');
  assert.deepEqual(
    [contribution?.actual.toString(), contribution?.forecast?.toString(), contribution?.budget],
    ['-60', '-60', null],
  );
});
