import { refusal } from '../../kernel/errors.ts';
import {
  hasState,
  sqlstate,
  stateOf,
  type Connection,
  type SqlStatement,
} from '../../platform/database/index.ts';
import { readOnce, type Caller } from '../../platform/security/index.ts';
import { textAnswer, versioned } from './answer-json.ts';
import { contextPart } from './context-url.ts';
import type { QueryOptions, SelectItem } from './grammar/index.ts';
import { pageSizeMost, type Preferences, type ServiceAnswer, type ServiceRequest } from './request.ts';
import type { Reached } from './resource.ts';
import { countOf, pageOf, rowOf, type CollectionQuery, type Page, type PageRow } from './sql/page.ts';
import { invalid } from './sql/typed.ts';

/** What an answer of rows is made from. */
export interface RowsRequest {
  readonly caller: Caller;
  readonly request: ServiceRequest;
  readonly reached: Reached;
  readonly options: QueryOptions;
  readonly preferences: Preferences;
  /** How the token of a next page is told, as a part of JSON; unless given, by `@odata.nextLink`. */
  readonly nextPart?: (token: string) => string;
}

/** Answers with rows, one row, a property, a reference or a count. Row security is that of the caller. */
export async function answerRows(rowsRequest: RowsRequest): Promise<ServiceAnswer> {
  const { reached } = rowsRequest;
  if (reached.property !== null) return propertyAnswer(rowsRequest);
  if (reached.only === 'count') return countAnswer(rowsRequest);
  return reached.isCollection ? collectionAnswer(rowsRequest) : rowAnswer(rowsRequest);
}

async function collectionAnswer(rowsRequest: RowsRequest): Promise<ServiceAnswer> {
  const {
    nextPart = (token: string) => `"@odata.nextLink":${JSON.stringify(nextLink(rowsRequest.request, token))}`,
  } = rowsRequest;
  const page = pageOf(queryOf(rowsRequest));
  const [row] = await readAlone<PageRow>(rowsRequest, page.statement);
  const token = tokenBehind(page, row);
  const parts = [
    ...contextPart(rowsRequest),
    ...countPart(row),
    `"value":[${row?.objects ?? ''}]`,
    ...(token === null ? [] : [nextPart(token)]),
  ];
  return json(rowsRequest, `{${parts.join(',')}}`);
}

/** The token of what is behind a page; null where nothing is. */
export function tokenBehind(page: Page, row: PageRow | undefined): string | null {
  if (row === undefined || Number.parseInt(row.found, 10) <= page.size) return null;
  return page.token(placeOf(row), page.size);
}

/** How many rows there are, as a part of JSON, where that was asked for. */
export function countPart(row: PageRow | undefined): string[] {
  return row?.count === undefined ? [] : [`"@odata.count":${row.count}`];
}

async function rowAnswer(rowsRequest: RowsRequest): Promise<ServiceAnswer> {
  const object = await onlyRow(rowsRequest, rowsRequest.options);
  const etag = /"@odata\.etag":("(?:[^"\\]|\\.)*")/.exec(object)?.[1];
  const tag = etag === undefined ? null : (JSON.parse(etag) as string);
  if (tag !== null && rowsRequest.request.headers['if-none-match'] === tag)
    return { status: 304, headers: { etag: tag }, body: '' };
  const [context] = contextPart(rowsRequest);
  const body = context === undefined ? object : `{${context},${object.trim().slice(1)}`;
  const answer = json(rowsRequest, body);
  return tag === null ? answer : { ...answer, headers: { ...answer.headers, etag: tag } };
}

/** The JSON of the one row. Refuses with ODATA_NOT_FOUND when there is none, or none that the caller may see. */
async function onlyRow(rowsRequest: RowsRequest, options: QueryOptions): Promise<string> {
  for (const name of ['filter', 'orderby', 'top', 'skip', 'count', 'search', 'apply'] as const)
    if (options[name] !== undefined)
      throw invalid(`$${name} applies to collections, and this is a single row`, 0);
  const object = await objectOf(rowsRequest, options);
  if (object === null)
    throw refusal('ODATA_NOT_FOUND', { what: `row of ${rowsRequest.reached.entity.set} with this key` });
  return object;
}

/** The JSON of the one row; null when there is none, or none that the caller may see. */
export async function objectOf(rowsRequest: RowsRequest, options: QueryOptions): Promise<string | null> {
  const statement = rowOf(queryOf({ ...rowsRequest, options }));
  const [row] = await readAlone<{ object: string }>(rowsRequest, statement);
  return row?.object ?? null;
}

/** A property of the one row, as JSON writes it. */
async function propertyText(rowsRequest: RowsRequest, name: string): Promise<string> {
  const select: SelectItem[] = [{ path: [{ name, at: 0 }], isStar: false, at: 0 }];
  return exactValue(await onlyRow(rowsRequest, { ...rowsRequest.options, select }), name);
}

/** The key of the one row, as text. Refuses with ODATA_NOT_FOUND a row that is not there for the caller. */
export async function keyOfRow(rowsRequest: RowsRequest): Promise<string> {
  const [name = ''] = rowsRequest.reached.entity.key;
  return (await propertyText(rowsRequest, name)).replace(/^"(.*)"$/, '$1');
}

