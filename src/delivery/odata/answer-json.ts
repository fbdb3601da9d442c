import type { ServiceAnswer } from './request.ts';

/** Every answer says which version of the protocol it is in. */
export const versioned = { 'odata-version': '4.0' } as const;

/** An answer in JSON that was not made by the database. */
export function jsonAnswer(body: unknown): ServiceAnswer {
  return {
    status: 200,
    headers: { ...versioned, 'content-type': 'application/json;odata.metadata=minimal; charset=utf-8' },
    body: JSON.stringify(body),
  };
}

/** An answer that a program reads as text: counts and single values. */
export function textAnswer(body: string): ServiceAnswer {
  return { status: 200, headers: { ...versioned, 'content-type': 'text/plain; charset=utf-8' }, body };
}
