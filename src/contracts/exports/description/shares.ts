import { block, by, choice, codes, figure, flag, group, id, list, orNull } from './field.ts';

/** When tiers and caps start again (billing.md 2.5.1). */
export const accumulations = {
  Monthly: 'each month',
  AnnualCalendar: 'each calendar year',
  AnnualAnniversary: 'each contract year',
} as const;

/** What validations are free up to; percent, money or vehicles, as its kind says (billing.md 1.9). */
export const validation = {
  kind: orNull(
    choice('validation_kind', 'kind of validation threshold', {
      VehicleCount: 'vehicles',
      RevenuePercentage: 'a percentage of revenue',
      ValidationAmount: 'an amount',
    }),
  ),
  amount: orNull(
    figure(
      'validation_amount',
      'validation threshold',
      by('validationThresholdType', { RevenuePercentage: 'percent', VehicleCount: 'vehicles' }, 'money'),
    ),
  ),
};

type TierFields = Readonly<Record<'sharePercentage' | 'amount', ReturnType<typeof figure>>>;

/** Shares of a band up to its limit (billing.md 1.9). */
export function tierFields(component: 'revenue-share' | 'profit-share'): TierFields {
  return {
    sharePercentage: figure('share_percent', 'share', 'percent'),
    amount: figure('limit_amount', 'upper limit', 'money', { component, isNoneAtZero: true }),
  };
}

/** Shares of revenue (billing.md 1.9). */
export const revenueShare = block('the revenue share', {
  enabled: flag('has_revenue_share', 'switched on'),
  thresholdStructures: list(
    { table: 'revenue_share_structure', label: 'threshold structure', placed: 'position' },
    {
      id: id(),
      revenueCodes: codes('revenue_codes', 'revenue codes'),
      accumulationType: choice('accumulation', 'accumulation', accumulations),
      tiers: list(
        { table: 'revenue_share_tier', label: 'tier', parent: 'structure', placed: 'tier' },
        tierFields('revenue-share'),
      ),
      validationThresholdType: validation.kind,
      validationThresholdAmount: validation.amount,
      invoiceGroup: group('group_number', 'invoice group'),
    },
  ),
});
