import { z } from 'zod';
import {
  comparisons,
  groupings,
  rangeOfYear,
  type ClaimedDay,
  type MonthRange,
} from '../../../forecasting/index.ts';
import { refusal } from '../../../kernel/errors.ts';
import type { Month } from '../../../kernel/month.ts';
import type { SiteFilter } from '../../../warehouse/index.ts';
import { askedMonth, day } from '../routing/fields.ts';
import type { ServerOptions } from '../server-options.ts';

const several = (of: string) =>
  z
    .string()
    .min(1)
    .max(10_000)
    .transform(partsOf)
    .optional()
    .describe(`Only sites of these ${of}, separated by commas; a comma in a name has a backslash before it`);

/** Parts of a list with commas between, of which none is one that follows a backslash: `A\\, Inc.,B` names two. */
function partsOf(text: string): string[] {
  return text.split(/(?<!\\),/).map((part) => part.replaceAll('\\,', ',').trim());
}

/** Fields of a query that choose sites: values of one are alternatives, several narrow each other. */
export const siteFields = {
  site: several('numbers'),
  district: several('districts'),
  region: several('regions'),
  manager: several('account managers, by first and last name'),
  district_manager: several('district managers'),
  legal_entity: several('companies'),
  contract_type: several('contract types'),
  pl_category: several('P&L categories'),
  cog_segment: several('growth segments'),
  business_segment: several('business segments'),
};

type SitesRequest = { readonly [Name in keyof typeof siteFields]?: string[] | undefined };

/** The sites that a query chooses. */
export function sitesOf(query: SitesRequest): SiteFilter {
  const filter = {
    site: query.site,
    district: query.district,
    region: query.region,
    manager: query.manager,
    districtManager: query.district_manager,
    legalEntity: query.legal_entity,
    contractType: query.contract_type,
    plCategory: query.pl_category,
    cogSegment: query.cog_segment,
    businessSegment: query.business_segment,
  };
  return Object.fromEntries(Object.entries(filter).filter(([, values]) => values !== undefined));
}

/** Name of a version. */
export const version = z
  .string()
  .min(1)
  .max(200)
  .default('working')
  .describe('Version (default: the working forecast)');

/** The date used as today. */
export const asOf = day(
  'Day that counts as today; the P&L of another day is calculated and not stored',
).optional();

/** What a trend is compared with. */
export const against = z.enum(comparisons).default('budget').describe('What the trend is compared with');

/** What a roll-up is broken down by. */
export const by = z.enum(groupings).optional().describe('Break it down by this');

/** Fields of a query that choose months. */
export const monthFields = {
  from: askedMonth('First month (default: January of the year of the last)').optional(),
  to: askedMonth('Last month (default: December of the year of the first)').optional(),
};

/** The months that a query chooses: those of the year of today unless it says something. */
export function monthsOf(
  { from, to }: { readonly from?: Month | undefined; readonly to?: Month | undefined },
  today: string,
): MonthRange {
  const whole = (month: string): MonthRange => rangeOfYear(Number.parseInt(month, 10));
  return { from: from ?? whole(to ?? today).from, to: to ?? whole(from ?? today).to };
}

/** The months that a query chooses, all of one year, and that. Refuses with PNL_MONTHS_INVALID. */
export function monthsOfYear(
  query: { readonly from?: Month | undefined; readonly to?: Month | undefined },
  today: string,
): MonthRange & { readonly year: number } {
  const months = monthsOf(query, today);
  const year = Number.parseInt(months.from, 10);
  if (months.from > months.to || months.to > rangeOfYear(year).to)
    throw refusal('PNL_MONTHS_INVALID', { year: String(year), ...months });
  return { ...months, year };
}

/** Whether values may be written over what is not one's own forecast. */
export const isEditing = z
  .boolean()
  .default(false)
  .describe('Required from managers above the account manager who mean to change it');

/** The day of a change: today, as the operator has it. */
export async function dayOf({ billing, demoDay }: ServerOptions): Promise<ClaimedDay> {
  return { today: await billing.today(), isDemo: demoDay !== null, claimed: null };
}
