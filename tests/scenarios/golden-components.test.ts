import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bellServiceFee } from '../../src/contracts/components/bell-service.ts';
import { billableAccounts, expenseLineAmong } from '../../src/contracts/components/billable-accounts.ts';
import { claims } from '../../src/contracts/components/claims.ts';
import { depositedRevenue } from '../../src/contracts/components/deposited-revenue.ts';
import { fixedFee } from '../../src/contracts/components/fixed-fee.ts';
import { insurance } from '../../src/contracts/components/insurance.ts';
import { managementFee } from '../../src/contracts/components/management-fee.ts';
import { midMonthAdvance } from '../../src/contracts/components/mid-month-advance.ts';
import { nonGlExpense } from '../../src/contracts/components/non-gl-expense.ts';
import { occupiedRoom } from '../../src/contracts/components/occupied-room.ts';
import { perLaborHour } from '../../src/contracts/components/per-labor-hour.ts';
import { profitShare } from '../../src/contracts/components/profit-share.ts';
import { revenueShare } from '../../src/contracts/components/revenue-share.ts';
import { windowBefore, type TierResult } from '../../src/contracts/components/tiers.ts';
import { validation } from '../../src/contracts/components/validation.ts';
import { computeLines } from '../../src/contracts/compute-lines.ts';
import { explainedLine } from '../../src/contracts/explanation.ts';
import type { AccountBalance, Facts } from '../../src/contracts/facts.ts';
import type { Line, LineWording } from '../../src/contracts/line.ts';
import type {
  Accumulation,
  BillableAccounts,
  Claims,
  LaborHourRate,
  ManagementAgreement,
  RevenueShareStructure,
  Terms,
  Tier,
  ValidationThreshold,
} from '../../src/contracts/terms.ts';
import { defaultWording } from '../../src/contracts/wording.ts';
import { decimal, roundHalfAway, sum, type Decimal } from '../../src/kernel/decimal.ts';
import { isObject } from '../../src/kernel/exact-json.ts';
import { monthsBetween, parseMonth, type Month } from '../../src/kernel/month.ts';
import { laborRow, noAccounts, noAgreement, noFacts, noTerms, revenueRow } from './contract-month.ts';
import { CaseInputs, goldenCases, plain } from './golden-case.ts';

type Answer = (inputs: CaseInputs, expected: CaseInputs) => Readonly<Record<string, unknown>>;

const wording: LineWording = { ...defaultWording, operator: 'Towne Park' };
const year = monthsBetween('2025-01', '2025-12');

