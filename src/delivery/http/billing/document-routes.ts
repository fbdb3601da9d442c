import { z } from 'zod';
import {
  makeSupport,
  printStatement,
  reportKinds,
  reportTable,
  reportWorkbook,
  type BuiltSupport,
} from '../../../billing/index.ts';
import { csvLineForPeople } from '../../../kernel/csv.ts';
import { refusal } from '../../../kernel/errors.ts';
import { number } from '../routing/fields.ts';
import { route } from '../routing/route.ts';

const statementNumber = z.strictObject({ number: number('Number of the statement') });
const unread = ['BILLING_STATEMENT_UNKNOWN', 'BILLING_REASON_NEEDED'] as const;

const printed = route(
  {
    method: 'GET',
    path: '/statements/:number/document',
    place: 'Statements',
    summary: 'The statement as PDF: as sent, byte for byte, or a draft of an unsent one.',
    details: 'A draft says so on every page. x-daybook-documents has the number of documents.',
    access: 'data:read',
    params: statementNumber,
    query: z.strictObject({
      document: number('Which of several documents (default: the first)').default('1'),
    }),
    answer: z.unknown().describe('The PDF'),
    refusals: [...unread, 'BILLING_DOCUMENT_GONE', 'BILLING_DOCUMENT_UNKNOWN'],
  },
  async ({ principal, params, query, parts, reply }) => {
    const documents = await printStatement(principal, await parts.billing.going(), params.number);
    const chosen = documents[Number.parseInt(query.document, 10) - 1];
    if (chosen === undefined)
      throw refusal('BILLING_DOCUMENT_UNKNOWN', {
        statement: params.number,
        document: query.document,
        count: String(documents.length),
      });
    return reply
      .header('content-disposition', `inline; filename="${chosen.fileName}"`)
      .header('x-daybook-documents', String(documents.length))
      .type('application/pdf')
      .send(chosen.content);
  },
);

const reports = route(
  {
    method: 'GET',
    path: '/statements/:number/reports',
    place: 'Statements',
    summary: 'The supporting reports required by the contract of a statement, with their rows.',
    access: 'data:read',
    params: statementNumber,
    answer: z.array(
      z.strictObject({
        kind: z.enum(reportKinds).describe('Kind of report'),
        title: z.string().describe('Title'),
        period: z.string().describe('Months covered, in words'),
        header: z.array(z.string()).describe('Names of its columns'),
        rows: z.array(z.array(z.string())).describe('Its rows; exact figures as text'),
      }),
    ),
    refusals: unread,
  },
  async ({ principal, params }) => {
    const { reports: support } = await makeSupport(principal, {
      statementId: params.number,
      kind: null,
      isExport: false,
      printedFor: null,
    });
    return support.map(({ document }) => {
      const { kind, title, period } = document;
      return { kind, title, period, ...reportTable(document) };
    });
  },
);

const types = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
} as const;

const report = route(
  {
    method: 'GET',
    path: '/statements/:number/reports/:kind',
    place: 'Statements',
    summary: 'A supporting report of a statement as PDF, Excel workbook or CSV.',
    access: 'data:read',
    params: statementNumber.extend({ kind: z.enum(reportKinds).describe('Kind of report') }),
    query: z.strictObject({
      format: z.enum(['csv', 'xlsx', 'pdf']).default('pdf').describe('Kind of file'),
    }),
    answer: z.unknown().describe('The file'),
    refusals: unread,
  },
  async ({ principal, params, query, parts, reply }) => {
    const { format } = query;
    const { statement, reports: support } = await makeSupport(principal, {
      statementId: params.number,
      kind: params.kind,
      isExport: true,
      printedFor: format === 'pdf' ? await parts.billing.operator() : null,
    });
    const name = `${statement.site}-${statement.month}-${params.kind}.${format}`;
    return reply
      .header('content-disposition', `attachment; filename="${name}"`)
      .type(types[format])
      .send(support.map((one) => contentOf(one, format))[0]);
  },
);

function contentOf({ document, pdf }: BuiltSupport, format: keyof typeof types): Buffer | string {
  if (pdf !== null) return pdf;
  if (format === 'xlsx') return reportWorkbook(document);
  const { header, rows } = reportTable(document);
  return [header, ...rows].map(csvLineForPeople).join('');
}

/** What customers are sent of a statement, and its supporting reports. */
export const documentRoutes = [printed, reports, report];
