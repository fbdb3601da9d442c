import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Refusal, refusal } from '../../kernel/errors.ts';
import {
  admitByProviderToken,
  byToken,
  callerOfToken,
  noteWrongToken,
  requireScope,
  seenInSupport,
  ServiceLimits,
  visitorOf,
  workFor,
  type Admission,
  type Budget,
  type Caller,
  type Principal,
  type Scope,
  type Visit,
  type Visitor,
} from '../../platform/security/index.ts';
import type { Database } from '../../platform/database/index.ts';
import { readCookie } from './cookies.ts';
import { networkOf, requireOwnOrigin, visitOf } from './request-facts.ts';
import { beginAgain } from './routing/begin-again.ts';
import { readerOf } from './routing/read-near.ts';
import { onlyReadsRows, RecentVisitors } from './recent-visitors.ts';
import type { ServerOptions } from './server-options.ts';
import { asksForApp } from './web/app-routes.ts';

/**
 * What a route asks of whoever comes: nothing; any token; the sign-in of a person; or, of a token that is not one, a
 * scope. A route that does not say is for people who signed in.
 */
export type Access = 'public' | 'signed in' | 'person' | Scope;

/** Whoever a request is from, and the way to work for them. */
export interface Guest {
  readonly visitor: Visitor;
  /** With the rights of the person. */
  readonly caller: Caller;
  readonly visit: Visit & { readonly requestId: string };
  /** Whom a helper looks as, in a support session; absent otherwise. */
  readonly seen?: Principal;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    readonly access?: Access;
    /** Not counted for its address: what watches the server must not be refused because of others there. */
    readonly isUncounted?: boolean;
  }
  interface FastifyRequest {
    guest: Guest | null;
    /** What is left to the caller; undefined before that is known. */
    left: (() => Budget) | undefined;
    /** Ends the counting of the request as work, for answers that stay open; undefined before it is counted. */
    endCount: (() => void) | undefined;
  }
}

/** Counts what people and addresses use, and lets nobody in who is not someone. */
export interface Gate {
  /** The person behind the cookie of a request, if its session is good. */
  readonly present: (request: FastifyRequest) => Promise<Visitor | null>;
  /** Counts a failing sign-in of an address; refuses with SECURITY_LIMIT_REACHED when there were too many. */
  readonly countFailure: (request: FastifyRequest) => void;
}

/** Failing sign-ins and wrong tokens of one address in a window: more than people mistype, too few to guess. */
const failuresOfAddress = 30;

/** Whoever a request is from; the gate has let nobody else come this far. */
export function guestOf({ guest }: FastifyRequest): Guest {
  if (!guest) throw refusal('SECURITY_SIGN_IN_NEEDED');
  return guest;
}

/** The guest as use cases take it, with both ways of working. */
export function principalOf({ visitor, caller, visit, seen }: Guest, owner: Database): Principal {
  if (seen !== undefined) return seen;
  const { person } = visitor;
  return { person, caller, database: workFor(owner, person, visit), reason: visit.reason ?? null };
}

/** Puts the gate before every route, and before every address that has none. */
export function addGate(server: FastifyInstance, options: ServerOptions): Gate {
  const { limits, clock } = options;
  const people = new ServiceLimits(limits, clock);
  const addresses = new ServiceLimits(limits, clock);
  const recent = new RecentVisitors(clock);
  const failures = new ServiceLimits(
    { ...limits, requests: failuresOfAddress, called: 'failing sign-ins' },
    clock,
  );
  const countFailure = (request: FastifyRequest): void => {
    options.metrics.refusedSignIn();
    const network = networkOf(request.ip);
    failures.admit(network, `The address ${network}`).end();
  };
  server.decorateRequest('guest', null);
  server.decorateRequest('left', undefined);
  server.decorateRequest('endCount', undefined);
  server.addHook('onRequest', async (request, reply) => {
    const access = request.routeOptions.config.access ?? (request.is404 ? 'signed in' : 'person');
    const ask = { request, reply };
    if (request.routeOptions.config.isUncounted === true) return;
    if (access === 'public') return admitAddress(ask, addresses);
    try {
      const { visitor, shown } = await requireVisitor(ask, options, {
        addresses,
        countFailure,
        recent,
      });
      const { personId, userId } = visitor.person;
      if (request.correlation) request.correlation.personId = personId;
      admit(ask, people, { who: personId, name: userId });
      if (shown.isCookie) requireOwnOrigin(request, options.publicUrl);
      requireAccess(visitor, access);
      const visit = visitOf(request);
      const caller = readerOf({ request, reply, doors: options.doors }, (service) =>
        callerOfToken(service, shown.token, visitor.person, visit),
      );
      const guest = { visitor, caller, visit };
      const number = supportNumberOf(request);
      request.guest =
        number === null ? guest : await lookingIn(guest, { number, request, options, token: shown.token });
    } catch (error) {
      if (error instanceof Refusal && error.status === 401 && asksForApp(request))
        return reply.redirect(signInAddress(request.url), 303);
      throw error;
    }
  });
  server.addHook('onSend', async (request, reply) => {
    const left = request.left?.() ?? addresses.leftTo(networkOf(request.ip));
    reply.headers({
      'x-ratelimit-remaining-requests': left.requests,
      'x-ratelimit-remaining-seconds': left.seconds,
      'x-ratelimit-remaining-concurrency': left.concurrent,
    });
    if (request.url.startsWith('/api/data/')) reply.headers(asDataverse(left));
    return Promise.resolve();
  });
  return { present: (request) => presentVisitor(request, options), countFailure };
}

