import { decimal, percentOf, sum, type Decimal } from '../../kernel/decimal.ts';
import { explainedLine, fromFacts, fromTerms, fromWork, type FactValue } from '../explanation.ts';
import type { Facts } from '../facts.ts';
import type { Input, Line, LineWording } from '../line.ts';
import { validationValue } from '../revenue-selection.ts';
import type { Terms, ValidationThreshold } from '../terms.ts';
import { moneyText, quantityText } from '../wording.ts';
import { atLeastZero, type TierResult } from './tiers.ts';

/** Validations above what the contract gives free, in money, never below 0. */
export type ValidationExcess = Readonly<{ value: Decimal; validations: FactValue }>;

/**
 * Bills validations above the threshold of the first structure, at its share of the month: the excess is spread over
 * the tiers of structure 1 as its revenue is (billing.md 2.6). `distribution` is that of the revenue share. No line
 * without excess or without revenue of structure 1. Golden VAL-01 to -03, DRV-VAL-01 to -04.
 */
export function validation(
  terms: Terms,
  facts: Facts,
  { operator }: LineWording,
  distribution: readonly TierResult[],
): Line[] {
  const [first] = terms.revenueShare ?? [];
  const threshold = first?.validation ?? null;
  if (first === undefined || threshold === null) return [];
  const revenue = revenueIn(distribution);
  const excess = validationExcess(threshold, facts, revenue);
  const firstTiers = distribution.filter(({ structure }) => structure === 1);
  const firstRevenue = revenueIn(firstTiers);
  if (excess.value.eq('0') || firstRevenue.eq('0')) return [];
  const due = sum(firstTiers.map((tier) => tier.due));
  return [
    explainedLine({
      component: 'validation',
      code: facts.operator.generalRevenueAccount,
      group: first.group,
      title: `${operator} Fees for Validated Parking`,
      description: [
        `Validations above the threshold: ${moneyText(excess.value)}, at ${shareText(due, firstRevenue)}`,
      ],
      amount: due.times(excess.value).div(firstRevenue),
      formula: `${excessFormula[threshold.kind]}; × fee of structure 1 ÷ revenue of structure 1`,
      inputs: [
        ...excessInputs(excess, threshold, 'revenueShare[1].validation.amount'),
        ...(threshold.kind === 'RevenuePercentage' ? [fromWork('Revenue shared', 'money', revenue)] : []),
        fromWork('Revenue of structure 1', 'money', firstRevenue),
        fromWork('Fee of structure 1, not rounded', 'money', due),
      ],
    }),
  ];
}

/** The share of the month, which tiers of several shares make one of its own: at most 4 decimals. */
function shareText(due: Decimal, revenue: Decimal): string {
  return `${quantityText(due.times('100').div(revenue))} %`;
}

/**
 * What validations are worth above the threshold (billing.md 2.6): a percentage counts of `revenue`; at a vehicle
 * count the sites send in the excess alone, so all of it is above. Meeting the threshold is not passing it.
 */
export function validationExcess(
  { kind, amount }: ValidationThreshold,
  facts: Facts,
  revenue: Decimal,
): ValidationExcess {
  const validations = validationValue(facts);
  return { value: atLeastZero(validations.value.minus(freeOf(kind, amount, revenue))), validations };
}

function freeOf(kind: ValidationThreshold['kind'], amount: Decimal, revenue: Decimal): Decimal {
  if (kind === 'RevenuePercentage') return percentOf(revenue, amount);
  return kind === 'ValidationAmount' ? amount : decimal('0');
}

/** How the excess comes about, in words. */
const excessFormula: Readonly<Record<ValidationThreshold['kind'], string>> = {
  VehicleCount: 'Excess: validations as reported, which are those above the count',
  RevenuePercentage: 'Excess: validations − threshold % of the revenue',
  ValidationAmount: 'Excess: validations − threshold',
};

/** The values behind an excess; `path` is where the threshold stands in the terms. */
export function excessInputs(
  excess: ValidationExcess,
  { kind, amount }: ValidationThreshold,
  path: string,
): Input[] {
  const unit = (
    { VehicleCount: 'vehicles', RevenuePercentage: 'percent', ValidationAmount: 'money' } as const
  )[kind];
  return [
    fromFacts('Value of validations', 'money', excess.validations),
    fromTerms('Threshold of validations', amount, unit, path),
    fromWork('Validations above the threshold', 'money', excess.value),
  ];
}

function revenueIn(tiers: readonly TierResult[]): Decimal {
  return sum(tiers.map(({ revenue }) => revenue));
}
