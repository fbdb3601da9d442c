import type { Terms } from '../../contracts/index.ts';

/** Whether the payroll of a site is entered and shown by job code or by job group. */
export type PayrollMode = 'code' | 'group';

/**
 * As chosen, else by what the contract bills: hours of job codes need their codes, everything else goes by group, and
 * so does a choice that is neither (forecasting.md 3.4 and 5.2; PAY-03, PAY-13).
 */
export function payrollMode(chosen: string | null, billsHours: boolean): PayrollMode {
  const mode = chosen?.toLowerCase();
  if (mode === 'code' || mode === 'group') return mode;
  return billsHours ? 'code' : 'group';
}

/** Whether a contract bills hours of job codes, on their own or as a management fee. */
export function billsHoursOf({ laborHour, managementAgreement }: Terms): boolean {
  return (laborHour?.length ?? 0) > 0 || managementAgreement?.fee.kind === 'PerLaborHour';
}
