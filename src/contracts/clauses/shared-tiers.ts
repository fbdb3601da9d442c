import { decimal, percentOf, sum, truncate, type Decimal } from '../../kernel/decimal.ts';
import { refusal } from '../../kernel/errors.ts';
import { atLeastZero, shareByTiers, type TierResult } from '../components/tiers.ts';
import { serviceMonth, type Span } from '../explanation.ts';
import type { Facts } from '../facts.ts';
import type { Input } from '../line.ts';
import { netRevenueOf } from '../revenue-selection.ts';
import type { RevenueShareStructure } from '../terms.ts';
import type { SharedTiers } from './clause.ts';

/** What a structure is shared by, with the months before and the revenue of the site, in money. */
export type SharedGiven = Readonly<{
  clause: SharedTiers;
  structure: RevenueShareStructure;
  number: number;
  codes: readonly string[];
  span: Span | null;
  month: Decimal;
  prior: Decimal;
}>;

/** Revenue of one site of the set, in money. */
type SiteRevenue = Readonly<{ site: string; month: Decimal; prior: Decimal }>;

/**
 * The part of a site in tiers that several sites share (billing.md 3.5): the revenue of all of them goes through the
 * tiers together, and each site has its part of every tier by its revenue of the month. Parts are cut to cents, and the
 * site with most revenue, of several the one with the lowest number, has what is left: the parts of a tier are the
 * tier. A site below 0 has no part. Every site comes to the same split from the same facts.
 * Refuses with CONTRACTS_CLAUSE_UNFIT when the sites do not agree on the tiers.
 */
export function shareOfSet(set: SharedGiven, facts: Facts): { distribution: TierResult[]; inputs: Input[] } {
  const { clause } = set;
  if (clause.differingSites.length > 0) throw unfit(clause, facts);
  const own = { site: facts.site, month: set.month, prior: set.prior };
  const others = clause.otherSites.map((site) => revenueOf(site, set, facts));
  const all = [own, ...others].toSorted((one, other) => (one.site < other.site ? -1 : 1));
  const together = shareByTiers(
    ...([set.structure.tiers, sum(all.map(({ prior }) => prior))] as const),
    ...([sum(all.map(({ month }) => month)), set.number] as const),
  );
  const distribution = together.map((tier) => {
    const revenue = partOf(own.site, tier.revenue, all);
    return { ...tier, revenue, due: percentOf(revenue, tier.sharePercent) };
  });
  return { distribution, inputs: inputsOf(set, others, facts) };
}

function unfit({ id, name, differingSites }: SharedTiers, { site, month }: Facts): Error {
  const cause = `the tiers of ${name} differ at ${differingSites.join(', ')}`;
  return refusal('CONTRACTS_CLAUSE_UNFIT', { clause: id, site, month, cause });
}

function revenueOf(site: string, { codes, span }: SharedGiven, facts: Facts): SiteRevenue {
  const otherSite = facts.forClauses?.otherSites.find((other) => other.site === site);
  const theirs = { ...facts, revenue: otherSite?.revenue ?? [] };
  return {
    site,
    month: netRevenueOf(theirs, codes, serviceMonth(facts)).value,
    prior: span === null ? decimal('0') : netRevenueOf(theirs, codes, span).value,
  };
}

function partOf(site: string, revenue: Decimal, all: readonly SiteRevenue[]): Decimal {
  const weighed = all.map((one) => ({ site: one.site, weight: atLeastZero(one.month) }));
  const whole = sum(weighed.map(({ weight }) => weight));
  if (whole.eq('0')) return decimal('0');
  const most = weighed.reduce((one, other) => (other.weight.gt(one.weight) ? other : one));
  const cut = (weight: Decimal): Decimal => truncate(revenue.times(weight).div(whole), 2);
  const rest = weighed.filter((one) => one !== most);
  if (site === most.site) return revenue.minus(sum(rest.map(({ weight }) => cut(weight))));
  return cut(weighed.find((one) => one.site === site)?.weight ?? decimal('0'));
}

/** Revenue of the other sites is a result, not a fact to look up: who sees this site may not see theirs. */
function inputsOf(
  { clause, number, span }: SharedGiven,
  others: readonly SiteRevenue[],
  facts: Facts,
): Input[] {
  const of = (what: string, months: readonly string[], values: readonly Decimal[]): Input => ({
    name: `${what} of the other sites of ${clause.name}, structure ${String(number)}`,
    unit: 'money',
    value: sum(values),
    from: { kind: 'results', what: `net revenue of ${clause.otherSites.join(', ')}`, months },
  });
  const month = of(
    'Net revenue of the month',
    [facts.month],
    others.map((one) => one.month),
  );
  if (span === null) return [month];
  const earlier = [span.fromMonth, span.throughMonth];
  return [
    month,
    of(
      'Net revenue of the contract year before',
      earlier,
      others.map((one) => one.prior),
    ),
  ];
}
