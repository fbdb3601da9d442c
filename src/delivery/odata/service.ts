import { refusal, type Refusal } from '../../kernel/errors.ts';
import type { Caller } from '../../platform/security/index.ts';
import { answerAction, type Actions } from './actions.ts';
import { jsonAnswer, versioned } from './answer-json.ts';
import { answerRows } from './answer-rows.ts';
import { answerCsv } from './answer-csv.ts';
import { answerBatch } from './batch.ts';
import { answerDefinitions } from './definitions.ts';
import { GrammarError, parseRelativeUri, parseVersion } from './grammar/index.ts';
import type { PathSegment, QueryOptions } from './grammar/index.ts';
import { csdlJson, csdlXml } from './model/csdl.ts';
import type { Model } from './model/entity.ts';
import { answerFunction } from './operations.ts';
import { formatOf, preferencesOf, type ServiceAnswer, type ServiceRequest } from './request.ts';
import { resourceOf } from './resource.ts';
import { invalid, unsupported } from './sql/typed.ts';

/** Whoever asks the service, and what it stands on. */
export interface ServiceContext {
  /** Rows are read in transactions of this caller. */
  readonly caller: Caller;
  readonly model: Model;
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
  const { caller, model, told } = context;
  requireVersion(request);
  const { path: segments, options } = parseRelativeUri(`${request.path}?${request.query}`);
  if (segments[0]?.kind === 'batch' && request.method === 'POST')
    return answerBatch(request, { told, answer: (one) => answerOData(context, withoutBatch(one)) });
  requireOffered(options);
  const bound = request.method === 'POST' ? boundAction(segments) : null;
  if (bound !== null) {
    const reached = resourceOf(segments.slice(0, -1), options, model);
    if (reached.kind !== 'rows') throw refusal('ODATA_NOT_FOUND', { what: `action ${bound}` });
    const preferences = preferencesOf(request, options.format);
    return answerAction({ caller, request, reached, options, preferences }, bound, context.actions);
  }
  if (request.method !== 'GET')
    throw refusal('ODATA_READ_ONLY', { method: request.method, what: request.path });
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
      const asked = { caller, request, reached: resource, options, preferences };
      return formatOf(request, options.format) === 'csv' ? answerCsv(asked) : answerRows(asked);
    }
  }
}

function withoutBatch(request: ServiceRequest): ServiceRequest {
  if (request.path.startsWith('$batch')) throw unsupported('a batch inside a batch');
  return request;
}

/** Answers are in version 4.0, which a client that asks for at most 3.0 cannot read (protocol 8.2.6). */
function requireVersion({ headers }: ServiceRequest): void {
  for (const name of ['odata-version', 'odata-maxversion']) {
    const [major] = parseVersion(headers[name] ?? '4.0');
    if (major < 4) throw invalid(`${name} is ${String(headers[name])}, and the service speaks 4.0`, 0);
  }
}

function requireOffered(options: QueryOptions): void {
  const [first] = options.unsupported ?? [];
  if (first !== undefined) throw unsupported(first.name);
  if (options.deltatoken !== undefined) throw unsupported('$deltatoken');
}

/** The name of an action at the end of a path: it has a namespace, which no set or property has. */
function boundAction(segments: readonly PathSegment[]): string | null {
  const last = segments.at(-1);
  if (segments.length < 2 || last?.kind !== 'name' || !last.name.includes('.')) return null;
  return last.name;
}

function isDefinitions([first]: readonly PathSegment[]): boolean {
  return first?.kind === 'name' && first.name === 'EntityDefinitions';
}

function serviceDocument(model: Model, { root }: ServiceRequest): ServiceAnswer {
  const sets = [...model.sets.keys()].map((name) => ({ name, kind: 'EntitySet', url: name }));
  return jsonAnswer({ '@odata.context': `${root}$metadata`, value: sets });
}

/** XML unless the client asks for JSON, by `$format` or `Accept`. */
function metadata(
  { model, actions }: ServiceContext,
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
    body: isJson ? JSON.stringify(csdlJson(model, actions.names)) : csdlXml(model, actions.names),
  };
}
