import type { Queryable } from '../../database/index.ts';

/** The spans that reports are of, as people ask for them. */
export const reportPeriods = ['day', 'week', 'month'] as const;
export type ReportPeriod = (typeof reportPeriods)[number];

/** A span of whole days in the operator's time zone: `YYYY-MM-DD`, both included. */
export interface ReportSpan {
  readonly period: ReportPeriod;
  readonly firstDay: string;
  readonly lastDay: string;
}

/** The instants of a span: from the first one, until before the last one. */
export interface SpanInstants {
  readonly from: Date;
  readonly until: Date;
}

/** A column of a section, by the words above it; figures stand at the right. */
export interface ReportColumn {
  readonly title: string;
  readonly isFigure: boolean;
}

/** A row: a cell for each column, null where there is nothing to say. */
export interface ReportRow {
  readonly cells: readonly (string | null)[];
  /** Somebody has to look at it. */
  readonly isForSomebody: boolean;
}

/** What a part of a report says. */
export interface ReportSection {
  readonly name: string;
  readonly title: string;
  readonly columns: readonly ReportColumn[];
  readonly rows: readonly ReportRow[];
  /** What it means that there are no rows. */
  readonly none: string;
}

/** A part of reports: what it is, and what fills it for a span. Asks as the owner. */
export interface DescribedSection extends Omit<ReportSection, 'rows'> {
  readonly read: (database: Queryable, span: SpanInstants) => Promise<ReportRow[]>;
}

/** A report of operations. */
export interface OperationsReport extends ReportSpan {
  /** An instant in UTC. */
  readonly madeAt: string;
  readonly sections: readonly ReportSection[];
}

/** A stored report without its sections. */
export interface ListedReport extends ReportSpan {
  readonly madeAt: string;
  /** Rows that somebody has to look at. */
  readonly forSomebody: number;
  /** When it went out by mail; null while it did not. */
  readonly mailedAt: string | null;
}

/** A column of words. */
export function words(title: string): ReportColumn {
  return { title, isFigure: false };
}

/** A column of figures. */
export function figures(title: string): ReportColumn {
  return { title, isFigure: true };
}

/** Rows that somebody has to look at. */
export function countForSomebody(sections: readonly ReportSection[]): number {
  return sections.flatMap(({ rows }) => rows).filter(({ isForSomebody }) => isForSomebody).length;
}

/** Fills the sections for a span, one after the other. */
export async function fillSections(
  database: Queryable,
  sections: readonly DescribedSection[],
  span: SpanInstants,
): Promise<ReportSection[]> {
  const filled: ReportSection[] = [];
  for (const { read, ...section } of sections) filled.push({ ...section, rows: await read(database, span) });
  return filled;
}

/** Stores a report, once: whether it is new. As the owner. */
export async function storeReport(
  database: Queryable,
  { period, firstDay, lastDay, madeAt, sections }: OperationsReport,
): Promise<boolean> {
  const stored = await database.query(
    `insert into operations.report (period, first_on, last_on, made_at, for_somebody, sections)
     values ($1, $2, $3, $4, $5, $6) on conflict do nothing returning period`,
    [period, firstDay, lastDay, madeAt, countForSomebody(sections), JSON.stringify(sections)],
  );
  return stored.length > 0;
}

/** The stored report of a span; null where there is none. */
export async function readReport(
  database: Queryable,
  { period, firstDay }: Pick<ReportSpan, 'period' | 'firstDay'>,
): Promise<OperationsReport | null> {
  const [report] = await database.query<OperationsReport>(
    `select period, first_on as "firstDay", last_on as "lastDay", audit.instant(made_at) as "madeAt", sections
     from operations.report where period = $1 and first_on = $2`,
    [period, firstDay],
  );
  return report ?? null;
}

/** Stored reports, the newest first. */
export function readReports(
  database: Queryable,
  { period, limit }: { readonly period?: ReportPeriod | undefined; readonly limit: number },
): Promise<ListedReport[]> {
  return database.query<ListedReport>(
    `select period, first_on as "firstDay", last_on as "lastDay", audit.instant(made_at) as "madeAt",
       for_somebody as "forSomebody", audit.instant(mailed_at) as "mailedAt"
     from operations.report where $1::text is null or period = $1
     order by last_on desc, first_on limit $2`,
    [period ?? null, limit],
  );
}
