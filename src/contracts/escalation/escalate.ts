import type { Decimal } from '../../kernel/decimal.ts';
import { JsonNumber } from '../../kernel/exact-json.ts';
import type { Month } from '../../kernel/month.ts';
import type { Accounts, Agreement, ExportedTerms } from '../exports/exported-terms.ts';
import { escalated, type EscalationKind } from './escalated.ts';

/** A rate that changes: where it stands, and its values before and after. */
export interface EscalatedRate {
  readonly path: string;
  readonly from: Decimal;
  readonly to: Decimal;
}

export interface Escalated {
  /** The terms with every rate that escalates in the month changed. */
  readonly terms: ExportedTerms;
  readonly rates: readonly EscalatedRate[];
}

/** The month whose increment counts, null when it is in the terms already, and those whose escalators do. */
interface Escalating {
  readonly increments: Month | null;
  readonly escalators: readonly Month[];
}

type Change = (path: string, value: JsonNumber) => JsonNumber;

const monthNames = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October'],
  ...['November', 'December'],
];

const nameOf = (month: Month): string => monthNames[Number.parseInt(month.slice(5), 10) - 1] ?? '';

/**
 * What a contract says from a service month on in which rates escalate: the yearly increment of fees and hourly rates
 * (billing.md 3.1), and the escalators of management fee, profit share and payroll taxes (3.2) of the months that
 * count in it. Each compounds on the value before it and is rounded to two decimals; the increment holds from its own
 * month whatever the billing type. Limits of tiers stay. Golden ESC-01 to -16, DRV-ESC-01 to -04 and -06.
 */
export function escalate(terms: ExportedTerms, { increments, escalators }: Escalating): Escalated {
  const rates: EscalatedRate[] = [];
  const escalating = new Set<string | null | undefined>(escalators.map(nameOf));
  const changing =
    (kind: EscalationKind, by: JsonNumber): Change =>
    (path, value) => {
      const to = escalated(value.value, kind, by.value);
      if (to.eq(value.value)) return value;
      rates.push({ path, from: value.value, to });
      return new JsonNumber(to.toString());
    };
  const isIncremented =
    increments !== null && terms.incrementMonth === nameOf(increments) && terms.incrementAmount.value.gt('0');
  const incremented = isIncremented
    ? withIncrement(terms, increments, changing('Percentage', terms.incrementAmount))
    : terms;
  const accounts = incremented.billableAccounts.billableAccountsData.map((row, at) =>
    escalating.has(row.payrollTaxesEscalatorMonth) ? withTaxes(row, at, changing) : row,
  );
  const agreements = incremented.managementAgreement.ManagementFees.map((row, at) => {
    const paid = escalating.has(row.managementFeeEscalatorMonth) ? withFee(row, at, changing) : row;
    return escalating.has(row.profitShareEscalatorMonth) ? withShares(paid, at, changing) : paid;
  });
  return {
    terms: {
      ...incremented,
      billableAccounts: { ...incremented.billableAccounts, billableAccountsData: accounts },
      managementAgreement: { ...incremented.managementAgreement, ManagementFees: agreements },
    },
    rates,
  };
}

/** A row that is open at its end and has begun; one with a last day was given its figure by someone. */
export function isOpenIn(
  month: Month,
): (row: { readonly startDate: string | null; readonly endDate: string | null }) => boolean {
  return (row) => row.endDate === null && (row.startDate === null || row.startDate.slice(0, 7) < month);
}

function withIncrement(terms: ExportedTerms, month: Month, change: Change): ExportedTerms {
  const isOpen = isOpenIn(month);
  const fees = terms.fixedFee.serviceRates.map((rate, at) =>
    isOpen(rate) ? { ...rate, fee: change(`fixedFee.serviceRates[${String(at + 1)}].fee`, rate.fee) } : rate,
  );
  const jobs = terms.perLaborHour.jobRates.map((rate, at) => {
    const path = `perLaborHour.jobRates[${String(at + 1)}]`;
    if (!isOpen(rate)) return rate;
    const regular = change(`${path}.rate`, rate.rate);
    const overtimeRate =
      rate.overtimeRate === null ? null : change(`${path}.overtimeRate`, rate.overtimeRate);
    return { ...rate, rate: regular, overtimeRate };
  });
  return {
    ...terms,
    fixedFee: { ...terms.fixedFee, serviceRates: fees },
    perLaborHour: { ...terms.perLaborHour, jobRates: jobs },
  };
}

type Changing = (kind: EscalationKind, by: JsonNumber) => Change;

function withTaxes(row: Accounts, at: number, changing: Changing): Accounts {
  const {
    payrollTaxesEscalatorEnable: isOn,
    payrollTaxesEscalatorvalue: by,
    payrollTaxesPercentage: percent,
  } = row;
  if (isOn !== true || !by || percent === null || row.payrollTaxesBillingType !== 'Percentage') return row;
  const path = `billableAccounts.billableAccountsData[${String(at + 1)}].payrollTaxesPercentage`;
  return {
    ...row,
    payrollTaxesPercentage: changing(row.payrollTaxesEscalatorType ?? 'Percentage', by)(path, percent),
  };
}

function withFee(row: Agreement, at: number, changing: Changing): Agreement {
  if (row.managementFeeEscalatorEnabled !== true) return row;
  const path = `managementAgreement.ManagementFees[${String(at + 1)}]`;
  const kind = row.managementFeeEscalatorType ?? 'Percentage';
  const by = row.managementFeeEscalatorValue ?? null;
  if (row.managementAgreementType === 'PerLaborHour') {
    const perLaborHourJobCodeData = row.perLaborHourJobCodeData.map((job, place) => {
      const jobPath = `${path}.perLaborHourJobCodeData[${String(place + 1)}]`;
      const [more, moreOvertime] = [
        job.standardRateEscalatorValue ?? by,
        job.overtimeRateEscalatorValue ?? by,
      ];
      return {
        ...job,
        standardRate: more
          ? changing(kind, more)(`${jobPath}.standardRate`, job.standardRate)
          : job.standardRate,
        overtimeRate: moreOvertime
          ? changing(kind, moreOvertime)(`${jobPath}.overtimeRate`, job.overtimeRate)
          : job.overtimeRate,
      };
    });
    return { ...row, perLaborHourJobCodeData };
  }
  if (by === null) return row;
  if (row.managementAgreementType === 'FixedFee')
    return row.fixedFeeAmount === null
      ? row
      : { ...row, fixedFeeAmount: changing(kind, by)(`${path}.fixedFeeAmount`, row.fixedFeeAmount) };
  return row.revenuePercentageAmount === null
    ? row
    : {
        ...row,
        revenuePercentageAmount: changing(kind, by)(
          `${path}.revenuePercentageAmount`,
          row.revenuePercentageAmount,
        ),
      };
}

function withShares(row: Agreement, at: number, changing: Changing): Agreement {
  if (row.profitShareEscalatorEnabled !== true) return row;
  const path = `managementAgreement.ManagementFees[${String(at + 1)}].profitShareTierData`;
  const profitShareTierData = row.profitShareTierData.map((tier, place) => {
    const by = tier.escalatorValue;
    if (!by) return tier;
    const change = changing(row.profitShareEscalatorType ?? 'Percentage', by);
    return {
      ...tier,
      sharePercentage: change(`${path}[${String(place + 1)}].sharePercentage`, tier.sharePercentage),
    };
  });
  return { ...row, profitShareTierData };
}