/** Each runs the inputs of a case through the components and says what came out, under the names of the case. */
const answers: Readonly<Record<string, Answer>> = {
  'RS-01': tiered,
  'RS-02': tiered,
  ...same(['RS-CFG-01', 'RS-CFG-02', 'RS-CFG-03', 'RS-CFG-04', 'RS-CFG-05'], contractTerm),
  ...same(['RS-CFG-07', 'RS-CFG-08', 'RS-CFG-09'], contractTerm),
  ...same(['DRV-RS-02', 'DRV-RS-03', 'DRV-RS-04'], tiered),
  'DRV-RS-07': (inputs) => {
    const structures = inputs.get('structures').list;
    const { lines } = revenueShare(
      { ...noTerms, revenueShare: structures.map((one) => structureOf(tiersOf(one), codesOf(one))) },
      {
        ...noFacts,
        revenue: structures.map((one) =>
          revenueRow({ revenueCode: codesOf(one)[0] ?? '', netRevenue: one.get('monthRevenue').amount }),
        ),
      },
      wording,
    );
    const base = ofInputs(only(lines), /^Net revenue of the month/);
    return { lineAmount: amountOf(only(lines)), baseInDescription: base, ...headOf(only(lines)) };
  },
  'DRV-RS-12': contractYear,
  'DRV-RS-13': contractYear,
  'VAL-01': validated,
  'VAL-02': validated,
  'VAL-03': validated,
  ...same(['DRV-VAL-01', 'DRV-VAL-02', 'DRV-VAL-03', 'DRV-VAL-04'], validated),
  'PLH-02': (inputs) => {
    const jobs = inputs.get('jobs').list;
    const each = jobs.map((job) => ({
      regular: sum(laborLines(job, hoursOf(job, 'regularHours')).map(({ amount }) => amount)),
      overtime: sum(laborLines(job, hoursOf(job, 'overtimeHours')).map(({ amount }) => amount)),
      subtotal: sum(
        laborLines(job, hoursOf(job, 'regularHours', 'overtimeHours')).map(({ amount }) => amount),
      ),
    }));
    return { jobs: each.map(plain), total: plain(sum(each.map(({ subtotal }) => subtotal))) };
  },
  'DRV-PLH-01': (inputs) => {
    const { regularHours, premiumHours } = timesheetHours(inputs);
    const [regular, premium] = laborLines(inputs, { regularHours, premiumHours });
    return {
      regularHours: plain(regularHours),
      overtimeHours: plain(premiumHours),
      regularAmount: amountOf(regular),
      overtimeAmount: amountOf(premium),
    };
  },
  ...same(['DRV-PLH-02', 'DRV-PLH-03'], (inputs) => {
    const lines = laborLines(inputs, timesheetHours(inputs)).filter(({ amount }) => !amount.eq('0'));
    return { lines: lines.map((line) => ({ amount: amountOf(line) })) };
  }),
  'FF-01': (inputs) => {
    const fees = (month: Month): Decimal =>
      totalOf(feeLines(inputs.get('services').list, 'displayName', month));
    return { invoiceTotal: plain(fees('2025-06')), annual: plain(sum(year.map(fees))) };
  },
  'FF-02': (inputs) => ({
    invoiceTotal: plain(totalOf(feeLines(inputs.get('lines').list, 'title', '2025-06'))),
  }),
  'BA-02': (inputs) => {
    const amount = inputs.get('sumOf6200_6399_6500').amount;
    const payrollTaxes = { billing: 'Actual', percent: null, title: 'PTEB' } as const;
    const booked = [balance('6200', amount.minus('200')), balance('6399', '150'), balance('6500', '50')];
    return { lineAmount: amountOf(accountLine('PTEB', { payrollTaxes }, booked)) };
  },
  'BA-03': (inputs) => {
    const accounts = inputs.get('enabledPayrollAccounts').list.map(({ text }) => text);
    const payroll = { ...noAccounts.payroll, accounts };
    const percent = inputs.get('percentage').amount;
    const payrollTaxes = { billing: 'Percentage', percent, title: 'PTEB' } as const;
    const booked = [balance(accounts[0] ?? '', inputs.get('billablePayroll').amount), balance('6010', '999')];
    return { lineAmount: amountOf(accountLine('PTEB', { payroll, payrollTaxes }, booked)) };
  },
  'BA-05': (inputs) => {
    const amount = inputs.get('amount').amount;
    const support = { billing: 'Fixed', base: 'Billable', amount, title: 'Support Services' } as const;
    return { lineAmount: amountOf(accountLine('SupportServices', { support }, [])) };
  },
  'BA-07': (inputs) => {
    const total = inputs.get('totalPayroll').amount;
    const amount = inputs.get('percentage').amount;
    const accounts = {
      payroll: { ...noAccounts.payroll, accounts: ['6002'] },
      payrollTaxes: { billing: 'Actual', percent: null, title: 'PTEB' },
      support: { billing: 'Percentage', base: 'Total', amount, title: 'Support Services' },
    } as const;
    const booked = [balance('6002', total.minus('40000')), balance('6200', '40000')];
    return { lineAmount: amountOf(accountLine('SupportServices', accounts, booked)) };
  },
  'MA-03': (inputs) => {
    const terms = agreed({ fee: { kind: 'RevenuePercentage', percent: inputs.get('percentage').amount } });
    return { fee: amountOf(only(managementFee(terms, earning(inputs.get('netExternalRevenue').amount)))) };
  },
  'MA-06': (inputs) => {
    const before = inputs.get('billableExpenseIncludingClaims').amount;
    const { expense, line } = claimed(inputs, before);
    const together = sum([expense, line].map(({ amount }) => amount));
    return {
      expenseLine: amountOf(expense),
      claimsLine: amountOf(line),
      billedTogether: plain(together),
      unbilled: plain(before.minus(together)),
    };
  },
  'DRV-CLM-01': (inputs) => {
    const { expense, line } = claimed(inputs, inputs.get('expenseLineBefore').amount);
    return { expenseLine: amountOf(expense), claimsLine: amountOf(line) };
  },
  ...same(['DRV-CLM-02', 'DRV-CLM-03'], (inputs) => ({
    claimsLine: amountOf(claimed(inputs, inputs.get('claims').amount).line),
  })),
  'DRV-INS-02': (inputs) => {
    const amount = inputs.get('insuranceFixedFeeAmount').amount;
    const insured = inputs.get('insuranceAccounts').get('7080').amount;
    const terms = agreed({ insurance: { kind: 'FixedFee', amount, title: 'Insurance' } });
    const rest = inputs.get('expenseLineBefore').amount.minus(insured);
    const { lines, expense } = insurance(
      ...withExpenses(terms, [balance('7080', insured), balance('7185', rest)]),
    );
    return { expenseLine: amountOf(expense), insuranceLine: amountOf(only(lines)) };
  },
  'MMA-02': advanced,
  'MMA-03': advanced,
  ...same(['DRV-DEP-02', 'DRV-DEP-03', 'DRV-DEP-04'], deposited),
  'DRV-POR-01': (inputs) => {
    const terms = { ...noTerms, occupiedRoom: { ratePerRoom: inputs.get('rate').amount, group: 1 } };
    const facts = { ...noFacts, occupiedRooms: inputs.get('occupiedRooms').amount };
    const line = only(occupiedRoom(terms, facts, wording));
    return { lineAmount: amountOf(line), ...headOf(line) };
  },
  'DRV-BELL-01': (inputs) => {
    const revenue = inputs.get('rows').list.map((row) =>
      revenueRow({
        revenueCode: 'OR1',
        category: 'Other Revenue',
        netRevenue: row.get('net').amount,
        collectionType: row.get('collectionType').text,
      }),
    );
    const line = only(bellServiceFee({ ...noTerms, bellService: { group: 1 } }, { ...noFacts, revenue }));
    return { lineAmount: amountOf(line), code: line.code };
  },
  'DRV-NGL-01': (inputs) => {
    const amount = inputs.get('percent').amount;
    const item = { kind: 'Revenue', payrollBase: 'Billable', amount, title: 'Card Fees' } as const;
    const terms = agreed({ nonGlExpenses: [{ ...item, finalMonth: '2025-06' }] });
    const facts = earning(inputs.get('netExternalRevenue').amount);
    return { lineAmount: amountOf(only(nonGlExpense(terms, facts))) };
  },
  'DRV-NGL-02': (inputs) => {
    const item = {
      kind: 'Payroll',
      amount: inputs.get('percent').amount,
      title: 'Fee',
    } as const;
    const bases = (['Billable', 'Total'] as const).map((payrollBase) => ({
      ...item,
      payrollBase,
      finalMonth: null,
    }));
    const additionalAmount = inputs.get('additionalPayrollAmount').amount;
    const payroll = { ...noAccounts.payroll, accounts: ['6002'], additionalAmount };
    const [billable, total] = nonGlExpense(
      { ...agreed({ nonGlExpenses: bases }), billableAccounts: { ...noAccounts, payroll } },
      {
        ...noFacts,
        balances: [
          balance('6002', inputs.get('enabledPayroll').amount),
          balance('6200', inputs.get('ptebActual').amount),
        ],
      },
    );
    return { billable: amountOf(billable), total: amountOf(total) };
  },
  'MA-07': (inputs) => {
    const { distribution, line } = shared(inputs, inputs.get('monthlyProfit').amount);
    return { tierDue: distribution.map(({ due }) => plain(due)), totalDue: amountOf(line) };
  },
  'DRV-PS-01': (inputs) => {
    const billableValidation = inputs.get('validationExcess').amount;
    const revenue = [
      revenueRow({ netRevenue: inputs.get('netExternalRevenue').amount }),
      revenueRow({ depositFlag: 'V', billableValidation }),
    ];
    const costs = inputs.get('profitDeductions').json;
    assert.ok(isObject(costs));
    const lines = [
      ...Object.keys(costs).map((title) => costLine(title, new CaseInputs(costs).get(title).amount)),
      costLine('Card Fees', inputs.get('nonGl').amount, 'non-gl-expense'),
    ];
    const { line, monthlyProfit } = profitShare(
      agreed({
        profitShare: { accumulation: 'Monthly', tiers: tiersOf(inputs) },
        validation: { kind: 'ValidationAmount', amount: decimal('0') },
      }),
      { ...noFacts, revenue },
      wording,
      { lines, clientPaid: new Set(), nonBillable: new Set() },
    );
    return { monthlyProfit: plain(monthlyProfit), lineAmount: amountOf(line) };
  },
  'DRV-PS-02': (inputs) => {
    const { distribution, line } = shared(inputs, inputs.get('monthlyProfit').amount);
    return { tierAmounts: distribution.map(({ revenue }) => plain(revenue)), lineAmount: amountOf(line) };
  },
  'DRV-PS-03': (inputs) => ({
    lineAmount: amountOf(shared(inputs, inputs.get('monthlyProfit').amount).line),
  }),
  'DRV-PS-04': (inputs) => {
    const paid = inputs.get('adHoc');
    const computed = computeLines({
      terms: agreed({
        profitShare: {
          accumulation: 'Monthly',
          tiers: [{ sharePercent: decimal('50'), limit: decimal('0') }],
        },
      }),
      facts: earning(inputs.get('profitBefore').amount),
      wording,
      adHoc: [
        {
          kind: 'ClientPaidExpense',
          title: 'Repairs',
          description: null,
          code: '7175',
          group: 1,
          amount: paid.get('storedAmount').amount,
        },
      ],
    });
    return {
      monthlyProfit: plain(computed.profit),
      lineOnInvoice: computed.lines.some(({ component }) => component === 'ad-hoc'),
    };
  },
};

