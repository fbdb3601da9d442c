import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { refusal } from '../../../kernel/errors.ts';
import { wantsPage } from '../request-facts.ts';

/** A file of the web app; its name changes with its content. */
export interface AppFile {
  readonly type: string;
  readonly plain: Buffer;
  /** The same, compressed; absent where compressing does not pay. */
  readonly brotli?: Buffer | undefined;
  readonly gzip?: Buffer | undefined;
}

/** The web app as it was built. */
export interface AppFiles {
  /** The page that starts it, with `__NONCE__` where the nonce of an answer belongs. */
  readonly index: string;
  /** By name below `/assets/`. */
  readonly files: ReadonlyMap<string, AppFile>;
}

/** Stands in the page that was built for the nonce that each answer gets. */
const nonceMark = '__NONCE__';

/** The first part of the addresses that are places of the app; below each, the app finds its own way. */
const places = new Set([
  '',
  'sites',
  'contracts',
  'statements',
  'not-billed',
  'forecast',
  'profit-and-loss',
  'data',
  'administration',
]);

/** Seconds of a year: a file whose name is its content never changes. */
const forever = 'public, max-age=31536000, immutable';

/**
 * Whether a browser asks for a page of the app. The services have some of the same addresses (`/sites`); scripts do not
 * ask for HTML.
 */
export function asksForApp(request: Pick<FastifyRequest, 'method' | 'headers' | 'url'>): boolean {
  if (request.method !== 'GET' || !wantsPage(request)) return false;
  const [path = ''] = request.url.split('?');
  // Of `//elsewhere` the first part is as empty as that of `/`, and it is no page.
  return path === '/' || (!path.startsWith('//') && places.has(path.split('/')[1] ?? ''));
}

/** What the page may do: run and show what Daybook sends, and ask Daybook only. Added styles bear the nonce. */
function policyOf(nonce: string): string {
  return (
    `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; connect-src 'self'; ` +
    "img-src 'self' data: blob:; font-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
  );
}

/** The files of the app, and its page at every address that is one of its places. Call it after the gate is up. */
export function addAppRoutes(server: FastifyInstance, app: AppFiles): void {
  server.addHook('onRequest', async (request, reply): Promise<void> => {
    if (asksForApp(request)) await sendIndex(reply, app);
  });
  server.get<{ Params: { name: string } }>(
    '/assets/:name',
    { config: { access: 'public', isUncounted: true } },
    async (request, reply) => sendFile(app, { request, reply, name: request.params.name }),
  );
}

async function sendIndex(reply: FastifyReply, app: AppFiles): Promise<void> {
  const nonce = randomBytes(18).toString('base64url');
  await reply
    .header('content-security-policy', policyOf(nonce))
    .header('vary', 'accept')
    .type('text/html; charset=utf-8')
    .send(app.index.replaceAll(nonceMark, nonce));
}

async function sendFile(
  app: AppFiles,
  { request, reply, name }: { request: FastifyRequest; reply: FastifyReply; name: string },
): Promise<FastifyReply> {
  const file = app.files.get(name);
  if (!file) throw refusal('HTTP_NOT_FOUND', { method: request.method, path: `/assets/${name}` });
  const accepted = request.headers['accept-encoding'] ?? '';
  reply.header('cache-control', forever).header('vary', 'accept-encoding').type(file.type);
  if (file.brotli && /\bbr\b/.test(accepted)) return reply.header('content-encoding', 'br').send(file.brotli);
  if (file.gzip && /\bgzip\b/.test(accepted)) return reply.header('content-encoding', 'gzip').send(file.gzip);
  return reply.send(file.plain);
}
