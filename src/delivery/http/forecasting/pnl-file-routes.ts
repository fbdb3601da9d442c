import { z } from 'zod';
import { groupings, pnlTable, readPnl, type ShownRow } from '../../../forecasting/index.ts';
import { decimal } from '../../../kernel/decimal.ts';
import type { Principal } from '../../../platform/security/index.ts';
import { pnlPdf } from '../../exports/pnl/pnl-pdf.ts';
import { pnlCsv, type ShownPnl } from '../../exports/pnl/pnl-rows.ts';
import { pnlWorkbook } from '../../exports/pnl/pnl-workbook.ts';
import { mailPnl } from '../../use-cases/mail-pnl.ts';
import { route, type RouteParts } from '../routing/route.ts';
import { against, asOf, monthFields, monthsOf, siteFields, sitesOf, version } from './request-fields.ts';

/** The whole portfolio may have to be calculated before it is answered. */
const milliseconds = 120_000;
const ofPnl = ['PNL_RANGE_INVALID', 'PNL_NO_SITES', 'PNL_VERSION_UNKNOWN'] as const;

const types = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
} as const;

const fields = {
  ...siteFields,
  ...monthFields,
  view: z.enum(['trend', 'variance']).default('trend').describe('What the months show'),
  against,
  by: z.enum(groupings).default('site').describe('What gets its own sheet or page'),
  version,
  as_of: asOf,
};
const pnlQuery = z.strictObject(fields);

/** A P&L as files show it. */
interface PnlToWrite {
  readonly shown: ShownPnl;
  readonly all: { readonly name: string; readonly rows: readonly ShownRow[] };
  readonly groups: readonly { readonly name: string; readonly rows: readonly ShownRow[] }[];
  readonly day: string;
}

async function pnlToWrite(
  principal: Principal,
  query: z.output<typeof pnlQuery>,
  parts: RouteParts,
): Promise<PnlToWrite> {
  const today = await parts.billing.today();
  const day = query.as_of ?? today;
  const months = monthsOf(query, day);
  const read = await readPnl(principal, {
    months,
    against: query.against,
    by: query.by,
    version: query.version,
    asOf: day,
    today,
    sites: sitesOf(query),
    isStored: false,
    plannedYears: parts.forecasting.plannedYears,
    onProgress: () => undefined,
  });
  const emphasis = { medium: decimal('5'), bold: decimal('7.5') };
  return {
    shown: { months, view: query.view, against: query.against, sites: read.sites, emphasis },
    all: { name: '', rows: pnlTable(read.total, months) },
    groups: [...Map.groupBy(read.groups, ({ group }) => group)].map(([name, sums]) => ({
      name,
      rows: pnlTable(sums, months),
    })),
    day,
  };
}

const file = route(
  {
    method: 'GET',
    path: '/profit-and-losses/file',
    place: 'P&L',
    summary: 'The P&L of sites over months as CSV, Excel workbook or PDF.',
    access: 'data:read',
    query: z.strictObject({
      ...fields,
      format: z.enum(['csv', 'xlsx', 'pdf']).default('xlsx').describe('Kind of file'),
    }),
    answer: z.unknown().describe('The file'),
    refusals: ofPnl,
    milliseconds,
  },
  async ({ principal, query: { format, ...query }, parts, reply }) => {
    const { shown, all, groups, day } = await pnlToWrite(principal, query, parts);
    const { name, logo } = await parts.billing.operator();
    const content = {
      csv: () => pnlCsv(groups, shown, query.by),
      xlsx: () => pnlWorkbook(all, groups, shown),
      pdf: () => pnlPdf(all, groups, { shown, imprint: { name, logo, asOf: day } }),
    };
    const { from, to } = shown.months;
    reply.header('content-disposition', `attachment; filename="pnl-${from}-${to}.${format}"`);
    return reply.type(types[format]).send(await content[format]());
  },
);

const mail = route(
  {
    method: 'POST',
    path: '/profit-and-losses/mail',
    place: 'P&L',
    summary: 'Mails the P&L of sites over months as an Excel workbook to the caller, and to nobody else.',
    access: 'data:read',
    query: pnlQuery,
    answer: z.strictObject({
      recipients: z.string().describe('Where the mail went'),
      file_name: z.string().describe('Name of the workbook'),
    }),
    refusals: [
      ...ofPnl,
      ...(['PNL_NO_ADDRESS', 'SECURITY_EXPORT_WAITS', 'SECURITY_SUPPORT_READS_ONLY'] as const),
      ...(['BILLING_MAIL_REFUSED', 'BILLING_RECIPIENTS_REFUSED'] as const),
    ],
    milliseconds,
  },
  async ({ principal, query, parts }) => {
    const { shown, all, groups } = await pnlToWrite(principal, query, parts);
    const content = pnlWorkbook(all, groups, shown);
    const mailed = { months: shown.months, sites: shown.sites, content };
    return mailPnl(principal, mailed, await parts.billing.going());
  },
);

/** The P&L as files. */
export const pnlFileRoutes = [file, mail] as const;
