import { decimal, percentOf, roundCents, sum, type Decimal } from '../../kernel/decimal.ts';
import { explainedLine, fromFacts, fromTerms } from '../explanation.ts';
import type { Facts } from '../facts.ts';
import type { Explanation, Line } from '../line.ts';
import { netRevenue } from '../revenue-selection.ts';
import type { ManagementFeeJob, Terms } from '../terms.ts';
import { moneyText, quantityText, rateText } from '../wording.ts';
import { laborOf } from './per-labor-hour.ts';

type Fee = Explanation & Readonly<{ amount: Decimal; description?: readonly string[] }>;

/**
 * The fee of a management agreement: a fixed amount, a percentage of the net revenue of the month, or hours of jobs
 * with a line for each job (billing.md 2.11). It reduces the profit that is shared. Golden MA-01 to -03, MA-08.
 */
export function managementFee({ managementAgreement: agreement }: Terms, facts: Facts): Line[] {
  if (agreement === null) return [];
  const { fee, group } = agreement;
  switch (fee.kind) {
    case 'FixedFee':
      return [lineOf(fixedAmount(fee.amount), group, facts)];
    case 'RevenuePercentage':
      return [lineOf(shareOfRevenue(fee.percent, facts), group, facts)];
    case 'PerLaborHour':
      return fee.jobs.map((job, at) => lineOf(hoursOf(job, at + 1, facts), group, facts));
  }
}

function fixedAmount(configured: Decimal | null): Fee {
  const amount = configured ?? decimal('0');
  const inputs = [fromTerms('Management fee', amount, 'money', 'managementAgreement.fee.amount')];
  return { amount, formula: 'The fixed monthly fee', inputs };
}

function shareOfRevenue(configured: Decimal | null, facts: Facts): Fee {
  const percent = configured ?? decimal('0');
  const revenue = netRevenue(facts);
  return {
    amount: percentOf(revenue.value, percent),
    description: [
      `Revenue that the fee is based on: ${moneyText(revenue.value)}`,
      `${percent.toString()} % of it: ${moneyText(percentOf(revenue.value, percent))}`,
    ],
    formula: 'Net revenue of the month × percentage',
    inputs: [
      fromFacts('Net revenue of the month', 'money', revenue),
      fromTerms('Percentage', percent, 'percent', 'managementAgreement.fee.percent'),
    ],
  };
}

/** Minutes are added up and divided once; holiday and double time count as overtime (billing.md 0.6, conflict 26). */
function hoursOf(job: ManagementFeeJob, number: number, facts: Facts): Fee {
  const { jobCode, ratePerHour, overtimeRatePerHour } = job;
  const regular = laborOf(facts, jobCode, 'regularMinutes');
  const premium = laborOf(facts, jobCode, 'premiumMinutes');
  const path = `managementAgreement.fee.jobs[${number}]`;
  return {
    amount: sum([costOf(regular.value, ratePerHour), costOf(premium.value, overtimeRatePerHour)]),
    description: [
      `Hours worked: ${hoursText(regular.value)} at ${rateText(ratePerHour)}`,
      `Overtime and holiday hours worked: ${hoursText(premium.value)} at ${rateText(overtimeRatePerHour)}`,
    ],
    formula: 'Minutes × rate of an hour ÷ 60, rounded to cents for each kind of hour',
    inputs: [
      fromFacts(`Regular minutes of ${jobCode}`, 'minutes', regular),
      fromTerms('Rate of a regular hour', ratePerHour, 'rate', `${path}.ratePerHour`),
      fromFacts(`Overtime, holiday and double-time minutes of ${jobCode}`, 'minutes', premium),
      fromTerms('Rate of an overtime hour', overtimeRatePerHour, 'rate', `${path}.overtimeRatePerHour`),
    ],
  };
}

function costOf(minutes: Decimal, ratePerHour: Decimal): Decimal {
  return roundCents(minutes.times(ratePerHour).div('60'));
}

function hoursText(minutes: Decimal): string {
  return quantityText(minutes.div('60'));
}

function lineOf(fee: Fee, group: number, facts: Facts): Line {
  return explainedLine({
    component: 'management-fee',
    itemType: 'managementFee',
    title: 'Management Fee',
    group,
    code: facts.operator.contractRevenueAccount,
    isProfitDeduction: true,
    ...fee,
  });
}
