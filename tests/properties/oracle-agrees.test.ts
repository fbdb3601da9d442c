import assert from 'node:assert/strict';
import { test } from 'node:test';
import { computeLines, defaultWording, type Line } from '../../src/contracts/index.ts';
import { decimal, toText } from '../../src/kernel/decimal.ts';
import { oracle, type OracleLines } from './billing-oracle.ts';
import { contractOfSeed } from './drawn-contracts.ts';

/** Contracts × months that are compared; the seed of one that differs is printed and gives it again. */
const draws = 20_000;

/** Components whose lines are compared below. */
const compared: ReadonlySet<Line['component']> = new Set([
  ...(['fixed-fee', 'per-labor-hour', 'occupied-room', 'revenue-share', 'validation'] as const),
  ...(['bell-service', 'mid-month-advance', 'deposited-revenue', 'billable-accounts'] as const),
  ...(['management-fee', 'insurance', 'claims', 'non-gl-expense', 'profit-share'] as const),
]);

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
  assert.deepEqual(
    computed.lines.flatMap(({ component }) => (compared.has(component) ? [] : [component])),
    [],
    'a component has lines that no second calculation looks at: add them to billing-oracle.ts',
  );
  const isShared = terms.managementAgreement?.profitShare !== null && profit !== null;
  return {
    fixedFee: of('fixed-fee'),
    occupiedRoom: single(({ component }) => component === 'occupied-room'),
    bellService: single(({ component }) => component === 'bell-service'),
    midMonthAdvance: single(({ component }) => component === 'mid-month-advance'),
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
  const switchedOn = new Map<string, number>();
  for (let seed = 0; seed < draws; seed += 1) {
    const { terms, facts } = contractOfSeed(seed);
    const expected = oracle(terms, facts);
    for (const [name, value] of Object.entries(terms))
      switchedOn.set(name, (switchedOn.get(name) ?? 0) + (value === null ? 0 : 1));
    assert.deepEqual(engine(seed), expected, `seed ${String(seed)}`);
    for (const [name, value] of Object.entries(expected))
      if (value !== null && !(Array.isArray(value) && value.length === 0))
        billed.set(name, (billed.get(name) ?? 0) + 1);
  }
  for (const [name, count] of switchedOn)
    assert.ok(
      count > 500,
      `${name} is switched on in ${String(count)} contracts only: draw it in drawn-contracts.ts`,
    );
  const names = Object.keys(oracle(contractOfSeed(0).terms, contractOfSeed(0).facts));
  for (const name of names)
    assert.ok(
      (billed.get(name) ?? 0) > 500,
      `${name} was compared ${String(billed.get(name) ?? 0)} times only`,
    );
});
