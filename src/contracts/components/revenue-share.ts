import { decimal, sum } from '../../kernel/decimal.ts';
import { clausesOfKind } from '../clauses/clause.ts';
import { shareOfSet } from '../clauses/shared-tiers.ts';
import { explainedLine, fromFacts, serviceMonth, type FactValue } from '../explanation.ts';
import type { Facts } from '../facts.ts';
import type { Input, Line, LineWording } from '../line.ts';
import { netRevenueOf } from '../revenue-selection.ts';
import type { RevenueShareStructure, Terms } from '../terms.ts';
import { moneyText } from '../wording.ts';
import { shareByTiers, tierInputs, tierRows, totalDue, windowBefore, type TierResult } from './tiers.ts';

type StructureShare = Readonly<{ month: FactValue; distribution: TierResult[]; inputs: Input[] }>;

const usualFormula = 'Sum over the tiers: revenue of the month in the tier × share of the tier';
const sharedFormula =
  'Sum over the tiers, which the sites of a set fill together: part of the site, by its revenue of the month, × share';

/**
 * The operator's share of the revenue of parkers: all structures in one line on the group of the first, each by its
 * marginal tiers (billing.md 2.5). `distribution` is what each tier took, for the report and for validations; its due
 * is not rounded, the line is. Golden RS-01, RS-02, DRV-RS-01 to -09.
 */
export function revenueShare(
  terms: Terms,
  facts: Facts,
  { operator }: LineWording,
): { lines: Line[]; distribution: TierResult[] } {
  const shares = (terms.revenueShare ?? []).map((structure, at) => shareOf(structure, at + 1, terms, facts));
  const [first] = terms.revenueShare ?? [];
  if (first === undefined) return { lines: [], distribution: [] };
  const distribution = shares.flatMap((share) => share.distribution);
  const base = sum(shares.map(({ month }) => month.value));
  const line = explainedLine({
    component: 'revenue-share',
    code: facts.operator.generalRevenueAccount,
    group: first.group,
    title: `${operator} Fees for Services`,
    description: [`Revenue that the fee is based on: ${moneyText(base)}`, ...tierRows(distribution)],
    amount: totalDue(distribution),
    formula: clausesOfKind(terms, 'shared-tiers').length > 0 ? sharedFormula : usualFormula,
    inputs: shares.flatMap(({ inputs }) => inputs),
  });
  return { lines: [line], distribution };
}

/** Bell revenue is left out of the month and of the months before alike (billing.md 7, conflict 3). */
function shareOf(
  structure: RevenueShareStructure,
  number: number,
  terms: Terms,
  facts: Facts,
): StructureShare {
  // Bell revenue is billed in full where the contract has bell service (billing.md 2.5).
  const { bellRevenueCodes } = facts.operator;
  const isOurs = (code: string): boolean => terms.bellService === null || !bellRevenueCodes.includes(code);
  const codes = structure.revenueCodes.filter(isOurs);
  const { span } = windowBefore(structure.accumulation, facts);
  const month = netRevenueOf(facts, codes, serviceMonth(facts));
  const prior = span && netRevenueOf(facts, codes, span);
  const before = prior?.value ?? decimal('0');
  const clause = clausesOfKind(terms, 'shared-tiers').find((one) => one.structure === number);
  const set = clause && {
    clause,
    structure,
    number,
    codes,
    span,
    month: month.value,
    prior: before,
  };
  const { distribution, inputs: ofOthers } = set
    ? shareOfSet(set, facts)
    : { distribution: shareByTiers(structure.tiers, before, month.value, number), inputs: [] };
  const inputs = [
    fromFacts(`Net revenue of the month, structure ${number}`, 'money', month),
    ...(prior
      ? [fromFacts(`Net revenue of the contract year before, structure ${number}`, 'money', prior)]
      : []),
    ...ofOthers,
    ...tierInputs(structure.tiers, `revenueShare[${number}].tiers`, distribution, `structure ${number}`),
  ];
  return { month, distribution, inputs };
}
