import type { Refusal } from '../../kernel/errors.ts';
import type { Month } from '../../kernel/month.ts';
import type { Connection } from '../../platform/database/index.ts';
import { billWithin } from './bill.ts';
import type { BillOptions } from './run.ts';

/** What of a site is incomplete for a month, by what a run would say of it now. */
export interface IncompleteSite {
  readonly site: string;
  /** Why it would not be billed, or what would stand on its statement; marks of managers are not among them. */
  readonly reasons: readonly Refusal[];
  /** Numbers of the changes of its contract that wait for a second person. */
  readonly waiting: readonly string[];
}

const marks: readonly string[] = ['BILLING_SITE_NOT_READY', 'BILLING_READY_MARK_MISSING'];

/**
 * What is missing, waiting or at odds for sites and a month before they are billed, by the path that bills them: facts,
 * held records, days, values of indexes, contracts. Sites of which nothing is incomplete are left out; statements that
 * are there change nothing. `settings` as for billing. As the owner; hand on only sites that the caller may see.
 */
export async function incompleteSites(
  transaction: Connection,
  { month, sites }: { readonly month: Month; readonly sites: readonly string[] },
  settings: Pick<BillOptions, 'readyMarks' | 'incompleteFacts' | 'today'>,
): Promise<IncompleteSite[]> {
  if (sites.length === 0) return [];
  const run = await billWithin(transaction, {
    ...settings,
    month,
    sites,
    isDryRun: true,
    isRevision: true,
    startedBy: '',
  });
  const reasons = new Map<string, readonly Refusal[]>([
    ...run.statements.map(({ contract, notices }) => [contract.site, notices] as const),
    ...run.blocked.map((one) => [one.site, one.reasons] as const),
  ]);
  const waiting = Map.groupBy(run.waiting, ({ site }) => site);
  return sites
    .map((site) => ({
      site,
      reasons: (reasons.get(site) ?? []).filter(({ code }) => !marks.includes(code)),
      waiting: (waiting.get(site) ?? []).map(({ id }) => id),
    }))
    .filter((one) => one.reasons.length + one.waiting.length > 0);
}
