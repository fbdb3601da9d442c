import type { Decimal } from '../../kernel/decimal.ts';

/** Categories of vehicles that pay: each has a count a day and one rate a month (forecasting.md 1.3). */
export const payingCategories = [
  ...(['valet-daily', 'valet-overnight', 'valet-monthly', 'valet-aggregator'] as const),
  ...(['self-daily', 'self-overnight', 'self-monthly', 'self-aggregator'] as const),
] as const;

export type PayingCategory = (typeof payingCategories)[number];

/** Comps are counted and never earn (forecasting.md 6.2). */
export const countedCategories = [...payingCategories, 'valet-comps', 'self-comps'] as const;

type CountedCategory = (typeof countedCategories)[number];

/** Vehicles by category; a missing one is 0. Whoever follows the budget has put its counts in before. */
export type Counts = Readonly<Partial<Record<CountedCategory, Decimal | null>>>;

/** Money for one vehicle of a category in a month; a missing one is not known. */
export type Rates = Readonly<Partial<Record<PayingCategory, Decimal | null>>>;
