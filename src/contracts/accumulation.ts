/** When tiers and caps start again (billing.md 2.5.1). */
export type Accumulation = 'Monthly' | 'AnnualCalendar' | 'AnnualAnniversary';
