import type { Queryable, SqlValue } from '../../database/index.ts';

/** What a value counts; the name of a metric ends with it. */
export const metricUnits = ['bytes', 'ratio', 'seconds'] as const;

/** The unit that the name of a metric ends with; null of what is counted. */
export function unitOf(metric: string): Metric['unit'] {
  return metricUnits.find((unit) => metric.endsWith(`_${unit}`)) ?? null;
}

/**
 * Something about an installation that is measured. The one list of them is what the server reports, what alerts look
 * at, and what dashboard, rules and pages are generated from.
 */
export interface Metric {
  /** `daybook_<stage>_<what>`, with the unit at its end where it has one; counters end in `_total`. */
  readonly name: string;
  /** A gauge goes up and down; a counter only up; a histogram counts values by size. */
  readonly kind: 'gauge' | 'counter' | 'histogram';
  /** Null for what is merely counted. */
  readonly unit: (typeof metricUnits)[number] | null;
  readonly help: string;
  /** Names of what tells its values apart. */
  readonly labels?: readonly string[];
  readonly source: MetricSource;
}

/**
 * Where values come from: a question to the database, whose rows have a column for each label and `value`, and whose $1
 * is the moment that counts as now; or the server that is asked, by the name of the metric.
 */
export type MetricSource =
  | { readonly from: 'database'; readonly sql: string; readonly values?: readonly SqlValue[] }
  | { readonly from: 'server' };

/** One value of a metric. */
export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** What a server knows of itself, by the name of the metric. */
export type ServerReadings = Readonly<Record<string, () => readonly Sample[] | Promise<readonly Sample[]>>>;

/** What metrics are read with. */
export interface MetricSurroundings {
  readonly now: Date;
  readonly readings: ServerReadings;
}

/** Values by metric; null where a metric could not be read. Those that the server does not know are left out. */
export type Samples = ReadonlyMap<string, readonly Sample[] | null>;

/** Reads metrics one after the other; one that cannot be read stops no other. Asks as the owner. */
export async function readMetrics(
  database: Queryable,
  metrics: readonly Metric[],
  surroundings: MetricSurroundings,
): Promise<Samples> {
  const samples = new Map<string, readonly Sample[] | null>();
  for (const metric of metrics) {
    const read = readerOf(database, metric, surroundings);
    if (read !== null) samples.set(metric.name, await read().catch(() => null));
  }
  return samples;
}

function readerOf(
  database: Queryable,
  { name, labels = [], source }: Metric,
  { now, readings }: MetricSurroundings,
): (() => Promise<readonly Sample[]>) | null {
  if (source.from === 'server') {
    const reading = readings[name];
    return reading === undefined ? null : async () => reading();
  }
  return async () => {
    const values = source.sql.includes('$1') ? [now, ...(source.values ?? [])] : [];
    const rows = await database.query<Record<string, unknown>>(source.sql, values);
    return rows.flatMap((row) => {
      const { value } = row;
      if (typeof value !== 'number') return [];
      return { value, labels: Object.fromEntries(labels.map((label) => [label, textOf(row[label])])) };
    });
  };
}

function textOf(cell: unknown): string {
  return typeof cell === 'string' ? cell : JSON.stringify(cell ?? '');
}
