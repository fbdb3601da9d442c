import { keepOrTry, type Connection, type Database, type Queryable } from '../../database/index.ts';
import { digestsOf, makeDigests, tablesWithRows, type Relation, type TableDigest } from './digest-tables.ts';

/** What was looked at in a database, and what is wrong with it. */
export interface ContentsChecked {
  /** What was compared row by row, with the storage of long values. */
  readonly tables: number;
  readonly indexes: number;
  /** What every table with rows holds. */
  readonly digests: readonly TableDigest[];
  readonly books: readonly BooksChecked[];
  readonly findings: readonly string[];
}

/** Books of one kind that were added up. */
export interface BooksChecked {
  readonly what: string;
  readonly count: string;
}

/** Told before the first relation how many there are, and after each. */
export interface CheckWatch {
  readonly begin: (relations: number) => void;
  readonly advance: (relations: number, what: string) => void;
}

/** Relations that are asked for at once: most are small, and the way to the server and back takes longer. */
const lookedAtTogether = 50;

/** Findings of one table that are told one by one; a broken disk has thousands. */
const mostOfTable = 5;

/**
 * Reads every row of a database and compares every index with its table (the extension amcheck of PostgreSQL), and asks
 * whether batches, statements and documents of the ledger add up. Leaves nothing behind: what it needs is made in a
 * transaction that is undone, in which every look gives its locks back.
 */
export async function checkContents(database: Database, watch: CheckWatch): Promise<ContentsChecked> {
  return keepOrTry(database, true, async (connection) => {
    await makeDigests(connection);
    const findings = await orFindings(connection, 'amcheck', async () => {
      await makeComparisons(connection);
      return [];
    });
    const isComparable = findings.length === 0;
    const [tables, indexes] = isComparable
      ? [await tablesOf(connection), await indexesOf(connection)]
      : [[], []];
    if (isComparable) await makeComparisons(connection);
    const withRows = await tablesWithRows(connection);
    watch.begin(tables.length + indexes.length + withRows.length);
    const lookAt = async (
      what: string,
      relations: readonly Relation[],
      look: (some: readonly Relation[]) => Promise<Said[]>,
    ): Promise<void> => {
      for (let at = 0; at < relations.length; at += lookedAtTogether) {
        const some = relations.slice(at, at + lookedAtTogether);
        findings.push(...(await lookAtSome(connection, what, { some, look })));
        watch.advance(some.length, some.at(-1)?.name ?? '');
      }
    };
    await lookAt('table', tables, (some) => wrongRows(connection, some));
    await lookAt('index', indexes, (some) => wrongIndexes(connection, some));
    const digests: TableDigest[] = [];
    await lookAt('table', withRows, async (some) => {
      digests.push(...(await digestsOf(connection, some)));
      return [];
    });
    const books: BooksChecked[] = [];
    for (const [what, { count, wrong }] of Object.entries(booksOf)) {
      findings.push(
        ...(await orFindings(connection, what, async () => saidBy(await connection.query(wrong)))),
      );
      const [row] = await connection.query<{ count: string }>(count);
      books.push({ what, count: row?.count ?? '0' });
    }
    return { tables: tables.length, indexes: indexes.length, digests, books, findings };
  });
}

/** Makes what compares rows and indexes, with the extension where it is and else with one of the moment. */
async function makeComparisons(connection: Connection): Promise<void> {
  await connection.execute(`
    do $$
    begin
      if not exists (select from pg_extension where extname = 'amcheck') then
        create schema copy_check;
        create extension amcheck with schema copy_check;
      end if;
      execute format(
        'create function pg_temp.wrong_rows(read regclass) returns setof text language sql as
         ''select format(''''block %%s: %%s'''', blkno, msg) from %1$I.verify_heapam(read)'';
         create function pg_temp.compare_index(read regclass) returns void language sql as
         ''select %1$I.bt_index_check(read, true)''',
        (select nspname from pg_extension join pg_namespace on pg_namespace.oid = extnamespace
         where extname = 'amcheck'));
    end $$`);
}

function tablesOf(copy: Queryable): Promise<Relation[]> {
  return copy.query<Relation>(
    `select oid::text, oid::regclass::text as name from pg_class
     where relkind in ('r', 'm', 't') and relpersistence = 'p' order by oid`,
  );
}

