import { z } from 'zod';
import {
  drawEvidence,
  explainAuditFinding,
  readAuditEntry,
  readAuditTrail,
  verifyAuditTrail,
  type TrailEntry,
} from '../../../platform/security/index.ts';
import { evidenceArchive } from '../../exports/evidence.ts';
import { day, moment, number, person, reason, textOrNull } from '../routing/fields.ts';
import { nextOf, nextPage, pageRows } from '../routing/pages.ts';
import { route } from '../routing/route.ts';

/** The whole chain is read and hashed. */
const milliseconds = 600_000;

const entry = z.strictObject({
  number: number('Place in the chain'),
  recorded_at: moment('When it happened'),
  kind: z.string().describe('insert, update, delete, or an event such as refusal'),
  relation: textOrNull('Table, or what the event is about'),
  key: z
    .array(z.strictObject({ column: z.string(), value: z.string().nullable() }))
    .describe('Primary key of the row; "hidden" for a value the caller may not see'),
  changes: z
    .array(
      z.strictObject({
        column: z.string().describe('Column, or field of the event'),
        before: z.string().nullish().describe('Value before; absent if there was none'),
        after: z.string().nullish().describe('Value after; absent if there is none'),
        is_hidden: z.boolean().describe('The caller may not see it, or only its digest is kept'),
        said: z.string().nullish().describe('What an event says of it'),
      }),
    )
    .describe('What changed'),
  site: textOrNull('Site it concerns'),
  record: textOrNull('Which row, in words'),
  who: z.string().describe('Who acted, by name where the caller may see it'),
  actor: z.string().describe('Who acted, as the trail keeps it: the number of a person'),
  user: textOrNull('The name at sign-in, for callers who may read people'),
  acting_roles: z.array(z.string()).describe('With which roles'),
  reason: textOrNull('Reason given'),
  request_id: textOrNull('Request or command'),
});

/** Columns are data: a change is a list of them. */
function asListed({ place, rowKey, changes, siteId, ...shown }: TrailEntry) {
  return {
    number: place,
    ...shown,
    site: siteId,
    key: Object.entries(rowKey ?? {}).map(([column, value]) => ({ column, value: textOf(value) })),
    changes: Object.entries(changes ?? {}).map(([column, change]) => ({ column, ...sidesOf(change) })),
  };
}

interface Sides {
  readonly before?: string | null;
  readonly after?: string | null;
  readonly isHidden: boolean;
  readonly said?: string | null;
}

function sidesOf(change: unknown): Sides {
  if (typeof change !== 'object' || change === null || Array.isArray(change))
    return { isHidden: change === 'hidden', said: textOf(change) };
  const sides = change as Readonly<Record<string, unknown>>;
  const isDigest = Object.values(sides).some(
    (side) => typeof side === 'object' && side !== null && 'committed' in side,
  );
  return {
    isHidden: 'hidden' in sides || isDigest,
    ...('old' in sides ? { before: textOf(sides['old']) } : {}),
    ...('new' in sides ? { after: textOf(sides['new']) } : {}),
  };
}

/** A value of any column as text: what is in a document keeps its names. */
function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

const listed = route(
  {
    method: 'GET',
    path: '/audit-entries',
    place: 'Administration',
    summary: 'Lists who changed what, newest first, as far as the caller may read it.',
    query: z.strictObject({
      relation: z.string().max(130).optional().describe('Table, such as security.role_assignment'),
      key: z.string().max(200).optional().describe('Key of the record'),
      user: person('Who acted').optional(),
      site: z.string().max(20).optional().describe('Site it concerns'),
      kind: z.string().max(100).optional().describe('insert, update, delete, or an event'),
      from: day('First day (UTC)').optional(),
      to: day('Last day (UTC)').optional(),
      before: number('Start of the page: `next` of the page before it').optional(),
      limit: pageRows,
    }),
    answer: z.strictObject({ entries: z.array(entry), next: nextPage }),
    refusals: ['SECURITY_PERSON_UNKNOWN'],
  },
  async ({ principal, query }) => {
    const entries = await readAuditTrail(principal, query);
    return { entries: entries.map(asListed), next: nextOf(entries, query.limit, ({ place }) => place) };
  },
);

