import { sitesIn } from '../design/context.ts';
import { useFilters, type Filter, type Filtered } from '../design/grid/filters.ts';
import type { PnlSelection } from '../service/profit-and-loss.ts';
import type { Site } from '../service/sites.ts';
import { pnlTexts } from '../texts/profit-and-loss.ts';

const { filters: titles } = pnlTexts;

/** What the sites of a P&L are filtered by most. */
const usualFilters: readonly Filter<Site>[] = [
  { id: 'region', title: titles.region, valueOf: ({ region }) => region },
  { id: 'district', title: titles.district, valueOf: ({ district }) => district },
  { id: 'districtManager', title: titles.districtManager, valueOf: (site) => site.district_manager },
  { id: 'manager', title: titles.manager, valueOf: (site) => site.account_manager },
  { id: 'contract', title: titles.contractType, valueOf: (site) => site.contract_type },
];

/** The others: who the customer is to the operator. */
const moreFilters: readonly Filter<Site>[] = [
  { id: 'company', title: titles.legalEntity, valueOf: (site) => site.legal_entity },
  { id: 'category', title: titles.plCategory, valueOf: (site) => site.pl_category },
  { id: 'growth', title: titles.cogSegment, valueOf: (site) => site.cog_segment },
  { id: 'business', title: titles.businessSegment, valueOf: (site) => site.business_segment },
];

const pnlFilters = [...usualFilters, ...moreFilters];

const textOf = ({ site, name, city }: Site): string => [site, name, city].join(' ');

/** The sites of the context that fit the filters, and how the service is asked for them. */
export function useChosenSites(
  sites: readonly Site[],
  at: string | null,
): {
  readonly filtered: Filtered<Site>;
  /** Those that have a chip: the usual ones and, once asked for or in use, all. */
  readonly filtersOf: (isMore: boolean) => readonly Filter<Site>[];
  readonly all: number;
  readonly selection: Pick<PnlSelection, 'site' | 'district'>;
} {
  const within = sitesIn(sites, at);
  const filtered = useFilters(within, pnlFilters, textOf);
  const isMoreInUse = moreFilters.some(({ id }) => filtered.chosen(id).size > 0);
  return {
    filtered,
    filtersOf: (isMore) => (isMore || isMoreInUse ? pnlFilters : usualFilters),
    all: within.length,
    selection: filtered.isFiltered ? numbersOf(filtered.shown) : ofContext(at),
  };
}

function numbersOf(sites: readonly Site[]): Pick<PnlSelection, 'site'> {
  return { site: sites.map(({ site }) => site).join(',') };
}

function ofContext(at: string | null): Pick<PnlSelection, 'site' | 'district'> {
  if (at === null || at === '') return {};
  const district = /^district:(.*)$/.exec(at)?.[1];
  return district === undefined ? { site: at } : { district };
}
