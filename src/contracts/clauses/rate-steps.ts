import { refusal } from '../../kernel/errors.ts';
import { contractYear } from '../components/tiers.ts';
import { fromTerms } from '../explanation.ts';
import type { Facts } from '../facts.ts';
import type { ManagementAgreement, Terms } from '../terms.ts';
import { clausePath, clausesOfKind, type RateStep, type RateSteps } from './clause.ts';
import type { Replacements } from './replacements.ts';
import { usualLine } from './usual-line.ts';

/** Terms in which clauses have changed values, and where the changed values come from. */
export type Changed = Readonly<{ terms: Terms; replaced: Replacements }>;

/**
 * The terms with every rate that steps by contract year (billing.md 3.5): of the steps of a clause the newest that has
 * begun, in place of the rate of the contract; before the first step the contract stands.
 */
export function withRateSteps(terms: Terms, facts: Facts): Changed {
  let changed = terms;
  const replaced: Replacements = new Map();
  for (const clause of clausesOfKind(terms, 'rate-steps')) {
    if (usualLine(terms, clause.component) === null) continue;
    const year = contractYear(facts);
    const begun = clause.steps.filter(({ contractYear: from }) => from <= year);
    const step = begun.toSorted((one, other) => one.contractYear - other.contractYear).at(-1);
    if (step === undefined) continue;
    const { rate, overtimeRate } = pathsOf(clause, terms);
    changed = stepped[clause.component](changed, clause.position, step) ?? unfit(clause, facts);
    const path = clausePath(clause, `steps[${String(clause.steps.indexOf(step) + 1)}]`);
    const inYear = `in contract year ${String(year)}`;
    replaced.set(rate, ({ name, value, unit }) => [
      fromTerms(`${name}, ${inYear}`, value, unit, `${path}.amount`),
    ]);
    if (step.overtimeAmount !== null)
      replaced.set(overtimeRate, ({ name, value, unit }) => [
        fromTerms(`${name}, ${inYear}`, value, unit, `${path}.overtimeAmount`),
      ]);
  }
  return { terms: changed, replaced };
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
  'fixed-fee': (terms, position, { amount }) => {
    const rates = withRow(terms.fixedFee, position, (rate) => ({ ...rate, fee: amount }));
    return rates && { ...terms, fixedFee: rates };
  },
  'per-labor-hour': (terms, position, { amount, overtimeAmount }) => {
    const rates = withRow(terms.laborHour, position, (rate) => ({
      ...{ ...rate, ratePerHour: amount },
      overtimeRatePerHour: overtimeAmount ?? rate.overtimeRatePerHour,
    }));
    return rates && { ...terms, laborHour: rates };
  },
  'occupied-room': (terms, _position, { amount }) =>
    terms.occupiedRoom && { ...terms, occupiedRoom: { ...terms.occupiedRoom, ratePerRoom: amount } },
  'management-fee': (terms, position, step) => {
    const { managementAgreement: agreement } = terms;
    const fee = agreement && feeWith(agreement.fee, position, step);
    return fee ? { ...terms, managementAgreement: { ...agreement, fee } } : null;
  },
};

function feeWith(
  fee: ManagementAgreement['fee'],
  position: number,
  { amount, overtimeAmount }: RateStep,
): ManagementAgreement['fee'] | null {
  if (fee.kind === 'FixedFee') return { ...fee, amount };
  if (fee.kind === 'RevenuePercentage') return { ...fee, percent: amount };
  const jobs = withRow(fee.jobs, position, (job) => ({
    ...{ ...job, ratePerHour: amount },
    overtimeRatePerHour: overtimeAmount ?? job.overtimeRatePerHour,
  }));
  return jobs && { ...fee, jobs };
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
    ...{ clause: id, site, month, cause: `${component} has no row ${String(position)}` },
  });
}
