import { refusal } from '../../kernel/errors.ts';
import { hasState, sqlstate, stateOf, type Connection } from '../../platform/database/index.ts';
import type { Caller } from '../../platform/security/index.ts';
import { textAnswer, versioned } from './answer-json.ts';
import type { QueryOptions, SelectItem } from './grammar/index.ts';
import { pageSizeMost, type Preferences, type ServiceAnswer, type ServiceRequest } from './request.ts';
import type { Reached } from './resource.ts';
import { countOf, pageOf, type CollectionQuery } from './sql/page.ts';
import { invalid } from './sql/typed.ts';

/** What an answer of rows is made from. */
export interface RowsRequest {
  readonly caller: Caller;
  readonly request: ServiceRequest;
  readonly reached: Reached;
  readonly options: QueryOptions;
  readonly preferences: Preferences;
}

/** Answers with rows, one row, a property, a reference or a count. Row security is that of the caller. */
export async function answerRows(asked: RowsRequest): Promise<ServiceAnswer> {
  const { reached } = asked;
  if (reached.only === 'count') return countAnswer(asked);
  if (reached.property !== null) return propertyAnswer(asked);
  return reached.isCollection ? collectionAnswer(asked) : rowAnswer(asked);
}

async function collectionAnswer(asked: RowsRequest): Promise<ServiceAnswer> {
  const page = pageOf(queryOf(asked));
  const { rows, count } = await read(asked, async (transaction) => ({
    count: page.count && (await transaction.query<{ count: string }>(page.count.text, page.count.values)),
    rows: await transaction.query<PageRow>(page.rows.text, page.rows.values),
  }));
  const shown = rows.slice(0, page.size);
  const last = rows.length > page.size ? shown.at(-1) : undefined;
  const token = last === undefined ? null : page.token(placeOf(last), shown.length);
  const parts = [
    ...contextPart(asked),
    ...(count === null ? [] : [`"@odata.count":${count[0]?.count ?? '0'}`]),
    `"value":[${shown.map(({ object }) => object).join(',\n')}]`,
    ...(token === null ? [] : [`"@odata.nextLink":${JSON.stringify(nextLink(asked.request, token))}`]),
  ];
  return json(asked, `{${parts.join(',')}}`);
}

async function rowAnswer(asked: RowsRequest): Promise<ServiceAnswer> {
  const object = await onlyRow(asked, asked.options);
  const etag = /"@odata\.etag" : ("(?:[^"\\]|\\.)*")/.exec(object)?.[1];
  const tag = etag === undefined ? null : (JSON.parse(etag) as string);
  if (tag !== null && asked.request.headers['if-none-match'] === tag)
    return { status: 304, headers: { etag: tag }, body: '' };
  const [context] = contextPart(asked);
  const body = context === undefined ? object : `{${context},${object.trim().slice(1)}`;
  const answer = json(asked, body);
  return tag === null ? answer : { ...answer, headers: { ...answer.headers, etag: tag } };
}

/** The JSON of the one row. Refuses with ODATA_NOT_FOUND when there is none, or none that the caller may see. */
async function onlyRow(asked: RowsRequest, options: QueryOptions): Promise<string> {
  for (const name of ['filter', 'orderby', 'top', 'skip', 'count', 'search', 'apply'] as const)
    if (options[name] !== undefined) throw invalid(`$${name} is of collections, and this is one row`, 0);
  const page = pageOf(queryOf({ ...asked, options }));
  const [row] = await read(asked, (transaction) =>
    transaction.query<PageRow>(page.rows.text, page.rows.values),
  );
  if (row === undefined)
    throw refusal('ODATA_NOT_FOUND', { what: `row of ${asked.reached.entity.set} with this key` });
  return row.object;
}

/** A property of the one row, as JSON writes it. */
async function propertyText(asked: RowsRequest, name: string): Promise<string> {
  const select: SelectItem[] = [{ path: [{ name, at: 0 }], isStar: false, at: 0 }];
  return exactValue(await onlyRow(asked, { ...asked.options, select }), name);
}

