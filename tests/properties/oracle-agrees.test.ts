import assert from 'node:assert/strict';
import { test } from 'node:test';
import { computeLines, defaultWording, type Line } from '../../src/contracts/index.ts';
import { noTerms } from '../scenarios/contract-month.ts';
import { decimal, toText } from '../../src/kernel/decimal.ts';
import { oracle, type OracleLines } from './billing-oracle.ts';
import { contractOfSeed } from './drawn-contracts.ts';

/** Contracts × months that are compared; the seed of one that differs is printed and gives it again. */
const draws = 20_000;

/** Which lines an amount of the oracle stands for, where its name is not that of a component. */
const linesOfAmount: Readonly<Partial<Record<keyof OracleLines, (line: Line) => boolean>>> = {
  laborHour: ({ component }) => component === 'per-labor-hour',
  nonGl: ({ component }) => component === 'non-gl-expense',
  parkingTax: ({ itemType }) => itemType === 'paidParkingTax',
  depositedRevenue: ({ itemType }) => itemType === 'depositedRevenue',
  expense: ({ itemType }) => itemType === 'billableExpenseAccounts',
  payroll: ({ itemType }) => itemType === 'billablePayrollAccounts',
  payrollTaxes: ({ itemType }) => itemType === 'PTEB',
  support: ({ itemType }) => itemType === 'SupportServices',
};

/** `midMonthAdvance` stands for the lines of `mid-month-advance`. */
function isOfAmount(name: keyof OracleLines): (line: Line) => boolean {
  const component = name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return linesOfAmount[name] ?? ((line) => line.component === component);
}

/** What the engine says, in the words of the oracle: a list of amounts where the oracle has one, else one or none. */
function engine(seed: number, expected: OracleLines): OracleLines {
  const { terms, facts } = contractOfSeed(seed);
  const { lines, profit, profitForAccumulation } = computeLines({
    terms,
    facts,
    wording: defaultWording,
    adHoc: [],
  });
  const names = Object.keys(expected) as (keyof OracleLines)[];
  const compared = names.map(isOfAmount);
  assert.deepEqual(
    lines.flatMap((line) => (compared.some((isOf) => isOf(line)) ? [] : [line.component])),
    [],
    'a component has lines that no second calculation looks at: add them to billing-oracle.ts',
  );
  const amountsOf = (name: keyof OracleLines): readonly string[] | string | null => {
    const isOf = isOfAmount(name);
    const amounts = lines
      .filter((line) => isOf(line) && !line.amount.eq(decimal('0')))
      .map(({ amount }) => toText(amount, 2));
    if (Array.isArray(expected[name])) return amounts;
    assert.ok(amounts.length <= 1, `seed ${String(seed)}: ${name} has more than one line`);
    return amounts[0] ?? null;
  };
  const isShared = terms.managementAgreement?.profitShare !== null && profit !== null;
  return {
    ...(Object.fromEntries(names.map((name) => [name, amountsOf(name)])) as unknown as OracleLines),
    profitShare:
      isShared && profitForAccumulation !== null
        ? {
            amount: amountsOf('profitShare') as string | null,
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

test('no component is without a second calculation', () => {
  const drawn = new Set<string>();
  for (let seed = 0; seed < 300; seed += 1) {
    const { terms, facts } = contractOfSeed(seed);
    const expected = oracle(terms, facts);
    assert.deepEqual(engine(seed, expected), expected, `seed ${String(seed)}`);
    for (const [name, value] of Object.entries(terms)) if (value !== null) drawn.add(name);
  }
  assert.deepEqual([...drawn].toSorted(), Object.keys(noTerms).toSorted(), 'draw it in drawn-contracts.ts');
});

test('the engine and a second calculation from the document alone are not a cent apart', () => {
  const billed = new Map<string, number>();
  const switchedOn = new Map<string, number>();
  for (let seed = 0; seed < draws; seed += 1) {
    const { terms, facts } = contractOfSeed(seed);
    const expected = oracle(terms, facts);
    for (const [name, value] of Object.entries(terms))
      switchedOn.set(name, (switchedOn.get(name) ?? 0) + (value === null ? 0 : 1));
    assert.deepEqual(engine(seed, expected), expected, `seed ${String(seed)}`);
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
