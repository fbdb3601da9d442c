import { block, choice, figure, fixedBlock, flag, group, id, list, orNull } from './field.ts';

/** Revenue of bell service (billing.md 1.10). */
export const bellServiceFee = block('bell service', {
  enabled: flag('has_bell_service', 'switched on'),
  bellServices: list(
    { table: 'bell_service', label: 'bell service' },
    { id: id(), invoiceGroup: group('group_number', 'invoice group') },
  ),
});

/** What was paid in the middle of the month (billing.md 1.11). */
export const midMonthAdvance = fixedBlock('the mid-month advance', {
  enabled: flag('has_mid_month_advance', 'switched on'),
  midMonthAdvances: list(
    { table: 'mid_month_advance', label: 'advance' },
    {
      id: id(),
      amount: figure('amount', 'advance', 'money'),
      lineTitle: orNull(
        choice('title_choice', 'title', { MidMonthBilling: 'Mid-month billing', PreBill: 'Pre-bill' }),
      ),
      invoiceGroup: group('group_number', 'invoice group'),
    },
  ),
});

/** Revenue that the operator keeps, and credits (billing.md 1.12). */
export const depositedRevenue = block('deposited revenue', {
  enabled: flag('has_deposited_revenue', 'switched on'),
  depositData: list(
    { table: 'deposited_revenue', label: 'deposit' },
    {
      id: id(),
      towneParkResponsibleForParkingTax: flag('is_tax_ours', 'the operator pays the parking tax'),
      depositedRevenueEnabled: flag('is_deposited', 'the operator deposits the revenue'),
      invoiceGroup: group('group_number', 'invoice group'),
    },
  ),
});
