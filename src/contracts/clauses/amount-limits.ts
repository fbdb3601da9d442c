import { decimal, sum, type Decimal } from '../../kernel/decimal.ts';
import { addMonths } from '../../kernel/month.ts';
import { atLeastZero, windowBefore } from '../components/tiers.ts';
import { explainedLine, fromTerms, fromWork } from '../explanation.ts';
import type { Facts } from '../facts.ts';
import type { Input, Line } from '../line.ts';
import type { Accumulation, Terms } from '../terms.ts';
import { moneyText } from '../wording.ts';
import { clausePath, clausesOfKind, type AmountLimit, type LimitedComponent } from './clause.ts';
import { grownLimit, type GrownLimit } from './grown-limit.ts';
import { usualLine } from './usual-line.ts';

/**
 * The lines of a statement with what caps and minimums of components change (billing.md 3.5): a line of its own, behind
 * those of the component, adds what is missing to the minimum or takes off what is above the cap, of a month or of all
 * that the window has billed. The minimum of a year is due in its last month. What earlier months billed above a cap is
 * not reversed, and the cap comes last. A limit that grows counts as it has grown. A component that is switched off
 * has no minimum.
 * Only limits of components that `isAmong` are checked.
 */
export function withinLimits(
  lines: readonly Line[],
  terms: Terms,
  facts: Facts,
  isAmong: (component: LimitedComponent) => boolean,
): Line[] {
  const limits = clausesOfKind(terms, 'minimum', 'cap').filter(({ component }) => isAmong(component));
  const minimumsFirst = limits.toSorted((one, other) => other.kind.localeCompare(one.kind));
  return minimumsFirst.reduce<Line[]>((all, limit) => adjusted(all, limit, terms, facts), [...lines]);
}

/** What a component billed in a month, and before it in the window of a clause. */
type Billed = Readonly<{ total: Decimal; earlier: Decimal; months: readonly string[] }>;

function adjusted(lines: Line[], agreed: AmountLimit, terms: Terms, facts: Facts): Line[] {
  const usual = usualLine(terms, agreed.component, facts);
  const own = lines.filter(({ component }) => component === agreed.component);
  if (usual === null || (agreed.kind === 'minimum' && !isLastMonth(agreed.window, facts))) return lines;
  const grown = grownLimit(agreed, facts);
  const limit = { ...agreed, amount: grown.amount };
  const billed = { total: sum(own.map(({ amount }) => amount)), ...earlierOf(limit, facts) };
  const amount = adjustmentOf(limit, billed);
  if (amount.eq('0')) return lines;
  const line = explainedLine({
    ...usual,
    component: limit.component,
    title: titleOf(limit),
    amount,
    formula: formulas[limit.kind],
    inputs: [...limitInputs(agreed, grown), ...billedInputs(limit, billed)],
  });
  const last = own.at(-1);
  const at = last === undefined ? lines.length : lines.indexOf(last) + 1;
  return lines.toSpliced(at, 0, line);
}

function adjustmentOf({ kind, amount }: AmountLimit, { total, earlier }: Billed): Decimal {
  const left = atLeastZero(amount.minus(earlier));
  if (kind === 'minimum') return atLeastZero(amount.minus(earlier).minus(total));
  return total.gt(left) ? left.minus(total) : decimal('0');
}

function earlierOf({ window, component }: AmountLimit, facts: Facts): Omit<Billed, 'total'> {
  const { span } = windowBefore(window, facts);
  const rows = (facts.forClauses?.earlierAmounts ?? []).filter(
    (row) =>
      span !== null &&
      row.component === component &&
      row.month >= span.fromMonth &&
      row.month <= span.throughMonth,
  );
  return { earlier: sum(rows.map(({ amount }) => amount)), months: rows.map(({ month }) => month) };
}

/** Whether the next month begins a window. */
function isLastMonth(window: Accumulation, facts: Facts): boolean {
  return windowBefore(window, { ...facts, month: addMonths(facts.month, 1) }).span === null;
}

const windowWords: Readonly<Record<Accumulation, string>> = {
  Monthly: 'a month',
  AnnualCalendar: 'a calendar year',
  AnnualAnniversary: 'a contract year',
};

const componentWords: Readonly<Record<LimitedComponent, string>> = {
  'fixed-fee': 'Fixed fee',
  'per-labor-hour': 'Labor hours',
  'occupied-room': 'Occupied rooms',
  'revenue-share': 'Fees for services',
  validation: 'Validated parking',
  'billable-accounts': 'Billable accounts',
  'management-fee': 'Management fee',
  insurance: 'Insurance',
  claims: 'Claims',
  'non-gl-expense': 'Other expenses',
  'profit-share': 'Profit share',
};

const formulas = {
  cap: 'Cap remaining after earlier months of the window − amount of the month',
  minimum: 'Minimum − billed by earlier months of the window − amount of the month',
} as const;

function titleOf({ kind, component, amount, window }: AmountLimit): string {
  const word = kind === 'cap' ? 'maximum' : 'minimum';
  return `${componentWords[component]}: ${word} of ${moneyText(amount)} ${windowWords[window]}`;
}

/** The limit as it was agreed and, where it has grown, by what and to what. */
function limitInputs(agreed: AmountLimit, { amount, years }: GrownLimit): Input[] {
  const name = `${agreed.kind === 'cap' ? 'Cap' : 'Minimum'} of ${windowWords[agreed.window]}`;
  const own = fromTerms(name, agreed.amount, 'money', clausePath(agreed, 'amount'));
  if (years.length === 0) return [own];
  return [
    { ...own, name: `${name}, as agreed` },
    ...years.map(({ month, percent }) =>
      fromTerms(`Growth in ${month}`, percent, 'percent', clausePath(agreed, 'growth')),
    ),
    fromWork(`${name}: grown each year from the previous year, to cents`, 'money', amount),
  ];
}

function billedInputs(limit: AmountLimit, { total, earlier, months }: Billed): Input[] {
  const from = { kind: 'results', what: `${limit.component} billed`, months } as const;
  return [
    ...(limit.window === 'Monthly'
      ? []
      : [{ name: 'Billed by earlier months of the window', value: earlier, unit: 'money', from } as const]),
    fromWork('Amount of the month', 'money', total),
  ];
}
