import { z } from 'zod';
import {
  listExportLimits,
  listLegalHolds,
  listPersonalData,
  listRetentionClasses,
  placeLegalHold,
  releaseLegalHold,
  setExportLimit,
} from '../../../platform/security/index.ts';
import { moment, number, reason, site, textOrNull } from '../routing/fields.ts';
import { route } from '../routing/route.ts';

const inventory = route(
  {
    method: 'GET',
    path: '/personal-data',
    place: 'Administration',
    summary: 'Lists every column with personal data, and its class.',
    answer: z.array(
      z.strictObject({
        relation: z.string().describe('Table with its schema'),
        column: z.string().describe('Column'),
        class: z.enum(['name', 'contact', 'identifier', 'login', 'pay', 'record']).describe('Class'),
        is_sealed: z.boolean().describe('It holds a pseudonym'),
        data_class: z.int().describe('Class of the table: 0 public to 4 regulated'),
        says: textOrNull('What it holds'),
      }),
    ),
  },
  ({ principal }) => listPersonalData(principal),
);

const retention = route(
  {
    method: 'GET',
    path: '/retention',
    place: 'Administration',
    summary: 'Lists how long each kind of data is kept, and why.',
    answer: z.array(
      z.strictObject({
        class: z.string().describe('Kind of data'),
        relation: z.string().describe('Table'),
        keep_months: z.int().describe('Months'),
        source: z.string().describe('Where the rule comes from'),
      }),
    ),
  },
  ({ principal }) => listRetentionClasses(principal),
);

const holds = route(
  {
    method: 'GET',
    path: '/legal-holds',
    place: 'Administration',
    summary: 'Lists active legal holds: what they cover is not purged.',
    answer: z.array(
      z.strictObject({
        hold: number('Number of the hold'),
        site_id: textOrNull('Site; null for everything'),
        reason: z.string().describe('Reason'),
        placed_at: moment('When it was placed'),
      }),
    ),
  },
  ({ principal }) => listLegalHolds(principal),
);

const placed = route(
  {
    method: 'POST',
    path: '/legal-holds',
    place: 'Administration',
    summary: 'Places a legal hold on a site, or on everything.',
    body: z.strictObject({ site: site.nullable().describe('Site; null for everything'), reason }),
    answer: z.strictObject({ hold: number('Number of the hold') }),
    statuses: [201],
    refusals: ['SECURITY_REASON_MISSING', 'SECURITY_HOLD_STANDS'],
  },
  async ({ principal, body }) => ({
    hold: await placeLegalHold({ ...principal, reason: body.reason }, body.site),
  }),
);

const released = route(
  {
    method: 'DELETE',
    path: '/legal-holds/:number',
    place: 'Administration',
    summary: 'Releases a legal hold.',
    params: z.strictObject({ number: number('Number of the hold') }),
    answer: z.strictObject({ released: number('Number of the hold') }),
    refusals: ['SECURITY_HOLD_UNKNOWN'],
  },
  async ({ principal, params }) => {
    await releaseLegalHold(principal, params.number);
    return { released: params.number };
  },
);

const holder = z.enum(['everybody', 'site-bound']).describe('Whom it applies to');

const limits = route(
  {
    method: 'GET',
    path: '/export-limit',
    place: 'Administration',
    summary: 'Says how many rows leave in one export without approval, and what applies to the caller.',
    answer: z.array(
      z.strictObject({
        holder,
        rows: z.int().describe('Rows'),
        is_mine: z.boolean().describe('It applies to the caller'),
      }),
    ),
  },
  ({ principal }) => listExportLimits(principal),
);

const limit = route(
  {
    method: 'PUT',
    path: '/export-limit',
    place: 'Administration',
    summary: 'Sets how many rows leave in one export without approval.',
    needsStepUp: true,
    body: z.strictObject({
      holder: holder.default('everybody'),
      rows: z.int().min(0).max(1_000_000_000).describe('Rows'),
      reason,
    }),
    answer: z.strictObject({
      holder,
      rows: z.int().describe('Rows'),
    }),
    refusals: ['SECURITY_REASON_MISSING'],
  },
  async ({ principal, body }) => {
    await setExportLimit({ ...principal, reason: body.reason }, body.holder, body.rows);
    return { holder: body.holder, rows: body.rows };
  },
);

/** Personal data, retention, holds, and what leaves without approval. */
export const complianceRoutes = [inventory, retention, holds, placed, released, limits, limit] as const;
