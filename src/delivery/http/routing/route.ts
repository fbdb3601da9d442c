import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { ErrorCode } from '../../../kernel/errors.ts';
import type { FlowSeal, Principal } from '../../../platform/security/index.ts';
import type { Access, Gate, Guest } from '../gate.ts';
import type { ServerOptions } from '../server-options.ts';
import type { ChangeFeed } from '../stream/change-feed.ts';
import type { Fits } from './json-type.ts';

/** Where in their work people meet a route; the description groups routes by it. */
export type Place =
  | 'Home'
  | 'Sites'
  | 'Contracts'
  | 'Statements'
  | 'Forecast'
  | 'P&L'
  | 'Data'
  | 'Administration'
  | 'Account'
  | 'Service';

/** What the routes of one server share. */
export interface RouteParts extends ServerOptions {
  readonly gate: Gate;
  /** Absent where nobody can sign in. */
  readonly seal: FlowSeal | undefined;
  /** Changes that the database tells of. */
  readonly changes: ChangeFeed;
  /** The description of the service, as JSON. */
  readonly description: () => string;
}

/** What a route works with: who asks, what was asked, and the parts of the server. */
export interface RouteInput<Params, Query, Body> {
  /** Whoever asks, as use cases take it. */
  readonly principal: Principal;
  readonly guest: Guest;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly parts: RouteParts;
  /** Refuses with SECURITY_STEP_UP_NEEDED who did not sign in afresh lately: for use cases that ask it of some. */
  readonly stepUp: () => void;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** What a route says of itself; the description of the service is made of it. */
interface Declaration<Answer, Params, Query, Body> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With parameters as `:site`. */
  readonly path: string;
  readonly place: Place;
  /** What it does, in one sentence. */
  readonly summary: string;
  /** What else whoever calls it must know. */
  readonly details?: string;
  /** What it asks of the visitor; `person` unless given, so that no key opens it. */
  readonly access?: Access;
  /** Whoever asks must have signed in afresh. */
  readonly needsStepUp?: boolean;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  /** Fields in snake_case, money and other exact decimals as text. */
  readonly answer: Answer;
  /** Status of the answer; 200 unless given. The first is sent unless the work sets another. */
  readonly statuses?: readonly [number, ...number[]];
  /** What it refuses with, besides what every route does (`refusalsOfAll`). */
  readonly refusals?: readonly ErrorCode[];
  /** Browsers, which ask for pages, are answered with one. */
  readonly hasPage?: boolean;
  /** Not counted for the address it comes from. */
  readonly isUncounted?: boolean;
  /** Milliseconds in which the answer must be ready; as every other unless given. */
  readonly milliseconds?: number;
  /** Its answer holds a secret that is shown this once, and is kept for no idempotency key. */
  readonly holdsSecret?: boolean;
  /** Its answer stays open and tells of events (`text/event-stream`). */
  readonly isStream?: boolean;
  /** Its body is a file; what kind. */
  readonly takesFile?: string;
}

/** A route as a value: the server serves it, and the description of the service is made of it. */
export interface DeclaredRoute extends Declaration<
  z.ZodType,
  z.ZodObject | undefined,
  z.ZodType | undefined,
  z.ZodType | undefined
> {
  readonly work: (input: RouteInput<never, never, never>) => unknown;
}

/** Nothing that may be said. */
const nothing = z.strictObject({});
type Nothing = typeof nothing;

/**
 * Declares a route. `params`, `query` and `body` are read before `work` is called (HTTP_REQUEST_INVALID names the field
 * that is not valid), and what `work` returns must be what `answer` describes, once fields are in snake_case and
 * decimals are text; the compiler compares the two, and the tests compare every answer that they get.
 */
export function route<
  Answer extends z.ZodType,
  Result,
  Params extends z.ZodObject = Nothing,
  Query extends z.ZodType = Nothing,
  Body extends z.ZodType = Nothing,
>(
  declared: Declaration<Answer, Params, Query, Body>,
  work: (
    input: RouteInput<z.output<Params>, z.output<Query>, z.output<Body>>,
  ) => Result & Fits<Awaited<Result>, z.output<Answer>>,
): DeclaredRoute {
  return { params: nothing, query: nothing, ...declared, work };
}
