import { z } from 'zod';
import {
  compareFormerRows,
  discardHeldFormer,
  listFormerMappings,
  listHeldFormer,
  mapFormer,
  mappingKinds,
  reconcileFormer,
  replayHeldFormer,
} from '../../../billing/index.ts';
import { answerEach, each } from '../routing/each-answer.ts';
import { exact, moment, month, number, person, reason, site, textOrNull } from '../routing/fields.ts';
import { route } from '../routing/route.ts';

const count = (meaning: string) => z.int().min(0).describe(meaning);
const numbers = z.array(number('Number of a record that is held back')).max(1_000);

const compared = route(
  {
    method: 'GET',
    path: '/takeover',
    place: 'Data',
    summary: 'Compares what was taken over from the old system within itself and with what Daybook bills.',
    access: 'data:read',
    query: z.strictObject({ site: site.optional() }),
    answer: z.strictObject({
      months: z
        .array(
          z.strictObject({
            site,
            month: month('Service month'),
            version: count('Version of the statement').nullable(),
            state: textOrNull('State in the old system'),
            invoices: count('Invoices'),
            invoiced: exact('dollars', 'What was invoiced'),
            line_total: exact('dollars', 'Sum of the lines of its invoices').nullable(),
            billed: exact('dollars', 'What Daybook bills for the month').nullable(),
            notes: count('Notes'),
            approvals: count('Approvals'),
            finding: textOrNull('How they differ; null if all agree'),
          }),
        )
        .describe('Sites and months'),
      invoiced: exact('dollars', 'Sum of what was invoiced'),
      forecasts: z.array(
        z.strictObject({
          site,
          month: month('Month of the forecast'),
          entity: z.string().describe('Kind of forecast'),
          state: textOrNull('State in the old system'),
          records: count('Records'),
          amount: exact('dollars', 'Sum of their figures').nullable(),
        }),
      ),
      held: count('Records that are held back').nullable(),
    }),
    refusals: ['WAREHOUSE_SITE_UNKNOWN'],
  },
  ({ principal, query }) => reconcileFormer(principal, query),
);

const held = route(
  {
    method: 'GET',
    path: '/takeover/held',
    place: 'Data',
    summary: 'Lists records of the old system that are held back.',
    access: 'data:read',
    answer: z.array(
      z.strictObject({
        former_held_id: number('Number of the record'),
        file: z.string().describe('File'),
        line: count('Line in the file'),
        entity: z.string().describe('Kind of record'),
        message: z.string().describe('Why it is held back'),
        record: z.record(z.string(), z.string()).describe('Its cells by column'),
      }),
    ),
  },
  ({ principal }) => listHeldFormer(principal),
);

const replayed = route(
  {
    method: 'POST',
    path: '/takeover/replay',
    place: 'Data',
    summary: 'Takes over records that were held back, each separately.',
    access: 'data:write',
    body: z.strictObject({
      held: numbers.default([]).describe('All unless some are named'),
      set: z
        .record(z.string().max(100), z.string().max(100_000))
        .default({})
        .describe('Cells that are corrected first, by column'),
    }),
    answer: each(number('Number of the record')),
    statuses: [200, 207],
  },
  async ({ principal, body, reply }) =>
    answerEach(reply, await replayHeldFormer(principal, body.held, body.set)),
);

const discarded = route(
  {
    method: 'POST',
    path: '/takeover/discard',
    place: 'Data',
    summary: 'Discards records that were held back, each separately.',
    access: 'data:write',
    body: z.strictObject({ held: numbers.min(1), reason }),
    answer: each(number('Number of the record')),
    statuses: [200, 207],
    refusals: ['SECURITY_REASON_MISSING'],
  },
  async ({ principal, body, reply }) =>
    answerEach(reply, await discardHeldFormer({ ...principal, reason: body.reason }, body.held)),
);

const kind = z
  .enum(mappingKinds)
  .describe('By what it is recognized: title or code of a line, column of a forecast');
const met = {
  kind,
  former_name: z.string().describe('The title, code or column, in small letters'),
  uses: count('Lines or figures that it meets'),
  amount: exact('dollars or units', 'Their sum'),
};

const mappings = route(
  {
    method: 'GET',
    path: '/takeover/mapping',
    place: 'Data',
    summary: 'Lists what lines and figures of the old system are here, and those that nothing maps.',
    access: 'data:read',
    answer: z.strictObject({
      mappings: z.array(
        z.strictObject({
          ...met,
          target: z.string().describe('Component, or row of the P&L'),
          mapped_at: moment('When it was mapped'),
          mapped_by: person('Who mapped it'),
        }),
      ),
      unmapped: z.array(z.strictObject({ ...met, kind: z.enum(['title', 'figure']) })),
    }),
  },
  ({ principal }) => listFormerMappings(principal),
);

const mapped = route(
  {
    method: 'POST',
    path: '/takeover/mapping',
    place: 'Data',
    summary:
      'Maps lines of the old system to components and figures to rows of the P&L, all of them or none.',
    details: 'A dry run answers what each meets and what is wrong. The reason stands in x-daybook-reason.',
    access: 'data:write',
    body: z.strictObject({
      rows: z
        .array(
          z.strictObject({
            kind,
            from: z.string().min(1).max(1_000).describe('Title, code or column'),
            to: z.string().max(100).describe('Component or row; empty ends the mapping'),
          }),
        )
        .min(1)
        .max(2_000),
      dry_run: z.boolean().default(false).describe('Keep nothing'),
    }),
    answer: z.strictObject({
      done: z.array(
        z.strictObject({
          line: z.int().describe('Which row'),
          outcome: z.strictObject({
            ...met,
            target: textOrNull('Component, or row of the P&L'),
            outcome: z.enum(['added', 'changed', 'as it was', 'ended']),
          }),
        }),
      ),
      faults: z.array(
        z.strictObject({
          line: z.int().describe('Which row'),
          column: textOrNull('Field'),
          cause: z.string().describe('What is wrong'),
        }),
      ),
      is_trial: z.boolean().describe('Nothing was kept'),
    }),
    refusals: ['SITES_TABLE_INVALID'],
  },
  ({ principal, body }) => {
    const rows = body.rows.map(({ kind: ofKind, from, to }, at) => ({
      line: at + 1,
      cells: { KIND: ofKind, FROM: from, TO: to },
    }));
    return mapFormer(principal, { rows, faults: [] }, { isTrial: body.dry_run });
  },
);

const byRow = route(
  {
    method: 'GET',
    path: '/takeover/rows',
    place: 'Data',
    summary:
      'Compares what was taken over, by component and row of the P&L, with what Daybook bills and forecasts.',
    access: 'data:read',
    query: z.strictObject({ site: site.optional() }),
    answer: z.array(
      z.strictObject({
        site,
        month: month('Month'),
        what: z.enum(['statement', 'forecast']).describe('Of what'),
        row: z.string().describe('Component, or row of the P&L; former where nothing maps a line'),
        records: count('Lines or figures'),
        former: exact('dollars', 'In the old system'),
        own: exact('dollars', 'In Daybook').nullable(),
        difference: exact('dollars', 'Daybook less the old system').nullable(),
      }),
    ),
  },
  ({ principal, query }) => compareFormerRows(principal, { ...query, isExport: false }),
);

/** What was taken over from the old system. */
export const takeoverRoutes = [compared, held, replayed, discarded, mappings, mapped, byRow] as const;
