import type { Database } from '../../database/index.ts';

/** What was looked at in a restored copy, and what is wrong with it. */
export interface CopyChecked {
  readonly tables: number;
  readonly indexes: number;
  readonly findings: readonly string[];
}

interface Relation {
  readonly oid: string;
  readonly name: string;
}

/** Told before the first relation how many there are, and after each. */
export interface CheckWatch {
  readonly begin: (relations: number) => void;
  readonly advance: (relations: number, what: string) => void;
}

/** Findings of one table that are told one by one; a broken disk has thousands. */
const mostOfTable = 5;

/**
 * Reads every row of a scratch copy and compares every index with its table (the extension amcheck of PostgreSQL, which
 * is made in the copy), and asks whether batches and documents of the ledger balance.
 */
export async function checkCopy(copy: Database, watch: CheckWatch): Promise<CopyChecked> {
  await copy.execute('create schema copy_check; create extension amcheck with schema copy_check');
  const [tables, indexes] = [await tablesOf(copy), await indexesOf(copy)];
  watch.begin(tables.length + indexes.length);
  const findings: string[] = [];
  for (const table of tables) {
    findings.push(...(await orFinding(`table ${table.name}`, () => wrongRows(copy, table))));
    watch.advance(1, table.name);
  }
  for (const index of indexes) {
    const compare = async (): Promise<string[]> => {
      await copy.query('select copy_check.bt_index_check($1::oid::regclass, true)', [index.oid]);
      return [];
    };
    findings.push(...(await orFinding(`index ${index.name}`, compare)));
    watch.advance(1, index.name);
  }
  findings.push(...(await orFinding('batches', () => unbalancedBatches(copy))));
  findings.push(...(await orFinding('ledger documents', () => unbalancedDocuments(copy))));
  return { tables: tables.length, indexes: indexes.length, findings };
}

function tablesOf(copy: Database): Promise<Relation[]> {
  return copy.query<Relation>(
    `select oid::text, oid::regclass::text as name from pg_class
     where relkind in ('r', 'm', 't') and relpersistence = 'p' order by oid`,
  );
}

function indexesOf(copy: Database): Promise<Relation[]> {
  return copy.query<Relation>(
    `select pg_class.oid::text, pg_class.oid::regclass::text as name
     from pg_class join pg_index on indexrelid = pg_class.oid join pg_am on pg_am.oid = relam
     where amname = 'btree' and relkind = 'i' and relpersistence = 'p' and indisvalid and indisready
     order by pg_class.oid`,
  );
}

async function wrongRows(copy: Database, table: Relation): Promise<string[]> {
  const wrong = await copy.query<{ says: string }>(
    `select format('block %s: %s', blkno, msg) as says from copy_check.verify_heapam($1::oid::regclass) limit $2`,
    [table.oid, mostOfTable],
  );
  return wrong.map(({ says }) => says);
}

async function unbalancedBatches(copy: Database): Promise<string[]> {
  const wrong = await copy.query<{ says: string }>(
    `select format('batch %s received %s records and accounts for %s', batch_id, rows_received, accounted) as says
     from sources.batch
     cross join lateral (
       values (rows_loaded + rows_unchanged + rows_quarantined + rows_set_aside)) as counts (accounted)
     where state in ('loaded', 'unchanged') and rows_received <> accounted
     order by batch_id`,
  );
  return wrong.map(({ says }) => says);
}

async function unbalancedDocuments(copy: Database): Promise<string[]> {
  const wrong = await copy.query<{ says: string }>(
    `select format('document %s: debit %s, credit %s', document_number, rows.debit, rows.credit) as says
     from billing.posting
     cross join lateral (
       select sum((line ->> 'debit')::numeric) as debit, sum((line ->> 'credit')::numeric) as credit
       from jsonb_array_elements(content -> 'rows') as line) as rows
     where rows.debit <> rows.credit or rows.debit <> posting.debit or rows.credit <> posting.credit
     order by posting_id`,
  );
  return wrong.map(({ says }) => says);
}

/** What the server cannot read it says as an error; that is a finding, and the next relation is looked at. */
async function orFinding(what: string, look: () => Promise<string[]>): Promise<string[]> {
  try {
    return (await look()).map((says) => `${what}: ${says}`);
  } catch (cause) {
    return [`${what}: ${cause instanceof Error ? cause.message : String(cause)}`];
  }
}
