import type { Refusal } from '../../../kernel/errors.ts';
import { versioned } from '../answer-json.ts';
import { below, type ServiceAnswer, type ServiceRequest } from '../request.ts';
import { invalid, unsupported } from '../sql/typed.ts';

/** Requests of one batch, at most: what Dataverse allows. */
const requestsMost = 1_000;

/** How a batch does its work. */
export interface BatchWork {
  /** Answers one request as if it came alone. */
  readonly answer: (request: ServiceRequest) => Promise<ServiceAnswer>;
  /** Hands in a way to answer requests whose work holds together, all of it or none. */
  readonly together: <T>(work: (answer: BatchWork['answer']) => Promise<T>) => Promise<T>;
  /** What a thrown error says to the client. */
  readonly told: (error: unknown) => Refusal;
}

/** Answers one after another, and after one that fails only if the client prefers that. */
export async function inOrder<T, R extends { readonly failed: boolean }>(
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

/** A request that may name what an earlier one of its change set wrote: `$1/nav` (protocol 11.7.3.1). */
export function referring(request: ServiceRequest, references: ReadonlyMap<string, string>): ServiceRequest {
  if (request.method === 'GET') throw invalid('a change set may not contain GET', 0);
  const [first = '', ...rest] = request.path.split('/');
  const address = references.get(first);
  if (address === undefined) return { ...request, references };
  return { ...request, references, path: [below(address, request.root), ...rest].join('/') };
}

/** Keeps where the row is that a request wrote. */
export function remember(
  references: Map<string, string>,
  id: string | null,
  { headers }: ServiceAnswer,
): void {
  const address = headers['odata-entityid'];
  if (id !== null && address !== undefined) references.set(`$${id}`, address);
}

/** The answer to a request, or what is wrong with it. */
export async function toldAnswer(
  { told }: BatchWork,
  answer: () => Promise<ServiceAnswer>,
): Promise<ServiceAnswer> {
  try {
    const answered = await answer();
    answered.stream?.destroy();
    if (answered.stream !== undefined) throw unsupported('a file inside a batch');
    return answered;
  } catch (error) {
    const { status, code, message, next } = told(error);
    const headers = { ...versioned, 'content-type': 'application/json; charset=utf-8' };
    return { status, headers, body: JSON.stringify({ error: { code, message, next } }) };
  }
}

/** Refuses with ODATA_INVALID a batch of too many requests. */
export function requireFew(count: number): void {
  if (count > requestsMost) throw invalid(`a batch may have at most ${String(requestsMost)} requests`, 0);
}
