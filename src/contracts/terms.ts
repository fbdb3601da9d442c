import type { Decimal } from '../kernel/decimal.ts';
import type { Accumulation } from './accumulation.ts';
import type { Clause } from './clauses/clause.ts';

/**
 * What one contract says for one service month: plain frozen data, read from the tables of a contract version or made
 * up by a test. A component that is not switched on is null; the contract's type label is not here, because it does
 * not tell what is billed (billing.md 1.2, contract-corpus.md headline facts).
 *
 * Money is in the currency of the site, percentages are whole-number percent (`42.5` is 42.5 %), groups are invoice
 * group numbers from 1.
 */
export type Terms = Readonly<{
  billingType: BillingType;
  fixedFee: readonly FixedFeeRate[] | null;
  laborHour: readonly LaborHourRate[] | null;
  occupiedRoom: Readonly<{ ratePerRoom: Decimal; group: number }> | null;
  revenueShare: readonly RevenueShareStructure[] | null;
  bellService: Readonly<{ group: number }> | null;
  midMonthAdvance: Readonly<{ amount: Decimal; title: string; group: number }> | null;
  depositedRevenue: DepositedRevenue | null;
  billableAccounts: BillableAccounts | null;
  managementAgreement: ManagementAgreement | null;
  /** What no export can say, each for the component it names (billing.md 3.5); missing is none. */
  clauses?: readonly Clause[];
}>;

export type BillingType = 'Arrears' | 'Advanced';

export type { Accumulation };

/** A row of the fixed fee; the days are inclusive, a missing one is open (billing.md 1.6, 2.2). */
export type FixedFeeRate = Readonly<{
  title: string;
  code: string;
  fee: Decimal;
  startsOn: string | null;
  endsOn: string | null;
  group: number;
}>;

/** A job of the labor-hour component; a missing overtime rate bills overtime at 0 (DRV-PLH-03). */
export type LaborHourRate = Readonly<{
  title: string;
  jobCode: string;
  ratePerHour: Decimal;
  overtimeRatePerHour: Decimal | null;
  startsOn: string | null;
  endsOn: string | null;
  group: number;
}>;

/** One band: its share up to `limit`, which is the upper end of the band; 0 means no limit (RS-CFG-01). */
export type Tier = Readonly<{ sharePercent: Decimal; limit: Decimal }>;

export type ValidationThreshold = Readonly<{
  kind: 'VehicleCount' | 'RevenuePercentage' | 'ValidationAmount';
  /** Percent, money or vehicles, as `kind` says. */
  amount: Decimal;
}>;

export type RevenueShareStructure = Readonly<{
  revenueCodes: readonly string[];
  accumulation: Accumulation;
  tiers: readonly Tier[];
  /** Only that of the first structure counts (billing.md 1.9, 2.6). */
  validation: ValidationThreshold | null;
  group: number;
}>;

export type DepositedRevenue = Readonly<{
  /** The operator keeps what parkers paid, and credits it. */
  isDeposited: boolean;
  /** The operator hands the parking tax in. */
  isTaxOurs: boolean;
  group: number;
}>;

/** An account that is listed in the contract and switched on. */
export type BillableAccounts = Readonly<{
  payroll: Readonly<{
    accounts: readonly string[];
    title: string;
    group: number;
    /** Added every month on top of the balances; null or not above 0 adds nothing. */
    additionalAmount: Decimal | null;
  }>;
  /** Payroll taxes and employee benefits; null when off. `percent` is read for `Percentage` only. */
  payrollTaxes: Readonly<{ billing: 'Actual' | 'Percentage'; percent: Decimal | null; title: string }> | null;
  /** Support services; null when off. `amount` is money for `Fixed`, percent for `Percentage`. */
  support: Readonly<{
    billing: 'Fixed' | 'Percentage';
    base: PayrollBase;
    amount: Decimal | null;
    title: string;
  }> | null;
  expenses: Readonly<{ accounts: readonly string[]; title: string; group: number }>;
}>;

/** Billable payroll alone, or with payroll taxes on top. */
export type PayrollBase = 'Billable' | 'Total';

export type ManagementAgreement = Readonly<{
  group: number;
  fee: ManagementFee;
  insurance: Insurance | null;
  claims: Claims | null;
  profitShare: ProfitShare | null;
  /** Feeds the profit only, and has no line of its own. */
  validation: ValidationThreshold | null;
  /** In the order of the contract; null when the switch is off. */
  nonGlExpenses: readonly NonGlExpense[] | null;
}>;

export type ManagementFee =
  | Readonly<{ kind: 'FixedFee'; amount: Decimal | null }>
  | Readonly<{ kind: 'PerLaborHour'; jobs: readonly ManagementFeeJob[] }>
  | Readonly<{ kind: 'RevenuePercentage'; percent: Decimal | null }>;

export type ManagementFeeJob = Readonly<{
  jobCode: string;
  ratePerHour: Decimal;
  overtimeRatePerHour: Decimal;
}>;

export type Insurance =
  | Readonly<{ kind: 'BasedOnBillableAccounts'; additionalPercent: Decimal; title: string }>
  | Readonly<{ kind: 'FixedFee'; amount: Decimal | null; title: string }>;

export type Claims = Readonly<{
  kind: 'PerClaim' | 'AnnualCalendar' | 'AnnualAnniversary';
  cap: Decimal;
  title: string;
}>;

export type ProfitShare = Readonly<{ accumulation: Accumulation; tiers: readonly Tier[] }>;

export type NonGlExpense = Readonly<{
  kind: 'FixedAmount' | 'Payroll' | 'Revenue';
  payrollBase: PayrollBase;
  /** Money for `FixedAmount`, else percent. */
  amount: Decimal;
  title: string;
  /** The last service month that is billed (inclusive); null has no end. */
  finalMonth: string | null;
}>;
