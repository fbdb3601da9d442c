import type { FastifyInstance } from 'fastify';
import {
  endSession,
  holdsRight,
  listSessions,
  personNamed,
  requireRight,
  requireStepUp,
  sessionToEnd,
  workFor,
  type Session,
} from '../../platform/security/index.ts';
import { guestOf, type Guest } from './gate.ts';
import type { ServerOptions } from './server-options.ts';

/** `GET /me`, `GET /sessions` and `DELETE /sessions/<id>`. */
export function addAccountRoutes(server: FastifyInstance, options: ServerOptions): void {
  const { owner } = options.doors;
  server.get('/me', { config: { access: 'signed in' } }, async (request) => ({
    ...(await describe(guestOf(request))),
    limits: {
      requests: options.limits.requests,
      seconds: options.limits.seconds,
      concurrent: options.limits.concurrent,
      window_minutes: options.limits.windowMinutes,
    },
  }));
  server.get<{ Querystring: { person?: string } }>('/sessions', async (request) => {
    const { visitor, caller } = guestOf(request);
    const { person } = request.query;
    if (person === undefined) {
      const own = await listSessions(owner, { personId: visitor.person.personId });
      return own.map((session) => shownSession(session, visitor.sessionId));
    }
    await requireRight(caller, { object: 'session', action: 'read' });
    const others = await caller.transaction(async (transaction) => {
      const { personId } = await personNamed(transaction, person);
      return listSessions(transaction, { personId });
    });
    return others.map((session) => shownSession(session, visitor.sessionId));
  });
  server.delete<{ Params: { id: string } }>('/sessions/:id', async (request) => {
    const { visitor, caller, visit } = guestOf(request);
    const session = await sessionToEnd({ owner, caller }, request.params.id, () => {
      requireStepUp(visitor, options.sessions.stepUpMinutes);
    });
    const isOwn = session.personId === visitor.person.personId;
    const why = visit.reason ?? (isOwn ? 'ended by the person' : `ended by ${visitor.person.userId}`);
    await endSession(workFor(owner, visitor.person, visit), session.sessionId, why);
    return { ended: session.sessionId };
  });
}

async function describe({ visitor, caller }: Guest): Promise<Record<string, unknown>> {
  const { person, method, scopes, sessionId, endsAt, isSteppedUp } = visitor;
  return {
    person: person.userId,
    name: person.displayName,
    roles: person.roles,
    sites: await countSites(caller),
    signed_in_by: method,
    scopes,
    session: { session_id: sessionId, ends_at: endsAt, is_stepped_up: isSteppedUp },
  };
}

/** How many sites the person sees: those of its roles, or all of them. */
async function countSites(caller: Guest['caller']): Promise<number> {
  if (!(await holdsRight(caller, { object: 'site', action: 'read' }))) return 0;
  const [counted] = await caller.transaction((transaction) =>
    transaction.query<{ sites: number }>('select count(*)::integer as sites from warehouse.site'),
  );
  return counted?.sites ?? 0;
}

function shownSession(session: Session, present: string | null): Record<string, unknown> {
  return {
    session_id: session.sessionId,
    person: session.userId,
    signed_in_by: session.method,
    opened_at: session.openedAt,
    last_used_at: session.lastUsedAt,
    ends_at: session.endsAt,
    is_this_one: session.sessionId === present,
  };
}
