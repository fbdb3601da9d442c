import type { Decimal } from '../../kernel/decimal.ts';
import { addMonths, monthsBetween, type Month } from '../../kernel/month.ts';
import type { Queryable } from '../../platform/database/index.ts';
import { keptClauses } from '../clauses/stored-clauses.ts';
import { contractsInForce } from '../contract.ts';
import type { ExportedTerms } from '../exports/exported-terms.ts';
import { withTerms, type AgreedContract } from './apply-escalations.ts';
import type { EscalationBasis } from './escalate-in-month.ts';
import { approvedReadings, type EscalatorReading, type ReadingIn } from './escalator-readings.ts';
import { ratesIn } from './growth.ts';
import { approvedValues } from './index-values.ts';
import { stepsThrough, type EscalationStep } from './steps-through.ts';
import { readIncreaseRules, untilWaiting, type IncreaseRules } from './waiting-increase.ts';

/** A rate as it is billed in a service month, and as the other reading of escalators would bill it. */
export interface OtherRate {
  readonly path: string;
  readonly now: Decimal;
  readonly other: Decimal;
}

/** A service month of a site in which the two readings of escalators bill by different rates. */
export interface OtherReading {
  readonly site: string;
  readonly customerName: string | null;
  readonly month: Month;
  /** The reading that holds in it. */
  readonly reading: EscalatorReading;
  readonly rates: readonly OtherRate[];
  /** What the contract says in the month by the other reading. */
  readonly terms: ExportedTerms;
}

/**
 * For every escalator of a management fee, profit share or payroll taxes that is due through a month: the service
 * months in which the other documented reading (billing.md 3.2) would bill by other rates. With the rights of the
 * caller.
 */
export async function otherReadings(database: Queryable, through: Month): Promise<OtherReading[]> {
  const contracts = (await contractsInForce(database, { month: through })).filter(({ works }) => works);
  const agreed = await withTerms(database, contracts);
  const clauses = Map.groupBy(await keptClauses(database, { month: null }), ({ site_id: site }) => site);
  const values = await approvedValues(database);
  const readingIn = await approvedReadings(database);
  const rules = await readIncreaseRules(database);
  return agreed.flatMap((one) => {
    const basis = { clauses: clauses.get(one.contract.site) ?? [], values, readingIn };
    return differingMonths(one, { basis, rules, through });
  });
}

interface Compared {
  readonly basis: EscalationBasis;
  readonly rules: IncreaseRules;
  readonly through: Month;
}

function differingMonths(
  { contract, original }: AgreedContract,
  { basis, rules, through }: Compared,
): OtherReading[] {
  const { site, customerName, asOfMonth: asOf, origin } = contract;
  if (through < asOf) return [];
  const isComputed = origin === 'escalation';
  const stepsBy = (readingIn: ReadingIn): readonly EscalationStep[] => {
    const steps = stepsThrough(original, { asOf, isComputed, through }, { ...basis, readingIn });
    return untilWaiting(site, steps, rules).taken;
  };
  const [now, other] = [stepsBy(basis.readingIn), stepsBy((month) => otherThan(basis.readingIn(month)))];
  const first = isComputed ? addMonths(asOf, 1) : asOf;
  return (through < first ? [] : monthsBetween(first, through)).flatMap((month) => {
    const terms = termsIn(other, month) ?? original;
    const rates = differingRates(termsIn(now, month) ?? original, terms);
    const reading = basis.readingIn(month);
    return rates.length === 0 ? [] : [{ site, customerName, month, reading, rates, terms }];
  });
}

const otherThan = (reading: EscalatorReading): EscalatorReading =>
  reading === 'service-month' ? 'billing-day' : 'service-month';

function termsIn(steps: readonly EscalationStep[], month: Month): ExportedTerms | undefined {
  return steps.findLast((step) => step.month <= month)?.terms;
}

function differingRates(now: ExportedTerms, other: ExportedTerms): OtherRate[] {
  const others = new Map(ratesIn(other).map(({ path, value }) => [path, value.value]));
  return ratesIn(now).flatMap(({ path, value: { value } }) => {
    const otherwise = others.get(path);
    return otherwise === undefined || otherwise.eq(value) ? [] : [{ path, now: value, other: otherwise }];
  });
}
