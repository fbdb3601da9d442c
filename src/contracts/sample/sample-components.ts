import { JsonNumber, type Json, type JsonObject } from '../../kernel/exact-json.ts';
import type { DescribedComponent } from '../exports/description/described-terms.ts';
import { aimOf, idOf, type Draw, type SampleSite } from './sample-site.ts';
import { billedByAccounts, sampleAccounts } from './sample-accounts.ts';

const number = (text: string): JsonNumber => new JsonNumber(text);
const group = number('1');

/** Cents as the exports write money: at least one decimal. */
function money(cents: number): JsonNumber {
  const rest = cents % 100;
  const whole = String((cents - rest) / 100);
  const fraction = rest % 10 === 0 ? String(rest / 10) : String(rest).padStart(2, '0');
  return number(`${whole}.${fraction}`);
}

/** One of the values, for a site. */
function one<T>(draw: Draw, words: string, values: readonly [T, ...T[]]): T {
  return values[draw(words, values.length)] ?? values[0];
}

/** How often each combination occurs in a hundred contracts. */
export const mixes: readonly (readonly [weight: number, mix: readonly DescribedComponent[]])[] = [
  [21, ['revenueShare', 'depositedRevenue']],
  [17, ['depositedRevenue', 'billableAccounts', 'managementAgreement']],
  [13, ['perLaborHour']],
  [13, ['billableAccounts', 'managementAgreement']],
  [7, ['revenueShare']],
  [6, ['fixedFee']],
  [6, ['midMonthAdvance', 'billableAccounts', 'managementAgreement']],
  [5, ['fixedFee', 'perLaborHour']],
  [4, ['revenueShare', 'midMonthAdvance', 'depositedRevenue']],
  [3, ['perOccupiedRoom', 'bellServiceFee']],
  [3, ['fixedFee', 'depositedRevenue', 'billableAccounts', 'managementAgreement']],
  [2, ['revenueShare', 'midMonthAdvance']],
];

/** Makes each component of a site, switched on, to bring about `percent` of what the site is budgeted to bring. */
export const components: Readonly<
  Record<DescribedComponent, (site: SampleSite, draw: Draw, percent: number) => JsonObject>
> = {
  fixedFee: (site, draw, percent) => ({
    enabled: true,
    serviceRates: [
      {
        id: idOf(site, 1),
        name: 'Valet Services',
        displayName: 'Valet Services',
        code: '4700',
        fee: money(feeOf(site, draw, percent)),
        startDate: '2023-01-01T00:00:00',
        endDate: null,
        invoiceGroup: group,
      },
    ],
  }),
  perLaborHour: (site, draw, percent) => ({
    enabled: true,
    hoursBackupReport: true,
    jobRates: site.jobs
      .slice(0, 3)
      .map((_job, at) => jobRate(site, at, draw, hourlyRate(site, draw, percent))),
  }),
  perOccupiedRoom: (site, draw, percent) => ({
    enabled: true,
    roomRate: roomRate(site, draw, percent),
    invoiceGroup: group,
  }),
  revenueShare: (site, draw, percent) => revenueShare(site, draw, percent),
  bellServiceFee: (site) => ({ enabled: true, bellServices: [{ id: idOf(site, 30), invoiceGroup: group }] }),
  midMonthAdvance: (site, draw) => ({
    enabled: true,
    midMonthAdvances: [
      {
        id: idOf(site, 31),
        amount: money(500_000 + draw('advance', 20) * 50_000),
        lineTitle: 'MidMonthBilling',
        invoiceGroup: group,
      },
    ],
  }),
  depositedRevenue: (site, draw) => ({
    enabled: true,
    depositData: [
      {
        id: idOf(site, 32),
        towneParkResponsibleForParkingTax: draw('tax', 8) === 0,
        depositedRevenueEnabled: true,
        invoiceGroup: group,
      },
    ],
  }),
  billableAccounts: (site, draw) => sampleAccounts(site, draw),
  managementAgreement: (site, draw, percent) => ({
    enabled: true,
    ManagementFees: [agreement(site, draw, percent)],
  }),
};

/** Cents a month. */
function feeOf(site: SampleSite, draw: Draw, percent: number): number {
  const aim = aimOf(site, draw, percent);
  return aim === null ? 250_000 + draw('fee', 900_000) : Math.round((aim * 100) / 12 / 500) * 500;
}

/** Cents an hour that the hours of its jobs make the aim with; null without a budget of hours. */
function hourlyRate(site: SampleSite, draw: Draw, percent: number): number | null {
  const aim = aimOf(site, draw, percent);
  const hours = site.jobs.slice(0, 3).reduce((sum, job) => sum + (site.budget?.hours[job] ?? 0), 0);
  return aim === null || hours === 0 ? null : Math.round((aim * 100) / hours);
}

function roomRate(site: SampleSite, draw: Draw, percent: number): JsonNumber {
  const aim = aimOf(site, draw, percent);
  const rooms = site.budget?.rooms ?? 0;
  if (aim === null || rooms === 0) return one(draw, 'room', [number('0.9'), number('1.3'), number('1.38')]);
  return money(Math.round((aim * 100) / rooms));
}

