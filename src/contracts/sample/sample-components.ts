import { JsonNumber, type Json, type JsonObject } from '../../kernel/exact-json.ts';
import { idOf, type Draw, type SampleSite } from './sample-site.ts';
import { sampleAccounts } from './sample-accounts.ts';

export type SampleComponent =
  | 'fixedFee'
  | 'perLaborHour'
  | 'perOccupiedRoom'
  | 'revenueShare'
  | 'bellServiceFee'
  | 'midMonthAdvance'
  | 'depositedRevenue'
  | 'billableAccounts'
  | 'managementAgreement';

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

/** Makes each component of a site, switched on. */
export const components: Readonly<Record<SampleComponent, (site: SampleSite, draw: Draw) => JsonObject>> = {
  fixedFee: (site, draw) => ({
    enabled: true,
    serviceRates: [
      {
        ...{ id: idOf(site, 1), name: 'Valet Services', displayName: 'Valet Services', code: '4700' },
        ...{ fee: money(250_000 + draw('fee', 900_000)), startDate: '2023-01-01T00:00:00' },
        ...{ endDate: null, invoiceGroup: group },
      },
    ],
  }),
  perLaborHour: (site, draw) => ({
    ...{ enabled: true, hoursBackupReport: true },
    jobRates: site.jobs.slice(0, 3).map((jobCode, at) => jobRate(site, jobCode, at, draw)),
  }),
  perOccupiedRoom: (_site, draw) => ({
    ...{ enabled: true, roomRate: one(draw, 'room', [number('0.9'), number('1.3'), number('1.38')]) },
    invoiceGroup: group,
  }),
  revenueShare: (site, draw) => revenueShare(site, draw),
  bellServiceFee: (site) => ({ enabled: true, bellServices: [{ id: idOf(site, 30), invoiceGroup: group }] }),
  midMonthAdvance: (site, draw) => ({
    enabled: true,
    midMonthAdvances: [
      {
        ...{ id: idOf(site, 31), amount: money(500_000 + draw('advance', 20) * 50_000) },
        ...{ lineTitle: 'MidMonthBilling', invoiceGroup: group },
      },
    ],
  }),
  depositedRevenue: (site, draw) => ({
    enabled: true,
    depositData: [
      {
        ...{ id: idOf(site, 32), towneParkResponsibleForParkingTax: draw('tax', 8) === 0 },
        ...{ depositedRevenueEnabled: true, invoiceGroup: group },
      },
    ],
  }),
  billableAccounts: (site, draw) => sampleAccounts(site, draw),
  managementAgreement: (site, draw) => ({ enabled: true, ManagementFees: [agreement(site, draw)] }),
};

function jobRate(site: SampleSite, jobCode: string, at: number, draw: Draw): Json {
  const cents = 2_100 + draw(`rate ${jobCode}`, 1_800);
  const isEqual = draw(`overtime ${jobCode}`, 3) > 0;
  return {
    ...{ id: idOf(site, 10 + at), name: 'Valet Services', displayName: jobCode, rate: money(cents) },
    ...{ overtimeRate: money(isEqual ? cents : Math.floor((cents * 3) / 2)), jobCode },
    ...{ startDate: null, endDate: null, invoiceGroup: group },
  };
}

const revenueCodes = [
  ...['ADJ', 'OR1', 'OR2', 'SD1', 'SD2', 'SD3', 'SM1', 'SM2', 'SM3', 'SO1', 'SO2', 'SO3'],
  ...['VD1', 'VD2', 'VD3', 'VM1', 'VM2', 'VM3', 'VO1', 'VO2', 'VO3'],
];

/** Most share one percentage of every month; a sixth have tiers over the year. */
function revenueShare(site: SampleSite, draw: Draw): JsonObject {
  const share = 20 + draw('share', 35);
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
        ...{
          id: idOf(site, 20),
          revenueCodes,
          accumulationType: isYearly ? 'AnnualCalendar' : 'Monthly',
          tiers,
        },
        ...{ validationThresholdType: 'RevenuePercentage', validationThresholdAmount: number('5.0') },
        invoiceGroup: group,
      },
    ],
  };
}

function agreement(site: SampleSite, draw: Draw): JsonObject {
  const isInsured = draw('insurance', 3) > 0;
  const isShared = draw('profit', 8) < 5;
  const hasCardFees = draw('cards', 3) === 0;
  const nothing = number('0.0');
  return {
    ...{ id: idOf(site, 40), invoiceGroup: group, managementAgreementType: 'FixedFee' },
    ...{ fixedFeeAmount: money(50_000 + draw('management', 20) * 10_000), laborHourJobCode: null },
    ...{ perLaborHourJobCodeData: [], laborHourRate: nothing, laborHourOvertimeRate: nothing },
    revenuePercentageAmount: nothing,
    ...{ insuranceAdditionalPercentage: isInsured ? number('12.5') : nothing, insuranceEnabled: isInsured },
    ...{ insuranceFixedFeeAmount: nothing, insuranceLineTitle: isInsured ? 'Insurance' : null },
    ...{ insuranceType: 'BasedOnBillableAccounts', claimsCapAmount: nothing, claimsEnabled: false },
    ...{ claimsLineTitle: null, claimsType: 'AnnualAnniversary', profitShareAccumulationType: 'Monthly' },
    profitShareEnabled: isShared,
    profitShareTierData: isShared
      ? [{ sharePercentage: number(`${String(10 + draw('profit share', 4) * 5)}.0`), amount: nothing }]
      : [],
    ...{ validationThresholdAmount: null, validationThresholdEnabled: false },
    ...{ validationThresholdType: 'ValidationAmount', nonGlBillableExpensesEnabled: hasCardFees },
    nonGlBillableExpenses: hasCardFees
      ? [
          {
            ...{ id: idOf(site, 41), nonglexpensetype: 'Revenue', expensepayrolltype: 'Billable' },
            ...{ expenseamount: number('3.03'), expensetitle: 'Credit Card Fees', finalperiodbilled: null },
          },
        ]
      : [],
  };
}
