import { randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { refusal } from '../../kernel/errors.ts';
import type { Visit } from '../../platform/security/index.ts';

/** Characters of an address that are read; what needs more belongs into a body. */
const urlCharactersMax = 8_192;

/** The same for the data service, whose clients write whole queries into an address: as many as Dataverse reads. */
const queryCharactersMax = 32_768;

/** Characters of a page's address that are remembered: the cookie that holds them has room for 4,096. */
const pageCharactersMax = 1_000;

/**
 * The number of a request: the one that the caller gave, if it is plain, or one of our own. A token of ours in its
 * place would stand in the log.
 */
export function requestIdOf(header: string | string[] | undefined): string {
  return typeof header === 'string' && /^(?!db[ks]_)[\w.:-]{1,100}$/.test(header) ? header : randomUUID();
}

/** What the trail keeps of a request. The reason is what the caller wrote into `x-daybook-reason`. */
export function visitOf({ id, ip, headers }: FastifyRequest): Visit & { readonly requestId: string } {
  const reason = headers['x-daybook-reason'];
  return {
    requestId: id,
    address: ip,
    ...(typeof reason === 'string' && reason.trim() !== '' ? { reason: reason.trim().slice(0, 500) } : {}),
  };
}

/** The network that an address belongs to: with IPv6 its first four words, of which one household has all others. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:([\d.]+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (!address.includes(':')) return address;
  const [head = '', tail] = address.split('::');
  const words = head === '' ? [] : head.split(':');
  const rest = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - words.length - rest.length);
  return `${[...words, ...Array<string>(zeros).fill('0'), ...rest].slice(0, 4).join(':')}::/64`;
}

/** Whether the answer is for the eyes of a person: a browser asks for pages so. */
export function wantsPage({ method, headers }: Pick<FastifyRequest, 'method' | 'headers'>): boolean {
  return ['GET', 'HEAD', 'POST'].includes(method) && /\btext\/html\b/.test(headers.accept ?? '');
}

/** Refuses with HTTP_URL_TOO_LONG. */
export function requireShortUrl({ url }: Pick<FastifyRequest, 'url'>): void {
  const limit = /^\/(?:odata|api\/data)\//.test(url) ? queryCharactersMax : urlCharactersMax;
  if (url.length > limit) throw refusal('HTTP_URL_TOO_LONG', { limit });
}

/** Refuses with HTTP_REQUEST_INVALID an address that says a parameter twice: two readers would take another of them. */
export function requireEachOnce({ query }: Pick<FastifyRequest, 'query'>): void {
  const twice = Object.entries(query as Record<string, unknown>).find(([, value]) => Array.isArray(value));
  if (twice) throw refusal('HTTP_REQUEST_INVALID', { problem: `${twice[0]} appears in the address twice` });
}

/**
 * Refuses with HTTP_FOREIGN_ORIGIN what changes something and was sent by a page of another site: a browser sends our
 * cookie along, and says from where. What does not say from where is not a browser and carries no cookie of ours.
 */
export function requireOwnOrigin(
  { method, headers }: Pick<FastifyRequest, 'method' | 'headers'>,
  publicUrl: string,
): void {
  if (['GET', 'HEAD', 'OPTIONS'].includes(method)) return;
  const site = headers['sec-fetch-site'];
  const isOwn = site === undefined ? headers.origin === publicUrl : site === 'same-origin' || site === 'none';
  if (!isOwn) throw refusal('HTTP_FOREIGN_ORIGIN', { origin: publicUrl });
}

/**
 * The page of ours that somebody asked for before signing in; `/` for what is not one. A path that begins with two
 * slashes, as `/.//elsewhere` comes to, would lead a browser to another host.
 */
export function ownPage(page: string | undefined, publicUrl: string): string {
  if (page?.startsWith('/') !== true || !URL.canParse(page, publicUrl)) return '/';
  const { origin, pathname, search } = new URL(page, publicUrl);
  const isOurs = origin === new URL(publicUrl).origin && !pathname.startsWith('//');
  return isOurs && pathname.length + search.length <= pageCharactersMax ? `${pathname}${search}` : '/';
}
