import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Refusal } from '../../kernel/errors.ts';
import { versioned } from './answer-json.ts';
import { partsOf, requestIn, type BatchPart } from './batch-parts.ts';
import type { ServiceAnswer, ServiceRequest } from './request.ts';
import { invalid, unsupported } from './sql/typed.ts';

/** Requests of one batch, at most: what Dataverse allows. */
const requestsMost = 1_000;

/** How a batch does its work. */
export interface BatchWork {
  /** Answers one request as if it came alone. */
  readonly answer: (request: ServiceRequest) => Promise<ServiceAnswer>;
  /** What a thrown error says to the client. */
  readonly told: (error: unknown) => Refusal;
}

/**
 * Answers `$batch`: multipart as OData 4.0 has it, or JSON. Requests are answered in their order; after the first that
 * fails the others are left out, unless the client prefers `odata.continue-on-error` (protocol 11.7).
 */
export async function answerBatch(request: ServiceRequest, work: BatchWork): Promise<ServiceAnswer> {
  const type = request.headers['content-type'] ?? '';
  if (/^application\/json\b/i.test(type)) return jsonBatch(request, work);
  const boundary = /^multipart\/mixed\s*;.*\bboundary="?([^";,]{1,200})"?/i.exec(type)?.[1];
  if (boundary === undefined) throw invalid('a batch is multipart/mixed with a boundary, or JSON', 0);
  const parts = partsOf(request.body ?? '', boundary.trim());
  requireFew(parts.reduce((sum, part) => sum + (part.changes?.length ?? 1), 0));
  const answered = await inOrder(parts, request, async (part) =>
    part.changes === null ? one(part, request, work) : changeSet(part.changes, { request, work }),
  );
  const outer = `batchresponse_${randomUUID()}`;
  return {
    status: 200,
    headers: { ...versioned, 'content-type': `multipart/mixed;boundary=${outer}` },
    body: `${answered.map(({ text }) => `--${outer}\r\n${text}\r\n`).join('')}--${outer}--\r\n`,
  };
}

interface Answered {
  readonly text: string;
  readonly failed: boolean;
}

async function inOrder<T, R extends { readonly failed: boolean }>(
  items: readonly T[],
  { headers }: ServiceRequest,
  answer: (item: T) => Promise<R>,
): Promise<R[]> {
  const goesOn = /(?:odata\.)?continue-on-error(?!\s*=\s*false)/i.test(headers['prefer'] ?? '');
  const answers: R[] = [];
  for (const item of items) {
    const answered = await answer(item);
    answers.push(answered);
    if (answered.failed && !goesOn) break;
  }
  return answers;
}

async function one(part: BatchPart, outer: ServiceRequest, work: BatchWork): Promise<Answered> {
  const answer = await toldAnswer(work, () => work.answer(requestIn(part.text, outer)));
  return { text: httpPart(answer, part.contentId), failed: answer.status >= 400 };
}

/** All of a change set or nothing: the answer of the first that fails stands for all (protocol 11.7.4). */
async function changeSet(
  changes: readonly BatchPart[],
  { request, work }: { readonly request: ServiceRequest; readonly work: BatchWork },
): Promise<Answered> {
  const boundary = `changesetresponse_${randomUUID()}`;
  const texts: string[] = [];
  for (const change of changes) {
    const answered = await one(change, request, work);
    if (answered.failed) return answered;
    texts.push(`--${boundary}\r\n${answered.text}\r\n`);
  }
  const head = `Content-Type: multipart/mixed;boundary=${boundary}\r\n\r\n`;
  return { text: `${head}${texts.join('')}--${boundary}--\r\n`, failed: false };
}

function httpPart({ status, headers, body }: ServiceAnswer, contentId: string | null): string {
  const lines = [
    'Content-Type: application/http',
    'Content-Transfer-Encoding: binary',
    ...(contentId === null ? [] : [`Content-ID: ${contentId}`]),
    '',
    `HTTP/1.1 ${String(status)} ${STATUS_CODES[status] ?? ''}`.trimEnd(),
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    '',
    body,
  ];
  return lines.join('\r\n');
}

async function toldAnswer({ told }: BatchWork, answer: () => Promise<ServiceAnswer>): Promise<ServiceAnswer> {
  try {
    const answered = await answer();
    answered.stream?.destroy();
    if (answered.stream !== undefined) throw unsupported('CSV inside a batch');
    return answered;
  } catch (error) {
    const { status, code, message, next } = told(error);
    const headers = { ...versioned, 'content-type': 'application/json; charset=utf-8' };
    return { status, headers, body: JSON.stringify({ error: { code, message, next } }) };
  }
}

/** One request of a JSON batch (JSON format 4.01, 19). */
interface JsonRequest {
  readonly id: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  readonly dependsOn: readonly string[];
}

async function jsonBatch(request: ServiceRequest, work: BatchWork): Promise<ServiceAnswer> {
  const requests = jsonRequests(request.body ?? '');
  requireFew(requests.length);
  const failed = new Set<string>();
  const answers = await inOrder(requests, request, async ({ id, dependsOn, ...asked }) => {
    const isCalledOff = dependsOn.some((other) => failed.has(other));
    const answer = await toldAnswer(work, () => {
      if (isCalledOff) throw invalid('a request that this one depends on failed', 0);
      return work.answer({ ...request, ...placeOf(asked.url, request), ...asked });
    });
    if (answer.status >= 400) failed.add(id);
    return { id, answer, failed: answer.status >= 400 };
  });
  const responses = answers.map(({ id, answer: { status, headers, body } }) => {
    const isJson = /json/.test(headers['content-type'] ?? '');
    const content = body === '' ? '' : `,"body":${isJson ? body : JSON.stringify(body)}`;
    return `{"id":${JSON.stringify(id)},"status":${String(status)},"headers":${JSON.stringify(headers)}${content}}`;
  });
  return {
    status: 200,
    headers: { ...versioned, 'content-type': 'application/json; charset=utf-8' },
    body: `{"responses":[${responses.join(',\n')}]}`,
  };
}

function placeOf(url: string, outer: ServiceRequest): Pick<ServiceRequest, 'path' | 'query'> {
  const { path, query } = requestIn(`GET ${url} HTTP/1.1\n\n`, outer);
  return { path, query };
}

function jsonRequests(body: string): JsonRequest[] {
  let document: unknown;
  try {
    document = JSON.parse(body);
  } catch {
    throw invalid('the body of the batch is not JSON', 0);
  }
  const requests = (document as { requests?: unknown } | null)?.requests;
  if (!Array.isArray(requests)) throw invalid('the body of the batch has no list of requests', 0);
  return requests.map((written: unknown, at): JsonRequest => {
    const fields = (written ?? {}) as Partial<Record<keyof JsonRequest, unknown>>;
    const { id, method, url, headers, body: content, dependsOn } = fields;
    if (typeof id !== 'string' || typeof method !== 'string' || typeof url !== 'string')
      throw invalid(`request ${at + 1} of the batch has no id, method or url`, 0);
    return {
      id,
      method: method.toUpperCase(),
      url,
      headers: lowered(headers),
      body: content === undefined ? null : JSON.stringify(content),
      dependsOn: Array.isArray(dependsOn) ? dependsOn.filter((other) => typeof other === 'string') : [],
    };
  });
}

function lowered(headers: unknown): Record<string, string> {
  if (typeof headers !== 'object' || headers === null) return {};
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name.toLowerCase(), value]] : [],
    ),
  );
}

function requireFew(count: number): void {
  if (count > requestsMost) throw invalid(`a batch holds at most ${String(requestsMost)} requests`, 0);
}