/** Cases whose figure does not follow from their inputs: the figure of the recommended reading (billing.md 6.1). */
const byReading: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'VAL-03': { fee: '2800' },
};

/** Cases of what stands on the components, by the reason why these alone do not answer them. */
const later: Readonly<Record<string, readonly string[]>> = {
  'invoices and statements add up lines and leave out zeros: billing': [
    ...['FF-03', 'INV-02', 'INV-04', 'INV-05', 'DRV-ZERO-01'],
  ],
  'numbers, dates and periods of invoices: billing': ['NUM-02', 'NUM-04', 'DRV-PER-01'],
  'a fee by contract year is versions of the contract, chosen before a component sees its terms': ['MA-08'],
  'escalation makes new versions of a contract': [
    ...['ESC-01', 'ESC-02', 'ESC-03', 'ESC-05', 'ESC-06', 'ESC-08', 'ESC-09', 'ESC-10', 'ESC-11', 'ESC-12'],
    ...['ESC-14', 'ESC-15', 'ESC-16', 'ESC-17', 'ESC-19', 'ESC-21'],
    ...['DRV-ESC-01', 'DRV-ESC-02', 'DRV-ESC-03', 'DRV-ESC-04', 'DRV-ESC-05', 'DRV-ESC-06'],
  ],
  'compares PLH-02 with an escalation read as dollars, which is the wrong premise': ['PLH-03'],
  'rates of overtime stand in the contract and are not derived': ['PLH-13', 'PLH-14', 'PLH-15'],
  'checks of a contract as it comes in': ['VG-01', 'VG-02', 'VG-03'],
  'comparison with the forecast: billing': [
    ...['DEV-01', 'DRV-DEV-01', 'DRV-DEV-02', 'DRV-DEV-04', 'DRV-DEV-05', 'DRV-DEV-06'],
  ],
  'posting to the general ledger: billing': ['GP-02', 'DRV-GP-01'],
};

