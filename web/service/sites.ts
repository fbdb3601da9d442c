import { queryOptions } from '@tanstack/react-query';
import { read, readSet } from './client.ts';

/** A site as `GET /sites` lists it. */
export interface Site {
  readonly site: string;
  readonly name: string;
  readonly street_address: string | null;
  readonly city: string | null;
  readonly state: string | null;
  readonly zip: string | null;
  readonly rooms: string | null;
  readonly spaces: string | null;
  readonly opened_on: string | null;
  readonly closed_on: string | null;
  readonly district: string | null;
  readonly district_manager: string | null;
  readonly account_manager: string | null;
  readonly region: string | null;
  readonly territory: string | null;
  readonly legal_entity: string | null;
  readonly pl_category: string | null;
  readonly cog_segment: string | null;
  readonly business_segment: string | null;
  readonly contract_type: string | null;
  readonly is_deposited_by_operator: boolean | null;
  readonly status: string;
}

/** A field of a site, and whether its value comes from the master list or was set here. */
export interface SiteField {
  readonly field: string;
  readonly label: string;
  readonly value: string | null;
  readonly from: 'list' | 'here' | 'nowhere';
  readonly listed: string | null;
  readonly set_by: string | null;
  readonly set_at: string | null;
  readonly reason: string | null;
}

/** What happened to a site's record. */
export interface SiteEvent {
  readonly at: string;
  /** A person, or the file of a list. */
  readonly who: string;
  readonly event: string;
  readonly field: string | null;
  readonly value: string | null;
  readonly reason: string | null;
}

/** One site with its fields and history. */
export interface ShownSite extends Site {
  readonly fields: readonly SiteField[];
  readonly history: readonly SiteEvent[];
  readonly revision: number | null;
}

/** The front line contribution of a site in a month. */
export interface Contribution {
  readonly site_id: string;
  readonly plan_month: string;
  readonly budget: string | null;
  readonly forecast: string | null;
  readonly actual: string | null;
  readonly trend: string | null;
  readonly variance: string | null;
}

export const sitesQuery = queryOptions({
  queryKey: ['sites'],
  queryFn: ({ signal }) => read<readonly Site[]>('/sites', {}, signal),
  staleTime: 60_000,
});

/** One site. */
export const siteQuery = (site: string) =>
  queryOptions({
    queryKey: ['sites', site],
    queryFn: ({ signal }) => read<ShownSite>(`/sites/${encodeURIComponent(site)}`, {}, signal),
  });

/** The contribution of every site that the person sees, by month of a year. */
export const contributionsQuery = (year: string) =>
  queryOptions({
    queryKey: ['profit-and-losses', 'front-line-contribution', year],
    queryFn: ({ signal }) =>
      readSet<Contribution>(
        'profit_and_losses',
        {
          filter: `line eq 'front-line-contribution' and plan_month ge ${year}-01-01 and plan_month le ${year}-12-01`,
          select: 'site_id,plan_month,budget,forecast,actual,trend,variance',
          orderby: 'site_id,plan_month',
          top: '20000',
        },
        signal,
      ),
    staleTime: 60_000,
  });
