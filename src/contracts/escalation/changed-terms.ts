import type { JsonNumber } from '../../kernel/exact-json.ts';
import type { Month } from '../../kernel/month.ts';
import type { KeptClause } from '../clauses/kept-clauses.ts';
import type { Agreement, ExportedTerms } from '../exports/exported-terms.ts';
import { isOpenIn } from './escalate.ts';

/** Gives the new number for one that stands at a path of the export. */
export type Change = (path: string, value: JsonNumber) => JsonNumber;

interface Wanted {
  readonly clause: Pick<KeptClause, 'position' | 'tier'>;
  readonly month: Month;
  readonly change: Change;
}

/** The terms with every number changed that an escalation of a component means, in a month. */
export function changedTerms(
  terms: ExportedTerms,
  clause: KeptClause,
  month: Month,
  change: Change,
): ExportedTerms {
  return parts[clause.component]?.(terms, { clause, month, change }) ?? terms;
}

const parts: Readonly<Record<string, (terms: ExportedTerms, wanted: Wanted) => ExportedTerms>> = {
  'fixed-fee': (terms, { clause, month, change }) => ({
    ...terms,
    fixedFee: {
      ...terms.fixedFee,
      serviceRates: terms.fixedFee.serviceRates.map((row, at) =>
        isMeant(clause, at) && isOpenIn(month)(row)
          ? { ...row, fee: change(placeIn('fixedFee.serviceRates', at, 'fee'), row.fee) }
          : row,
      ),
    },
  }),
  'per-labor-hour': (terms, { clause, month, change }) => ({
    ...terms,
    perLaborHour: {
      ...terms.perLaborHour,
      jobRates: terms.perLaborHour.jobRates.map((row, at) => {
        if (!isMeant(clause, at) || !isOpenIn(month)(row)) return row;
        const place = (field: string): string => placeIn('perLaborHour.jobRates', at, field);
        const rate = change(place('rate'), row.rate);
        return { ...row, rate, overtimeRate: changed(row.overtimeRate, place('overtimeRate'), change) };
      }),
    },
  }),
  'occupied-room': (terms, { change }) => ({
    ...terms,
    perOccupiedRoom: {
      ...terms.perOccupiedRoom,
      roomRate: change('perOccupiedRoom.roomRate', terms.perOccupiedRoom.roomRate),
    },
  }),
  'management-fee': (terms, wanted) => withAgreement(terms, (row, path) => feeOf(row, path, wanted)),
  insurance: (terms, { change }) =>
    withAgreement(terms, (row, path) => ({
      ...row,
      insuranceFixedFeeAmount: changed(
        row.insuranceFixedFeeAmount,
        `${path}.insuranceFixedFeeAmount`,
        change,
      ),
    })),
  'payroll-taxes': (terms, { change }) => ({
    ...terms,
    billableAccounts: {
      ...terms.billableAccounts,
      billableAccountsData: terms.billableAccounts.billableAccountsData.map((row, at) => {
        if (row.payrollTaxesBillingType !== 'Percentage') return row;
        const place = placeIn('billableAccounts.billableAccountsData', at, 'payrollTaxesPercentage');
        return { ...row, payrollTaxesPercentage: changed(row.payrollTaxesPercentage, place, change) };
      }),
    },
  }),
  'support-services': (terms, { change }) => ({
    ...terms,
    billableAccounts: {
      ...terms.billableAccounts,
      billableAccountsData: terms.billableAccounts.billableAccountsData.map((row, at) => {
        const place = placeIn('billableAccounts.billableAccountsData', at, 'payrollSupportAmount');
        return { ...row, payrollSupportAmount: changed(row.payrollSupportAmount, place, change) };
      }),
    },
  }),
  'revenue-share': (terms, wanted) => ({
    ...terms,
    revenueShare: {
      ...terms.revenueShare,
      thresholdStructures: terms.revenueShare.thresholdStructures.map((row, at) => {
        const place = placeIn('revenueShare.thresholdStructures', at, 'tiers');
        return isMeant(wanted.clause, at) ? { ...row, tiers: limitsOf(row.tiers, place, wanted) } : row;
      }),
    },
  }),
  'profit-share': (terms, wanted) =>
    withAgreement(terms, (row, path) => ({
      ...row,
      profitShareTierData: limitsOf(row.profitShareTierData, `${path}.profitShareTierData`, wanted),
    })),
};

function isMeant({ position }: Wanted['clause'], at: number): boolean {
  return position === null || position === at + 1;
}

function placeIn(list: string, at: number, field: string): string {
  return `${list}[${String(at + 1)}].${field}`;
}

function changed(value: JsonNumber | null, path: string, change: Change): JsonNumber | null {
  return value === null ? null : change(path, value);
}

function withAgreement(
  terms: ExportedTerms,
  edit: (row: Agreement, path: string) => Agreement,
): ExportedTerms {
  const { managementAgreement } = terms;
  const ManagementFees = managementAgreement.ManagementFees.map((row, at) =>
    edit(row, `managementAgreement.ManagementFees[${String(at + 1)}]`),
  );
  return { ...terms, managementAgreement: { ...managementAgreement, ManagementFees } };
}

/** The number that the kind of fee bills by; of hours the rates of each job, or of the only one. */
function feeOf(row: Agreement, path: string, { clause, change }: Wanted): Agreement {
  const number = (field: 'fixedFeeAmount' | 'revenuePercentageAmount'): Agreement => ({
    ...row,
    [field]: changed(row[field], `${path}.${field}`, change),
  });
  if (row.managementAgreementType === 'FixedFee') return number('fixedFeeAmount');
  if (row.managementAgreementType === 'RevenuePercentage') return number('revenuePercentageAmount');
  const jobs = row.perLaborHourJobCodeData.map((job, at) => {
    if (!isMeant(clause, at)) return job;
    const place = (field: string): string => placeIn(`${path}.perLaborHourJobCodeData`, at, field);
    return {
      ...job,
      standardRate: change(place('standardRate'), job.standardRate),
      overtimeRate: change(place('overtimeRate'), job.overtimeRate),
    };
  });
  return {
    ...row,
    perLaborHourJobCodeData: jobs,
    laborHourRate: changed(row.laborHourRate, `${path}.laborHourRate`, change),
    laborHourOvertimeRate: changed(row.laborHourOvertimeRate, `${path}.laborHourOvertimeRate`, change),
  };
}

/** Limits of tiers; 0 is none and stays so. */
function limitsOf<Tier extends { readonly amount: JsonNumber }>(
  tiers: readonly Tier[],
  path: string,
  { clause, change }: Wanted,
): Tier[] {
  return tiers.map((tier, at) =>
    tier.amount.value.eq('0') || (clause.tier !== null && clause.tier !== at + 1)
      ? tier
      : { ...tier, amount: change(placeIn(path, at, 'amount'), tier.amount) },
  );
}
