import type { Connection, Queryable } from '../connection.ts';
import { OWN_SCHEMAS } from './definition-files.ts';
import type { MigrationFile } from './migration-files.ts';
import { sqlBeside } from './sql-files.ts';

/** What a migration did to the tables that were there before it. */
export interface StepEffect {
  readonly number: number;
  readonly name: string;
  readonly milliseconds: number;
  /** Tables that were written anew on the disk, every row of them. */
  readonly rewritten: readonly string[];
  /** Tables that were read from one end to the other, as to check a constraint or to build an index. */
  readonly scanned: readonly string[];
  /** Rows that it read one after the other, and rows that it inserted, updated or deleted. */
  readonly rowsRead: number;
  readonly rowsWritten: number;
  /** What a server of the version before would miss, one sentence for each; empty where both can run on it. */
  readonly breaks: readonly string[];
}

/** Watches the steps of a migration, each within its transaction. */
export interface StepWatch {
  readonly begin: (transaction: Connection) => Promise<void>;
  readonly end: (transaction: Connection, migration: MigrationFile) => Promise<void>;
}

interface Relation {
  readonly oid: string;
  readonly name: string;
  readonly root: string;
  readonly file: string;
  readonly scans: number;
  readonly read: string;
  readonly written: string;
  readonly about: string;
  readonly columns: Readonly<Record<string, { readonly type: string; readonly mustBeFilled: boolean }>>;
}

/** A watch that remembers the effect of every step, in the order of the steps. */
export function watchEffects(): StepWatch & { readonly effects: readonly StepEffect[] } {
  const effects: StepEffect[] = [];
  let before: ReadonlyMap<string, Relation> = new Map();
  let begun = 0;
  return {
    effects,
    begin: async (transaction) => {
      before = await relationsNow(transaction);
      begun = performance.now();
    },
    end: async (transaction, { number, name }) => {
      const milliseconds = Math.round(performance.now() - begun);
      effects.push({ number, name, milliseconds, ...effectOf(before, await relationsNow(transaction)) });
    },
  };
}

/** About how many rows each table of ours holds, its partitions included, as the statistics of the server know it. */
export async function rowsOfTables(database: Queryable): Promise<ReadonlyMap<string, number>> {
  const rows = new Map<string, number>();
  for (const { root, about } of (await relationsNow(database)).values())
    rows.set(root, (rows.get(root) ?? 0) + Number.parseInt(about, 10));
  return rows;
}

/** Rows of every table of ours, counted one by one; partitions belong to their table. */
export async function countRows(database: Queryable): Promise<ReadonlyMap<string, string>> {
  const counts = await database.query<{ table: string; rows: string }>(
    `select relation.oid::regclass::text as "table",
       (xpath('/row/rows/text()', query_to_xml(
         format('select count(*) as rows from %s', relation.oid::regclass), false, true, '')))[1]::text as rows
     from pg_class as relation join pg_namespace as schema on schema.oid = relnamespace
     where nspname = any ($1) and relkind in ('r', 'p') and not relispartition
     order by 1`,
    [OWN_SCHEMAS],
  );
  return new Map(counts.map(({ table, rows }) => [table, rows]));
}

async function relationsNow(database: Queryable): Promise<ReadonlyMap<string, Relation>> {
  const relations = await database.query<Relation>(sqlBeside('relations-now.sql'), [OWN_SCHEMAS]);
  return new Map(relations.map((relation) => [relation.oid, relation]));
}

function effectOf(
  before: ReadonlyMap<string, Relation>,
  after: ReadonlyMap<string, Relation>,
): Omit<StepEffect, 'number' | 'name' | 'milliseconds'> {
  const rewritten = new Set<string>();
  const scanned = new Set<string>();
  const breaks: string[] = [];
  let [rowsRead, rowsWritten] = [0, 0];
  for (const [oid, old] of before) {
    const now = after.get(oid);
    if (now === undefined) breaks.push(`${old.name} is gone`);
    if (now === undefined) continue;
    if (now.file !== old.file) rewritten.add(now.root);
    if (now.scans > old.scans) scanned.add(now.root);
    rowsRead += Number.parseInt(now.read, 10) - Number.parseInt(old.read, 10);
    rowsWritten += Number.parseInt(now.written, 10) - Number.parseInt(old.written, 10);
    // Partitions have the columns of their table.
    if (now.root === now.name) breaks.push(...brokenBy(old, now));
  }
  return { rewritten: [...rewritten], scanned: [...scanned], rowsRead, rowsWritten, breaks };
}

/** What servers of the version before, which read and write the table as it was, no longer find there. */
function brokenBy(old: Relation, now: Relation): string[] {
  const breaks = old.name === now.name ? [] : [`${old.name} is called ${now.name}`];
  for (const [column, { type, mustBeFilled }] of Object.entries(old.columns)) {
    const left = now.columns[column];
    const name = `${now.name}.${column}`;
    if (left === undefined) breaks.push(`${name} is gone`);
    else if (left.type !== type) breaks.push(`${name} is ${left.type} and was ${type}`);
    else if (left.mustBeFilled && !mustBeFilled) breaks.push(`${name} may no longer be left out`);
  }
  for (const [column, { mustBeFilled }] of Object.entries(now.columns))
    if (old.columns[column] === undefined && mustBeFilled)
      breaks.push(`${now.name}.${column} is new and may not be left out`);
  return breaks;
}
