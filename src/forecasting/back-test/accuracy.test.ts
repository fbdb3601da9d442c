import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decimal } from '../../kernel/decimal.ts';
import { accuracyOf } from './accuracy.ts';
import type { Observation } from './measures.ts';

const bands = ['5', '10', '15'].map((band) => decimal(band));
const observed = (actual: string, forecast: string | null): Observation => ({
  site: '0170',
  month: '2025-03',
  row: 'payroll',
  lead: 0,
  actual: decimal(actual),
  forecast: forecast === null ? null : decimal(forecast),
  seasonalNaive: null,
  budget: null,
});

test('months are counted within 5, 10 and 15 % of what happened, exactly there included', () => {
  const months = [
    ...[
      observed('100', '105'),
      observed('100', '89.99'),
      observed('-100', '-115'),
      observed('100', '115.01'),
    ],
    observed('100', null),
  ];
  assert.deepEqual(
    accuracyOf(months, bands, ({ row }) => row),
    [{ group: 'payroll', row: 'payroll', months: 4, withoutPercent: 0, within: [1, 1, 3] }],
  );
});

test('where nothing happened there is no percentage, unless nothing was forecast', () => {
  assert.deepEqual(
    accuracyOf([observed('0', '10'), observed('0', '0')], bands, ({ site }) => site),
    [{ group: '0170', row: 'payroll', months: 2, withoutPercent: 1, within: [1, 1, 1] }],
  );
});
