import { decimal, roundCents, sum, type Decimal } from '../../kernel/decimal.ts';
import { explainedLine, fromFacts, fromTerms, serviceMonth, type FactValue } from '../explanation.ts';
import type { Facts } from '../facts.ts';
import type { Input, LaborMeasure, Line, LineWording } from '../line.ts';
import type { LaborHourRate, Terms } from '../terms.ts';
import { quantityText, rateText } from '../wording.ts';
import { isInForce } from './fixed-fee.ts';

type Hours = Readonly<{ worked: Decimal; rate: Decimal; inputs: readonly Input[]; words: string }>;

/**
 * Hours of each job at its rate, matched by the exact job code; overtime, holiday and double time at the overtime
 * rate (billing.md 2.4). Equal rates make one line, else overtime has its own. Golden PLH-01, DRV-PLH-01 to -03.
 */
export function perLaborHour(terms: Terms, facts: Facts, wording: LineWording): Line[] {
  return (terms.laborHour ?? []).flatMap((job, at) =>
    isInForce(job, facts.month) ? linesOf(job, `laborHour[${at + 1}]`, facts, wording) : [],
  );
}

/** Of one job in the service month, over all its rows: hours or minutes, as the measure says. */
export function laborOf(facts: Facts, jobCode: string, measure: LaborMeasure): FactValue {
  const rows = facts.labor.filter((row) => row.jobCode === jobCode);
  const parameters = { ...serviceMonth(facts), jobCode, measure };
  return { value: sum(rows.map((row) => row[measure])), question: 'labor', parameters };
}

function linesOf(job: LaborHourRate, path: string, facts: Facts, wording: LineWording): Line[] {
  const regular = regularOf(job, path, facts);
  const premium = premiumOf(job, path, facts);
  if (premium.rate.eq(regular.rate)) return [lineOf(job, [regular, premium], facts, wording)];
  const hasPremium = premium.worked.gt('0');
  return [regular, ...(hasPremium ? [premium] : [])].map((hours) => lineOf(job, [hours], facts, wording));
}

function regularOf({ jobCode, ratePerHour }: LaborHourRate, path: string, facts: Facts): Hours {
  const hours = laborOf(facts, jobCode, 'regularHours');
  const inputs = [
    fromFacts('Regular hours', 'hours', hours),
    fromTerms('Rate of a regular hour', ratePerHour, 'rate', `${path}.ratePerHour`),
  ];
  return { worked: hours.value, rate: ratePerHour, inputs, words: 'Hours worked' };
}

function premiumOf({ jobCode, overtimeRatePerHour }: LaborHourRate, path: string, facts: Facts): Hours {
  const hours = laborOf(facts, jobCode, 'premiumHours');
  const rate = overtimeRatePerHour ?? decimal('0');
  const inputs = [
    fromFacts('Overtime, holiday and double-time hours', 'hours', hours),
    fromTerms('Rate of an overtime hour', rate, 'rate', `${path}.overtimeRatePerHour`),
  ];
  return { worked: hours.value, rate, inputs, words: 'Overtime and holiday hours worked' };
}

function lineOf(job: LaborHourRate, parts: readonly Hours[], facts: Facts, { operator }: LineWording): Line {
  const worked = sum(parts.map((part) => part.worked));
  const [first] = parts;
  return explainedLine({
    component: 'per-labor-hour',
    title: job.title,
    code: facts.operator.contractRevenueAccount,
    group: job.group,
    description: [
      `${first?.words ?? ''}: ${quantityText(worked)}`,
      `${operator} service fee: ${rateText(first?.rate ?? decimal('0'))} per hour worked`,
    ],
    amount: sum(parts.map((part) => roundCents(part.rate.times(part.worked)))),
    formula: 'Hours × rate, rounded to cents for each kind of hour',
    inputs: parts.flatMap(({ inputs }) => inputs),
  });
}
