import { z } from 'zod';
import { openInBilling } from '../../../billing/index.ts';
import { contractAlongside } from '../../../contracts/index.ts';
import { openInForecasts } from '../../../forecasting/index.ts';
import {
  changeSite,
  closeSite,
  listSimilarSites,
  listSites,
  listTerritories,
  moveSiteTo,
  showSite,
  takeSiteOn,
} from '../../../warehouse/index.ts';
import { day, seenRevision, site } from '../routing/fields.ts';
import { route } from '../routing/route.ts';
import {
  changedSite,
  closedSite,
  movedSite,
  onboardedSite,
  similarShape,
  siteShape,
  territoryShape,
  wholeSite,
} from './shapes.ts';

const ofSite = z.strictObject({ site });
const values = z
  .record(z.string().max(50), z.string().max(1000).nullable())
  .default({})
  .describe('Values by field name; null means none');

const listed = route(
  {
    method: 'GET',
    path: '/sites',
    place: 'Sites',
    summary: 'Lists the caller’s sites.',
    access: 'data:read',
    answer: z.array(siteShape),
  },
  async ({ principal, parts }) => listSites(principal, { today: await parts.billing.today() }),
);

const similar = route(
  {
    method: 'GET',
    path: '/similar-sites',
    place: 'Sites',
    summary: 'Lists pairs of sites that may be one customer entered twice, most alike first.',
    access: 'data:read',
    query: z.strictObject({ site: site.optional().describe('Only pairs with this site') }),
    answer: z.array(similarShape),
    refusals: ['WAREHOUSE_SITE_UNKNOWN'],
  },
  async ({ principal, query, parts }) =>
    listSimilarSites(principal, { site: query.site, today: await parts.billing.today() }),
);

const shown = route(
  {
    method: 'GET',
    path: '/sites/:site',
    place: 'Sites',
    summary: 'Shows a site, the fields that may be set, where each comes from, and what changed.',
    access: 'data:read',
    params: ofSite,
    answer: wholeSite,
    refusals: ['WAREHOUSE_SITE_UNKNOWN'],
  },
  async ({ principal, params, parts }) =>
    showSite(principal, { site: params.site, today: await parts.billing.today() }),
);

const changed = route(
  {
    method: 'PATCH',
    path: '/sites/:site',
    place: 'Sites',
    summary: 'Sets fields of a site, or resets them.',
    access: 'data:write',
    params: ofSite,
    body: z.strictObject({
      seen: seenRevision,
      values,
      back_to_list: z
        .array(z.string().max(50))
        .max(50)
        .default([])
        .describe('Fields that follow the list again'),
    }),
    answer: changedSite,
    refusals: [
      'WAREHOUSE_SITE_UNKNOWN',
      'SITES_CHANGED_SINCE',
      'SITES_FIELD_UNKNOWN',
      'SITES_NOT_SET_HERE',
      'SITES_REASON_MISSING',
      'SITES_VALUES_INVALID',
    ],
  },
  async ({ principal, params, body, parts }) => {
    const { keepsSiteOverrides: isKept } = await parts.billing.operator();
    const { seen, back_to_list: backToList } = body;
    return changeSite(principal, { site: params.site, values: body.values, backToList, seen }, { isKept });
  },
);

const takenOn = route(
  {
    method: 'POST',
    path: '/sites',
    place: 'Sites',
    summary: 'Onboards a site of the site list.',
    access: 'data:write',
    body: z.strictObject({
      site: z.string().max(4).describe('Number of the site in the site list'),
      from: day('First day of operation (default: today)').optional(),
      values,
      territory: z.string().max(100).nullable().default(null).describe('Territory of the site'),
      contract: z.boolean().default(true).describe('Also write its contract from the documented defaults'),
    }),
    answer: onboardedSite,
    statuses: [201],
    refusals: [
      'SITES_ONBOARDED',
      'SITES_NOT_IN_MASTER',
      'SITES_MASTER_INCOMPLETE',
      'SITES_ONBOARDING_INCOMPLETE',
      'SITES_DAY_INVALID',
      'SITES_FIELD_UNKNOWN',
      'SITES_VALUES_INVALID',
      'SITES_TERRITORY_UNKNOWN',
      'CONTRACTS_SITE_HAS_CONTRACT',
    ],
  },
  async ({ principal, body, parts }) => {
    const { from = await parts.billing.today() } = body;
    const { keepsSiteOverrides: isKept } = await parts.billing.operator();
    const alongside = body.contract ? await contractAlongside(principal) : null;
    return takeSiteOn(principal, { ...body, from }, { isKept, alongside });
  },
);

const closed = route(
  {
    method: 'POST',
    path: '/sites/:site/close',
    place: 'Sites',
    summary: 'Closes a site on a day, and lists what is still open there.',
    access: 'data:write',
    params: ofSite,
    body: z.strictObject({ seen: seenRevision, on: day('Last day of operation') }),
    answer: closedSite,
    refusals: [
      'WAREHOUSE_SITE_UNKNOWN',
      'SITES_CHANGED_SINCE',
      'SITES_DAY_INVALID',
      'SITES_REASON_MISSING',
      'SITES_VALUES_INVALID',
    ],
  },
  async ({ principal, params, body, parts }) => {
    const { keepsSiteOverrides: isKept } = await parts.billing.operator();
    const at = { site: params.site, closesOn: body.on };
    const { revision } = await closeSite(principal, { ...params, ...body }, { isKept });
    const open = [...(await openInBilling(principal, at)), ...(await openInForecasts(principal, at))];
    return { site: at.site, closedOn: at.closesOn, revision, open };
  },
);

const territories = route(
  {
    method: 'GET',
    path: '/territories',
    place: 'Sites',
    summary: 'Lists the territories with their sites.',
    access: 'data:read',
    answer: z.array(territoryShape),
  },
  async ({ principal, parts }) => listTerritories(principal, await parts.billing.today()),
);

const moved = route(
  {
    method: 'PUT',
    path: '/sites/:site/territory',
    place: 'Sites',
    summary: 'Moves a site to a territory from a day on.',
    access: 'data:write',
    params: ofSite,
    body: z.strictObject({
      territory: z.string().max(100).nullable().describe('Name of the territory; null for none'),
      from: day('First day in the territory'),
    }),
    answer: movedSite,
    refusals: [
      'WAREHOUSE_SITE_UNKNOWN',
      'SITES_TERRITORY_UNKNOWN',
      'SITES_PLACED_SINCE',
      'SITES_DAY_INVALID',
    ],
  },
  ({ principal, params, body }) => moveSiteTo(principal, { site: params.site, ...body }),
);

/** Sites: those there are, taking one on, changing and closing it, and its territory. */
export const siteRoutes = [listed, similar, shown, changed, takenOn, closed, territories, moved] as const;
