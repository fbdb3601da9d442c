import { once } from 'node:events';
import { PassThrough, type Readable } from 'node:stream';
import { csvLineForPeople } from '../../kernel/csv.ts';
import type { Connection } from '../../platform/database/index.ts';
import { noteRead, type Caller } from '../../platform/security/index.ts';
import { StreamedWorkbook, type StreamedColumn } from '../../platform/workbooks/index.ts';
import type { Statement } from '../odata/sql/statement.ts';

/** Rows that leave the system as one file. */
export interface RowsToExport {
  /** What the trail calls them, such as `ledger_balances`. */
  readonly what: string;
  /** The query as it was written. */
  readonly query: string;
  readonly format: 'csv' | 'xlsx';
  readonly columns: readonly StreamedColumn[];
  /** Answers with one row: `count`, whatever is skipped or cut off. */
  readonly count: Statement;
  /** Rows that are skipped, and rows that leave at most. */
  readonly skip?: number | undefined;
  readonly top?: number | undefined;
  /** Answers with the rows; its columns `c1`, `c2`, … are texts. */
  readonly rows: Statement;
}

/** Rows that are in memory at once. */
const rowsAtOnce = 2_000;
const nextRows = `fetch ${String(rowsAtOnce)} from exported`;

/** A file that is written row by row. */
interface Writer {
  readonly file: Readable;
  readonly isGone: boolean;
  /** Waits while whoever reads the file is slower. */
  add(rows: readonly (readonly (string | null)[])[]): Promise<void>;
  end(): Promise<void>;
  fail(error: Error): void;
}

/**
 * Writes rows as CSV or as an Excel workbook while they are read, all in one state of the database, however many they
 * are. The export is in the trail before its first row; a large one is refused with SECURITY_EXPORT_WAITS until
 * somebody else let it out.
 */
export async function exportRows(caller: Caller, exported: RowsToExport): Promise<Readable> {
  const [counted] = await caller.transaction((transaction) =>
    transaction.query<{ count: string }>(exported.count.text, exported.count.values),
  );
  const { skip = 0, top = Number.MAX_SAFE_INTEGER } = exported;
  const rows = Math.min(Math.max(Number.parseInt(counted?.count ?? '0', 10) - skip, 0), top);
  await noteRead(caller, { what: exported.what, filter: { query: exported.query }, rows, isExport: true });
  const { what, columns } = exported;
  const writer = exported.format === 'csv' ? new CsvWriter(columns) : new StreamedWorkbook(what, columns);
  const writing = caller.transaction((transaction) => writeRows(transaction, exported, writer), {
    isolation: 'repeatable read',
    readOnly: true,
  });
  writing
    .then(() => (writer.isGone ? undefined : writer.end()))
    .catch((error: unknown) => {
      writer.fail(error instanceof Error ? error : new Error(String(error)));
    });
  return writer.file;
}

async function writeRows(transaction: Connection, { rows }: RowsToExport, writer: Writer): Promise<void> {
  const declaration = `declare exported no scroll cursor for ${rows.text}`;
  await transaction.query(declaration, rows.values);
  for (;;) {
    const some = await transaction.query<Record<string, string | null>>(nextRows);
    // Whoever asked may have gone.
    if (writer.isGone) return;
    await writer.add(some.map((row) => Object.values(row)));
    if (some.length < rowsAtOnce) return;
  }
}

class CsvWriter implements Writer {
  readonly file = new PassThrough();

  constructor(columns: readonly StreamedColumn[]) {
    this.file.write(csvLineForPeople(columns.map(({ title }) => title)));
  }

  get isGone(): boolean {
    return this.file.destroyed;
  }

  async add(rows: readonly (readonly (string | null)[])[]): Promise<void> {
    const text = rows.map((row) => csvLineForPeople(row.map((value) => value ?? ''))).join('');
    if (!this.file.write(text)) await Promise.race([once(this.file, 'drain'), once(this.file, 'close')]);
  }

  end(): Promise<void> {
    this.file.end();
    return Promise.resolve();
  }

  fail(error: Error): void {
    this.file.destroy(error);
  }
}
