import { createHash } from 'node:crypto';
import { countPart, json, queryOf, read, tokenBehind, withoutPaging } from '../answer-rows.ts';
import type { RowsRequest } from '../answer-rows.ts';
import type { ServiceAnswer, ServiceRequest } from '../request.ts';
import { betweenRows, pageOf, type PageRow } from '../sql/page.ts';
import { invalid, unsupported } from '../sql/typed.ts';
import { contextPart } from '../context-url.ts';
import { followedOf } from './changed-keys.ts';
import { horizonOf, readChanges, type Changes } from './read-changes.ts';
import { forgetOldTokens, heldToken, keepToken, type ChangeToken, type TokenStore } from './token-store.ts';
import { partOf, type ReportedRow } from './reported-rows.ts';

/** Changed rows of one answer, unless the client prefers fewer: comparing again costs more than sending them. */
const changesMost = 20_000;

/**
 * Answers a set whose changes the client follows (`Prefer: odata.track-changes`, protocol 8.2.8.6 and 11.3): its pages,
 * of which the last leads to what changes after (`@odata.deltaLink`), and what has changed since (`$deltatoken`).
 * What the client was told is kept, so that whatever it holds and would not be told any more is reported as gone,
 * also where the rights of the caller reach less far. Refuses with ODATA_TOKEN_GONE.
 */
export async function answerTracked(rowsRequest: RowsRequest, store: TokenStore): Promise<ServiceAnswer> {
  const { reached, options } = rowsRequest;
  if (!reached.isCollection || reached.property !== null)
    throw invalid('only the changes of a set can be followed', 0);
  if (reached.only !== null) throw unsupported(`changes of /$${reached.only}`);
  if (options.apply !== undefined) throw unsupported('changes of $apply');
  if (options.top !== undefined || options.skip !== undefined)
    throw invalid('changes are tracked for all rows of a query: leave out $top and $skip', 0);
  const isOfChanges = options.deltatoken !== undefined && options.skiptoken === undefined;
  return isOfChanges ? answerChanges(rowsRequest, store) : answerPage(rowsRequest, store);
}

async function answerPage(rowsRequest: RowsRequest, store: TokenStore): Promise<ServiceAnswer> {
  const { request } = rowsRequest;
  const before = await tokenBefore(rowsRequest, store);
  const page = pageOf({ ...queryOf(rowsRequest), withGuid: true });
  const { horizon, row } = await read(rowsRequest, async (transaction) => {
    const horizonBefore = await horizonOf(transaction);
    const [first] = await transaction.query<PageRow>(page.statement.text, page.statement.values);
    return { horizon: horizonBefore, row: first };
  });
  const objects = row?.objects?.split(betweenRows) ?? [];
  const shown = (row?.guids?.split(',') ?? []).map((guid, at) => ({ guid, object: objects[at] ?? '' }));
  const token: ChangeToken = {
    ...before,
    // Of the first page: what was changed while the pages were read is told once more.
    horizon: before.horizon ?? horizon,
    rowCount: before.rowCount + shown.length,
  };
  const part = shown.length === 0 ? null : partOf(shown);
  const written = await keepToken(store, token, part);
  const next = tokenBehind(page, row);
  const skipped = next === null ? [] : [`$skiptoken=${next}`];
  const parts = [
    ...contextPart(rowsRequest),
    ...countPart(row),
    `"value":[${row?.objects ?? ''}]`,
    linkPart(next === null ? 'deltaLink' : 'nextLink', request, [...skipped, `$deltatoken=${written}`]),
  ];
  return json(rowsRequest, `{${parts.join(',')}}`);
}

/** Where the client stands before a page: what the pages before it told; before the first one nothing. */
async function tokenBefore(
  { request, options, reached }: RowsRequest,
  store: TokenStore,
): Promise<Omit<ChangeToken, 'horizon'> & { readonly horizon: string | null }> {
  const query = digestOf(request);
  if (options.deltatoken !== undefined) return heldToken(store, options.deltatoken, query);
  await forgetOldTokens(store);
  const { fingerprint } = await followedOf(store.owner, reached.entity, store.personId);
  return { query, fingerprint, horizon: null, rowCount: 0, parts: [] };
}

async function answerChanges(rowsRequest: RowsRequest, store: TokenStore): Promise<ServiceAnswer> {
  const { request, options, reached, preferences } = rowsRequest;
  const token = await heldToken(store, options.deltatoken ?? '', digestOf(request));
  const followed = await followedOf(store.owner, reached.entity, store.personId);
  const most = preferences.pageSize ?? changesMost;
  const { horizon, changes } = await read(rowsRequest, async (transaction) => ({
    horizon: await horizonOf(transaction),
    changes: await readChanges(transaction, { rowsRequest, store, token, followed, most }),
  }));
  const toldRows: ReportedRow[] = [
    ...changes.changed,
    ...changes.gone.map(({ guid }) => ({ guid, object: null })),
  ];
  const next: ChangeToken = {
    query: token.query,
    // What is left to tell was changed after the horizon before.
    horizon: changes.isCut ? token.horizon : horizon,
    fingerprint: changes.isCut ? token.fingerprint : followed.fingerprint,
    rowCount: changes.rowCount,
    parts: changes.whole === null ? token.parts : [],
  };
  const part = changes.whole ?? (toldRows.length === 0 ? null : partOf(toldRows));
  const written = await keepToken(store, next, part);
  const value = [
    ...changes.changed.map(({ object }) => object ?? ''),
    ...changes.gone.map((one) => goneRow(rowsRequest, one)),
  ];
  const context = `${request.root}$metadata#${reached.entity.set}/$delta`;
  const parts = [
    ...(preferences.metadata === 'none' ? [] : [`"@odata.context":${JSON.stringify(context)}`]),
    `"value":[${value.join(',\n')}]`,
    linkPart(changes.isCut ? 'nextLink' : 'deltaLink', request, [`$deltatoken=${written}`]),
  ];
  return json(rowsRequest, `{${parts.join(',')}}`);
}

/** Under the address of Dataverse a row that is gone is named by its GUID, as there; else by its address. */
function goneRow({ request, reached }: RowsRequest, { guid, isThere }: Changes['gone'][number]): string {
  const { set } = reached.entity;
  return JSON.stringify({
    '@odata.context': `${request.root}$metadata#${set}/$deletedEntity`,
    id: request.root.includes('/api/data/') ? guid : `${request.root}${set}(${guid})`,
    reason: isThere ? 'changed' : 'deleted',
  });
}

function linkPart(
  name: 'nextLink' | 'deltaLink',
  { root, path, query }: ServiceRequest,
  tokens: readonly string[],
): string {
  const options = withoutPaging(query);
  const all = [...(options === '' ? [] : [options]), ...tokens];
  return `"@odata.${name}":${JSON.stringify(`${root}${path}?${all.join('&')}`)}`;
}

/** Tokens belong to a set and its options, whatever the part of it that is asked for. */
function digestOf({ root, path, query }: ServiceRequest): string {
  return createHash('sha256')
    .update(`${root}${path}?${withoutPaging(query)}`)
    .digest('base64url')
    .slice(0, 22);
}
