import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { computeStatement, type ComputedStatement } from '../../src/billing/statements/compute-statement.ts';
import { comparisonOf, isBeyond } from '../../src/billing/statements/comparison.ts';
import { invoiceDate, invoiceNumber } from '../../src/billing/statements/invoice.ts';
import { firstState } from '../../src/billing/statements/lifecycle.ts';
import { defaultWording, type AdHocLine, type Facts } from '../../src/contracts/index.ts';
import { decimal, toText } from '../../src/kernel/decimal.ts';
import { parseMonth, type Month } from '../../src/kernel/month.ts';
import { deliveredFacts } from '../../src/platform/operator/index.ts';
import { noTerms } from './contract-month.ts';

interface Case {
  readonly id: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly expected: Readonly<Record<string, unknown>>;
}

const cases = JSON.parse(
  readFileSync(new URL('../golden/billing.json', import.meta.url), 'utf8'),
) as readonly Case[];

function caseOf(id: string): Case {
  const found = cases.find((one) => one.id === id);
  if (!found) throw new Error(`there is no case ${id}`);
  return found;
}

const monthOf = (value: unknown): Month => parseMonth(String(value)) ?? '2025-05';

const facts: Facts = {
  site: '0170',
  month: '2025-05',
  siteStartsOn: null,
  revenue: [],
  occupiedRooms: null,
  labor: [],
  balances: [],
  earlierProfits: [],
  operator: deliveredFacts,
};

type Amounts = readonly { readonly title: string; readonly amount: number }[];

/** A statement of fixed fees, with lines that a person added. */
function statementOf(fees: Amounts, added: Amounts = []): ComputedStatement {
  const fixedFee = fees.map(({ title, amount }) => ({
    title,
    code: '4700',
    fee: decimal(String(amount)),
    startsOn: null,
    endsOn: null,
    group: 1,
  }));
  const adHoc = added.map(({ title, amount }): AdHocLine => ({
    kind: 'MiscellaneousItem',
    title,
    description: null,
    code: '4790',
    group: 1,
    amount: decimal(String(amount)),
  }));
  const group = { number: 1, title: null, description: null, siteNumber: null, vendorId: null };
  return computeStatement({
    terms: { ...noTerms, fixedFee },
    facts,
    groups: [group],
    adHoc,
    wording: defaultWording,
    paymentTerms: 'Due on Receipt',
    version: 1,
  });
}

test('NUM-02, NUM-04: number and date of an invoice', () => {
  const arrears = caseOf('NUM-02');
  const month = monthOf(arrears.inputs['serviceMonth']);
  const numbers = (arrears.inputs['groups'] as number[]).map((group) =>
    invoiceNumber({ site: '0170', month, billingType: 'Arrears', group, version: 1 }),
  );
  assert.deepEqual(
    numbers.map((number) => number.slice(0, -3)),
    arrears.expected['prefixes'],
  );
  assert.equal(invoiceDate('Arrears', month), arrears.expected['invoiceDate']);
  const advanced = caseOf('NUM-04');
  assert.equal(
    invoiceDate('Advanced', monthOf(advanced.inputs['serviceMonth'])),
    advanced.expected['invoiceDate'],
  );
});

for (const id of ['DRV-DEV-01', 'DRV-DEV-02', 'DRV-DEV-04', 'DRV-DEV-05', 'DRV-DEV-06']) {
  test(`${id}: deviation from what was expected, and the state that follows`, () => {
    const { inputs, expected } = caseOf(id);
    const amount = (name: string): ReturnType<typeof decimal> => decimal(String(inputs[name]));
    const comparison = comparisonOf(amount('forecast'), amount('posted'), amount('invoiced'));
    const isBeyondLimits = isBeyond(comparison, {
      amount: amount('deviationAmount'),
      percent: amount('deviationPercentage'),
    });
    assert.deepEqual(
      [comparison.deviationPercent.toString(), comparison.deviation.toString()],
      [String(expected['percent']), String(expected['amount'])],
    );
    assert.equal(firstState(inputs['amNote'] === true, { isBeyondLimits }), expected['status']);
  });
}

test('FF-02, FF-03, INV-04: an invoice is the sum of its lines, those that were added behind the others', () => {
  const fees = caseOf('FF-02');
  assert.equal(toText(statementOf(fees.inputs['lines'] as Amounts).total, 2), '672.00');
  const { inputs, expected } = caseOf('FF-03');
  const { invoices } = statementOf(inputs['existing'] as Amounts, inputs['adHoc'] as Amounts);
  assert.deepEqual(
    invoices[0]?.lines.map(({ title }) => title),
    expected['lineOrder'],
  );
  assert.equal(invoices[0]?.amount.toString(), String(expected['invoiceTotal']));
  const amounts = caseOf('INV-04').inputs['lines'] as number[];
  const total = statementOf(amounts.map((amount) => ({ title: 'Fee', amount }))).total;
  assert.equal(total.toString(), '550');
});

test('INV-05: a statement is the sum of its invoices, not the total that the sample states', () => {
  const invoices = caseOf('INV-05').inputs['invoices'] as { lines: { amount: number }[] }[];
  const lines = invoices.flatMap((invoice) => invoice.lines.map(({ amount }) => ({ title: 'Fee', amount })));
  assert.equal(statementOf(lines).total.toString(), '2000');
});

test('DRV-ZERO-01: lines of 0 are dropped, and without lines there is no invoice', () => {
  const lines = caseOf('DRV-ZERO-01').inputs['lines'] as { amount: number }[];
  assert.deepEqual(statementOf(lines.map(({ amount }) => ({ title: 'Nothing', amount }))).invoices, []);
});
