import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { isLoopback } from '../../../kernel/loopback.ts';
import { Refusal, refusal } from '../../../kernel/errors.ts';
import {
  endSession,
  finishSignIn,
  signOut,
  type FlowSeal,
  type SignInParts,
} from '../../../platform/security/index.ts';
import { readCookie, setCookie } from '../cookies.ts';
import { messagePage } from '../page.ts';
import { ownPage, visitOf, wantsPage } from '../request-facts.ts';
import { route, type RouteInput } from '../routing/route.ts';
import type { ServerOptions } from '../server-options.ts';

/** Seconds for which a sign-in that was begun is remembered. */
const flowSeconds = 600;

/** Status of a redirect after which the browser asks with GET. */
const seeOther = 303;

const led = z.unknown().describe('Redirects a browser');

const begun = route(
  {
    method: 'GET',
    path: '/sign-in',
    place: 'Account',
    summary: 'Redirects a browser to the identity provider.',
    access: 'public',
    query: z.looseObject({
      'step-up': z.string().optional().describe('1 requires signing in again'),
      to: z.string().optional().describe('Page of Daybook to return to afterwards'),
    }),
    answer: led,
    statuses: [303],
    refusals: ['SECURITY_SIGN_IN_OFF', 'SECURITY_PROVIDER_UNREACHABLE'],
    hasPage: true,
  },
  async ({ request, reply, query, parts }) => {
    const { signIn, publicUrl } = parts;
    const { provider, seal } = requireSignIn(signIn, parts.seal);
    const here = new URL(publicUrl);
    // A cookie that localhost set is not sent to 127.0.0.1, where the provider leads back to.
    if (isLoopback(request.hostname) && isLoopback(here.hostname) && request.hostname !== here.hostname)
      return reply.redirect(`${publicUrl}${request.url}`, seeOther);
    const { url, flow } = await provider.begin(query['step-up'] === '1');
    const sealed = seal.seal({ ...flow, to: ownPage(query.to, publicUrl) });
    reply.header('set-cookie', setCookie('daybook-sign-in', sealed, flowSeconds, rulesOf(parts)));
    return reply.redirect(url, seeOther);
  },
);

const cameBack = route(
  {
    method: 'GET',
    path: '/sign-in/callback',
    place: 'Account',
    summary: 'Receives a browser from the identity provider and opens its session.',
    access: 'public',
    query: z.looseObject({}),
    answer: led,
    statuses: [303],
    refusals: [
      'SECURITY_SIGN_IN_OFF',
      'SECURITY_SIGN_IN_FAILED',
      'SECURITY_PROVIDER_UNREACHABLE',
      'SECURITY_SECOND_FACTOR_MISSING',
      'SECURITY_ACCOUNT_UNNAMED',
      'SECURITY_ACCOUNT_UNKNOWN',
      'SECURITY_ACCOUNT_TAKEN',
      'SECURITY_PERSON_DISABLED',
      'SECURITY_NO_ROLE',
    ],
    hasPage: true,
  },
  (input) => comeBack(input, requireSignIn(input.parts.signIn, input.parts.seal)),
);

const signedOut = route(
  {
    method: 'POST',
    path: '/sign-out',
    place: 'Account',
    summary: 'Ends the session of the caller.',
    access: 'signed in',
    answer: z.strictObject({ signed_out: z.boolean().describe('False for a key, which has no session') }),
    hasPage: true,
  },
  async ({ guest, request, reply, parts }) => {
    const { visitor, visit } = guest;
    if (visitor.sessionId !== null)
      await signOut(parts.doors.owner, visitor.person, visitor.sessionId, visit);
    reply.header('set-cookie', setCookie('daybook', '', 0, rulesOf(parts)));
    if (!wantsPage(request)) return { signedOut: visitor.sessionId !== null };
    return reply.type('text/html; charset=utf-8').send(messagePage('Daybook', ['You are signed out.']));
  },
);

/** Signing in and out. */
export const signInRoutes = [begun, cameBack, signedOut] as const;

type SigningIn = SignInParts & { readonly seal: FlowSeal };

function requireSignIn(signIn: SignInParts | undefined, seal: FlowSeal | undefined): SigningIn {
  if (!signIn || !seal) throw refusal('SECURITY_SIGN_IN_OFF');
  return { ...signIn, seal };
}

function rulesOf({ publicUrl }: ServerOptions): { isSecure: boolean } {
  return { isSecure: publicUrl.startsWith('https:') };
}

/** Whoever comes back from the provider gets a session of its own, never one that was there before. */
async function comeBack(
  { request, reply, parts }: Pick<RouteInput<unknown, unknown, unknown>, 'request' | 'reply' | 'parts'>,
  { seal, ...signIn }: SigningIn,
): Promise<FastifyReply> {
  const rules = rulesOf(parts);
  const sealed = readCookie(request.headers.cookie, 'daybook-sign-in', rules);
  const flow = sealed === undefined ? null : seal.open(sealed);
  const present = await parts.gate.present(request);
  const forgetFlow = setCookie('daybook-sign-in', '', 0, rules);
  reply.header('set-cookie', forgetFlow);
  try {
    const token = await finishSignIn(signIn, {
      query: request.url.split('?')[1] ?? '',
      flow,
      present,
      visit: visitOf(request),
    });
    if (token !== null) {
      const before = present?.sessionId ?? null;
      if (before !== null) await endSession(parts.doors.owner, before, 'signed in again');
      reply.header('set-cookie', setCookie('daybook', token, parts.sessions.hours * 3_600, rules));
    }
  } catch (error) {
    // A provider that is away is nobody who guesses.
    if (error instanceof Refusal && error.status < 500) parts.gate.countFailure(request);
    throw error;
  }
  return reply.redirect(flow?.to ?? '/', seeOther);
}
