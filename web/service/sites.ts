import { queryOptions } from '@tanstack/react-query';
import type { Answers } from './answers.ts';
import { quoted, read, readSet } from './client.ts';
import type { Rows } from './rows.ts';

/** A site as `GET /sites` lists it. */
export type Site = Answers['GET /sites'][number];

/** A field of a site, and whether its value comes from the master list or was set here. */
export type SiteField = ShownSite['fields'][number];

/** What happened to a site's record. */
export type SiteEvent = ShownSite['history'][number];

/** One site with its fields and history. */
export type ShownSite = Answers['GET /sites/:site'];

const contributionColumns = [
  'site_id',
  'plan_month',
  'budget',
  'forecast',
  'actual',
  'trend',
  'variance',
] as const;

/** The front line contribution of a site in a month. */
export type Contribution = Pick<Rows['profit_and_losses'], (typeof contributionColumns)[number]>;

export const sitesQuery = queryOptions({
  queryKey: ['sites'],
  queryFn: ({ signal }) => read<Answers['GET /sites']>('/sites', {}, signal),
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
      readSet(
        'profit_and_losses',
        {
          select: contributionColumns,
          where: [
            ['line', 'eq', quoted('front-line-contribution')],
            ['plan_month', 'ge', `${year}-01-01`],
            ['plan_month', 'le', `${year}-12-01`],
          ],
          orderBy: ['site_id', 'plan_month'],
          top: 20_000,
        },
        signal,
      ),
    staleTime: 60_000,
  });
