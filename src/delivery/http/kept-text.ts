import { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { refusal } from '../../kernel/errors.ts';

/**
 * Refuses a request with a text that no database keeps, NUL or half a sign, in its path, its parameters or its JSON
 * (HTTP_REQUEST_INVALID): whoever reads it further on would fail.
 */
export function requireKeptText({ params, query, body }: FastifyRequest): void {
  for (const [place, value] of Object.entries({ path: params, parameters: query, body }))
    if (holdsUnkept(value))
      throw refusal('HTTP_REQUEST_INVALID', { problem: `its ${place} holds a character that is no text` });
}

/** Without recursion: a body may be nested as deep as it is long. */
function holdsUnkept(value: unknown): boolean {
  const rest: unknown[] = [value];
  while (rest.length > 0) {
    const one = rest.pop();
    if (typeof one === 'string' && (one.includes('\u0000') || !one.isWellFormed())) return true;
    // A file comes as a stream: its texts are checked record by record.
    if (typeof one !== 'object' || one === null || one instanceof Readable) continue;
    for (const [name, each] of Object.entries(one)) rest.push(name, each);
  }
  return false;
}
