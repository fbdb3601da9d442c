import { decimal, type Decimal } from '../../kernel/decimal.ts';
import { measuresOf } from '../entries/areas.ts';
import { aggregatePeriod, type DayStatistics, type PeriodStatistics } from '../statistics/aggregate.ts';
import { countedCategories, type Counts, type Rates } from '../statistics/categories.ts';
import { adjustmentRateOf, externalRevenue } from '../statistics/external-revenue.ts';
import { varianceOf, type ComparisonRow, type Period } from './row.ts';

const zero = decimal('0');

/** Statistics of one day in one column; a missing one is not known. External revenue is net money. */
export type StatisticsByName = Readonly<Record<string, Decimal | null>>;

/** Days of a month, `YYYY-MM-DD`, in their columns. */
export interface StatisticSides {
  readonly budget: ReadonlyMap<string, StatisticsByName>;
  /** Without external revenue: it follows from vehicles and rates. */
  readonly entered: ReadonlyMap<string, StatisticsByName>;
  readonly actual: ReadonlyMap<string, StatisticsByName>;
  /** Whether anything is expected of a day; what was entered for others before does not count. */
  readonly worksOnDay: (day: string) => boolean;
}

/** What the statistics of a month are valued with. */
export interface MonthTerms {
  /** Rates as entered, and of the budget where nothing is entered. */
  readonly rates: Rates;
  readonly budgetRates: Rates;
  /** Adjustments (9419) and gross external revenue (9410) in the budget of the year. */
  readonly adjustments: Decimal;
  readonly grossRevenue: Decimal;
  /** Hotel rooms; 0 when the site has none. */
  readonly availableRooms: Decimal;
}

const measures = [
  ...['occupied-rooms', 'occupancy-percent', ...countedCategories],
  ...['drive-in-percent', 'capture-percent', 'external-revenue'],
];

/**
 * Statistics of periods side by side: sums of days, and percentages of the sums (forecasting.md 6.4). What is entered
 * goes before the budget, day by day and figure by figure; a figure that nobody knows in a period has no row.
 */
export function compareStatistics(
  sides: StatisticSides,
  terms: MonthTerms,
  periods: readonly Period[],
): ComparisonRow[] {
  const forecast = forecastDays(sides, terms);
  const actualTo = [...sides.actual.keys()].sort().at(-1) ?? '';
  return periods.flatMap((period) => {
    const [budget, expected] = [sides.budget, forecast].map((days) => figuresOf(days, period, terms));
    const actual = figuresOf(sides.actual, period, terms);
    const sofar = figuresOf(forecast, { ...period, to: period.to < actualTo ? period.to : actualTo }, terms);
    return measures.flatMap((measure): ComparisonRow[] => {
      const [b, f, a] = [budget?.get(measure), expected?.get(measure), actual?.get(measure)];
      if (b === undefined && f === undefined && a === undefined) return [];
      return [
        {
          area: 'statistics',
          period,
          item: '',
          measure,
          scheduled: null,
          budget: b ?? null,
          forecast: f ?? null,
          actual: a ?? null,
          accrued: null,
          scheduledAbove: null,
          variance: varianceOf('statistics', a ?? null, sofar?.get(measure) ?? null),
        },
      ];
    });
  });
}

/**
 * Every day as it is forecast. Revenue is that of the budget in a month without statistics, and what the budget has in
 * no category stays, as in the P&L (forecasting.md 2.5, ER-06).
 */
function forecastDays(sides: StatisticSides, terms: MonthTerms): Map<string, StatisticsByName> {
  const hasStatistics = [...sides.entered.keys()].some(sides.worksOnDay);
  const adjustmentRate = adjustmentRateOf(terms.adjustments, terms.grossRevenue);
  const daysWithFigures = new Set([...sides.budget.keys(), ...sides.entered.keys()]);
  const days = [...daysWithFigures].filter(sides.worksOnDay).sort();
  return new Map(
    days.map((day) => {
      const [budget, entered] = [sides.budget.get(day) ?? {}, sides.entered.get(day) ?? {}];
      const figures = Object.fromEntries(
        measuresOf('statistics').map((measure) => [measure, entered[measure] ?? budget[measure] ?? null]),
      );
      const counts: Counts | null = hasStatistics ? figures : null;
      const worth = externalRevenue({ ...terms, counts, adjustmentRate });
      const rest = budget['revenue-of-no-category'] ?? zero;
      const revenue = worth === null ? (budget['external-revenue'] ?? null) : worth.net.plus(rest);
      return [day, { ...figures, 'external-revenue': revenue }];
    }),
  );
}

/** What is known of a period, by measure; undefined when no day of it is. */
function figuresOf(
  days: ReadonlyMap<string, StatisticsByName>,
  { from, to }: Pick<Period, 'from' | 'to'>,
  { availableRooms }: MonthTerms,
): Map<string, Decimal> | undefined {
  const daysOfPeriod = [...days].filter(([day]) => day >= from && day <= to).map(([, figures]) => figures);
  const period = aggregatePeriod(daysOfPeriod.map(dayStatistics), availableRooms);
  if (period === null) return undefined;
  const isKnown = (...of: readonly string[]): boolean =>
    daysOfPeriod.some((figures) => of.some((measure) => (figures[measure] ?? null) !== null));
  const valueOfMeasure = new Map<string, Decimal>();
  const keep = (measure: string, value: Decimal, ...of: readonly string[]): void => {
    if (isKnown(...of)) valueOfMeasure.set(measure, value);
  };
  for (const category of countedCategories) keep(category, period.counts[category] ?? zero, category);
  keep('occupied-rooms', period.occupiedRooms, 'occupied-rooms');
  if (availableRooms.gt(zero)) keep('occupancy-percent', period.occupancyPercent, 'occupied-rooms');
  keepRatios(valueOfMeasure, daysOfPeriod, period);
  keep('external-revenue', period.externalRevenue, 'external-revenue');
  return valueOfMeasure;
}

/** Ratios of vehicles and rooms; of a single day as they were entered, when they were. */
function keepRatios(
  ratios: Map<string, Decimal>,
  statistics: readonly StatisticsByName[],
  { driveInPercent, capturePercent }: PeriodStatistics,
): void {
  const [only] = statistics.length === 1 ? statistics : [];
  const vehicles = ratios.has('valet-overnight') || ratios.has('self-overnight');
  for (const [measure, value] of [
    ['drive-in-percent', ratios.has('occupied-rooms') && vehicles ? driveInPercent : null],
    ['capture-percent', vehicles ? capturePercent : null],
  ] as const) {
    const shown = only?.[measure] ?? value;
    if (shown !== null) ratios.set(measure, shown);
  }
}

function dayStatistics(figures: StatisticsByName): DayStatistics {
  return {
    occupiedRooms: figures['occupied-rooms'] ?? zero,
    counts: figures,
    externalRevenue: figures['external-revenue'] ?? zero,
  };
}