/** The names by which clients of Dataverse read what is left. */
function asDataverse({ requests, seconds }: Budget): Readonly<Record<string, number>> {
  return {
    'x-ms-ratelimit-burst-remaining-xrm-requests': requests,
    'x-ms-ratelimit-time-remaining-xrm-requests': seconds,
  };
}

/** Where one signs in and is led on to the page that one asked for. */
function signInAddress(page: string): string {
  return page === '/' ? '/sign-in' : `/sign-in?to=${encodeURIComponent(page)}`;
}

/**
 * The guest as the person of a support session, whose number stands in `x-support-session`. Refuses with
 * SECURITY_SUPPORT_OVER.
 */
async function lookingIn(
  guest: Guest,
  { number, request, options, token }: Readonly<Looking>,
): Promise<Guest> {
  const { doors } = options;
  const seen = await seenInSupport(principalOf(guest, doors.owner), {
    number,
    usedFor: `request: ${request.method} ${request.url}`,
    owner: doors.owner,
    door: { database: doors.service, openAs: byToken(token) },
    context: guest.visit,
  });
  return { ...guest, visitor: { ...guest.visitor, person: seen.person }, caller: seen.caller, seen };
}

interface Looking {
  readonly number: string;
  readonly request: FastifyRequest;
  readonly options: ServerOptions;
  readonly token: string;
}

function supportNumberOf({ headers }: FastifyRequest): string | null {
  const number = headers['x-support-session'];
  if (number === undefined || number === '') return null;
  if (typeof number === 'string' && /^[1-9]\d{0,17}$/.test(number)) return number;
  throw refusal('SECURITY_SUPPORT_OVER', { number: String(number).slice(0, 40) });
}

interface Shown {
  readonly token: string;
  readonly isCookie: boolean;
}

/** The token of a request: in the header, where scripts put it, or in the cookie of a browser. */
function tokenOf({ headers }: FastifyRequest, { publicUrl }: ServerOptions): Shown | undefined {
  const bearer = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1];
  if (bearer !== undefined) return { token: bearer, isCookie: false };
  const cookie = readCookie(headers.cookie, 'daybook', { isSecure: publicUrl.startsWith('https:') });
  return cookie === undefined ? undefined : { token: cookie, isCookie: true };
}

/** Refuses whoever shows no token, or one that opens nothing; that counts for the address it comes from. */
async function requireVisitor(
  ask: Ask,
  options: ServerOptions,
  {
    addresses,
    countFailure,
    recent,
  }: {
    readonly addresses: ServiceLimits;
    readonly countFailure: Gate['countFailure'];
    readonly recent: RecentVisitors;
  },
): Promise<{ visitor: Visitor; shown: Shown }> {
  const { request, reply } = ask;
  const shown = tokenOf(request, options);
  if (!shown) {
    admitAddress(ask, addresses);
    throw refusal('SECURITY_SIGN_IN_NEEDED');
  }
  const visit = visitOf(request);
  const look = (): Promise<Visitor | null> =>
    beginAgain(reply, () => visitorOfToken(options, shown.token, visit));
  const looked = onlyReadsRows(request) ? recent.visitorOf(shown.token, look) : look();
  const visitor = await looked.catch((error: unknown) => {
    if (error instanceof Refusal) admitAddress(ask, addresses);
    throw error;
  });
  if (visitor) return { visitor, shown };
  admitAddress(ask, addresses);
  countFailure(request);
  if (!shown.isCookie) await noteWrongToken(options.doors.owner, visit);
  throw refusal('SECURITY_TOKEN_UNKNOWN');
}

/** The visitor of a token; the token of a service becomes a session when it is shown first. */
async function visitorOfToken(
  { doors, sessions, signIn }: ServerOptions,
  token: string,
  visit: Visit,
): Promise<Visitor | null> {
  const visitor = await visitorOf(doors, token, sessions.stepUpMinutes);
  if (visitor || !signIn) return visitor;
  const isService = await admitByProviderToken(signIn, token, visit);
  return isService ? visitorOf(doors, token, sessions.stepUpMinutes) : null;
}

async function presentVisitor(request: FastifyRequest, options: ServerOptions): Promise<Visitor | null> {
  const shown = tokenOf(request, options);
  if (shown?.isCookie !== true) return null;
  try {
    return await visitorOf(options.doors, shown.token, options.sessions.stepUpMinutes);
  } catch (error) {
    // A session that is over is nobody's; a sign-in begins a new one.
    if (error instanceof Refusal) return null;
    throw error;
  }
}

interface Ask {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

function admitAddress(ask: Ask, addresses: ServiceLimits): void {
  const network = networkOf(ask.request.ip);
  admit(ask, addresses, { who: network, name: `The address ${network}` });
}

function admit(
  { request, reply }: Ask,
  limits: ServiceLimits,
  { who, name }: { who: string; name: string },
): void {
  request.left = () => limits.leftTo(who);
  const admission: Admission = limits.admit(who, name);
  request.left = admission.left;
  request.endCount = admission.end;
  // Also when the caller hangs up, which is no response in the sense of the other events.
  reply.raw.once('close', admission.end);
}

function requireAccess(visitor: Visitor, access: Access): void {
  if (access === 'public' || access === 'signed in') return;
  if (access !== 'person') requireScope(visitor, access);
  else if (visitor.method !== 'sign-in') throw refusal('SECURITY_PEOPLE_ONLY');
}