const cases = new Map(
  (await goldenCases('billing.json'))
    .filter((one) => one.get('scope').text === 'billing')
    .map((one) => [one.get('id').text, one] as const),
);

test('every documented case of billing is answered here or belongs to a stage that is named', () => {
  const placed = [...Object.keys(answers), ...Object.values(later).flat()];
  assert.deepEqual(placed.toSorted(), [...cases.keys()].toSorted());
});

for (const [id, answer] of Object.entries(answers)) {
  const golden = cases.get(id) ?? new CaseInputs(null);
  test(`${id}: ${golden.get('description').text}`, () => {
    const expected = golden.get('expected');
    assert.deepEqual(answer(golden.get('inputs'), expected), byReading[id] ?? plain(expected.json));
  });
}

function same(ids: readonly string[], answer: Answer): Record<string, Answer> {
  return Object.fromEntries(ids.map((id) => [id, answer]));
}

function tiered(inputs: CaseInputs): Record<string, unknown> {
  const accumulation = inputs.get('accumulationType').text as Accumulation;
  const { line, distribution } = oneStructure({
    tiers: tiersOf(inputs),
    accumulation,
    prior: inputs.get('priorAccumulated').amount,
    month: inputs.get('monthRevenue').amount,
  });
  return {
    tierAmounts: distribution.map(({ revenue }) => plain(revenue)),
    tierDue: distribution.map(({ due }) => plain(due)),
    totalDue: amountOf(line),
  };
}

