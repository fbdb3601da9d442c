import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { refusal } from '../../kernel/errors.ts';
import { readTable } from '../../sources/index.ts';
import type { UploadedTable, TableOutcome } from '../../warehouse/index.ts';
import { print, printJson, say, type CommonOptions } from '../command.ts';
import { readingFault } from '../given/reading-fault.ts';
import { counted, table } from '../table.ts';

/** Columns of a CSV that people send: those without which it makes no sense, and the others. */
export interface ColumnNames {
  readonly title: string;
  readonly columns: readonly string[];
  readonly optional?: readonly string[];
  /** Columns that no row may leave blank. */
  readonly filled?: readonly string[];
}

/** Every cell comes as it stands; what it means, and whether it fits, the use case says. */
const text = { kind: 'text', maxLength: 1000 } as const;

/** Reads a CSV as strictly as a load. Refuses with SOURCES_FILE_UNREADABLE and as `readTable` does. */
export async function givenTable(path: string, layout: ColumnNames): Promise<UploadedTable> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw refusal('SOURCES_FILE_UNREADABLE', { file: path, cause: readingFault(cause) });
  });
  const { title, columns, optional = [], filled = [] } = layout;
  return readTable(basename(path), bytes, {
    title,
    columnsOf: () => [
      ...columns.map((name) => ({ name, type: text, isFilled: filled.includes(name) })),
      ...optional.map((name) => ({ name, type: text, isOptional: true })),
    ],
  });
}

/** Tells what became of a table, row by row; the exit code is 1 when a trial found faults. */
export function tellTable<Done>(
  { done, faults, isTrial }: TableOutcome<Done>,
  options: CommonOptions,
  telling: { readonly header: readonly string[]; readonly rowOf: (outcome: Done) => readonly string[] },
): void {
  if (faults.length > 0) process.exitCode = 1;
  if (options.json) return printJson({ isTrial, rows: done, faults });
  const rows = [
    ...done.map(({ line, outcome }) => [String(line), ...telling.rowOf(outcome)]),
    ...faults.map(({ line, column, cause }) => [
      ...[
        String(line),
        `${column === null ? '' : `${column}: `}${cause}`,
        ...telling.header.slice(1).map(() => ''),
      ],
    ]),
  ];
  rows.sort(([one = ''], [other = '']) => Number.parseInt(one, 10) - Number.parseInt(other, 10));
  print(table(['line', ...telling.header], rows));
  const wrong = faults.length === 0 ? '' : `, ${counted(faults.length, 'fault')}`;
  say(`${counted(done.length, 'row')}${wrong}.${isTrial ? ' A dry run: nothing was saved.' : ''}`);
}
