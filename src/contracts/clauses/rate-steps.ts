import { sum, type Decimal } from '../../kernel/decimal.ts';
import { refusal } from '../../kernel/errors.ts';
import { contractYear } from '../components/tiers.ts';
import { fromTerms, fromWork } from '../explanation.ts';
import type { Facts } from '../facts.ts';
import type { Input } from '../line.ts';
import type { ManagementAgreement, Terms } from '../terms.ts';
import { clausePath, clausesOfKind, type RateStep, type RateSteps } from './clause.ts';
import type { Replacements } from './replacements.ts';
import { isBilled } from './usual-line.ts';

/** Terms in which clauses have changed values, and where the changed values come from. */
export type Changed = Readonly<{ terms: Terms; replaced: Replacements }>;

/**
 * The terms with every rate that steps by contract year (billing.md 3.5): the steps of a clause that have begun replace
 * the rate of the contract or add to it, in their order; before the first step the contract stands.
 */
export function withRateSteps(terms: Terms, facts: Facts): Changed {
  let changed = terms;
  const replaced: Replacements = new Map();
  for (const clause of clausesOfKind(terms, 'rate-steps')) {
    if (!isBilled(terms, clause.component)) continue;
    const year = contractYear(facts);
    const steps = stepsThatCount(clause, year);
    for (const step of steps)
      changed = stepped[clause.component](changed, clause.position, step) ?? unfit(clause, facts);
    const { rate, overtimeRate } = pathsOf(clause, terms);
    for (const [path, field] of [
      [rate, 'amount'],
      [overtimeRate, 'overtimeAmount'],
    ] as const) {
      const parts = partsOf(clause, steps, field);
      if (parts.length > 0) replaced.set(path, (input) => explained(input, parts, year));
    }
  }
  return { terms: changed, replaced };
}

/** Of the steps that have begun by a contract year the newest that replaces the rate, and those that add after it. */
function stepsThatCount({ steps }: RateSteps, year: number): RateStep[] {
  const begun = steps
    .filter(({ contractYear: from }) => from <= year)
    .toSorted((one, other) => one.contractYear - other.contractYear);
  return begun.slice(
    Math.max(
      0,
      begun.findLastIndex(({ isAdded }) => !isAdded),
    ),
  );
}

/** What a step says of a rate, and where. */
type Part = Readonly<{ step: RateStep; amount: Decimal; path: string }>;

function partsOf(clause: RateSteps, steps: readonly RateStep[], field: 'amount' | 'overtimeAmount'): Part[] {
  return steps.flatMap((step) => {
    const place = String(clause.steps.indexOf(step) + 1);
    const amount = step[field];
    return amount === null ? [] : [{ step, amount, path: clausePath(clause, `steps[${place}].${field}`) }];
  });
}

/** The rate leads to the step that replaced it; where steps added to it, to what it was and to each of them. */
function explained(input: Input, parts: readonly Part[], year: number): Input[] {
  const { name, value, unit } = input;
  const reached = `${name}, in contract year ${String(year)}`;
  const added = parts.filter(({ step }) => step.isAdded);
  const [replacing] = parts.filter(({ step }) => !step.isAdded);
  if (added.length === 0 && replacing) return [fromTerms(reached, value, unit, replacing.path)];
  const before = value.minus(sum(added.map(({ amount }) => amount)));
  return [
    replacing
      ? fromTerms(
          `${name}, from contract year ${String(replacing.step.contractYear)}`,
          before,
          unit,
          replacing.path,
        )
      : { ...input, value: before },
    ...added.map(({ step, amount, path }) =>
      fromTerms(`Added from contract year ${String(step.contractYear)}`, amount, unit, path),
    ),
    fromWork(`${reached}: with the additions`, unit, value),
  ];
}

