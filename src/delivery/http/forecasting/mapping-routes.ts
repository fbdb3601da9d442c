import { z } from 'zod';
import {
  listJobProfiles,
  listMappedAccounts,
  listUnmappedAccounts,
  mapJobProfile,
  mapLedgerAccount,
  unmapJobProfile,
  unmapLedgerAccount,
} from '../../../forecasting/index.ts';
import { flag, moment, month, reason, site, textOrNull } from '../routing/fields.ts';
import { route } from '../routing/route.ts';
import { siteFields } from './request-fields.ts';

const profile = z.string().min(1).max(200).describe('Job profile, as named in the payroll budget');
const sites = z.array(site).min(1).max(1_000).nullable().default(null).describe('Sites; null for all');
const code = z.string().trim().toUpperCase().min(1).max(40);

const profiles = route(
  {
    method: 'GET',
    path: '/job-profiles',
    place: 'Forecast',
    summary: 'Lists job profiles of the payroll budget, the codes they map to, and by which rule.',
    access: 'data:read',
    query: z.strictObject({
      site: siteFields.site,
      year: z.coerce.number().int().min(1900).max(2199).optional().describe('Year (default: this year)'),
      review: flag('Only unmapped profiles, which need a decision'),
    }),
    answer: z.array(
      z.strictObject({
        profile: z.string().describe('Job profile'),
        rule: z
          .enum([
            ...(['decided for the site', 'decided for all sites', 'same name', 'nearest'] as const),
            ...(['shift differential', 'to review'] as const),
          ])
          .describe('Rule that maps it'),
        job_codes: z.array(z.string()).describe('Job codes'),
        sites: z.array(z.string()).describe('Sites'),
        months: z.array(month('Month')).describe('Months'),
        hours: z.string().describe('Hours, exact decimal as text'),
        cost: z.string().describe('Dollars, exact decimal as text'),
      }),
    ),
  },
  async ({ principal, query, parts }) => {
    const today = await parts.billing.today();
    const all = await listJobProfiles(principal, {
      sites: query.site ?? null,
      year: query.year ?? Number.parseInt(today.slice(0, 4), 10),
      asOf: today,
    });
    return all.filter(({ rule }) => !query.review || rule === 'to review');
  },
);

const place = z.strictObject({
  profile: z.string().describe('Job profile'),
  sites: z.array(z.string()).nullable().describe('Sites; null for all'),
  decided_by: z.string().describe('Who decided'),
});

const mapped = route(
  {
    method: 'POST',
    path: '/job-profiles/map',
    place: 'Forecast',
    summary: 'Maps a job profile to job codes, at some sites or at all; without codes its budget has none.',
    access: 'data:write',
    body: z.strictObject({
      profile,
      sites,
      codes: z.array(code).max(100).describe('Job codes; several share the budget by active employees'),
    }),
    answer: place,
    refusals: ['JOBS_PROFILE_UNKNOWN', 'JOBS_CODE_UNKNOWN', 'JOBS_CODE_INACTIVE', 'WAREHOUSE_SITE_UNKNOWN'],
  },
  ({ principal, body: { codes, ...of } }) => mapJobProfile(principal, of, codes),
);

const unmapped = route(
  {
    method: 'POST',
    path: '/job-profiles/unmap',
    place: 'Forecast',
    summary: 'Withdraws the mapping of a job profile; the rules apply again.',
    access: 'data:write',
    body: z.strictObject({ profile, sites }),
    answer: place,
    refusals: ['JOBS_MAPPING_UNKNOWN'],
  },
  ({ principal, body }) => unmapJobProfile(principal, body),
);

const accounts = route(
  {
    method: 'GET',
    path: '/accounts/unmapped',
    place: 'P&L',
    summary: 'Lists P&L accounts without a category, with their amounts at the caller’s sites.',
    access: 'data:read',
    answer: z.array(
      z.strictObject({
        account: z.string().describe('Main account'),
        name: z.string().describe('Name'),
        sites: z.array(z.string()).describe('Sites with money in it'),
        from: month('First month'),
        to: month('Last month'),
        budget: z.string().nullable().describe('Budget, dollars with the sign of the ledger'),
        actual: z.string().nullable().describe('Actual, dollars with the sign of the ledger'),
      }),
    ),
  },
  ({ principal }) => listUnmappedAccounts(principal),
);

const mappedHere = route(
  {
    method: 'GET',
    path: '/accounts/mapped',
    place: 'P&L',
    summary: 'Lists accounts whose P&L category was set here, with who set it and why.',
    access: 'data:read',
    answer: z.array(
      z.strictObject({
        account: z.string().describe('Main account'),
        name: textOrNull('Name'),
        category: z.string().describe('Category of the P&L'),
        reason: z.string().describe('Why'),
        decided_by: z.string().describe('Who set it'),
        decided_at: moment('When'),
      }),
    ),
  },
  ({ principal }) => listMappedAccounts(principal),
);

const account = z.strictObject({ account: z.string().min(1).max(20).describe('Main account') });

const categorized = route(
  {
    method: 'PUT',
    path: '/accounts/:account/category',
    place: 'P&L',
    summary: 'Sets the P&L category of an account; the chart of accounts takes precedence.',
    access: 'data:write',
    params: account,
    body: z.strictObject({
      category: z.string().trim().toUpperCase().min(1).max(100).describe('Category of the P&L'),
      reason,
    }),
    answer: account.extend({ category: z.string().describe('Category of the P&L') }),
    refusals: [
      ...(['WAREHOUSE_ACCOUNT_UNKNOWN', 'WAREHOUSE_CATEGORY_UNKNOWN'] as const),
      ...(['WAREHOUSE_ACCOUNT_CHARTED', 'WAREHOUSE_ACCOUNT_OUTSIDE'] as const),
    ],
  },
  async ({ principal, params, body }) => {
    const mapping = { account: params.account, category: body.category };
    await mapLedgerAccount({ ...principal, reason: body.reason }, { ...mapping, reason: body.reason });
    return mapping;
  },
);

const uncategorized = route(
  {
    method: 'DELETE',
    path: '/accounts/:account/category',
    place: 'P&L',
    summary: 'Withdraws the category of an account.',
    access: 'data:write',
    params: account,
    answer: account,
    refusals: ['WAREHOUSE_ACCOUNT_UNKNOWN', 'WAREHOUSE_MAPPING_UNKNOWN'],
  },
  async ({ principal, params }) => {
    await unmapLedgerAccount(principal, params.account);
    return params;
  },
);

/** Which job codes profiles stand for, and in which row of the P&L accounts count. */
export const mappingRoutes = [
  profiles,
  mapped,
  unmapped,
  accounts,
  mappedHere,
  categorized,
  uncategorized,
] as const;
