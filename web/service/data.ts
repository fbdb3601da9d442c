import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { download, read, send, upload, type Query } from './client.ts';

/** Why a file was refused, with the places in it. */
export interface LoadError {
  readonly code: string;
  readonly message: string;
  readonly next: string;
  readonly faults: readonly {
    readonly line: number;
    readonly column: string | null;
    readonly value: string | null;
    readonly rule: string;
    readonly message: string;
  }[];
}

interface RowCounts {
  readonly received: number;
  readonly loaded: number;
  readonly unchanged: number;
  readonly superseded: number;
  readonly quarantined: number;
}

/** A file that was received, and what became of it. */
export interface Load {
  readonly batch_id: string;
  readonly source: string;
  readonly feed: string;
  readonly file: string;
  readonly sha256: string;
  readonly size_bytes: string;
  readonly received_by: string;
  readonly received_at: string;
  readonly seconds: string | null;
  readonly state: string;
  readonly rows: RowCounts;
  readonly control_totals: readonly {
    readonly column: string;
    readonly count: string;
    readonly sum: string | null;
  }[];
  readonly effective_on: string | null;
  readonly same_as_batch_id: string | null;
  readonly replay_of_batch_id: string | null;
  readonly error: LoadError | null;
  readonly warnings: readonly { readonly rule: string; readonly message: string }[];
}

/** Rows that one request of a list asks for. */
const pageSize = 200;

/** Loads, newest first, page by page. */
export const loadsPagedQuery = infiniteQueryOptions({
  queryKey: ['data', 'loads'],
  initialPageParam: undefined as string | undefined,
  queryFn: ({ pageParam, signal }) =>
    read<{ readonly loads: readonly Load[]; readonly next: string | null }>(
      '/batches',
      { before: pageParam, limit: pageSize },
      signal,
    ),
  getNextPageParam: ({ next }) => next ?? undefined,
});

/** A record that a check held back. */
export interface HeldRecord {
  readonly quarantine_id: string;
  readonly batch_id: string;
  readonly feed: string;
  readonly file: string;
  readonly line: number;
  readonly column: string | null;
  readonly value: string | null;
  readonly rule: string;
  readonly message: string;
  readonly state: string;
  readonly waits_for: string | null;
  readonly waits_for_id: string | null;
  readonly record: readonly { readonly header: string; readonly value: string }[];
  readonly decided_by: string | null;
  readonly decided_at: string | null;
  readonly decided_reason: string | null;
}

/** Records that were held back, oldest first, page by page; decided ones too where they are asked for. */
export const quarantineQuery = (isAll: boolean) =>
  infiniteQueryOptions({
    queryKey: ['data', 'quarantine', isAll],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      read<{ readonly records: readonly HeldRecord[]; readonly next: string | null }>(
        '/quarantine',
        { all: isAll ? 'true' : undefined, after: pageParam, limit: pageSize },
        signal,
      ),
    getNextPageParam: ({ next }) => next ?? undefined,
  });

/** What became of a file, or of records that were loaded again. */
export interface LoadOutcome {
  readonly file: string;
  readonly feed: string;
  readonly state: string;
  readonly batch_id: string | null;
  readonly rows: RowCounts;
  readonly warnings: readonly { readonly rule: string; readonly message: string }[];
  readonly held: readonly { readonly rule: string; readonly records: number }[];
  readonly changes?: readonly {
    readonly site: string;
    readonly month: string;
    readonly kind: 'comes' | 'goes';
    readonly rows: string;
    readonly sums: Readonly<Record<string, string | null>>;
  }[];
  readonly error?: LoadError;
}

interface Each<T> {
  readonly done: readonly T[];
  readonly refused: readonly {
    readonly id: string;
    readonly error: { readonly message: string; readonly next: string };
  }[];
  readonly failed: number;
}

/** Loads held records again, with corrected values by column or as they are. */
export async function replayRecords(
  records: readonly { readonly number: string; readonly values?: Readonly<Record<string, string>> }[],
  reason: string,
): Promise<Each<LoadOutcome>> {
  return send('POST', '/quarantine/replay', { body: { records }, reason });
}

/** Leaves held records out for good. */
export async function discardRecords(records: readonly string[], reason: string): Promise<Each<string>> {
  return send('POST', '/quarantine/discard', { body: { records, reason }, reason });
}