/** The tiers as keyed for a term of a contract are read back from what each took of a probing revenue. */
function contractTerm(inputs: CaseInputs, expected: CaseInputs): Record<string, unknown> {
  const probed = inputs.get('probeRevenue').json !== undefined;
  const month = probed ? inputs.get('probeRevenue').amount : decimal('1000000');
  const accumulation = probed ? (expected.get('accumulationType').text as Accumulation) : 'AnnualCalendar';
  const given = { tiers: tiersOf(expected), accumulation, prior: decimal('0'), month };
  const { line, distribution } = oneStructure(given);
  const tiers = distribution.map(({ sharePercent, limit }) => ({
    sharePercentage: plain(sharePercent),
    amount: plain(limit),
  }));
  return probed ? { tiers, accumulationType: accumulation, dueAtProbe: amountOf(line) } : { tiers };
}

function oneStructure(given: { tiers: Tier[]; accumulation: Accumulation; prior: Decimal; month: Decimal }): {
  line: Line;
  distribution: TierResult[];
} {
  const structure = { ...structureOf(given.tiers, ['VD1']), accumulation: given.accumulation };
  const revenue = [
    revenueRow({ month: '2024-12', netRevenue: decimal('77777') }),
    revenueRow({ month: '2025-01', netRevenue: given.prior }),
    revenueRow({ netRevenue: given.month }),
  ];
  const facts = { ...noFacts, revenue };
  const { lines, distribution } = revenueShare({ ...noTerms, revenueShare: [structure] }, facts, wording);
  return { line: only(lines), distribution };
}

function contractYear(inputs: CaseInputs): Record<string, unknown> {
  const month = parseMonth(inputs.get('serviceMonth').text);
  assert.ok(month !== null);
  const siteStartsOn = inputs.get('siteStartDate').text;
  const { startsOn, endsBefore } = windowBefore(inputs.get('accumulationType').text as Accumulation, {
    ...noFacts,
    month,
    siteStartsOn,
  });
  return { windowStart: startsOn, windowEndExclusive: endsBefore };
}

/** Tiers end where the case says that their revenue of the month ends, so that the revenue share fills them so. */
function validated(inputs: CaseInputs, expected: CaseInputs): Record<string, unknown> {
  const filled = inputs.get('structure1Tiers').list.map((tier) => ({
    sharePercent: tier.get('sharePercentage').amount,
    revenue:
      tier.get('revenueAmount').json === 'any > 0' ? decimal('1000') : tier.get('revenueAmount').amount,
  }));
  const upTo = (count: number): Decimal => sum(filled.slice(0, count).map(({ revenue }) => revenue));
  const tiers = filled.map(({ sharePercent }, at) => ({
    sharePercent,
    limit: at + 1 < filled.length ? upTo(at + 1) : decimal('0'),
  }));
  const kind = inputs.get('thresholdType').text as ValidationThreshold['kind'];
  const threshold = { kind, amount: inputs.get('thresholdAmount').amountIfAny };
  const terms = { ...noTerms, revenueShare: [{ ...structureOf(tiers, ['VD1']), validation: threshold }] };
  const billableValidation = inputs.get('validationRevenue').amount;
  const revenue = [
    revenueRow({ netRevenue: upTo(filled.length) }),
    revenueRow({ depositFlag: 'V', billableValidation, netRevenue: decimal('123') }),
  ];
  const facts = { ...noFacts, revenue };
  const [line] = validation(terms, facts, wording, revenueShare(terms, facts, wording).distribution);
  const excess = line ? ofInputs(line, /^Validations above/) : '0';
  const answer: Record<string, unknown> = {
    threshold: plain(billableValidation.minus(excess)),
    excess,
    line: line ?? null,
    fee: line ? amountOf(line) : '0',
  };
  return Object.fromEntries(Object.entries(answer).filter(([name]) => expected.get(name).json !== undefined));
}

