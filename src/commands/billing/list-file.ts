import { Option, type Command } from 'commander';
import { csvLineForPeople } from '../../kernel/csv.ts';
import { decimal } from '../../kernel/decimal.ts';
import { writeOut } from '../../kernel/inside-folder.ts';
import { workbook, type Column } from '../../platform/workbooks/index.ts';
import { printFile, say } from '../command.ts';
import { counted } from '../table.ts';

/** In which form a list is given. */
export interface ListFormat {
  readonly csv?: boolean;
  readonly xlsx?: boolean;
  readonly out?: string;
}

/** A column of a list: its title in files, its kind in workbooks, and what a row says in it. */
export interface ListColumn<Row> extends Column {
  readonly of: (row: Row) => string | null;
}

/** What a list is: the noun of a row and the name of its sheet. */
export interface ListNames {
  readonly noun: string;
  readonly sheet: string;
}

/** `--csv`, `--xlsx` and `--out`. */
export function withListFormat(command: Command): Command {
  return command
    .option('--csv', 'as CSV, with every column')
    .addOption(new Option('--xlsx', 'as an Excel workbook, to --out').conflicts('csv'))
    .option('--out <file>', 'file to write (default: standard output)');
}

/** Whether a list leaves as a file. */
export function isFile({ csv, xlsx }: ListFormat): boolean {
  return csv === true || xlsx === true;
}

/** Writes a list as the file that was asked for: exact figures, nothing where there is none. */
export async function writeList<Row>(
  rows: readonly Row[],
  columns: readonly ListColumn<Row>[],
  { noun, sheet, format: { xlsx = false, out } }: ListNames & { readonly format: ListFormat },
): Promise<void> {
  const content = xlsx ? workbookOf(rows, columns, sheet) : csvOf(rows, columns);
  if (out === undefined) return printFile(content.toString());
  await writeOut(out, content);
  say(`Wrote ${counted(rows.length, noun)} to ${out}.`);
}

function csvOf<Row>(rows: readonly Row[], columns: readonly ListColumn<Row>[]): string {
  const lines = rows.map((row) => columns.map(({ of }) => of(row) ?? ''));
  return [columns.map(({ title }) => title), ...lines].map(csvLineForPeople).join('');
}

function workbookOf<Row>(rows: readonly Row[], columns: readonly ListColumn<Row>[], name: string): Buffer {
  const isFigure = ({ kind }: Column): boolean => ['money', 'quantity', 'percent'].includes(kind);
  return workbook([
    {
      name,
      columns: columns.map(({ title, kind }) => ({ title, kind })),
      rows: rows.map((row) =>
        columns.map((column) => {
          const cell = column.of(row);
          return cell !== null && isFigure(column) ? decimal(cell) : cell;
        }),
      ),
    },
  ]);
}
