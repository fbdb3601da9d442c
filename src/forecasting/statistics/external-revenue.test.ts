import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decimal } from '../../kernel/decimal.ts';
import { adjustmentRateOf, externalRevenue } from './external-revenue.ts';

const zero = decimal('0');
const parked = {
  'valet-daily': decimal('10'),
  'self-aggregator': decimal('4'),
  'valet-comps': decimal('99'),
  'self-daily': null,
};

test('a forecast rate goes before the budget rate, 0 is a rate, and none at all is worth nothing', () => {
  const rates = { 'valet-daily': null, 'self-aggregator': zero };
  const budgetRates = {
    'valet-daily': decimal('25'),
    'self-aggregator': decimal('7'),
    'self-daily': decimal('9'),
  };
  const revenue = externalRevenue({ counts: parked, rates, budgetRates, adjustmentRate: zero });
  assert.equal(revenue?.gross.toString(), '250');
  assert.equal(revenue.byCategory['self-aggregator'].toString(), '0');
  assert.equal(revenue.byCategory['valet-monthly'].toString(), '0');
});

test('third parties count at their own rate, and nothing is rounded', () => {
  const rates = { 'self-aggregator': decimal('7.333') };
  const revenue = externalRevenue({ counts: parked, rates, budgetRates: {}, adjustmentRate: zero });
  assert.equal(revenue?.net.toString(), '29.332');
});

test('adjustments lower the net whatever sign their rate has; categories stay gross', () => {
  for (const rate of ['0.0342', '-0.0342']) {
    const revenue = externalRevenue({
      counts: parked,
      rates: { 'valet-daily': decimal('100') },
      budgetRates: {},
      adjustmentRate: decimal(rate),
    });
    assert.equal(revenue?.net.toString(), '965.8');
    assert.equal(revenue.gross.toString(), '1000');
    assert.equal(revenue.byCategory['valet-daily'].toString(), '1000');
  }
});

test('the adjustment rate is a fraction of gross revenue, 0 where nothing is earned', () => {
  assert.equal(adjustmentRateOf(decimal('-342'), decimal('10000')).toString(), '0.0342');
  assert.equal(adjustmentRateOf(decimal('342'), decimal('-10000')).toString(), '0.0342');
  assert.equal(adjustmentRateOf(decimal('342'), zero).toString(), '0');
});
