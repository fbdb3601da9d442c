import { rm } from 'node:fs/promises';
import { Option, type Command } from 'commander';
import {
  makeSupport,
  reportKinds,
  reportTable,
  reportWorkbook,
  type BuiltSupport,
  type ReportKind,
  type StatementDetail,
} from '../../billing/index.ts';
import { csvLineForPeople } from '../../kernel/csv.ts';
import { pathInside, writeInside, writeOut } from '../../kernel/inside-folder.ts';
import { actingCommand, print, printJson, say, withCaller, type ActingOptions } from '../command.ts';
import { counted, table } from '../table.ts';
import { printedOperatorOf } from '../given/operator-profile.ts';

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
  const { statement, reports } = await withCaller(options, async (acting) =>
    makeSupport(acting, {
      statementId,
      kind: kind ?? null,
      isExport: out !== undefined,
      printedFor: format === 'pdf' ? await printedOperatorOf(acting.configuration) : null,
    }),
  );
  if (out === undefined) return tell(reports, options);
  if (all) return writeAll(out, format, { statement, reports });
  for (const oneReport of reports) await writeOut(out, contentOf(oneReport, format));
  say(`Wrote ${out}.`);
}

function contentOf({ document, pdf }: BuiltSupport, format: Format): Buffer | string {
  if (pdf !== null) return pdf;
  if (format === 'xlsx') return reportWorkbook(document);
  const { header, rows } = reportTable(document);
  return [header, ...rows].map(csvLineForPeople).join('');
}

function tell(reports: readonly BuiltSupport[], { json }: ReportOptions): void {
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
  { statement, reports }: { readonly statement: StatementDetail; readonly reports: readonly BuiltSupport[] },
): Promise<void> {
  const folder = pathInside(out, statement.month.replace('-', ''), statement.site);
  const nameOf = (kind: ReportKind): string => `${kind}.${format}`;
  for (const kind of reportKinds) await rm(pathInside(folder, nameOf(kind)), { force: true });
  for (const oneReport of reports)
    await writeInside(folder, nameOf(oneReport.document.kind), contentOf(oneReport, format));
  say(`Wrote ${counted(reports.length, 'report')} to ${folder}.`);
}