async function propertyAnswer(rowsRequest: RowsRequest): Promise<ServiceAnswer> {
  const { property, entity, only } = rowsRequest.reached;
  const name = property ?? '';
  const text = await propertyText(rowsRequest, name);
  if (only === 'count') return textAnswer(String((JSON.parse(text) as unknown[] | null)?.length ?? 0));
  if (text === 'null') return { status: 204, headers: versioned, body: '' };
  if (only === 'value') return textAnswer(text.startsWith('"') ? (JSON.parse(text) as string) : text);
  const context = `"@odata.context":${JSON.stringify(`${rowsRequest.request.root}$metadata#${entity.set}/${name}`)}`;
  return json(rowsRequest, `{${context},"value":${text}}`);
}

/** The value of a name as it is written, so that no digit of a number is lost. */
function exactValue(object: string, name: string): string {
  let valueText = 'null';
  JSON.parse(object, function (this: unknown, key: string, value: unknown, context?: { source?: string }) {
    if (key === name) valueText = context?.source ?? JSON.stringify(value);
    return value;
  });
  return valueText;
}

async function countAnswer(rowsRequest: RowsRequest): Promise<ServiceAnswer> {
  const rows = await readAlone<{ count: string }>(rowsRequest, countOf(queryOf(rowsRequest)));
  return textAnswer(rows[0]?.count ?? '0');
}

/** Where the last row of a page stands in its order. */
function placeOf(row: PageRow): (string | null)[] {
  const columns = Object.entries<string | null | undefined>({ ...row });
  return columns.filter(([name]) => /^k\d+$/.test(name)).map(([, value]) => value ?? null);
}

/** What is asked of the rows. */
export function queryOf({ request, reached, options, preferences }: RowsRequest): CollectionQuery {
  return {
    options,
    place: reached.place,
    base: reached.base,
    isReference: reached.only === 'ref',
    written: `${request.path}?${withoutPaging(request.query)}`,
    style: {
      root: request.root,
      withAnnotations: preferences.withAnnotations,
      isFull: preferences.metadata === 'full',
      numbersAsText: preferences.numbersAsText,
      pageSize: preferences.pageSize ?? pageSizeMost,
    },
  };
}

/** In one state of the database: count and rows agree. Refuses what may not be read, and values without a result. */
export async function read<T>(
  { caller, reached }: RowsRequest,
  work: (transaction: Connection) => Promise<T>,
): Promise<T> {
  // Not read-only: of sensitive sets the trail keeps who read them.
  return reading(reached, () => caller.transaction(work, { isolation: 'repeatable read' }));
}

/** What one statement gives, which sees one state of the database anyway. Refuses as `read` does. */
async function readAlone<Row extends object>(
  { caller, reached }: RowsRequest,
  { text, values }: SqlStatement,
): Promise<Row[]> {
  return reading(reached, () => readOnce<Row>(caller, text, values));
}

async function reading<T>(reached: Reached, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (hasState(error, sqlstate.insufficientPrivilege))
      throw refusal('ODATA_FORBIDDEN', { what: reached.entity.set });
    const problem = valueProblems[stateOf(error) ?? ''];
    if (problem !== undefined) throw refusal('ODATA_VALUE_INVALID', { problem });
    throw error;
  }
}

/** What PostgreSQL says of values that a query computes with. */
const valueProblems: Readonly<Partial<Record<string, string>>> = {
  '22012': 'a division by zero',
  '22003': 'a number out of range',
  '22007': 'text that is not a date or duration',
  '22008': 'a day or time out of range',
  '22P02': 'text that is not a valid value of its type',
  '22023': 'a value out of range',
  '2201B': 'an invalid pattern',
  '2201W': 'a negative number of rows',
  '2201X': 'a negative number of rows',
  '54001': 'an expression that is nested too deeply',
};

/** An answer in JSON that the database wrote. */
export function json({ preferences }: RowsRequest, body: string): ServiceAnswer {
  const exact = preferences.numbersAsText ? ';IEEE754Compatible=true' : '';
  return {
    status: 200,
    headers: {
      ...versioned,
      'content-type': `application/json;odata.metadata=${preferences.metadata}${exact}; charset=utf-8`,
      ...(preferences.applied.length > 0 ? { 'preference-applied': preferences.applied.join(', ') } : {}),
    },
    body,
  };
}

const pagingOptions = /^\$?(skiptoken|skip|count|deltatoken)=/i;

/** The options of a query without those that say which part of it is meant. */
export function withoutPaging(query: string): string {
  return query
    .split('&')
    .filter((option) => !pagingOptions.test(option.replace(/^%24/i, '$')))
    .join('&');
}

/** The same address with the token in place of what skipped rows. */
function nextLink({ root, path, query }: ServiceRequest, token: string): string {
  const otherOptions = query
    .split('&')
    .filter((option) => option !== '' && !/^\$?(skiptoken|skip)=/i.test(option.replace(/^%24/i, '$')));
  return `${root}${path}?${[...otherOptions, `$skiptoken=${token}`].join('&')}`;
}
