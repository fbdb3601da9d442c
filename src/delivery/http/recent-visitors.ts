import type { FastifyRequest } from 'fastify';
import type { Clock } from '../../kernel/clock.ts';
import type { Visitor } from '../../platform/security/index.ts';

/** Milliseconds for which it is remembered whose a token is. */
const rememberedMilliseconds = 2_000;

/** Tokens that are remembered at once. */
const mostTokens = 5_000;

/** Reads of rows from a set, whose name is in lower case; the description and functions are something else. */
const ofRows = /^\/(?:odata|api\/data\/v9\.2)\/[a-z][a-z_]*(?=$|[(/?])/;

/**
 * Whether a request does nothing but read rows of the data service: in a transaction that itself asks whether the token
 * still opens anything, and refuses it at once when it does not. Only for these it may be remembered whose a token was.
 */
export function onlyReadsRows({ method, url }: FastifyRequest): boolean {
  return method === 'GET' && ofRows.test(url);
}

/** Remembers for a moment whose a token is, so that a client that reads row after row is looked up once in a while. */
export class RecentVisitors {
  readonly #visitors = new Map<string, { readonly visitor: Visitor; readonly untilMs: number }>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The visitor of a token, as remembered or as `ask` says; what opens nothing is not remembered. */
  async visitorOf(token: string, ask: () => Promise<Visitor | null>): Promise<Visitor | null> {
    const nowMs = this.#clock.now().getTime();
    const present = this.#visitors.get(token);
    if (present && present.untilMs > nowMs) return present.visitor;
    const visitor = await ask();
    this.#visitors.delete(token);
    if (visitor === null) return null;
    if (this.#visitors.size >= mostTokens) this.#visitors.clear();
    this.#visitors.set(token, { visitor, untilMs: nowMs + rememberedMilliseconds });
    return visitor;
  }
}