function indexesOf(copy: Queryable): Promise<Relation[]> {
  return copy.query<Relation>(
    `select pg_class.oid::text, pg_class.oid::regclass::text as name
     from pg_class join pg_index on indexrelid = pg_class.oid join pg_am on pg_am.oid = relam
     where amname = 'btree' and relkind = 'i' and relpersistence = 'p' and indisvalid and indisready
     order by pg_class.oid`,
  );
}

/** What is wrong with a relation. */
interface Said {
  readonly name: string;
  readonly says: string;
}

/** Looks at several relations at once; where one of them cannot be read, at each by itself. */
async function lookAtSome(
  connection: Connection,
  what: string,
  {
    some,
    look,
  }: { readonly some: readonly Relation[]; readonly look: (some: readonly Relation[]) => Promise<Said[]> },
): Promise<string[]> {
  const inWords = (rows: readonly Said[]): string[] =>
    rows.map(({ name, says }) => `${what} ${name}: ${says}`);
  const together = await undone(connection, () => look(some)).catch(() => null);
  if (together !== null) return inWords(together);
  const findings: string[] = [];
  for (const relation of some)
    findings.push(
      ...inWords(
        await undone(connection, () => look([relation])).catch((cause: unknown) => [
          { name: relation.name, says: inShort(cause) },
        ]),
      ),
    );
  return findings;
}

async function wrongRows(connection: Connection, some: readonly Relation[]): Promise<Said[]> {
  return connection.query<Said>(
    `select name, says
     from unnest($1::oid[], $2::text[]) as relation (oid, name)
     cross join lateral (select * from pg_temp.wrong_rows(oid::regclass) limit $3) as wrong (says)`,
    [some.map(({ oid }) => oid), some.map(({ name }) => name), mostOfTable],
  );
}

async function wrongIndexes(connection: Connection, some: readonly Relation[]): Promise<Said[]> {
  await connection.query('select pg_temp.compare_index(oid::regclass) from unnest($1::oid[]) as oid', [
    some.map(({ oid }) => oid),
  ]);
  return [];
}

const saidBy = (rows: object[]): string[] => (rows as { says: string }[]).map(({ says }) => says);

/** How many books of a kind there are, and which of them do not add up. */
const booksOf = {
  batches: {
    count: 'select count(*)::text as count from sources.batch',
    wrong: `select
       format('batch %s received %s records and accounts for %s', batch_id, rows_received, accounted) as says
     from sources.batch
     cross join lateral (
       values (rows_loaded + rows_unchanged + rows_quarantined + rows_set_aside)) as counts (accounted)
     where state in ('loaded', 'unchanged') and rows_received <> accounted
     order by batch_id`,
  },
  statements: {
    count: 'select count(*)::text as count from billing.statement',
    wrong: `select format('statement %s: total %s, invoices %s', statement_id, statement.total, invoiced.amount) as says
     from billing.statement
     cross join lateral (
       select coalesce(sum(amount), 0) as amount from billing.invoice
       where invoice.statement_id = statement.statement_id) as invoiced
     where statement.total <> invoiced.amount
     order by statement_id`,
  },
  'ledger documents': {
    count: 'select count(*)::text as count from billing.posting',
    wrong: `select format('document %s: debit %s, credit %s', document_number, rows.debit, rows.credit) as says
     from billing.posting
     cross join lateral (
       select sum((line ->> 'debit')::numeric) as debit, sum((line ->> 'credit')::numeric) as credit
       from jsonb_array_elements(content -> 'rows') as line) as rows
     where rows.debit <> rows.credit or rows.debit <> posting.debit or rows.credit <> posting.credit
     order by posting_id`,
  },
} as const;

/** What the server cannot read it says as an error; that is a finding, and the next look follows. */
async function orFindings(
  connection: Connection,
  what: string,
  look: () => Promise<string[]>,
): Promise<string[]> {
  const findings = await undone(connection, look).catch((cause: unknown) => [inShort(cause)]);
  return findings.map((says) => `${what}: ${says}`);
}

/** Does work of which nothing stays, neither locks nor a failure. */
async function undone<T>(connection: Connection, work: () => Promise<T>): Promise<T> {
  await connection.execute('savepoint look');
  try {
    return await work();
  } finally {
    await connection.execute('rollback to savepoint look; release savepoint look');
  }
}

const inShort = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));
