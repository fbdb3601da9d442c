import { decimal, sum, type Decimal } from '../../kernel/decimal.ts';
import { itemsOf, type Area } from '../entries/areas.ts';
import { payingCategories } from '../statistics/categories.ts';
import { varianceOf, type ComparisonRow, type Period } from './row.ts';

/** What the columns say of one item in a month; null where one says nothing. */
export interface ItemSides {
  readonly item: string;
  readonly budget: Decimal | null;
  readonly entered: Decimal | null;
  readonly actual: Decimal | null;
}

/** Rates of a month by category: as entered, else the budget. They are never averaged (forecasting.md 6.4, 6.6). */
export function compareRates(sides: readonly ItemSides[], period: Period): ComparisonRow[] {
  const sideOfCategory = new Map(sides.map((side) => [side.item, side]));
  return payingCategories.flatMap((category) => {
    const side = sideOfCategory.get(category);
    return side === undefined ? [] : [rowOf('rates', 'rate', period, side)];
  });
}

/** Other revenue of a month: it has no budget and no feed of what happened (forecasting.md 1.5; OREV-01, OREV-02). */
export function compareOtherRevenue(entered: ReadonlyMap<string, Decimal>, period: Period): ComparisonRow[] {
  const sides = (itemsOf('other-revenue') ?? []).flatMap((item): ItemSides[] => {
    const amount = entered.get(item);
    return amount === undefined ? [] : [{ item, budget: null, entered: amount, actual: null }];
  });
  return withTotal('other-revenue', sides, period);
}

/** Other expense of a month by account; `misc`, the accounts that cannot be entered, follows the budget (1.6). */
export function compareOtherExpense(sides: readonly ItemSides[], period: Period): ComparisonRow[] {
  const filledSides = sides.filter(({ budget, entered, actual }) => [budget, entered, actual].some(isKnown));
  return withTotal('other-expense', filledSides, period);
}

function withTotal(area: Area, sides: readonly ItemSides[], period: Period): ComparisonRow[] {
  const rows = sides.map((side) => rowOf(area, 'amount', period, side));
  if (rows.length === 0) return [];
  const total = (column: 'budget' | 'forecast' | 'actual'): Decimal | null => {
    const values = rows.flatMap((row) => row[column] ?? []);
    return values.length === 0 ? null : sum(values);
  };
  const [forecast, actual] = [total('forecast'), total('actual')];
  return [
    ...rows,
    {
      area,
      period,
      item: 'total',
      measure: 'amount',
      scheduled: null,
      accrued: null,
      scheduledAbove: null,
      budget: total('budget'),
      forecast,
      actual,
      variance: varianceOf(area, actual, forecast),
    },
  ];
}

/** An account that was posted to and neither budgeted nor entered was forecast with 0; a rate was not forecast. */
function rowOf(area: Area, measure: string, period: Period, side: ItemSides): ComparisonRow {
  const { item, budget, entered, actual } = side;
  const forecast = entered ?? budget;
  const expected = area === 'rates' ? forecast : (forecast ?? decimal('0'));
  return {
    area,
    period,
    item,
    measure,
    budget,
    forecast,
    scheduled: null,
    actual,
    accrued: null,
    scheduledAbove: null,
    variance: varianceOf(area, actual, expected),
  };
}

function isKnown(value: Decimal | null): boolean {
  return value !== null;
}
