import assert from 'node:assert/strict';
import { everyRoute } from '../../../src/delivery/http/every-route.ts';
import { refusalsOf } from '../../../src/delivery/http/routing/refusals.ts';
import type { DeclaredRoute } from '../../../src/delivery/http/routing/route.ts';
import type { ErrorCode } from '../../../src/kernel/errors.ts';

/** An answer as it came. */
interface Answered {
  readonly method: string;
  /** Without its parameters. */
  readonly path: string;
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
}

/** A word of an address goes before a parameter in its place, from the left: `~` comes after every other sign. */
const matchers = everyRoute
  .map((route) => ({
    route,
    pattern: new RegExp(`^${route.path.replaceAll(/:\w+/g, '[^/]+')}$`),
    order: route.path.replaceAll(/:\w+/g, '~'),
  }))
  .toSorted((one, other) => (one.order < other.order ? -1 : 1));

/** The declared route that serves a request; undefined for what is not declared, such as the data service. */
export function routeServing(method: string, path: string): DeclaredRoute | undefined {
  return matchers.find(({ route, pattern }) => route.method === method && pattern.test(path))?.route;
}

/** In what an answer differs from what its route says of itself; null where it does not. */
export function differenceOf(answered: Answered): string | null {
  const { method, path, status, contentType, text } = answered;
  const route = routeServing(method, path);
  if (route === undefined || status === 303) return null;
  const name = `${method} ${route.path}`;
  if (!contentType.includes('json')) return null;
  const body = JSON.parse(text) as { readonly error?: { readonly code: ErrorCode } };
  const code = body.error?.code;
  const isDescribed = (route.statuses ?? [200]).includes(status);
  const read = isDescribed ? route.answer.safeParse(body) : null;
  if (read?.success === true) return null;
  // A status of an answer may be that of a refusal, too.
  if (code !== undefined && status >= 400)
    return refusalsOf(route).has(code) ? null : `${name} does not say that it refuses with ${code}`;
  const [issue] = read?.error.issues ?? [];
  const place = issue === undefined ? '' : ` ${issue.path.join('.')}: ${issue.message}`;
  return `${name} answers ${status}${place} in ${text.slice(0, 500)}`;
}

/**
 * From here on every answer of a server that a test gets by `fetch` is compared with what its route says of itself; one
 * that differs fails the test at the request.
 */
export function compareAnswers(server: string): void {
  const reach = globalThis.fetch;
  globalThis.fetch = async (...[input, init]: Parameters<typeof fetch>): Promise<Response> => {
    const answer = await reach(input, init);
    const address = new URL(input instanceof Request ? input.url : input);
    if (address.origin !== server || !/json/.test(answer.headers.get('content-type') ?? '')) return answer;
    const difference = differenceOf({
      method: init?.method ?? (input instanceof Request ? input.method : 'GET'),
      path: address.pathname,
      status: answer.status,
      contentType: answer.headers.get('content-type') ?? '',
      text: routeServing(init?.method ?? 'GET', address.pathname) ? await answer.clone().text() : 'null',
    });
    assert.equal(difference, null);
    return answer;
  };
}