/** Where the components say that the rates stand. */
function pathsOf(
  { component, position }: RateSteps,
  { managementAgreement }: Terms,
): { rate: string; overtimeRate: string } {
  const fee = 'managementAgreement.fee';
  const jobs = `${fee}.jobs[${position}]`;
  const ofFee =
    managementAgreement?.fee.kind === 'PerLaborHour'
      ? { rate: `${jobs}.ratePerHour`, overtimeRate: `${jobs}.overtimeRatePerHour` }
      : {
          rate: `${fee}.${managementAgreement?.fee.kind === 'FixedFee' ? 'amount' : 'percent'}`,
          overtimeRate: '',
        };
  return {
    'fixed-fee': { rate: `fixedFee[${position}].fee`, overtimeRate: '' },
    'per-labor-hour': {
      rate: `laborHour[${position}].ratePerHour`,
      overtimeRate: `laborHour[${position}].overtimeRatePerHour`,
    },
    'occupied-room': { rate: 'occupiedRoom.ratePerRoom', overtimeRate: '' },
    'management-fee': ofFee,
  }[component];
}

type Stepped = (terms: Terms, position: number, step: RateStep) => Terms | null;

/** Null where the contract has no such rate. */
const stepped: Readonly<Record<RateSteps['component'], Stepped>> = {
  'fixed-fee': (terms, position, step) => {
    const rates = withRow(terms.fixedFee, position, (row) => ({ ...row, fee: after(row.fee, step) }));
    return rates && { ...terms, fixedFee: rates };
  },
  'per-labor-hour': (terms, position, step) => {
    const rates = withRow(terms.laborHour, position, (row) => ({
      ...row,
      ratePerHour: after(row.ratePerHour, step),
      overtimeRatePerHour: overtimeAfter(row.overtimeRatePerHour, step),
    }));
    return rates && { ...terms, laborHour: rates };
  },
  'occupied-room': (terms, _position, step) => {
    const { occupiedRoom: rooms } = terms;
    return rooms && { ...terms, occupiedRoom: { ...rooms, ratePerRoom: after(rooms.ratePerRoom, step) } };
  },
  'management-fee': (terms, position, step) => {
    const { managementAgreement: agreement } = terms;
    const fee = agreement && feeWith(agreement.fee, position, step);
    return fee ? { ...terms, managementAgreement: { ...agreement, fee } } : null;
  },
};

function feeWith(
  fee: ManagementAgreement['fee'],
  position: number,
  step: RateStep,
): ManagementAgreement['fee'] | null {
  if (fee.kind === 'FixedFee') return { ...fee, amount: after(fee.amount, step) };
  if (fee.kind === 'RevenuePercentage') return { ...fee, percent: after(fee.percent, step) };
  const jobs = withRow(fee.jobs, position, (job) => ({
    ...job,
    ratePerHour: after(job.ratePerHour, step),
    overtimeRatePerHour: overtimeAfter(job.overtimeRatePerHour, step),
  }));
  return jobs && { ...fee, jobs };
}

/** A rate after a step; to one that the contract lacks there is nothing to add. */
function after(rate: Decimal | null, { isAdded, amount }: Pick<RateStep, 'isAdded' | 'amount'>): Decimal {
  return isAdded && rate !== null ? rate.plus(amount) : amount;
}

function overtimeAfter<Rate extends Decimal | null>(
  rate: Rate,
  { isAdded, overtimeAmount: amount }: RateStep,
): Rate | Decimal {
  return amount === null ? rate : after(rate, { isAdded, amount });
}

function withRow<Row>(
  rows: readonly Row[] | null,
  position: number,
  change: (row: Row) => Row,
): readonly Row[] | null {
  const row = rows?.[position - 1];
  return rows && row !== undefined ? rows.with(position - 1, change(row)) : null;
}

function unfit({ id, component, position }: RateSteps, { site, month }: Facts): never {
  throw refusal('CONTRACTS_CLAUSE_UNFIT', {
    clause: id,
    site,
    month,
    cause: `${component} has no row ${String(position)}`,
  });
}