function jobRate(site: SampleSite, at: number, draw: Draw, budgeted: number | null): Json {
  const jobCode = site.jobs[at] ?? '';
  const cents = budgeted ?? 2_100 + draw(`rate ${jobCode}`, 1_800);
  const isEqual = draw(`overtime ${jobCode}`, 3) > 0;
  return {
    id: idOf(site, 10 + at),
    name: 'Valet Services',
    displayName: jobCode,
    rate: money(cents),
    overtimeRate: money(isEqual ? cents : Math.floor((cents * 3) / 2)),
    jobCode,
    startDate: null,
    endDate: null,
    invoiceGroup: group,
  };
}

const revenueCodes = [
  ...['ADJ', 'OR1', 'OR2', 'SD1', 'SD2', 'SD3', 'SM1', 'SM2', 'SM3', 'SO1', 'SO2', 'SO3'],
  ...['VD1', 'VD2', 'VD3', 'VM1', 'VM2', 'VM3', 'VO1', 'VO2', 'VO3'],
];

/** Most share one percentage of every month; a sixth have tiers over the year. */
function revenueShare(site: SampleSite, draw: Draw, percent: number): JsonObject {
  const aim = aimOf(site, draw, percent);
  const external = site.budget?.external ?? 0;
  const share =
    aim === null || external <= 0
      ? 20 + draw('share', 35)
      : Math.max(9, Math.min(95, Math.round((aim * 100) / external)));
  const isYearly = draw('tiers', 6) === 0;
  const tiers: Json[] = isYearly
    ? [
        { sharePercentage: number(`${String(share)}.0`), amount: number('500000.0') },
        { sharePercentage: number(`${String(share - 8)}.5`), amount: number('0.0') },
      ]
    : [{ sharePercentage: number(`${String(share)}.0`), amount: number('0.0') }];
  return {
    enabled: true,
    thresholdStructures: [
      {
        id: idOf(site, 20),
        revenueCodes,
        accumulationType: isYearly ? 'AnnualCalendar' : 'Monthly',
        tiers,
        validationThresholdType: 'RevenuePercentage',
        validationThresholdAmount: number('5.0'),
        invoiceGroup: group,
      },
    ],
  };
}

/**
 * Cents of the fee a month, and the percentage of the profit: with a share of it the profit makes what accounts and
 * fee leave of the aim, without one the fee does.
 */
function feeAndShare(
  site: SampleSite,
  draw: Draw,
  percent: number,
): { fee: number; profitPercent: number | null } {
  const drawn = 50_000 + draw('management', 20) * 10_000;
  const aim = aimOf(site, draw, percent);
  const isShared = draw('profit', 8) < 5;
  if (aim === null) return { fee: drawn, profitPercent: isShared ? 10 + draw('profit share', 4) * 5 : null };
  const accounts = billedByAccounts(site, draw);
  const left = aim - accounts - (drawn * 12) / 100;
  const profit = (site.budget?.external ?? 0) - accounts - (drawn * 12) / 100;
  if (isShared && left > 0 && profit > left)
    return { fee: drawn, profitPercent: Math.max(5, Math.min(60, Math.round((left * 100) / profit))) };
  return {
    fee: Math.max(50_000, Math.round(((aim - accounts) * 100) / 12 / 500) * 500),
    profitPercent: null,
  };
}

function agreement(site: SampleSite, draw: Draw, percent: number): JsonObject {
  const isInsured = draw('insurance', 3) > 0;
  const { fee, profitPercent } = feeAndShare(site, draw, percent);
  const isShared = profitPercent !== null;
  const hasCardFees = draw('cards', 3) === 0;
  const nothing = number('0.0');
  return {
    id: idOf(site, 40),
    invoiceGroup: group,
    managementAgreementType: 'FixedFee',
    fixedFeeAmount: money(fee),
    laborHourJobCode: null,
    perLaborHourJobCodeData: [],
    laborHourRate: nothing,
    laborHourOvertimeRate: nothing,
    revenuePercentageAmount: nothing,
    insuranceAdditionalPercentage: isInsured ? number('12.5') : nothing,
    insuranceEnabled: isInsured,
    insuranceFixedFeeAmount: nothing,
    insuranceLineTitle: isInsured ? 'Insurance' : null,
    insuranceType: 'BasedOnBillableAccounts',
    claimsCapAmount: nothing,
    claimsEnabled: false,
    claimsLineTitle: null,
    claimsType: 'AnnualAnniversary',
    profitShareAccumulationType: 'Monthly',
    profitShareEnabled: isShared,
    profitShareTierData: isShared
      ? [{ sharePercentage: number(`${String(profitPercent)}.0`), amount: nothing }]
      : [],
    validationThresholdAmount: null,
    validationThresholdEnabled: false,
    validationThresholdType: 'ValidationAmount',
    nonGlBillableExpensesEnabled: hasCardFees,
    nonGlBillableExpenses: hasCardFees
      ? [
          {
            id: idOf(site, 41),
            nonglexpensetype: 'Revenue',
            expensepayrolltype: 'Billable',
            expenseamount: number('3.03'),
            expensetitle: 'Credit Card Fees',
            finalperiodbilled: null,
          },
        ]
      : [],
  };
}
