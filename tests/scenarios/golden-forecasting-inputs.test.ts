import assert from 'node:assert/strict';
import {
  aggregatePeriod,
  sumOfCounts,
  type PeriodStatistics,
} from '../../src/forecasting/statistics/aggregate.ts';
import {
  countedCategories,
  payingCategories,
  type Counts,
  type Rates,
} from '../../src/forecasting/statistics/categories.ts';
import { externalRevenue, netRevenue } from '../../src/forecasting/statistics/external-revenue.ts';
import {
  occupancyPercent,
  occupiedRooms,
  overnightRatios,
  overnightVehicles,
} from '../../src/forecasting/statistics/overnight.ts';
import { statisticVariance } from '../../src/forecasting/statistics/variance.ts';
import { weeksOf } from '../../src/forecasting/statistics/weeks.ts';
import { decimal, percentOf, roundHalfAway, type Decimal } from '../../src/kernel/decimal.ts';
import { isObject } from '../../src/kernel/exact-json.ts';
import { parseMonth } from '../../src/kernel/month.ts';
import { same, testCases, type Answer, type CaseInputs } from './golden-case.ts';

const zero = decimal('0');
const hundred = decimal('100');

const answers: Readonly<Record<string, Answer>> = {
  ...same(['ER-01', 'ER-03', 'ER-04', 'ER-05', 'ER-06', 'ER-07'], revenueOfMonth),
  ...same(['ER-ADJ-02', 'ER-ADJ-03', 'ER-ADJ-04'], (inputs) =>
    netRevenue(inputs.get('gross').amount, inputs.get('adjustments').amount),
  ),
  'STAT-03': (inputs) => {
    const day = inputs.get('daily');
    const rooms = day.get('occupiedRooms').amount;
    const available = rooms.div(day.get('occupancy').amount);
    const days = Array.from(
      { length: Number.parseInt(inputs.get('days').amount.toString(), 10) },
      () => rooms,
    );
    const period = periodOf(days, available);
    return {
      occupiedRooms: period.occupiedRooms,
      occupancy: period.occupancyPercent.div(hundred),
      impliedAvailableRoomNights: available.times(inputs.get('days').amount),
    };
  },
  'STAT-04': (inputs) => {
    const ratios = ratiosOf(inputs);
    return {
      driveInRatioPct: roundHalfAway(ratios.driveInPercent, 4),
      captureRatioPct: roundHalfAway(ratios.capturePercent, 4),
    };
  },
  ...same(['STAT-06', 'STAT-09', 'STAT-10'], (inputs) =>
    overnightVehicles(inputs.get('occupiedRooms').amount, {
      driveInPercent: inputs.get('driveInRatio').amount.times(hundred),
      capturePercent: inputs.get('captureRatio').amount.times(hundred),
    }),
  ),
  'STAT-11': (inputs) => {
    const revenue = externalRevenue({
      counts: countsOf(inputs.get('values')),
      rates: ratesOf(inputs.get('rates')),
      budgetRates: {},
      adjustmentRate: zero,
    });
    return revenue?.net;
  },
  'STAT-12': (inputs) => {
    const available = inputs.get('availableRooms').amount;
    return {
      occupiedRooms: occupiedRooms(inputs.get('fromOccupancy').amount.times(hundred), available),
      occupancy: occupancyPercent(inputs.get('fromRooms').amount, available).div(hundred),
    };
  },
  ...same(['STAT-14', 'STAT-15'], (inputs) => {
    const rooms = inputs.get('days').list.map((day) => day.get('occupiedRooms').amount);
    return roundHalfAway(periodOf(rooms, decimal('200')).occupancyPercent.div(hundred), 7);
  }),
  'STAT-17': (inputs) => {
    const rooms = inputs.get('days').list.map((day) => percentOf(hundred, day.amount));
    return roundHalfAway(periodOf(rooms, hundred).occupancyPercent, 1);
  },
  'STAT-20': (inputs) => {
    const month = parseMonth(`${inputs.get('year').amount.toString()}-02`)!;
    assert.equal(inputs.get('month').amount.toString(), '2');
    return weeksOf(month).map(({ first, last }) => [decimal(String(first)), decimal(String(last))]);
  },
  'STAT-21': (inputs) => {
    const ratios = ratiosOf(inputs);
    const zeroRooms = overnightRatios(zero, zero, zero);
    assert.ok(zeroRooms.capturePercent.eq(zero));
    return {
      driveInPct: ratios.driveInPercent,
      capturePct: ratios.capturePercent,
      zeroRooms: zeroRooms.driveInPercent,
    };
  },
  ...same(['STATV-01', 'STATV-03', 'STATV-04', 'STATV-06', 'STATV-07', 'STATV-09'], varianceOf),
  ...same(['STATV-10', 'STATV-11'], varianceOf),
  'STATV-12': (inputs) => {
    const { percent } = statisticVariance(inputs.get('actual').amount, inputs.get('forecast').amount);
    return percent === null ? null : roundHalfAway(percent, 2);
  },
};