function hoursOf(
  job: CaseInputs,
  ...names: readonly string[]
): { regularHours: Decimal; premiumHours: Decimal } {
  const of = (name: string): Decimal => (names.includes(name) ? job.get(name).amount : decimal('0'));
  return { regularHours: of('regularHours'), premiumHours: of('overtimeHours') };
}

/** Minutes of each timesheet row become hours with 2 decimals before they are added up, as the facts hand them over. */
function timesheetHours(inputs: CaseInputs): { regularHours: Decimal; premiumHours: Decimal } {
  const hours = (name: string): Decimal =>
    sum(inputs.get('rowsMinutes').list.map((row) => roundHalfAway(row.get(name).amount.div('60'), 2)));
  return { regularHours: hours('regular'), premiumHours: hours('overtimeOrHoliday') };
}

function laborLines(rates: CaseInputs, hours: { regularHours: Decimal; premiumHours: Decimal }): Line[] {
  const overtime = rates.get('overtimeRate');
  const job: LaborHourRate = {
    title: 'Attendant',
    jobCode: 'GSA',
    startsOn: null,
    endsOn: null,
    group: 1,
    ratePerHour: rates.get('rate').amount,
    overtimeRatePerHour: overtime.json === null ? null : overtime.amount,
  };
  const labor = [laborRow(hours), laborRow({ jobCode: 'GSA2', regularHours: decimal('40') })];
  return perLaborHour({ ...noTerms, laborHour: [job] }, { ...noFacts, labor }, wording);
}

function feeLines(services: readonly CaseInputs[], title: string, month: Month): Line[] {
  const rates = services.map((service) => ({
    title: service.get(title).text,
    fee: service.get(title === 'title' ? 'amount' : 'fee').amount,
    code: '4700',
    startsOn: '2025-01-01',
    endsOn: null,
    group: 1,
  }));
  const past = { title: 'Former', code: '4700', fee: decimal('1'), startsOn: null, group: 1 };
  const terms = { ...noTerms, fixedFee: [...rates, { ...past, endsOn: '2024-12-31' }] };
  return fixedFee(terms, { ...noFacts, month });
}

function accountLine(
  itemType: Line['itemType'],
  accounts: Partial<BillableAccounts>,
  balances: readonly AccountBalance[],
): Line | undefined {
  const terms = { ...noTerms, billableAccounts: { ...noAccounts, ...accounts } };
  const lines = billableAccounts(terms, { ...noFacts, balances });
  return lines.find((line) => line.itemType === itemType);
}

function claimed(inputs: CaseInputs, expenses: Decimal): { expense: Line; line: Line } {
  const kind = (inputs.get('claimsType').json ?? 'AnnualCalendar') as Claims['kind'];
  const cost = inputs.get('claims').amount;
  const terms = agreed({ claims: { kind, cap: inputs.get('cap').amount, title: 'Loss & Damage Claims' } });
  const balances = [
    balance('7100', cost),
    balance('7185', expenses.minus(cost)),
    { ...balance('7099', inputs.get('priorClaims').amountIfAny), month: '2025-02' as const },
    { ...balance('7100', '8888'), month: '2024-12' as const },
  ];
  const { expense, lines } = claims(...withExpenses(terms, balances));
  assert.ok(expense !== null);
  return { expense, line: only(lines) };
}

/** The contract bills three expense accounts; with the month, and the expense line as billable accounts make it. */
function withExpenses(terms: Terms, balances: readonly AccountBalance[]): [Terms, Facts, Line | null] {
  const expenses = { ...noAccounts.expenses, accounts: ['7080', '7099', '7100', '7185'] };
  const billing = { ...terms, billableAccounts: { ...noAccounts, expenses } };
  const facts = { ...noFacts, balances };
  return [billing, facts, expenseLineAmong(billableAccounts(billing, facts))];
}

