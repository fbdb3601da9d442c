import type { Decimal } from '../kernel/decimal.ts';

/** The components of a contract, in the words of the interface and of the stored lines. */
export type ComponentName =
  | 'fixed-fee'
  | 'per-labor-hour'
  | 'occupied-room'
  | 'revenue-share'
  | 'validation'
  | 'bell-service'
  | 'mid-month-advance'
  | 'deposited-revenue'
  | 'billable-accounts'
  | 'management-fee'
  | 'insurance'
  | 'claims'
  | 'non-gl-expense'
  | 'profit-share'
  | 'ad-hoc';

/**
 * What a line is, where a component makes several kinds; the names of the old metadata are kept for what reads them
 * (billing.md 0.4).
 */
export type LineItemType =
  | 'paidParkingTax'
  | 'depositedRevenue'
  | 'billablePayrollAccounts'
  | 'PTEB'
  | 'SupportServices'
  | 'billableExpenseAccounts'
  | 'managementFee'
  | 'insurance'
  | 'claims'
  | 'profitShare'
  | 'adhoc';

/** One line of an invoice before it is stored; `amount` is in cents already (billing.md 0.6). */
export type Line = Readonly<{
  component: ComponentName;
  itemType: LineItemType | null;
  title: string;
  /** Rows of text below the title, without amounts of their own; empty when there are none. */
  description: readonly string[];
  /** GL code of four digits; the empty one posts to the general revenue account. */
  code: string;
  amount: Decimal;
  /** The same before it became cents, for a forecast, which does not round. */
  exact?: Decimal;
  group: number;
  /** Reduces the profit that is shared. */
  isProfitDeduction: boolean;
  explanation: Explanation;
}>;

/** How a line was calculated: the rule in words, and every value that went into it. */
export type Explanation = Readonly<{ formula: string; inputs: readonly Input[] }>;

export type Input = Readonly<{
  name: string;
  value: Decimal;
  unit: 'money' | 'percent' | 'hours' | 'minutes' | 'rooms' | 'rate' | 'vehicles';
  from: Origin;
}>;

/** Where a value stands: in the contract, in facts of the warehouse, or in earlier results of ours. */
export type Origin =
  | Readonly<{ kind: 'terms'; path: string }>
  | Readonly<{ kind: 'facts'; question: FactQuestion; parameters: FactParameters }>
  | Readonly<{ kind: 'results'; what: string; months: readonly string[] }>
  | Readonly<{ kind: 'computed' }>;

export type FactQuestion = 'revenue' | 'occupied-rooms' | 'labor' | 'ledger';

export type RevenueMeasure = 'netRevenue' | 'grossRevenue' | 'billableValidation';
export type LaborMeasure = 'regularHours' | 'premiumHours' | 'regularMinutes' | 'premiumMinutes';

/** Narrows the facts of the site to the rows behind a value; a field that is missing does not narrow. */
export type FactParameters = Readonly<{
  fromMonth: string;
  throughMonth: string;
  revenueCodes?: readonly string[];
  exceptCategories?: readonly string[];
  category?: string;
  collectionTypes?: readonly string[];
  depositFlag?: string;
  exceptDepositFlag?: string;
  /** Only rows with this tax rate, as a fraction. */
  taxRate?: string;
  measure?: RevenueMeasure | LaborMeasure;
  jobCode?: string;
  accounts?: readonly string[];
  exceptEntities?: readonly string[];
}>;

/**
 * What a component prints when the contract names nothing: a setting of the operator with a default, because no
 * operator's name is built in (architecture.md 3, billing.md 2.1).
 */
export type LineWording = Readonly<{
  operator: string;
}>;
