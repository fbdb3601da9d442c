import { refusal, type Refusal } from '../../kernel/errors.ts';
import type { Caller, PrincipalWith } from '../../platform/security/index.ts';
import { answerAction, type Actions } from './actions.ts';
import { jsonAnswer, versioned } from './answer-json.ts';
import { answerRows } from './answer-rows.ts';
import { answerFile } from './answer-file.ts';
import { answerBatch } from './batch/batch.ts';
import { answerFetch } from './fetch/answer-fetch.ts';
import { answerDefinitions, definitionSets } from './definitions.ts';
import { GrammarError, parseRelativeUri, parseVersion } from './grammar/index.ts';
import type { PathSegment, QueryOptions } from './grammar/index.ts';
import { csdlJson, csdlXml } from './model/csdl.ts';
import type { Entity, Model } from './model/entity.ts';
import { answerFunction } from './operations.ts';
import { below, formatOf, preferencesOf, type ServiceAnswer, type ServiceRequest } from './request.ts';
import { resourceOf } from './resource.ts';
import { invalid, unsupported } from './sql/typed.ts';
import { answerTracked } from './tracking/answer-tracked.ts';
import type { TokenStore } from './tracking/token-store.ts';
import { answerWrite } from './writing/answer-write.ts';
import { objectIn } from './writing/body.ts';
import { multipleNames } from './writing/multiple.ts';
import type { WritableSet, Writing } from './writing/writable.ts';

/** Whoever asks the service, and what it stands on. */
export interface ServiceContext {
  /** Rows are read in transactions of this caller. */
  readonly caller: Caller;
  readonly model: Model;
  /** Which sets are written, and in which transaction. */
  readonly writing: Writing;
  /** Whoever acts in the change set that a request is a part of; null when it stands alone. */
  readonly within: PrincipalWith | null;
  /** Where is kept what those who follow changes were told. */
  readonly tracking: TokenStore;
  /** Verbs of the business, with the rights of the caller; a token that only reads is refused them. */
  readonly actions: Actions;
  /** What a thrown error says to a client; for requests inside a batch. */
  readonly told: (error: unknown) => Refusal;
}

/**
 * Answers a request to the data service with the rights of the caller: OData 4.0 with parts of 4.01, in the dialect of
 * Dataverse. Refuses with ODATA_INVALID, ODATA_UNSUPPORTED, ODATA_NOT_FOUND, ODATA_FORBIDDEN and ODATA_READ_ONLY.
 */
export async function answerOData(context: ServiceContext, request: ServiceRequest): Promise<ServiceAnswer> {
  try {
    return await answer(context, meantBy(request));
  } catch (error) {
    if (error instanceof GrammarError)
      throw invalid(
        `${error.option === null ? '' : `${error.option}: `}expected ${error.expected}`,
        error.position,
      );
    throw error;
  }
}

/** A query that is too long for an address may stand in a body: `POST set/$query` (URL conventions 4.17). */
function meantBy(request: ServiceRequest): ServiceRequest {
  const { method, path, body, query } = request;
  if (method !== 'POST' || !path.endsWith('/$query')) return request;
  const options = [query, (body ?? '').trim()].filter((text) => text !== '').join('&');
  return { ...request, method: 'GET', path: path.slice(0, -'/$query'.length), query: options, body: null };
}

async function answer(context: ServiceContext, request: ServiceRequest): Promise<ServiceAnswer> {
  requireVersion(request);
  const { path: segments, options } = parseRelativeUri(`${request.path}?${request.query}`);
  const parsedRequest = { request, segments, options };
  if (segments[0]?.kind === 'batch' && request.method === 'POST')
    return answerBatch(request, {
      told: context.told,
      answer: (one) => answerOData(context, withoutBatch(one)),
      together: (work) =>
        context.writing.together((within) =>
          work((one) => answerOData({ ...context, within }, withoutBatch(one))),
        ),
    });
  requireOffered(options);
  if (segments[0]?.kind === 'entity') return answer(context, entityMeant(request, options));
  const bound = request.method === 'POST' ? boundAction(segments) : null;
  if (bound !== null && !multipleNames.has(bound.replace(/^.*\./, '')))
    return act(context, parsedRequest, bound);
  return request.method === 'GET' ? answerRead(context, parsedRequest) : write(context, parsedRequest);
}

/** `$entity?$id=…` is the row at that address (URL conventions 4.11). */
function entityMeant(request: ServiceRequest, { id = '' }: QueryOptions): ServiceRequest {
  const path = encodeURI(below(id, request.root));
  if (path.startsWith('$entity')) throw invalid('$id must be the address of a row', 0);
  const others = request.query.split('&').filter((option) => !/^(?:\$|%24)?id=/i.test(option));
  return { ...request, path, query: others.join('&') };
}

/** A request with its address as it was read. */
interface PartsOfRequest {
  readonly request: ServiceRequest;
  readonly segments: readonly PathSegment[];
  readonly options: QueryOptions;
}

/** Does what a bound action says, by itself or as a part of the change set around it. */
async function act(
  { caller, model, within, actions }: ServiceContext,
  { request, segments, options }: PartsOfRequest,
  name: string,
): Promise<ServiceAnswer> {
  const reached = resourceOf(segments.slice(0, -1), options, model);
  if (reached.kind !== 'rows') throw refusal('ODATA_NOT_FOUND', { what: `action ${name}` });
  const preferences = preferencesOf(request, options.format);
  const own = within === null ? caller : within(null).caller;
  const parsedRequest = { caller: own, request, reached, options, preferences };
  return answerAction(parsedRequest, { name, within }, actions);
}

