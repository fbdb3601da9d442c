import type { Clause } from '../../contracts/index.ts';
import { firstDay, type Month } from '../../kernel/month.ts';

/** A site whose facts are wanted, from the first month that its contract looks back at, and for which clauses. */
export interface SiteRequest {
  readonly site: string;
  readonly fromMonth: Month;
  readonly clauses: readonly Clause[];
}

/** Sites and months as the questions want them. */
export function askedText(sites: readonly Pick<SiteRequest, 'site' | 'fromMonth'>[]): string {
  return JSON.stringify(
    sites.map(({ site, fromMonth }) => ({ site_id: site, from_month: firstDay(fromMonth) })),
  );
}
