import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isLoopback } from '../../kernel/loopback.ts';
import { Refusal, refusal } from '../../kernel/errors.ts';
import {
  endSession,
  finishSignIn,
  flowSeal,
  signOut,
  type FlowSeal,
  type SignInParts,
} from '../../platform/security/index.ts';
import { readCookie, setCookie } from './cookies.ts';
import { guestOf, type Gate } from './gate.ts';
import { messagePage } from './page.ts';
import { visitOf, wantsPage } from './request-facts.ts';
import type { ServerOptions } from './server-options.ts';

/** Seconds for which a sign-in that was begun is remembered. */
const flowSeconds = 600;

/** Status of a redirect after which the browser asks with GET. */
const seeOther = 303;

/** `GET /sign-in`, `GET /sign-in/callback` and `POST /sign-out`. */
export function addSignInRoutes(server: FastifyInstance, options: ServerOptions, gate: Gate): void {
  const { signIn, publicUrl } = options;
  const isPublic = { config: { access: 'public' } } as const;
  const seal = signIn && flowSeal(signIn.provider.settings.clientSecret, options.clock);
  server.get<{ Querystring: { 'step-up'?: string } }>('/sign-in', isPublic, async (request, reply) => {
    if (!signIn || !seal) throw refusal('SECURITY_SIGN_IN_OFF');
    const here = new URL(publicUrl);
    // A cookie that localhost set is not sent to 127.0.0.1, where the provider leads back to.
    if (isLoopback(request.hostname) && isLoopback(here.hostname) && request.hostname !== here.hostname)
      return reply.redirect(`${publicUrl}${request.url}`, seeOther);
    const { url, flow } = await signIn.provider.begin(request.query['step-up'] === '1');
    reply.header('set-cookie', setCookie('daybook-sign-in', seal.seal(flow), flowSeconds, rulesOf(options)));
    return reply.redirect(url, seeOther);
  });
  server.get('/sign-in/callback', isPublic, async (request, reply) => {
    if (!signIn || !seal) throw refusal('SECURITY_SIGN_IN_OFF');
    return comeBack({ request, reply }, options, { gate, signIn, seal });
  });
  server.post('/sign-out', { config: { access: 'signed in' } }, async (request, reply) => {
    const { visitor, visit } = guestOf(request);
    if (visitor.sessionId !== null)
      await signOut(options.doors.owner, visitor.person, visitor.sessionId, visit);
    reply.header('set-cookie', setCookie('daybook', '', 0, rulesOf(options)));
    if (!wantsPage(request)) return reply.send({ signed_out: visitor.sessionId !== null });
    return reply.type('text/html; charset=utf-8').send(messagePage('Daybook', ['You are signed out.']));
  });
}

function rulesOf({ publicUrl }: ServerOptions): { isSecure: boolean } {
  return { isSecure: publicUrl.startsWith('https:') };
}

/** Whoever comes back from the provider gets a session of its own, never one that was there before. */
async function comeBack(
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
  options: ServerOptions,
  { gate, signIn, seal }: { gate: Gate; signIn: SignInParts; seal: FlowSeal },
): Promise<FastifyReply> {
  const rules = rulesOf(options);
  const sealed = readCookie(request.headers.cookie, 'daybook-sign-in', rules);
  const present = await gate.present(request);
  const forgetFlow = setCookie('daybook-sign-in', '', 0, rules);
  reply.header('set-cookie', forgetFlow);
  try {
    const token = await finishSignIn(signIn, {
      query: request.url.split('?')[1] ?? '',
      flow: sealed === undefined ? null : seal.open(sealed),
      present,
      visit: visitOf(request),
    });
    if (token !== null) {
      const before = present?.sessionId ?? null;
      if (before !== null) await endSession(options.doors.owner, before, 'signed in again');
      reply.header('set-cookie', setCookie('daybook', token, options.sessions.hours * 3_600, rules));
    }
  } catch (error) {
    // A provider that is away is nobody who guesses.
    if (error instanceof Refusal && error.status < 500) gate.countFailure(request);
    throw error;
  }
  return reply.redirect('/', seeOther);
}
