import type { Command } from 'commander';
import type { SiteFilter } from '../../warehouse/index.ts';
import { givenSite } from './month-and-site.ts';
import type { ActingOptions } from '../command.ts';

/** Options that choose sites: values of one are alternatives, several options narrow each other (2.7). */
export type SitesOptions = ActingOptions & { readonly [Name in keyof SiteFilter]?: SiteFilter[Name] };

const options = [
  ['site', 'only these sites'],
  ['district', 'only sites in these districts'],
  ['region', 'only sites in these regions'],
  ['manager', 'only sites of these account managers, by first and last name'],
  ['district-manager', 'only sites of these district managers'],
  ['legal-entity', 'only sites of these companies'],
  ['contract-type', 'only sites with these contract types in the site list'],
  ['pl-category', 'only sites in these P&L categories'],
  ['cog-segment', 'only sites in these growth segments'],
  ['business-segment', 'only sites in these business segments'],
] as const;

/** `--site`, `--district` and the other options that choose sites, and `--all`. */
export function withSites(command: Command, all = 'every site you may see (the default)'): Command {
  for (const [name, says] of options) command.option(`--${name} <${name}...>`, says);
  return command.option('--all', all);
}

/** The sites that were chosen. */
export function siteFilterOf(chosen: SitesOptions): SiteFilter {
  const { site, district, region, manager, districtManager, legalEntity } = chosen;
  const { contractType, plCategory, cogSegment, businessSegment } = chosen;
  const filter = {
    site: site?.map(givenSite),
    district,
    region,
    manager,
    districtManager,
    legalEntity,
    contractType,
    plCategory,
    cogSegment,
    businessSegment,
  };
  return Object.fromEntries(Object.entries(filter).filter(([, values]) => values !== undefined));
}