const one = route(
  {
    method: 'GET',
    path: '/audit-entries/:number',
    place: 'Administration',
    summary: 'An entry of the audit trail with every column before and after.',
    params: z.strictObject({ number: number('Place in the chain') }),
    answer: entry,
    refusals: ['SECURITY_ENTRY_UNKNOWN'],
  },
  async ({ principal, params }) => asListed(await readAuditEntry(principal, params.number)),
);

const finding = {
  position: textOrNull('Entry; null if it is not about one'),
  rule: z.string().describe('Rule that is broken'),
  problem: z.string().describe('What is wrong'),
  subject: z.string().optional().describe('What it is about, if not an entry'),
};

const verified = route(
  {
    method: 'POST',
    path: '/audit-verifications',
    place: 'Administration',
    summary: 'Verifies the chain of the audit trail: contents, order, gaps, times, signed heads.',
    details: 'Reads the whole trail; the trail records that it was verified, and what came of it.',
    answer: z.strictObject({
      entries: z.string().describe('Entries that were read'),
      heads: z.int().describe('Signed heads they were checked against'),
      findings: z.array(z.strictObject(finding)).describe('What is wrong'),
      explained: z
        .array(
          z.strictObject({
            ...finding,
            by: z.string().describe('Who explained it'),
            reason: z.string().describe('The explanation'),
          }),
        )
        .describe('Findings with an innocent cause'),
    }),
    milliseconds,
  },
  ({ principal, parts }) => {
    const unwatched = { begin: () => undefined, advance: () => undefined };
    return verifyAuditTrail(principal, parts.audit.headsFile, unwatched);
  },
);

const evidence = route(
  {
    method: 'GET',
    path: '/audit-evidence',
    place: 'Administration',
    summary:
      'The populations of the ten SOX controls for a quarter: CSV files, a PDF and digests in one archive.',
    query: z.strictObject({ quarter: z.string().max(20).describe('Quarter, such as 2026-Q1') }),
    answer: z.unknown().describe('The archive (ZIP)'),
    refusals: ['SECURITY_QUARTER_UNREADABLE', 'SECURITY_EXPORT_WAITS', 'SECURITY_SUPPORT_READS_ONLY'],
    milliseconds,
  },
  async ({ principal, query: { quarter }, reply }) => {
    const drawn = await drawEvidence(principal, quarter);
    return reply
      .header('content-disposition', `attachment; filename="evidence.zip"`)
      .type('application/zip')
      .send(await evidenceArchive(drawn));
  },
);

const explained = route(
  {
    method: 'POST',
    path: '/audit-explanations',
    place: 'Administration',
    summary:
      'Explains findings of a verification that have an innocent cause; they stay visible as explained.',
    needsStepUp: true,
    body: z.strictObject({
      rule: z.string().max(100).describe('Rule of the finding'),
      first: number('First entry').optional(),
      last: number('Last entry (default: the first)').optional(),
      subject: z.string().max(500).optional().describe('Subject of a finding that is not about an entry'),
      reason,
    }),
    answer: z.array(z.strictObject(finding)),
    refusals: [
      ...(['SECURITY_REASON_MISSING', 'SECURITY_FINDING_UNKNOWN', 'SECURITY_FINDING_FIXED'] as const),
      'SECURITY_FINDING_OWN',
    ],
    milliseconds,
  },
  async ({ principal, body: { reason: why, rule, first, last = first, subject }, parts }) => {
    const entries = first === undefined || last === undefined ? null : { first, last };
    const findings = await explainAuditFinding({ ...principal, reason: why }, parts.audit.signing, {
      rule,
      entries,
      subject,
    });
    return [...findings];
  },
);

/** The audit trail. */
export const auditRoutes = [listed, one, verified, evidence, explained] as const;