/** Held records as CSV, to be corrected in a spreadsheet. */
export async function downloadQuarantine(): Promise<void> {
  await download('/quarantine/file');
}

/** As of when the data of a feed is. */
export interface FeedFreshness {
  readonly feed: string;
  readonly title: string;
  readonly as_of: string | null;
  readonly batch_id: string | null;
  readonly file: string | null;
  readonly effective_on: string | null;
  readonly since: {
    readonly batch_id: string;
    readonly state: string;
    readonly received_at: string;
  } | null;
}

/** As of when the data of a source is. */
export interface SourceFreshness {
  readonly source: string;
  readonly as_of: string | null;
  readonly feeds: readonly FeedFreshness[];
}

/** As of when the data of every source and feed is. */
export const freshnessQuery = queryOptions({
  queryKey: ['data', 'freshness'],
  queryFn: ({ signal }) => read<readonly SourceFreshness[]>('/freshness', {}, signal),
  retry: false,
  staleTime: 60_000,
});

/** Loads a file, or shows what it would change. */
export async function loadFile(
  file: File,
  { feed, isDryRun, reason }: { readonly feed: string; readonly isDryRun: boolean; readonly reason: string },
): Promise<LoadOutcome> {
  const query = { name: file.name, dry_run: isDryRun ? 'true' : undefined };
  return upload(`/intake/${encodeURIComponent(feed)}`, { query, file, reason });
}

/** A question that can be asked. */
export interface Question {
  readonly name: string;
  readonly summary: string;
  readonly answers: 'figure' | 'rows';
  readonly parameters: readonly {
    readonly name: string;
    readonly description: string;
    readonly is_required: boolean;
    readonly default: string | null;
    readonly choices: readonly string[] | null;
    readonly takes: string;
    readonly example: string;
  }[];
}

/** The questions that can be asked. */
export const questionsQuery = queryOptions({
  queryKey: ['data', 'questions'],
  queryFn: ({ signal }) => read<readonly Question[]>('/questions', {}, signal),
  staleTime: Infinity,
});

/** A row of an answer. */
export type AnswerRow = Readonly<Record<string, string | number | null>>;

/** What a question was answered with: a figure or rows. */
export interface QuestionAnswer {
  readonly value?: string | null;
  readonly rows?: readonly AnswerRow[];
  readonly message?: string;
}

/** The answer to a question, or the facts behind it. */
export const answerQuery = (way: 'ask' | 'explain', question: string, parameters: Query) =>
  queryOptions({
    queryKey: ['data', way, question, parameters],
    queryFn: ({ signal }) =>
      read<QuestionAnswer>(`/${way}/${encodeURIComponent(question)}`, parameters, signal),
    retry: false,
  });

/** How data gets from sources to questions. */
export interface Lineage {
  readonly steps: readonly {
    readonly step: string;
    readonly kind: string;
    readonly name: string;
    readonly about: string;
  }[];
  readonly flows: readonly { readonly from: string; readonly to: string }[];
}

/** Everything that leads to one thing or from it; without a name everything. */
export const lineageQuery = (of?: string) =>
  queryOptions({
    queryKey: ['data', 'lineage', of ?? ''],
    queryFn: ({ signal }) => read<Lineage>('/lineage', { of }, signal),
    staleTime: Infinity,
  });

/** A table or view, with what it holds. */
export interface Relation {
  readonly relation: string;
  readonly kind: 'table' | 'view';
  readonly comment: string;
  readonly data_class: number | null;
  readonly columns: number;
  readonly personal: number;
}

/** Tables and views. */
export const dictionaryQuery = queryOptions({
  queryKey: ['data', 'dictionary'],
  queryFn: ({ signal }) => read<readonly Relation[]>('/dictionary', {}, signal),
  staleTime: Infinity,
});

/** The columns of a table or view. */
export const relationQuery = (relation: string) =>
  queryOptions({
    queryKey: ['data', 'dictionary', relation],
    queryFn: ({ signal }) =>
      read<{
        readonly comment: string;
        readonly columns: readonly {
          readonly column: string;
          readonly type: string;
          readonly comment: string;
          readonly is_required: boolean;
          readonly is_key: boolean;
          readonly is_personal: boolean;
        }[];
      }>(`/dictionary/${encodeURIComponent(relation)}`, {}, signal),
    staleTime: Infinity,
  });
