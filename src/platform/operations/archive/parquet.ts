import type { DuckDBConnection } from '@duckdb/node-api';

/** A column as it is written: its name, and its type as PostgreSQL says it. */
export interface PackedColumn {
  readonly name: string;
  readonly type: string;
}

/** Counts and sums of a Parquet file, to be compared with those of the database. */
export interface PackedFacts {
  readonly rows: string;
  readonly totals: Readonly<Record<string, string | null>>;
}

/**
 * Types of PostgreSQL whose values Parquet holds exactly, and that are written back as the same text. Every other type
 * goes as the text that PostgreSQL writes, so that nothing is ever rounded.
 */
const exactTypes: Readonly<Record<string, string>> = {
  bigint: 'bigint',
  boolean: 'boolean',
  date: 'date',
  integer: 'integer',
  smallint: 'smallint',
  'timestamp with time zone': 'timestamptz',
};
const mostDigits = 38;

/** Rows of one group: questions read whole months, so that large groups only pack better. */
const groupRows = 245_760;

/** Packs the rows of a CSV file of PostgreSQL, in which every value is quoted, into a Parquet file. */
export async function packRows(
  duck: DuckDBConnection,
  from: string,
  columns: readonly PackedColumn[],
  to: string,
): Promise<void> {
  const names = columns.map(({ name }) => `${literal(name)}: 'varchar'`).join(', ');
  const typed = columns.map((column) => `${reading(column)} as ${quoted(column.name)}`).join(', ');
  await duck.run(
    [
      'copy (select',
      typed,
      'from read_csv(',
      literal(from),
      `, header = false, auto_detect = false, delim = ',', quote = '"', escape = '"', nullstr = '',`,
      'allow_quoted_nulls = false, parallel = false, max_line_size = 4194304, columns = {',
      names,
      '})) to',
      literal(to),
      '(format parquet, parquet_version v2, compression zstd, compression_level 6,',
      `row_group_size ${String(groupRows)})`,
    ].join(' '),
  );
}

/** Writes the rows of a Parquet file as PostgreSQL would in CSV, every value quoted; their count and sums. */
export async function unpackRows(
  duck: DuckDBConnection,
  from: string,
  columns: readonly PackedColumn[],
  to: string,
): Promise<PackedFacts> {
  const texts = columns.map((column) => `${writing(column)} as ${quoted(column.name)}`).join(', ');
  await duck.run(
    [
      'copy (select',
      texts,
      'from read_parquet(',
      literal(from),
      ')) to',
      literal(to),
      `(format csv, header false, force_quote *, quote '"', escape '"', nullstr '')`,
    ].join(' '),
  );
  const sums = columns
    .filter(({ type }) => type.startsWith('numeric'))
    .map((column) => ({ name: column.name, sum: sumOf(column) }));
  const counted = await duck.runAndReadAll(
    [
      'select',
      ['count(*)::varchar', ...sums.map(({ sum }) => sum)].join(', '),
      'from read_parquet(',
      literal(from),
      ')',
    ].join(' '),
  );
  const [row = []] = counted.getRows();
  const [rows, ...totals] = row.map((value) => (value === null ? null : String(value)));
  return {
    rows: rows ?? '0',
    totals: Object.fromEntries(sums.map(({ name }, at) => [name, totals[at] ?? null])),
  };
}

/** Opens a database in memory that spills into the folder, and closes it whatever happens. */
export async function onDuck<T>(scratch: string, work: (duck: DuckDBConnection) => Promise<T>): Promise<T> {
  // Loaded here only: its library has 70 MB, and most commands need none of it.
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const instance = await DuckDBInstance.create(':memory:', {
    threads: '2',
    memory_limit: '1GB',
    temp_directory: scratch,
    autoinstall_known_extensions: 'false',
    preserve_insertion_order: 'true',
  });
  try {
    const duck = await instance.connect();
    try {
      await duck.run(`set TimeZone = 'UTC'`);
      return await work(duck);
    } finally {
      duck.closeSync();
    }
  } finally {
    instance.closeSync();
  }
}

/** Type in Parquet; null where the text of PostgreSQL is kept. */
function packedType({ type }: PackedColumn): string | null {
  const [, digits, scale] = /^numeric\((\d+),(\d+)\)$/.exec(type) ?? [];
  if (digits !== undefined && scale !== undefined && Number.parseInt(digits, 10) <= mostDigits)
    return `decimal(${digits}, ${scale})`;
  return exactTypes[type] ?? null;
}

function reading(column: PackedColumn): string {
  const name = quoted(column.name);
  const type = packedType(column);
  if (type === null) return name;
  return type === 'boolean' ? `(${name} = 't')` : `cast(${name} as ${type})`;
}

function writing(column: PackedColumn): string {
  const name = quoted(column.name);
  if (packedType(column) !== 'boolean') return `cast(${name} as varchar)`;
  return `case when ${name} then 't' when not ${name} then 'f' end`;
}

/** Amounts that are kept as text are summed by PostgreSQL alone; the digest compares them. */
function sumOf(column: PackedColumn): string {
  return packedType(column) === null ? 'null' : `cast(sum(${quoted(column.name)}) as varchar)`;
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
