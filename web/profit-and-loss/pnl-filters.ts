import { sitesIn } from '../design/context.ts';
import { useFilters, type Filter, type Filtered } from '../design/grid/filters.ts';
import { fieldOf, type SiteSelection } from '../service/profit-and-loss.ts';
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
  readonly selection: SiteSelection;
} {
  const within = sitesIn(sites, at);
  const filtered = useFilters(within, pnlFilters, textOf);
  const isMoreInUse = moreFilters.some(({ id }) => filtered.chosen(id).size > 0);
  return {
    filtered,
    filtersOf: (isMore) => (isMore || isMoreInUse ? pnlFilters : usualFilters),
    all: within.length,
    selection: filtered.typed === '' ? chosenFields(filtered, at) : numbersOf(filtered.shown),
  };
}

/** How the service calls the filters. */
const fields = {
  region: 'region',
  district: 'district',
  districtManager: 'district_manager',
  manager: 'manager',
  contract: 'contract_type',
  company: 'legal_entity',
  category: 'pl_category',
  growth: 'cog_segment',
  business: 'business_segment',
} as const satisfies Readonly<Record<string, keyof SiteSelection>>;

/** The filters as the service reads them, so that it is the one that filters. */
function chosenFields({ chosen }: Filtered<Site>, at: string | null): SiteSelection {
  const pairs = Object.entries(fields).map(([id, field]) => [field, fieldOf(chosen(id))] as const);
  return { ...ofContext(at), ...Object.fromEntries(pairs.filter(([, values]) => values !== '')) };
}

/** What was typed is looked for here, in names that the service does not filter by. */
function numbersOf(sites: readonly Site[]): SiteSelection {
  return { site: fieldOf(sites.map(({ site }) => site)) };
}

function ofContext(at: string | null): SiteSelection {
  if (at === null || at === '') return {};
  const district = /^district:(.*)$/.exec(at)?.[1];
  return district === undefined ? { site: at } : { district: fieldOf([district]) };
}
