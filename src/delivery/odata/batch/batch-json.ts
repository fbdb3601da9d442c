import { versioned } from '../answer-json.ts';
import { inOrder, referring, remember, requireFew, toldAnswer, type BatchWork } from './batch-work.ts';
import { requestIn } from './batch-parts.ts';
import type { ServiceAnswer, ServiceRequest } from '../request.ts';
import { invalid } from '../sql/typed.ts';

/** One request of a JSON batch (JSON format 4.01, 19). */
interface JsonRequest {
  readonly id: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  readonly dependsOn: readonly string[];
  /** Requests of one group hold together, or none of them does. */
  readonly group: string | null;
}

/** Answers a batch in JSON; requests of one atomicity group hold together. */
export async function jsonBatch(request: ServiceRequest, work: BatchWork): Promise<ServiceAnswer> {
  const requests = jsonRequests(request.body ?? '');
  requireFew(requests.length);
  const failed = new Set<string>();
  const groups = groupsOf(requests);
  const answers = await inOrder(groups, request, async (group) => {
    const answered = await jsonGroup(group, { request, work, failed });
    for (const { id, status } of answered) if (status >= 400) failed.add(id);
    return { answered, failed: answered.some(({ status }) => status >= 400) };
  });
  const responses = answers
    .flatMap(({ answered }) => answered)
    .map(({ id, status, headers, body }) => {
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

/** Requests that follow each other with one atomicity group hold together; each of the others is a group of its own. */
function groupsOf(requests: readonly JsonRequest[]): JsonRequest[][] {
  const groups: JsonRequest[][] = [];
  for (const request of requests) {
    const last = groups.at(-1);
    if (request.group !== null && last?.[0]?.group === request.group) last.push(request);
    else groups.push([request]);
  }
  return groups;
}

type JsonAnswer = ServiceAnswer & { readonly id: string };

async function jsonGroup(
  group: readonly JsonRequest[],
  {
    request,
    work,
    failed,
  }: { readonly request: ServiceRequest; readonly work: BatchWork; readonly failed: ReadonlySet<string> },
): Promise<JsonAnswer[]> {
  const asRequest = ({ dependsOn, ...ask }: JsonRequest): ServiceRequest => {
    if (dependsOn.some((other) => failed.has(other)))
      throw invalid('a request that this one depends on failed', 0);
    const { method, url, headers, body } = ask;
    return { root: request.root, ...placeOf(url, request), method, headers, body };
  };
  const [first] = group;
  if (first?.group === null || first === undefined)
    return Promise.all(
      group.map(async (alone) => ({
        id: alone.id,
        ...(await toldAnswer(work, () => work.answer(asRequest(alone)))),
      })),
    );
  let at = 0;
  const answers: JsonAnswer[] = [];
  const whole = await toldAnswer(work, () =>
    work.together(async (answerOne) => {
      const references = new Map<string, string>();
      answers.length = 0;
      at = 0;
      for (const part of group) {
        const answered = await answerOne(referring(asRequest(part), references));
        remember(references, part.id, answered);
        answers.push({ id: part.id, ...answered });
        at += 1;
      }
      return { status: 200, headers: {}, body: '' };
    }),
  );
  if (whole.status < 400) return answers;
  // The one that failed says why; what it took with it only says so.
  return group.map(({ id }, place) =>
    place === at ? { id, ...whole } : { id, status: 424, headers: versioned, body: '' },
  );
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
    throw invalid('the body of the batch is not valid JSON', 0);
  }
  const requests = (document as { requests?: unknown } | null)?.requests;
  if (!Array.isArray(requests)) throw invalid('the body of the batch has no list of requests', 0);
  return requests.map((written: unknown, at): JsonRequest => {
    const fields = (written ?? {}) as Partial<Record<keyof JsonRequest | 'atomicityGroup', unknown>>;
    const { id, method, url, headers, body: content, dependsOn, atomicityGroup: group } = fields;
    if (typeof id !== 'string' || typeof method !== 'string' || typeof url !== 'string')
      throw invalid(`request ${at + 1} of the batch has no id, method or url`, 0);
    return {
      id,
      method: method.toUpperCase(),
      url,
      headers: lowered(headers),
      body: content === undefined ? null : JSON.stringify(content),
      dependsOn: Array.isArray(dependsOn) ? dependsOn.filter((other) => typeof other === 'string') : [],
      group: typeof group === 'string' ? group : null,
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
