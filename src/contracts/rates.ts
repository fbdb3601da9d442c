import type { Decimal } from '../kernel/decimal.ts';
import { moneyText, quantityText, rateText } from './wording.ts';
import type {
  BillableAccounts,
  ManagementAgreement,
  RevenueShareStructure,
  Terms,
  Tier,
  ValidationThreshold,
} from './terms.ts';

/** A figure that a contract bills by, in words: of which component, for what, and the days it holds (inclusive). */
export interface Rate {
  readonly component: string;
  readonly what: string;
  /** Money, percent, or a limit, with its unit. */
  readonly rate: string;
  readonly startsOn: string | null;
  readonly endsOn: string | null;
}

type Days = Partial<Pick<Rate, 'startsOn' | 'endsOn'>>;

const rateOf = (component: string, what: string, rate: string, days: Days = {}): Rate => ({
  component,
  what,
  rate,
  startsOn: days.startsOn ?? null,
  endsOn: days.endsOn ?? null,
});

const percent = (value: Decimal | null): string => (value === null ? 'none' : `${value.toString()} %`);
const money = (value: Decimal | null): string => (value === null ? 'none' : rateText(value));

/**
 * Every figure that the terms of a contract bill by, in the order of its components (billing.md 1.6 to 1.15). Review
 * thresholds are none of them.
 */
export function ratesOf(terms: Terms): Rate[] {
  return [
    ...(terms.fixedFee ?? []).map((row) => rateOf('fixed-fee', row.title, money(row.fee), row)),
    ...(terms.laborHour ?? []).flatMap((row) => [
      rateOf('per-labor-hour', `${row.title} (${row.jobCode}), an hour`, money(row.ratePerHour), row),
      rateOf(
        'per-labor-hour',
        `${row.title} (${row.jobCode}), overtime`,
        money(row.overtimeRatePerHour),
        row,
      ),
    ]),
    ...(terms.occupiedRoom === null
      ? []
      : [rateOf('occupied-room', 'an occupied room', money(terms.occupiedRoom.ratePerRoom))]),
    ...(terms.revenueShare ?? []).flatMap(shareRates),
    ...(terms.midMonthAdvance === null
      ? []
      : [rateOf('mid-month-advance', terms.midMonthAdvance.title, money(terms.midMonthAdvance.amount))]),
    ...(terms.billableAccounts === null ? [] : accountRates(terms.billableAccounts)),
    ...(terms.managementAgreement === null ? [] : agreementRates(terms.managementAgreement)),
  ];
}

function shareRates({ revenueCodes, tiers, validation }: RevenueShareStructure): Rate[] {
  const codes = revenueCodes.length === 0 ? 'all codes' : revenueCodes.join(', ');
  return [...tierRates('revenue-share', codes, tiers), ...validationRates('revenue-share', validation)];
}

/** A limit of 0 is none (billing.md 1.9). */
function tierRates(component: string, of: string, tiers: readonly Tier[]): Rate[] {
  return tiers.map(({ sharePercent, limit }) => {
    const upTo = limit.eq('0') ? 'without limit' : `up to ${moneyText(limit)}`;
    return rateOf(component, `share of ${of}, ${upTo}`, percent(sharePercent));
  });
}

function validationRates(component: string, validation: ValidationThreshold | null): Rate[] {
  if (validation === null) return [];
  const { kind, amount } = validation;
  const threshold = {
    VehicleCount: `${quantityText(amount)} vehicles`,
    RevenuePercentage: percent(amount),
    ValidationAmount: money(amount),
  };
  return [rateOf(component, 'validations free up to', threshold[kind])];
}

function accountRates({ payroll, payrollTaxes, support }: BillableAccounts): Rate[] {
  return [
    ...(payroll.additionalAmount === null
      ? []
      : [rateOf('billable-accounts', `${payroll.title}, added a month`, money(payroll.additionalAmount))]),
    ...(payrollTaxes?.billing === 'Percentage'
      ? [rateOf('payroll-taxes', payrollTaxes.title, percent(payrollTaxes.percent))]
      : []),
    ...(support === null
      ? []
      : [
          rateOf(
            'support-services',
            support.title,
            support.billing === 'Fixed' ? money(support.amount) : percent(support.amount),
          ),
        ]),
  ];
}

function agreementRates(agreement: ManagementAgreement): Rate[] {
  const { fee, insurance, claims, profitShare, validation, nonGlExpenses } = agreement;
  return [
    ...feeRates(fee),
    ...(insurance === null
      ? []
      : [
          insurance.kind === 'FixedFee'
            ? rateOf('insurance', insurance.title, money(insurance.amount))
            : rateOf('insurance', `${insurance.title}, on top of cost`, percent(insurance.additionalPercent)),
        ]),
    ...(claims === null
      ? []
      : [rateOf('claims', `${claims.title}, cap (${claims.kind})`, money(claims.cap))]),
    ...(profitShare === null ? [] : tierRates('profit-share', 'the profit', profitShare.tiers)),
    ...validationRates('profit-share', validation),
    ...(nonGlExpenses ?? []).map(({ kind, title, amount, finalMonth }) =>
      rateOf('non-gl-expense', title, kind === 'FixedAmount' ? money(amount) : percent(amount), {
        endsOn: finalMonth,
      }),
    ),
  ];
}

function feeRates(fee: ManagementAgreement['fee']): Rate[] {
  switch (fee.kind) {
    case 'FixedFee':
      return [rateOf('management-fee', 'a month', money(fee.amount))];
    case 'RevenuePercentage':
      return [rateOf('management-fee', 'of net revenue', percent(fee.percent))];
    case 'PerLaborHour':
      return fee.jobs.flatMap(({ jobCode, ratePerHour, overtimeRatePerHour }) => [
        rateOf('management-fee', `${jobCode}, an hour`, money(ratePerHour)),
        rateOf('management-fee', `${jobCode}, overtime`, money(overtimeRatePerHour)),
      ]);
  }
}