function advanced(inputs: CaseInputs): Record<string, unknown> {
  const amount = inputs.get('amount').amount;
  const midMonth = { amount, title: 'Less: Mid-Month Billing', group: 1 };
  return { lineAmount: amountOf(only(midMonthAdvance({ ...noTerms, midMonthAdvance: midMonth }, noFacts))) };
}

function deposited(inputs: CaseInputs): Record<string, unknown> {
  const deposits = {
    isDeposited: inputs.get('depositedRevenueEnabled').json === true,
    isTaxOurs: inputs.get('towneParkResponsibleForParkingTax').json === true,
  };
  const net = {
    netRevenue: inputs.get('depositedNet').amount,
    grossRevenue: inputs.get('depositedGross').amount,
  };
  const taxRate = inputs.get('taxRate').amount;
  const revenue = [
    revenueRow({ taxRate, ...net }),
    revenueRow({ taxRate, depositFlag: 'N', netRevenue: inputs.get('clientNet').amount }),
    revenueRow({ taxRate, depositFlag: 'V', netRevenue: decimal('500') }),
    revenueRow({ taxRate, depositFlag: 'N', category: 'Per Man Hour', netRevenue: decimal('400') }),
  ];
  const terms = { ...noTerms, depositedRevenue: { ...deposits, group: 1 } };
  const { lines, taxJournal } = depositedRevenue(terms, { ...noFacts, revenue }, wording);
  const printed = lines.map((line) => ({ title: line.title, amount: amountOf(line) }));
  return { lines: printed, glTaxJournal: plain(taxJournal) };
}

/** A month whose profit is its revenue, with profit of January where the case names one. */
function shared(inputs: CaseInputs, profit: Decimal): { line: Line; distribution: TierResult[] } {
  const accumulation = (inputs.get('accumulationType').json ?? 'Monthly') as Accumulation;
  const terms = agreed({ profitShare: { accumulation, tiers: tiersOf(inputs) } });
  const earlierProfits = [
    { month: '2024-12' as const, profit: decimal('99999') },
    { month: '2025-01' as const, profit: inputs.get('priorProfit').amountIfAny },
  ];
  const statement = { lines: [], clientPaid: new Set<Line>(), nonBillable: new Set<Line>() };
  const result = profitShare(terms, { ...earning(profit), earlierProfits }, wording, statement);
  assert.ok(result.line !== null);
  return { line: result.line, distribution: result.distribution };
}

function costLine(title: string, amount: Decimal, component: Line['component'] = 'billable-accounts'): Line {
  const head = { component, title, amount, code: '4791', group: 1, isProfitDeduction: true };
  return explainedLine({ ...head, formula: 'Given', inputs: [] });
}

function earning(netRevenue: Decimal): Facts {
  return { ...noFacts, revenue: [revenueRow({ netRevenue })] };
}

function agreed(agreement: Partial<ManagementAgreement>): Terms {
  return { ...noTerms, managementAgreement: { ...noAgreement, ...agreement } };
}

function structureOf(tiers: readonly Tier[], revenueCodes: readonly string[]): RevenueShareStructure {
  return { revenueCodes, accumulation: 'Monthly', tiers, validation: null, group: 1 };
}

function tiersOf(holder: CaseInputs): Tier[] {
  return holder.get('tiers').list.map((tier) => ({
    sharePercent: tier.get('sharePercentage').amount,
    limit: tier.get('amount').amount,
  }));
}

function codesOf(structure: CaseInputs): string[] {
  return structure.get('codes').list.map(({ text }) => text);
}

function balance(account: string, amount: Decimal | string): AccountBalance {
  const value = typeof amount === 'string' ? decimal(amount) : amount;
  return { month: noFacts.month, account, entity: '02', amount: value };
}

function only(lines: readonly Line[]): Line {
  assert.equal(lines.length, 1);
  return lines[0]!;
}

function headOf({ title, code }: Line): { title: string; code: string } {
  return { title, code };
}

function totalOf(lines: readonly Line[]): Decimal {
  return sum(lines.map(({ amount }) => amount));
}

/** Sum of the inputs of a line whose name is of the pattern. */
function ofInputs(line: Line, name: RegExp): string {
  const inputs = line.explanation.inputs.filter((input) => name.test(input.name));
  return sum(inputs.map(({ value }) => value)).toString();
}

function amountOf(line: Line | null | undefined): string | null {
  return line ? line.amount.toString() : null;
}
