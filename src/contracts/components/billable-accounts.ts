import { decimal, percentOf, roundCents, sum, type Decimal } from '../../kernel/decimal.ts';
import { balanceOf } from '../balances.ts';
import { explainedLine, fromFacts, fromTerms, fromWork, type FactValue } from '../explanation.ts';
import type { Facts } from '../facts.ts';
import type { Explanation, Input, Line, LineItemType } from '../line.ts';
import type { BillableAccounts, Terms } from '../terms.ts';

/** An amount before it is rounded, with how it was calculated. */
type Amount = Explanation & Readonly<{ value: Decimal }>;

/**
 * Charges the client the costs of the site: billable payroll, payroll taxes and employee benefits, support services,
 * and expenses on a group of their own (billing.md 2.10). The lines reduce the profit that is shared; account numbers
 * are never printed. A percentage counts of the lines as printed, in cents. Golden BA-01 to -07, DRV-BA-01.
 */
export function billableAccounts(terms: Terms, facts: Facts): Line[] {
  const accounts = terms.billableAccounts;
  if (accounts === null) return [];
  const { payroll, payrollTaxes, support, expenses } = accounts;
  const wages = payrollOf(accounts, facts);
  const taxes = payrollTaxes && taxesOf(payrollTaxes, roundCents(wages.value), facts);
  const help =
    support && supportOf(support, roundCents(wages.value), roundCents(taxes?.value ?? decimal('0')));
  const { group } = payroll;
  const code = facts.operator.contractRevenueAccount;
  return [
    lineOf('billablePayrollAccounts', wages, { title: payroll.title, group, code }),
    ...(taxes ? [lineOf('PTEB', taxes, { title: payrollTaxes.title, group, code })] : []),
    ...(help ? [lineOf('SupportServices', help, { title: support.title, group, code })] : []),
    lineOf('billableExpenseAccounts', expensesOf(accounts, facts), {
      title: expenses.title,
      group: expenses.group,
      code,
    }),
  ];
}

/** The line of billable expenses among lines; null when the contract bills no accounts (billing.md 2.12). */
export function expenseLineAmong(lines: readonly Line[]): Line | null {
  return lines.find(({ itemType }) => itemType === 'billableExpenseAccounts') ?? null;
}

/**
 * The expense line without accounts that another line bills (billing.md 2.12). Its inputs add up to its amount before
 * rounding, so that it is rounded once, however much is taken out.
 */
export function withoutAccounts(expense: Line, words: string, selection: FactValue): Line {
  const takenOut = fromFacts(`${words}, billed on a line of their own`, 'money', {
    ...selection,
    value: selection.value.neg(),
  });
  const inputs = [...expense.explanation.inputs, takenOut];
  const amount = sum(inputs.map(({ value }) => value));
  return explainedLine({ ...expense, amount, formula: expense.explanation.formula, inputs });
}

function payrollOf({ payroll }: BillableAccounts, facts: Facts): Amount {
  const booked = balanceOf(facts, payroll.accounts);
  const inputs = [fromFacts('Billable payroll booked', 'money', booked)];
  const more = payroll.additionalAmount;
  if (more?.gt('0') !== true) return { value: booked.value, formula: 'Balance of billable payroll', inputs };
  const path = 'billableAccounts.payroll.additionalAmount';
  return {
    value: booked.value.plus(more),
    formula: 'Balance of billable payroll + additional payroll of the contract',
    inputs: [...inputs, fromTerms('Additional payroll', more, 'money', path)],
  };
}

function taxesOf(
  { billing, percent }: NonNullable<BillableAccounts['payrollTaxes']>,
  wages: Decimal,
  facts: Facts,
): Amount {
  if (billing === 'Actual') {
    const booked = balanceOf(facts, facts.operator.payrollTaxAccounts);
    const inputs = [fromFacts('Payroll taxes and employee benefits booked', 'money', booked)];
    return { value: booked.value, formula: 'Balance of payroll taxes and employee benefits', inputs };
  }
  const path = 'billableAccounts.payrollTaxes.percent';
  return shareOf(fromWork('Billable payroll', 'money', wages), percent ?? decimal('0'), path);
}

/** On total payroll, the base is the payroll line with the line of payroll taxes (billing.md 7, conflict 20). */
function supportOf(
  { billing, base, amount }: NonNullable<BillableAccounts['support']>,
  wages: Decimal,
  taxes: Decimal,
): Amount {
  const value = amount ?? decimal('0');
  const path = 'billableAccounts.support.amount';
  if (billing === 'Fixed') {
    const inputs = [fromTerms('Support services', value, 'money', path)];
    return { value, formula: 'The fixed monthly amount of the contract', inputs };
  }
  return base === 'Billable'
    ? shareOf(fromWork('Billable payroll', 'money', wages), value, path)
    : shareOf(fromWork('Billable payroll and payroll taxes', 'money', wages.plus(taxes)), value, path);
}

function expensesOf({ expenses }: BillableAccounts, facts: Facts): Amount {
  const balance = balanceOf(facts, expenses.accounts, { exceptEntities: facts.operator.excludedEntities });
  return {
    value: balance.value,
    formula: 'Balance of billable expenses, less accounts that another line bills',
    inputs: [fromFacts('Billable expenses booked', 'money', balance)],
  };
}

function shareOf(base: Input, percent: Decimal, path: string): Amount {
  return {
    value: percentOf(base.value, percent),
    formula: `${base.name} × percentage`,
    inputs: [base, fromTerms('Percentage', percent, 'percent', path)],
  };
}

function lineOf(itemType: LineItemType, amount: Amount, named: Pick<Line, 'title' | 'group' | 'code'>): Line {
  return explainedLine({
    component: 'billable-accounts',
    itemType,
    ...named,
    amount: amount.value,
    formula: amount.formula,
    inputs: amount.inputs,
    isProfitDeduction: true,
  });
}
