import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { Answers } from './answers.ts';
import { download, read, send, type Query } from './client.ts';

/** Why a file was refused, with the places in it. */
export type LoadError = NonNullable<Load['error']>;

/** A file that was received, and what became of it. */
export type Load = Answers['GET /batches']['loads'][number];

/** Rows that one request of a list asks for. */
const pageSize = 200;

/** Loads, newest first, page by page; of one feed where it is named. */
export const loadsPagedQuery = (feed?: string) =>
  infiniteQueryOptions({
    queryKey: ['data', 'loads', feed ?? ''],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      read<Answers['GET /batches']>('/batches', { feed, before: pageParam, limit: pageSize }, signal),
    getNextPageParam: ({ next }) => next ?? undefined,
  });

/** A record that a check held back. */
export type HeldRecord = Answers['GET /quarantine']['records'][number];

/** Records that were held back, oldest first, page by page; decided ones too where they are asked for. */
export const quarantineQuery = (isAll: boolean) =>
  infiniteQueryOptions({
    queryKey: ['data', 'quarantine', isAll],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      read<Answers['GET /quarantine']>(
        '/quarantine',
        { all: isAll ? 'true' : undefined, after: pageParam, limit: pageSize },
        signal,
      ),
    getNextPageParam: ({ next }) => next ?? undefined,
  });

/** What became of a file, or of records that were loaded again. */
export type LoadOutcome = Answers['POST /intake/:feed'];

/** Loads held records again, with corrected values by column or as they are. */
export async function replayRecords(
  records: readonly { readonly number: string; readonly values?: Readonly<Record<string, string>> }[],
  reason: string,
): Promise<Answers['POST /quarantine/replay']> {
  return send('POST', '/quarantine/replay', { body: { records }, reason });
}

/** Loads the records of a corrected export again: the text of the CSV that `downloadQuarantine` gave. */
export async function replayCorrected(
  corrected: string,
  reason: string,
): Promise<Answers['POST /quarantine/replay']> {
  return send('POST', '/quarantine/replay', { body: { corrected }, reason });
}

/** Leaves held records out for good. */
export async function discardRecords(
  records: readonly string[],
  reason: string,
): Promise<Answers['POST /quarantine/discard']> {
  return send('POST', '/quarantine/discard', { body: { records, reason }, reason });
}

/** Held records as CSV, to be corrected in a spreadsheet. */
export async function downloadQuarantine(): Promise<void> {
  await download('/quarantine/file');
}

/** The feed of the revenue workbooks that sites send every month. */
export const workbookFeed = 'revenue_workbook';

/** As of when the data of a feed is. */
export type FeedFreshness = SourceFreshness['feeds'][number];

/** As of when the data of a source is. */
export type SourceFreshness = Answers['GET /freshness'][number];

/** As of when the data of every source and feed is. */
export const freshnessQuery = queryOptions({
  queryKey: ['data', 'freshness'],
  queryFn: ({ signal }) => read<Answers['GET /freshness']>('/freshness', {}, signal),
  retry: false,
  staleTime: 60_000,
});

/** A question that can be asked. */
export type Question = Answers['GET /questions'][number];

/** The questions that can be asked. */
export const questionsQuery = queryOptions({
  queryKey: ['data', 'questions'],
  queryFn: ({ signal }) => read<Answers['GET /questions']>('/questions', {}, signal),
  staleTime: Infinity,
});

/** A row of an answer. */
export type AnswerRow = Answers['GET /explain/:question']['rows'][number];

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
    queryFn: ({ signal }): Promise<QuestionAnswer> =>
      read<Answers[`GET /${'ask' | 'explain'}/:question`]>(
        `/${way}/${encodeURIComponent(question)}`,
        parameters,
        signal,
      ),
    retry: false,
  });

/** How data gets from sources to questions. */
export type Lineage = Answers['GET /lineage'];

/** Everything that leads to one thing or from it; without a name everything. */
export const lineageQuery = (of?: string) =>
  queryOptions({
    queryKey: ['data', 'lineage', of ?? ''],
    queryFn: ({ signal }) => read<Lineage>('/lineage', { of }, signal),
    staleTime: Infinity,
  });

/** A table or view, with what it holds. */
export type Relation = Answers['GET /dictionary'][number];

/** Tables and views. */
export const dictionaryQuery = queryOptions({
  queryKey: ['data', 'dictionary'],
  queryFn: ({ signal }) => read<Answers['GET /dictionary']>('/dictionary', {}, signal),
  staleTime: Infinity,
});

/** The columns of a table or view. */
export const relationQuery = (relation: string) =>
  queryOptions({
    queryKey: ['data', 'dictionary', relation],
    queryFn: ({ signal }) =>
      read<Answers['GET /dictionary/:relation']>(`/dictionary/${encodeURIComponent(relation)}`, {}, signal),
    staleTime: Infinity,
  });
