import { refusal } from '../../kernel/errors.ts';
import { parseMonth, type Month } from '../../kernel/month.ts';

/** A month as it was typed. Refuses with CONTRACTS_MONTH_INVALID. */
export function givenMonth(value: string): Month {
  const month = parseMonth(value);
  if (month === null) throw refusal('CONTRACTS_MONTH_INVALID', { value });
  return month;
}

/** A site number as it was typed: `170` is `0170`. */
export function givenSite(value: string): string {
  return value.trim().padStart(4, '0');
}
