import { once } from 'node:events';
import { PassThrough, type Readable } from 'node:stream';
import { csvLineForPeople } from '../../kernel/csv.ts';
import type { Connection } from '../../platform/database/index.ts';
import { noteRead, type Caller } from '../../platform/security/index.ts';
import type { Statement } from '../odata/sql/statement.ts';

/** Rows that leave the system as one file. */
export interface RowsToExport {
  /** What the trail calls them, such as `ledger_balances`. */
  readonly what: string;
  /** The query as it was written. */
  readonly query: string;
  /** Titles of the columns. */
  readonly columns: readonly string[];
  /** Answers with one row: `count`. */
  readonly count: Statement;
  /** Answers with the rows; its columns `c1`, `c2`, … are texts. */
  readonly rows: Statement;
}

/** Rows that are in memory at once. */
const rowsAtOnce = 2_000;

/**
 * Writes rows as CSV while they are read, all in one state of the database, however many they are. The export is in the
 * trail before its first row; a large one is refused with SECURITY_EXPORT_WAITS until somebody else let it out.
 */
export async function exportRows(caller: Caller, exported: RowsToExport): Promise<Readable> {
  const [counted] = await caller.transaction((transaction) =>
    transaction.query<{ count: string }>(exported.count.text, exported.count.values),
  );
  const rows = Number.parseInt(counted?.count ?? '0', 10);
  await noteRead(caller, { what: exported.what, filter: { query: exported.query }, rows, isExport: true });
  const file = new PassThrough();
  file.write(csvLineForPeople(exported.columns));
  const writing = caller.transaction((transaction) => writeRows(transaction, exported, file), {
    isolation: 'repeatable read',
    readOnly: true,
  });
  writing.then(
    () => file.end(),
    (error: unknown) => file.destroy(error instanceof Error ? error : new Error(String(error))),
  );
  return file;
}

async function writeRows(transaction: Connection, { rows }: RowsToExport, file: PassThrough): Promise<void> {
  const declaration = `declare exported no scroll cursor for ${rows.text}`;
  await transaction.query(declaration, rows.values);
  for (;;) {
    const some = await transaction.query<Record<string, string | null>>('fetch 2000 from exported');
    const text = some.map((row) => csvLineForPeople(Object.values(row).map((value) => value ?? ''))).join('');
    // Whoever asked may have gone.
    if (file.destroyed) return;
    if (!file.write(text)) await Promise.race([once(file, 'drain'), once(file, 'close')]);
    if (some.length < rowsAtOnce) return;
  }
}
