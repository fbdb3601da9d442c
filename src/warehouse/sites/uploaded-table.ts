import { refusal, Refusal, type ErrorCode } from '../../kernel/errors.ts';
import { keepOrTry, type Connection, type Database } from '../../platform/database/index.ts';

/** A row of a table that people send, as text under the names of its columns. */
export interface UploadedRow {
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
}

/** What is wrong with a cell of such a table, or with the record as a whole when `column` is null. */
export interface CellFault {
  readonly line: number;
  readonly column: string | null;
  readonly cause: string;
}

/** A table that people send, as far as it could be read. */
export interface UploadedTable {
  readonly rows: readonly UploadedRow[];
  readonly faults: readonly CellFault[];
}

/** What became of a table: row by row, what was done or what is wrong. */
export interface TableOutcome<Done> {
  readonly done: readonly { readonly line: number; readonly outcome: Done }[];
  readonly faults: readonly CellFault[];
  /** Nothing was kept: it was a trial. */
  readonly isTrial: boolean;
}

/** How rows are applied, and under which column a refusal belongs. */
export interface Applying<Done> {
  readonly isTrial: boolean;
  /** Keep the rows that are sound, and hand the faults of the others back. */
  readonly isPartial?: boolean;
  readonly apply: (transaction: Connection, row: UploadedRow) => Promise<Done>;
  /** Columns that name what a row is about, where no two rows may be about the same; any number may without. */
  readonly key?: readonly string[];
  readonly columns: Partial<Readonly<Record<ErrorCode, string>>>;
}

/** So many faults are told in a refusal; a dry run lists all. */
const faultsTold = 20;

/**
 * Applies a table in the order of its rows: all of it, or nothing at all, or what is sound of it. A trial saves nothing
 * and hands back every fault; else faults refuse the whole with SITES_TABLE_INVALID, each at its line and column.
 */
export async function applyTable<Done>(
  database: Database,
  table: UploadedTable,
  applying: Applying<Done>,
): Promise<TableOutcome<Done>> {
  const { isTrial, isPartial = false } = applying;
  return keepOrTry(database, isTrial, async (transaction) => {
    const done: { line: number; outcome: Done }[] = [];
    const faults = [...table.faults];
    const lineOf = new Map<string, number>();
    for (const row of table.rows) {
      const repeated = repeatedKey(row, lineOf, applying.key ?? []);
      if (repeated !== null) {
        faults.push(repeated);
        continue;
      }
      const outcome = await applyRow(transaction, row, applying);
      if ('fault' in outcome) faults.push(outcome.fault);
      else done.push({ line: row.line, outcome: outcome.done });
    }
    faults.sort((one, other) => one.line - other.line);
    if (faults.length > 0 && !isTrial && !isPartial) throw invalid(faults);
    return { done, faults, isTrial };
  });
}

/** A row about the same as an earlier one: which of the two counts is not ours to say. */
function repeatedKey(
  { line, cells }: UploadedRow,
  lineOf: Map<string, number>,
  key: readonly string[],
): CellFault | null {
  if (key.length === 0) return null;
  const about = key.map((column) => (cells[column] ?? '').trim().toLowerCase()).join('\n');
  const earlier = lineOf.get(about);
  lineOf.set(about, earlier ?? line);
  return earlier === undefined
    ? null
    : { line, column: key.join(', '), cause: `the same as in line ${String(earlier)}` };
}

async function applyRow<Done>(
  transaction: Connection,
  row: UploadedRow,
  { apply, columns }: Applying<Done>,
): Promise<{ readonly done: Done } | { readonly fault: CellFault }> {
  await transaction.execute('savepoint given_row');
  try {
    const done = await apply(transaction, row);
    await transaction.execute('release savepoint given_row');
    return { done };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    await transaction.execute('rollback to savepoint given_row');
    return { fault: { line: row.line, column: columns[error.code] ?? null, cause: error.message } };
  }
}

function invalid(faults: readonly CellFault[]): Refusal {
  const sentences = faults.slice(0, faultsTold).map(({ line, column, cause }) => {
    const place = `line ${String(line)}${column === null ? '' : `, ${column}`}`;
    return `${place}: ${cause}`;
  });
  const more = faults.length - faultsTold;
  return refusal('SITES_TABLE_INVALID', {
    count: faults.length === 1 ? '1 fault' : `${String(faults.length)} faults`,
    faults: sentences.join(' ') + (more > 0 ? ` And ${String(more)} more.` : ''),
  });
}