async function answerRead(
  context: ServiceContext,
  { request, segments, options }: PartsOfRequest,
): Promise<ServiceAnswer> {
  const { caller, model, tracking } = context;
  if (isDefinitions(segments)) return answerDefinitions(segments, model, { options, request });
  const resource = resourceOf(segments, options, model);
  switch (resource.kind) {
    case 'service':
      return serviceDocument(model, request);
    case 'metadata':
      return metadata(context, request, options);
    case 'batch':
      throw refusal('ODATA_READ_ONLY', { method: request.method, what: '$batch' });
    case 'operation': {
      const { parameters } = resource;
      return answerFunction(resource.name, { caller, model, request, options, parameters });
    }
    case 'rows': {
      const preferences = preferencesOf(request, options.format);
      const parsedRequest = { caller, request, reached: resource, options, preferences };
      const xml = options.custom?.['fetchXml'];
      if (xml !== undefined) return answerFetch(parsedRequest, xml, model);
      const isFollowed = preferences.tracksChanges || options.deltatoken !== undefined;
      if (isFollowed) return answerTracked(parsedRequest, tracking);
      // Counts and single values are texts, whatever the client accepts.
      const isText = resource.only === 'count' || resource.only === 'value';
      const format = isText ? 'json' : formatOf(request, options.format);
      return format === 'json' ? answerRows(parsedRequest) : answerFile(parsedRequest, format);
    }
  }
}

/** By itself, or as a part of the change set around it. */
async function write(
  { model, writing, within }: ServiceContext,
  { request, segments, options }: PartsOfRequest,
): Promise<ServiceAnswer> {
  const isolation = requireWritten(segments, { model, writing, request })?.isolation;
  const reason = reasonOf(request);
  const work = (principalWith: PrincipalWith): Promise<ServiceAnswer> =>
    answerWrite({ model, sets: writing.sets, principal: principalWith(reason), request, options }, segments);
  if (within === null) return writing.together(work, isolation);
  if (isolation !== undefined) throw unsupported(`${request.path} in a change set; write it by itself`);
  return work(within);
}

/** Refuses with ODATA_READ_ONLY what is never written, before anything is asked of the database. */
function requireWritten(
  segments: readonly PathSegment[],
  {
    model,
    writing,
    request,
  }: Pick<ServiceContext, 'model' | 'writing'> & { readonly request: ServiceRequest },
): WritableSet | undefined {
  const [first, second] = segments;
  const entity = first?.kind === 'name' ? model.sets.get(first.name) : undefined;
  const isReference = request.path.includes('/$ref');
  // A row that is added by way of another belongs to the set that the way leads to.
  const isByWay = request.method === 'POST' && !isReference;
  const name = (isByWay && entity ? targetName(entity, second) : undefined) ?? entity?.name ?? '';
  if (entity === undefined || (!isReference && !writing.sets.has(name)))
    throw refusal('ODATA_READ_ONLY', { method: request.method, what: entity?.set ?? request.path });
  return writing.sets.get(name);
}

function targetName({ navigations }: Entity, segment: PathSegment | undefined): string | undefined {
  return segment?.kind === 'name' ? navigations.get(segment.name)?.target : undefined;
}

/** Characters of a reason that the trail keeps, as for every route. */
const reasonCharacters = 500;

/** Why something is written: a header, or an annotation of the row. */
function reasonOf(request: ServiceRequest): string | null {
  const inBody = (request.body ?? '').trim() === '' ? undefined : objectIn(request)['@Daybook.reason'];
  const reason = typeof inBody === 'string' ? inBody : request.headers['x-daybook-reason'];
  return (reason ?? '').trim() === '' ? null : (reason ?? '').trim().slice(0, reasonCharacters);
}

function withoutBatch(request: ServiceRequest): ServiceRequest {
  if (request.path.startsWith('$batch')) throw unsupported('a batch inside a batch');
  return request;
}

/** Answers are in version 4.0, which a client that asks for at most 3.0 cannot read (protocol 8.2.6). */
function requireVersion({ headers }: ServiceRequest): void {
  for (const name of ['odata-version', 'odata-maxversion']) {
    const [major] = parseVersion(headers[name] ?? '4.0');
    if (major < 4) throw invalid(`${name} is ${String(headers[name])}, and the service supports 4.0`, 0);
  }
}

function requireOffered(options: QueryOptions): void {
  const [first] = options.unsupported ?? [];
  if (first !== undefined) throw unsupported(first.name);
}

/** The name of an action at the end of a path: it has a namespace, which no set or property has. */
function boundAction(segments: readonly PathSegment[]): string | null {
  const last = segments.at(-1);
  if (segments.length < 2 || last?.kind !== 'name' || !last.name.includes('.')) return null;
  return last.name;
}

function isDefinitions([first]: readonly PathSegment[]): boolean {
  return first?.kind === 'name' && definitionSets.has(first.name);
}

function serviceDocument(model: Model, { root }: ServiceRequest): ServiceAnswer {
  const sets = [...model.sets.keys()].map((name) => ({ name, kind: 'EntitySet', url: name }));
  return jsonAnswer({ '@odata.context': `${root}$metadata`, value: sets });
}

/** XML unless the client asks for JSON, by `$format` or `Accept`. */
function metadata(
  { model, actions, writing }: ServiceContext,
  { headers }: ServiceRequest,
  { format }: QueryOptions,
): ServiceAnswer {
  const mediaType = format ?? headers['accept'] ?? '';
  const isJson = /json/i.test(mediaType) && !/xml/i.test(mediaType);
  return {
    status: 200,
    headers: {
      ...versioned,
      'content-type': isJson ? 'application/json; charset=utf-8' : 'application/xml; charset=utf-8',
    },
    body: isJson
      ? JSON.stringify(csdlJson(model, actions.declared, writing.sets))
      : csdlXml(model, actions.declared, writing.sets),
  };
}