// Both lists stand with their reasons in tests/golden/README.md.
await testCases({
  file: 'forecasting.json',
  component: /^(statistics|externalRevenue|parkingRates)(\.|$)/,
  answers,
  byReading: {
    'STAT-15': '0.25',
    'STAT-04': { driveInRatioPct: '55.6338', captureRatioPct: '40.5063' },
  },
  notRun: {
    'result of a question to data that is not given': ['ER-ACT-01'],
    'the old screen loaded three months at once; any months can be asked for': ['STAT-01', 'STAT-02'],
    'plain mean of percentages; the reading takes sums, which are not given': ['STAT-16'],
    'illustration: a category has one rate a month, without a mix of guests': ['RATE-05'],
  },
});

/** Revenue of the month of the case by the categories that it names. */
function revenueOfMonth(inputs: CaseInputs, expected: CaseInputs): unknown {
  const period = inputs.get('period').text;
  const days = inputs.get('statistics').list.filter((day) => day.get('date').text.startsWith(period));
  const rates = inputs.get('parkingRates').list.map((rate) => {
    return [kebab(rate.get('category').text), rate.get('rate').amount] as const;
  });
  const revenue = externalRevenue({
    counts: days.length === 0 ? null : sumOfCounts(days.map(countsOf)),
    rates: Object.fromEntries(rates),
    budgetRates: {},
    adjustmentRate: zero,
  });
  if (revenue === null) return null;
  const named = isObject(expected.json) ? Object.keys(expected.json) : [];
  const worth: Readonly<Record<string, Decimal>> = { ...revenue.byCategory, total: revenue.net };
  return Object.fromEntries(named.map((name) => [name, worth[kebab(name)]]));
}

function countsOf(given: CaseInputs): Counts {
  const counts = countedCategories.map((name) => [name, given.get(camel(name)).amountIfAny] as const);
  return Object.fromEntries(counts);
}

function ratesOf(given: CaseInputs): Rates {
  const rates = payingCategories.map((name) => {
    const rate = given.get(camel(name));
    return [name, rate.json === undefined ? null : rate.amount] as const;
  });
  return Object.fromEntries(rates);
}

function periodOf(rooms: readonly Decimal[], available: Decimal): PeriodStatistics {
  const days = rooms.map((each) => ({ occupiedRooms: each, counts: {}, externalRevenue: zero }));
  const period = aggregatePeriod(days, available);
  assert.ok(period !== null);
  return period;
}

function ratiosOf(inputs: CaseInputs): ReturnType<typeof overnightRatios> {
  return overnightRatios(
    inputs.get('occupiedRooms').amount,
    inputs.get('valetOvernight').amount,
    inputs.get('selfOvernight').amount,
  );
}

function varianceOf(inputs: CaseInputs): unknown {
  const { amount, indicator } = statisticVariance(inputs.get('actual').amount, inputs.get('forecast').amount);
  return { variance: amount, indicator };
}

function kebab(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function camel(name: string): string {
  return name.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