/** The key of the one row, as text. Refuses with ODATA_NOT_FOUND a row that is not there for the caller. */
export async function keyOfRow(asked: RowsRequest): Promise<string> {
  const [name = ''] = asked.reached.entity.key;
  return (await propertyText(asked, name)).replace(/^"(.*)"$/, '$1');
}

async function propertyAnswer(asked: RowsRequest): Promise<ServiceAnswer> {
  const { property, entity, only } = asked.reached;
  const name = property ?? '';
  const text = await propertyText(asked, name);
  if (text === 'null') return { status: 204, headers: versioned, body: '' };
  if (only === 'value') return textAnswer(text.startsWith('"') ? (JSON.parse(text) as string) : text);
  const context = `"@odata.context":${JSON.stringify(`${asked.request.root}$metadata#${entity.set}/${name}`)}`;
  return json(asked, `{${context},"value":${text}}`);
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

async function countAnswer(asked: RowsRequest): Promise<ServiceAnswer> {
  const { text, values } = countOf(queryOf(asked));
  const rows = await read(asked, (transaction) => transaction.query<{ count: string }>(text, values));
  return textAnswer(rows[0]?.count ?? '0');
}

/** A row with its place in the order: `k1`, `k2` and so on. */
interface PageRow {
  readonly object: string;
  readonly [place: `k${number}`]: string | null;
}

function placeOf(row: PageRow): (string | null)[] {
  const columns = Object.entries<string | null>({ ...row });
  return columns.filter(([name]) => name !== 'object').map(([, value]) => value);
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
      numbersAsText: preferences.numbersAsText,
      pageSize: preferences.pageSize ?? pageSizeMost,
    },
  };
}

/** In one state of the database: count and rows agree. Refuses what may not be read, and values without a result. */
async function read<T>(
  { caller, reached }: RowsRequest,
  work: (transaction: Connection) => Promise<T>,
): Promise<T> {
  try {
    // Not read-only: of sensitive sets the trail keeps who read them.
    return await caller.transaction(work, { isolation: 'repeatable read' });
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
  '22003': 'a figure out of range',
  '22007': 'a text that is no date or duration',
  '22008': 'a day or time out of range',
  '22P02': 'a text that is no value of its kind',
  '22023': 'a value out of range',
  '2201B': 'a pattern that cannot be read',
  '2201W': 'a negative number of rows',
  '2201X': 'a negative number of rows',
  '54001': 'an expression that is too deep',
};

function json({ preferences }: RowsRequest, body: string): ServiceAnswer {
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

function contextPart({ request, reached, options, preferences }: RowsRequest): string[] {
  if (preferences.metadata === 'none') return [];
  const { entity, isCollection, only } = reached;
  const what =
    only === 'ref'
      ? `Collection($ref)`
      : `${entity.set}${shapeOf(options)}${isCollection || options.apply ? '' : '/$entity'}`;
  return [`"@odata.context":${JSON.stringify(`${request.root}$metadata#${what}`)}`];
}

/** Names of what was chosen, in the form that Power Query accepts: `(name,nav)`, without empty parentheses. */
function shapeOf({ select, expand, apply }: QueryOptions): string {
  if (apply !== undefined) return '';
  const names = (select ?? []).map(({ isStar, path }) =>
    isStar ? '*' : path.map(({ name }) => name).join('/'),
  );
  const expanded = (expand ?? []).map(
    ({ path, options, isStar }) => `${isStar ? '*' : (path[0]?.name ?? '')}${shapeOf(options)}`,
  );
  const all = [...names, ...expanded];
  return all.length === 0 ? '' : `(${all.join(',')})`;
}

const pagingOptions = /^\$?(skiptoken|skip|count)=/i;

function withoutPaging(query: string): string {
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
