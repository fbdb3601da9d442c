import { addMonths, type Month } from '../kernel/month.ts';
import type { Accumulation } from './accumulation.ts';
import { clausesOfKind } from './clauses/clause.ts';
import type { Terms } from './terms.ts';

/** Over which months something is counted, and whether facts are, or what earlier months came to. */
interface Window {
  readonly accumulation: Accumulation;
  readonly counts: 'facts' | 'results';
}

const earliest: Readonly<Record<Accumulation, (month: Month) => Month>> = {
  Monthly: (month) => month,
  AnnualCalendar: (month) => `${month.slice(0, 4)}-01` as Month,
  AnnualAnniversary: furthestBack,
};

/**
 * The month before which no terms look, whatever they say. A contract year has twelve months; the first one of a site
 * that opened within a month has the rest of that month, too (billing.md 2.5.1, DRV-RS-13).
 */
export function furthestBack(month: Month): Month {
  return addMonths(month, -12);
}

/**
 * The earliest service month whose facts or results the terms look at for a month, clauses included: the month itself
 * where nothing counts over months.
 */
export function earliestMonth(terms: Terms, month: Month): Month {
  const starts = windowsOf(terms).map(({ accumulation }) => earliest[accumulation](month));
  return starts.reduce((first, start) => (start < first ? start : first), month);
}

/** Whether anything counts over several months: what changes in one of them then changes the months after it. */
export function looksBack(terms: Terms): boolean {
  return windowsOf(terms).some(({ accumulation }) => accumulation !== 'Monthly');
}

/** Whether later months look at what a month came to: its profit, or what a component billed. */
export function looksBackAtResults(terms: Terms): boolean {
  return windowsOf(terms).some(
    ({ accumulation, counts }) => accumulation !== 'Monthly' && counts === 'results',
  );
}

function windowsOf(terms: Terms): Window[] {
  const { claims, profitShare } = terms.managementAgreement ?? {};
  const claimed = claims?.kind ?? 'PerClaim';
  return [
    ...(terms.revenueShare ?? []).map(({ accumulation }): Window => ({ accumulation, counts: 'facts' })),
    { accumulation: claimed === 'PerClaim' ? 'Monthly' : claimed, counts: 'facts' },
    { accumulation: profitShare?.accumulation ?? 'Monthly', counts: 'results' },
    ...clausesOfKind(terms, 'cap', 'minimum').map(({ window }): Window => ({
      accumulation: window,
      counts: 'results',
    })),
  ];
}
