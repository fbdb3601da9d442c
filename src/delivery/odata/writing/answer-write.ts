import { refusal } from '../../../kernel/errors.ts';
import { versioned } from '../answer-json.ts';
import { answerRows } from '../answer-rows.ts';
import type { PathSegment } from '../grammar/index.ts';
import { preferencesOf, type ServiceAnswer } from '../request.ts';
import { resourceOf, type Reached } from '../resource.ts';
import { invalid, unsupported } from '../sql/typed.ts';
import { objectIn, valueOf, writtenRow, type WrittenRow } from './body.ts';
import { answerMultiple, multipleNames } from './multiple.ts';
import { answerReference } from './references.ts';
import { keyIn, oneRow, reachedBy, requiredRow, rowThere, type Write } from './rows-there.ts';
import type { Values } from './writable.ts';
import { addRow, removeRow, upsertRow, type WrittenTo } from './write-rows.ts';

/**
 * Answers a request that writes: a row is added (`POST set`), changed or added (`PATCH set(key)`), taken away
 * (`DELETE`), one of its properties is set (`PUT`, `DELETE set(key)/property`), rows are led to each other
 * (`$ref`), or several are written at once (`CreateMultiple` and its kin). Refuses with ODATA_READ_ONLY,
 * ODATA_NOT_OFFERED_THERE, ODATA_NOT_FOUND, ODATA_CHANGED_SINCE, ODATA_INVALID, and as the use cases do.
 */
export async function answerWrite(write: Write, segments: readonly PathSegment[]): Promise<ServiceAnswer> {
  const { request, model, options } = write;
  const last = segments.at(-1);
  if (last?.kind === 'ref') return answerReference(write, segments.slice(0, -1));
  const action = last?.kind === 'name' && last.name.includes('.') ? last.name.replace(/^.*\./, '') : '';
  if (request.method === 'POST' && multipleNames.has(action))
    return answerMultiple(write, segments.slice(0, -1), action);
  const reached = resourceOf(segments, options, model);
  if (reached.kind !== 'rows' || reached.only !== null)
    throw refusal('ODATA_READ_ONLY', { method: request.method, what: request.path });
  if (reached.property !== null) return answerProperty(write, segments, reached.property);
  return answerRow(write, segments, reached);
}

/** What is done to a set, or to one row of it. */
async function answerRow(
  write: Write,
  segments: readonly PathSegment[],
  reached: Reached,
): Promise<ServiceAnswer> {
  const { request, options } = write;
  const { entity, isCollection } = reached;
  if (request.method === 'PUT') throw unsupported('PUT of a whole row; use PATCH');
  if (request.method === 'POST') {
    if (!isCollection) throw invalid('a row is added to a set, not to a row', 0);
    const row = writtenRow(objectIn(request), entity);
    const key = segments.length > 1 ? await columnsOfWay(write, segments) : {};
    return written(write, await addRow(write, entity, { row, key }));
  }
  if (isCollection) throw invalid(`a row of ${entity.set} is addressed by its key`, 0);
  if (request.method === 'DELETE') {
    await removeRow(write, reached);
    return { status: 204, headers: versioned, body: '' };
  }
  const row = writtenRow(objectIn(request), entity);
  return written(write, await upsertRow(write, reached, { row, key: keyIn(segments, entity, options) }));
}

/** What the row to which a path leads says of a row that is added there: `POST territories(3)/site_territories`. */
async function columnsOfWay(write: Write, segments: readonly PathSegment[]): Promise<Values> {
  const last = segments.at(-1);
  const owner = await requiredRow(write, oneRow(segments.slice(0, -1), write));
  const navigation = last?.kind === 'name' ? owner.entity.navigations.get(last.name) : undefined;
  if (navigation === undefined) throw unsupported('adding a row by this path; add it to its set');
  return Object.fromEntries(navigation.on.map(([own, other]) => [other, owner.values[own] ?? null]));
}

/** `PUT set(key)/property` with `{"value": …}`, and `DELETE`, which leaves nothing there. */
async function answerProperty(
  write: Write,
  segments: readonly PathSegment[],
  name: string,
): Promise<ServiceAnswer> {
  const { request } = write;
  const reached = oneRow(segments.slice(0, -1), write);
  if (request.method !== 'PUT' && request.method !== 'DELETE')
    throw refusal('ODATA_READ_ONLY', { method: request.method, what: request.path });
  const property = reached.entity.properties.get(name);
  if (property === undefined) throw refusal('ODATA_READ_ONLY', { method: request.method, what: name });
  const value = request.method === 'DELETE' ? null : valueOf(objectIn(request)['value'] ?? null, property);
  const row: WrittenRow = { values: { [name]: value }, binds: {}, guid: null, annotations: {} };
  await upsertRow(write, reached, { row, key: null });
  return { status: 204, headers: versioned, body: '' };
}

/** 204 and where the row is (by its GUID, which clients read there), or the row itself if the client prefers it. */
async function written(write: Write, outcome: WrittenTo): Promise<ServiceAnswer> {
  const { request, principal, options } = write;
  const { entity, key, isNew } = outcome;
  const reached = reachedBy(entity, key, write);
  const there = await rowThere(write, reached);
  const preferences = preferencesOf(request, options.format);
  // Whoever wrote may not see it, or it waits for a second person.
  if (there === null) return { status: 204, headers: versioned, body: '' };
  const address = `${request.root}${entity.set}(${there.guid})`;
  const headers = { 'odata-entityid': address, ...(isNew ? { location: address } : {}), etag: there.etag };
  if (preferences.returns !== 'representation')
    return { status: 204, headers: { ...versioned, ...headers }, body: '' };
  const { select, expand, aliases } = options;
  const answer = await answerRows({
    caller: principal.caller,
    request: { ...request, headers: { ...request.headers, 'if-none-match': undefined } },
    reached,
    options: { select, expand, aliases },
    preferences,
  });
  return { ...answer, status: isNew ? 201 : 200, headers: { ...answer.headers, ...headers } };
}
