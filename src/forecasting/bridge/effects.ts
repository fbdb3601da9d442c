import { decimal, roundHalfAway, sum, type Decimal } from '../../kernel/decimal.ts';
import { apportion } from './apportion.ts';

/** Quantity (vehicles, hours) and money of an item, such as a category of parkers or a job. */
export type Priced = Readonly<{ quantity: Decimal; amount: Decimal }>;

/** A row of a site in a month, as one of the two things compared has it. */
export type RowSide = Readonly<{
  amount: Decimal;
  /** Items with a quantity; null where none are known, so that no price can be told. */
  priced: ReadonlyMap<string, Priced> | null;
  /** Amounts that have a name and no quantity, such as components of a contract. */
  named: ReadonlyMap<string, Decimal>;
}>;

/** Where a difference comes from; the five sum to `after − before`, in eight places. */
export type Effects = Readonly<Record<Effect, Decimal>>;
export const effects = ['volume', 'siteMix', 'mix', 'price', 'other'] as const;
export type Effect = (typeof effects)[number];

/** What an item of a row of a site is before and after, and why. */
export type Step = Readonly<{ site: string; item: string; before: Decimal; after: Decimal }> & Effects;

/** A site with both sides of one row of one month. */
export type Compared = Readonly<{ site: string; before: RowSide; after: RowSide }>;

/** What a row has beyond its items. */
export const restOfRow = 'other';

const places = 8;
const zero = decimal('0');
const none: Effects = { volume: zero, siteMix: zero, mix: zero, price: zero, other: zero };

/**
 * The bridge of one row of one month over sites (decision 0024). With counts n and rates p = amount ÷ n, before 0 and
 * after 1, N of all sites and items, Nₛ of a site:
 * volume = (N₁/N₀ − 1) · amount₀, site mix = (Nₛ₁/Nₛ₀ − N₁/N₀) · amount₀, mix = n₁·p₀ − (Nₛ₁/Nₛ₀) · amount₀,
 * price = amount₁ − n₁·p₀. What has no quantity on a side that has money is in `other`, whole.
 */
export function stepsOf(compared: readonly Compared[]): Step[] {
  const items = compared.flatMap(itemsOf);
  const all = countOf(items);
  const ofSite = new Map(
    [...Map.groupBy(items, ({ site }) => site)].map(([site, own]) => [site, countOf(own)]),
  );
  const steps = items.map((item) => ({
    site: item.site,
    item: item.item,
    before: item.before.amount,
    after: item.after.amount,
    ...effectsOf(item, all, ofSite.get(item.site) ?? all),
  }));
  return [...steps, ...compared.flatMap(otherSteps)].filter(
    ({ before, after }) => !before.eq(zero) || !after.eq(zero),
  );
}

type Item = Readonly<{ site: string; item: string; before: Priced; after: Priced }>;
type Count = Readonly<{ before: Decimal; after: Decimal }>;

function itemsOf({ site, before, after }: Compared): Item[] {
  if (before.priced === null || after.priced === null) return [];
  const names = new Set([...before.priced.keys(), ...after.priced.keys()]);
  return [...names].map((item) => ({
    site,
    item,
    before: exactOf(before.priced?.get(item)),
    after: exactOf(after.priced?.get(item)),
  }));
}

function exactOf(priced: Priced | undefined): Priced {
  if (priced === undefined) return { quantity: zero, amount: zero };
  return { quantity: priced.quantity, amount: roundHalfAway(priced.amount, places) };
}

/** Money without a quantity has no rate. */
function hasRates({ before, after }: Item): boolean {
  return [before, after].every(({ quantity, amount }) => amount.eq(zero) || !quantity.eq(zero));
}

function countOf(items: readonly Item[]): Count {
  const counted = items.filter(hasRates);
  return {
    before: sum(counted.map(({ before }) => before.quantity)),
    after: sum(counted.map(({ after }) => after.quantity)),
  };
}

function effectsOf(item: Item, all: Count, ofSite: Count): Effects {
  const { before, after } = item;
  const difference = after.amount.minus(before.amount);
  if (!hasRates(item)) return { ...none, other: difference };
  // A category that is new has no rate before: its own stands in, so that none of it is price.
  const atOldRate = before.quantity.eq(zero)
    ? after.amount
    : after.quantity.times(before.amount).div(before.quantity);
  const atGrowthOf = ({ before: was, after: is }: Count): Decimal =>
    was.eq(zero) ? atOldRate : before.amount.times(is).div(was);
  const [grown, grownOfSite] = [atGrowthOf(all), atGrowthOf(ofSite)];
  const [volume = zero, siteMix = zero, mix = zero, price = zero] = apportion(
    difference,
    [
      ...[grown.minus(before.amount), grownOfSite.minus(grown)],
      ...[atOldRate.minus(grownOfSite), after.amount.minus(atOldRate)],
    ],
    places,
  );
  return { volume, siteMix, mix, price, other: zero };
}

/** Amounts with a name, and what is left of the row. */
function otherSteps({ site, before, after }: Compared): Step[] {
  const isPriced = before.priced !== null && after.priced !== null;
  const restOf = (side: RowSide): Decimal => {
    const priced = isPriced ? [...(side.priced?.values() ?? [])].map(({ amount }) => amount) : [];
    const taken = [...priced, ...side.named.values()].map((amount) => roundHalfAway(amount, places));
    return roundHalfAway(side.amount, places).minus(sum(taken));
  };
  const named = [...new Set([...before.named.keys(), ...after.named.keys()])].map((item) => ({
    item,
    before: roundHalfAway(before.named.get(item) ?? zero, places),
    after: roundHalfAway(after.named.get(item) ?? zero, places),
  }));
  const rest = { item: restOfRow, before: restOf(before), after: restOf(after) };
  return [...named, rest].map((step) => ({
    site,
    ...step,
    ...none,
    other: step.after.minus(step.before),
  }));
}
