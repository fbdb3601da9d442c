import assert from 'node:assert/strict';
import { test } from 'node:test';
import { computeLines, defaultWording, type Line } from '../../src/contracts/index.ts';
import { decimal, toText } from '../../src/kernel/decimal.ts';
import { oracle, type OracleLines } from './billing-oracle.ts';
import { contractOfSeed } from './drawn-contracts.ts';

/** Contracts × months that are compared; the seed of one that differs is printed and gives it again. */
const draws = 20_000;

/** What the engine says, in the words of the oracle. */
function engine(seed: number): OracleLines {
  const { terms, facts } = contractOfSeed(seed);
  const computed = computeLines({ terms, facts, wording: defaultWording, adHoc: [] });
  const amounts = (isOurs: (line: Line) => boolean): string[] =>
    computed.lines
      .filter((line) => isOurs(line) && !line.amount.eq(decimal('0')))
      .map(({ amount }) => toText(amount, 2));
  const single = (isOurs: (line: Line) => boolean): string | null => {
    const [amount = null, ...more] = amounts(isOurs);
    assert.deepEqual(more, [], `seed ${String(seed)}: more than one line`);
    return amount;
  };
  const ofType = (type: string) => single(({ itemType }) => itemType === type);
  const of = (component: string) => amounts((line) => line.component === component);
  const { profit, profitForAccumulation } = computed;
  const isShared = terms.managementAgreement?.profitShare !== null && profit !== null;
  return {
    revenueShare: single(({ component }) => component === 'revenue-share'),
    validation: single(({ component }) => component === 'validation'),
    parkingTax: ofType('paidParkingTax'),
    depositedRevenue: ofType('depositedRevenue'),
    expense: ofType('billableExpenseAccounts'),
    payroll: ofType('billablePayrollAccounts'),
    payrollTaxes: ofType('PTEB'),
    support: ofType('SupportServices'),
    insurance: ofType('insurance'),
    claims: ofType('claims'),
    laborHour: of('per-labor-hour'),
    managementFee: of('management-fee'),
    nonGl: of('non-gl-expense'),
    profitShare:
      isShared && profitForAccumulation !== null
        ? {
            amount: single(({ component }) => component === 'profit-share'),
            monthlyProfit: exact(profit.toString()),
            profitForAccumulation: exact(profitForAccumulation.toString()),
          }
        : null,
  };
}

/** Exact text with two decimals at least, as the oracle writes it. */
function exact(text: string): string {
  const [whole = '', fraction = ''] = text.split('.');
  return `${whole}.${fraction.replace(/0+$/, '').padEnd(2, '0')}`;
}

test('the engine and a second calculation from the document alone are not a cent apart', () => {
  const billed = new Map<string, number>();
  for (let seed = 0; seed < draws; seed += 1) {
    const { terms, facts } = contractOfSeed(seed);
    const expected = oracle(terms, facts);
    assert.deepEqual(engine(seed), expected, `seed ${String(seed)}`);
    for (const [name, value] of Object.entries(expected))
      if (value !== null && !(Array.isArray(value) && value.length === 0))
        billed.set(name, (billed.get(name) ?? 0) + 1);
  }
  for (const [name, count] of billed)
    assert.ok(count > 500, `${name} was compared ${String(count)} times only`);
  assert.equal(billed.size, 14, [...billed.keys()].join(', '));
});
