/** When an invoice is due: so many days after its date, or by the next such day of a month (31 is its last). */
export type DueRule =
  | { readonly kind: 'days after'; readonly days: number }
  | { readonly kind: 'day of month'; readonly day: number };

/**
 * The rule that printed payment terms name (billing.md 1.4.1): on receipt, in so many days, by a day or the end of the
 * month. Free terms have one where the operator says how they are read (`readings`, each `terms = rule`); else null.
 */
export function dueRuleOf(paymentTerms: string, readings: readonly string[]): DueRule | null {
  const rule = namedRule(paymentTerms);
  if (rule !== null) return rule;
  const free = folded(paymentTerms);
  const reading = readings.find((one) => folded(one.slice(0, Math.max(one.lastIndexOf('='), 0))) === free);
  return reading === undefined ? null : namedRule(reading.slice(reading.lastIndexOf('=') + 1));
}

const folded = (text: string): string => text.trim().replaceAll(/\s+/g, ' ').toLowerCase();

function namedRule(paymentTerms: string): DueRule | null {
  const terms = folded(paymentTerms);
  if (/^due (up)?on receipt$/.test(terms)) return { kind: 'days after', days: 0 };
  const days = /^(?:due in |net )(\d{1,2})(?: days)?$/.exec(terms)?.[1];
  if (days !== undefined) return { kind: 'days after', days: Number.parseInt(days, 10) };
  if (/^due by (the )?(end|last day) of the month$/.test(terms)) return { kind: 'day of month', day: 31 };
  const day = /^due by (?:the )?(\d{1,2})(?:st|nd|rd|th)(?: day)?(?: of the month)?$/.exec(terms)?.[1];
  return day === undefined ? null : { kind: 'day of month', day: Number.parseInt(day, 10) };
}

/** A rule in words. */
export function dueRuleText(rule: DueRule | null): string {
  if (rule === null) return 'no due day';
  if (rule.kind === 'day of month')
    return rule.day >= 31
      ? 'due by the end of the month'
      : `due by the next day ${String(rule.day)} of a month`;
  return rule.days === 0
    ? 'due on the date of the invoice'
    : `due ${String(rule.days)} days after the invoice`;
}
