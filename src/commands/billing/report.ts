import { rm } from 'node:fs/promises';
import { Option, type Command } from 'commander';
import {
  payeeOf,
  reportKinds,
  reportLayouts,
  reportOf,
  reportPdf,
  reportsDueOf,
  reportTable,
  reportWorkbook,
  type OperatorProfile,
  type ReportDocument,
  type ReportKind,
  type StatementDetail,
} from '../../billing/index.ts';
import { csvLineForPeople } from '../../kernel/csv.ts';
import { pathInside, writeInside, writeOut } from '../../kernel/inside-folder.ts';
import type { Database } from '../../platform/database/index.ts';
import { noteRead, requireAnyRight, type Caller } from '../../platform/security/index.ts';
import { actingCommand, print, printJson, say, withCaller, type ActingOptions } from '../command.ts';
import { counted, table } from '../table.ts';
import { printedOperatorOf } from './outbox-folder.ts';
import { statementOf } from './statement-of.ts';

const formats = ['table', 'csv', 'pdf', 'xlsx'] as const;
type Format = (typeof formats)[number];

interface ReportOptions extends ActingOptions {
  readonly kind?: ReportKind;
  readonly all?: boolean;
  readonly format?: Format;
  readonly out?: string;
}

/** `daybook statements report` */
export function reportCommand(): Command {
  return actingCommand(
    'report',
    'A supporting report for a statement, or all that its contract requires.',
    'daybook statements report 7 --kind hours-backup --format pdf --out hours.pdf',
  )
    .argument('<id>', 'statement number')
    .addOption(new Option('--kind <kind>', 'type of report').choices([...reportKinds]).conflicts('all'))
    .option('--all', 'all of its reports, as PDF or another format, in <out>/<month>/<site>')
    .addOption(new Option('--format <format>', 'file format').choices([...formats]))
    .option('--out <path>', 'file to write, or folder with --all (default: print a table)')
    .action(report);
}

async function report(statementId: string, options: ReportOptions, command: Command): Promise<void> {
  const { kind, all = false, out, format = all ? 'pdf' : out === undefined ? 'table' : 'csv' } = options;
  if (kind === undefined && !all) return command.error('error: choose a report with --kind, or use --all');
  if (out === undefined && format !== 'table')
    return command.error(`error: --out is required to write ${format}`);
  if (out !== undefined && format === 'table')
    return command.error('error: a table is only printed; for a file choose csv, pdf or xlsx');
  const written = await withCaller(options, async ({ caller, database, configuration }) => {
    const statement = await statementOf(caller, statementId);
    const kinds = kind === undefined ? await caller.transaction((t) => reportsDueOf(t, statementId)) : [kind];
    const operator = format === 'pdf' ? await printedOperatorOf(configuration) : null;
    const reports: Made[] = [];
    for (const one of kinds) {
      await requireSupport(caller, one, statement.site);
      const document = await caller.transaction((t) => reportOf(t, one, statement));
      await noteReport(caller, document, { statementId, isExport: out !== undefined });
      const content = await contentOf(document, { format, database, statementId, operator });
      reports.push({ document, content });
    }
    return { statement, reports };
  });
  if (out === undefined) return tell(written.reports, options);
  if (all) return writeAll(out, format, written);
  for (const { content } of written.reports) await writeOut(out, content);
  say(`Wrote ${out}.`);
}

interface Made {
  readonly document: ReportDocument;
  readonly content: Buffer | string;
}

/** A customer may read a statement, not the books behind it: the report names what one has to be allowed to read. */
async function requireSupport(caller: Caller, kind: ReportKind, site: string): Promise<void> {
  for (const object of reportLayouts[kind].reads)
    await requireAnyRight(caller, [
      { object, action: 'read', site },
      { object: 'statement-support', action: 'read', site },
    ]);
}

async function noteReport(
  caller: Caller,
  { kind, site, rows }: ReportDocument,
  { statementId, isExport }: { readonly statementId: string; readonly isExport: boolean },
): Promise<void> {
  const count = rows.filter(({ level }) => level === 'row').length;
  await noteRead(caller, {
    what: `report ${kind}`,
    filter: { statement: statementId, site },
    rows: count,
    isExport,
  });
}

interface Printing {
  readonly format: Format;
  readonly database: Database;
  readonly statementId: string;
  readonly operator: OperatorProfile | null;
}

async function contentOf(document: ReportDocument, printing: Printing): Promise<Buffer | string> {
  const { format, database, statementId, operator } = printing;
  if (operator !== null) return reportPdf(document, await payeeOf(database, statementId, operator));
  if (format === 'xlsx') return reportWorkbook(document);
  const { header, rows } = reportTable(document);
  return format === 'csv' ? [header, ...rows].map(csvLineForPeople).join('') : '';
}

function tell(reports: readonly Made[], { json }: ReportOptions): void {
  for (const { document } of reports) {
    const { header, rows } = reportTable(document);
    if (json)
      printJson(rows.map((row) => Object.fromEntries(header.map((name, at) => [name, row[at] ?? '']))));
    else if (rows.length === 0) say(`There is nothing to report: no rows of ${document.kind}.`);
    else print(table(header, rows));
  }
}

/** Where the old system kept them (billing.md 4.11): one that is not asked for any more is taken away. */
async function writeAll(
  out: string,
  format: Format,
  { statement, reports }: { readonly statement: StatementDetail; readonly reports: readonly Made[] },
): Promise<void> {
  const folder = pathInside(out, statement.month.replace('-', ''), statement.site);
  const nameOf = (kind: ReportKind): string => `${kind}.${format}`;
  for (const kind of reportKinds) await rm(pathInside(folder, nameOf(kind)), { force: true });
  for (const { document, content } of reports) await writeInside(folder, nameOf(document.kind), content);
  say(`Wrote ${counted(reports.length, 'report')} to ${folder}.`);
}
