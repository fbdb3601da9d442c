import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import { versioned } from '../answer-json.ts';
import { jsonBatch } from './batch-json.ts';
import { inOrder, referring, remember, requireFew, toldAnswer, type BatchWork } from './batch-work.ts';
import { partsOf, requestIn, type BatchPart } from './batch-parts.ts';
import type { ServiceAnswer, ServiceRequest } from '../request.ts';
import { invalid } from '../sql/typed.ts';

/**
 * Answers `$batch`: multipart as OData 4.0 has it, or JSON. Requests are answered in their order; after the first that
 * fails the others are left out, unless the client prefers `odata.continue-on-error` (protocol 11.7).
 */
export async function answerBatch(request: ServiceRequest, work: BatchWork): Promise<ServiceAnswer> {
  const type = request.headers['content-type'] ?? '';
  if (/^application\/json\b/i.test(type)) return jsonBatch(request, work);
  const boundary = /^multipart\/mixed\s*;.*\bboundary="?([^";,]{1,200})"?/i.exec(type)?.[1];
  if (boundary === undefined) throw invalid('a batch must be multipart/mixed with a boundary, or JSON', 0);
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
  let contentId: string | null = null;
  const answer = await toldAnswer(work, async () => {
    const texts = await work.together(async (answerOne) => {
      const parts: string[] = [];
      const references = new Map<string, string>();
      for (const change of changes) {
        ({ contentId } = change);
        const answered = await answerOne(referring(requestIn(change.text, request), references));
        remember(references, contentId, answered);
        parts.push(`--${boundary}\r\n${httpPart(answered, contentId)}\r\n`);
      }
      return parts;
    });
    return { status: 200, headers: {}, body: texts.join('') };
  });
  if (answer.status >= 400) return { text: httpPart(answer, contentId), failed: true };
  const head = `Content-Type: multipart/mixed;boundary=${boundary}\r\n\r\n`;
  return { text: `${head}${answer.body}--${boundary}--\r\n`, failed: false };
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
