import { managementAgreement } from './agreement.ts';
import { billableAccounts } from './accounts.ts';
import { bellServiceFee, depositedRevenue, midMonthAdvance } from './credits.ts';
import { fixedFee, perLaborHour, perOccupiedRoom } from './fees.ts';
import {
  block,
  choice,
  codes,
  figure,
  flag,
  group,
  id,
  inTable,
  list,
  monthOfYear,
  orNull,
  printed,
  siteNumber,
  text,
  vendor,
  type Block,
  type List,
} from './field.ts';
import { revenueShare } from './shares.ts';

/** The components of the exports by the names of their blocks, in the order of the exports. */
export const describedComponents = {
  fixedFee,
  perLaborHour,
  perOccupiedRoom,
  revenueShare,
  bellServiceFee,
  midMonthAdvance,
  depositedRevenue,
  billableAccounts,
  managementAgreement,
} as const satisfies Readonly<Record<string, Block>>;

const invoiceGrouping = block('invoice groups', {
  enabled: flag('is_grouped', 'switched on'),
  invoiceGroups: list(
    { table: 'invoice_group', label: 'invoice group' },
    {
      id: id(),
      groupNumber: group('group_number', 'number'),
      title: printed('title', 'title'),
      description: orNull(printed('description', 'description')),
      vendorId: orNull(vendor('vendor_id', 'vendor number')),
      siteNumber: orNull(siteNumber('site_number', 'site number')),
      customerName: orNull(printed('customer_name', 'customer')),
      billingContactEmails: orNull(printed('billing_contact_emails', 'recipients of mails')),
    },
  ),
});

/** Reports that go with a statement, as contracts switch them on (billing.md 1.16, 4.11). */
export const supportingReports = {
  MixOfSales: 'mix of sales',
  HoursBackupReport: 'hours backup',
  TaxReport: 'tax',
  LaborDistributionReport: 'labor distribution',
  OtherExpensesReport: 'other expenses',
  ParkingDepartmentReport: 'parking department',
  ValidationReport: 'validation',
} as const;

/**
 * Every term of a contract, once: what the exports call it (block `original`; billing.md 1.4 to 1.15 and
 * contract-corpus.md 1, with the fields of newer exports), where it is kept, what it may be, and what people call it.
 * The shape of exports, the rows of the tables, the ranges and the words follow from it; a test compares it with the
 * tables themselves.
 */
export const describedTerms = {
  id: id('contract_id'),
  purchaseOrder: orNull(printed('purchase_order', 'purchase order')),
  paymentTerms: printed('payment_terms', 'payment terms'),
  billingType: choice('billing_type', 'billing type', { Arrears: 'after the month', Advanced: 'in advance' }),
  incrementMonth: monthOfYear('increment_month', 'month of the yearly increment'),
  incrementAmount: figure('increment_percent', 'yearly increment', 'percent'),
  consumerPriceIndex: flag('is_index_tracked', 'follows the consumer price index'),
  notes: orNull(text('notes', 'notes')),
  deviationAmount: inTable('review_threshold', figure('deviation_amount', 'review limit', 'money')),
  deviationPercentage: inTable(
    'review_threshold',
    figure('deviation_percent', 'review limit in percent', 'percent'),
  ),
  deposits: flag('has_deposits', 'makes deposits'),
  contractType: orNull(printed('label', 'contract type')),
  supportingReports: codes('supporting_reports', 'supporting reports', supportingReports),
  invoiceGrouping,
  ...describedComponents,
} as const;

/** The terms as the root of all lists: each version of a contract is a row. */
export const describedVersions: List<typeof describedTerms> = list(
  { table: 'version', label: 'version' },
  describedTerms,
);

export type DescribedComponent = keyof typeof describedComponents;
