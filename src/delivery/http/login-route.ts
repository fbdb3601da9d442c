import type { FastifyInstance } from 'fastify';
import { escapeHtml } from '../../kernel/html.ts';
import type { Database } from '../../platform/database/index.ts';
import { claimDatabaseLogin, listLogins, requireStepUp } from '../../platform/security/index.ts';
import { guestOf, principalOf } from './gate.ts';
import { page } from './page.ts';
import { wantsPage } from './request-facts.ts';
import type { ServerOptions } from './server-options.ts';
import type { Reader } from './status-page.ts';

/**
 * `POST /logins/<login>/claim`: sets the password of a login of the database that was made for whoever signed in, and
 * shows it this once. The login outlives the session, so that it needs a step-up.
 */
export function addLoginRoute(server: FastifyInstance, { doors, sessions }: ServerOptions): void {
  server.post<{ Params: { login: string } }>('/logins/:login/claim', async (request, reply) => {
    const guest = guestOf(request);
    requireStepUp(guest.visitor, sessions.stepUpMinutes);
    const { login } = request.params;
    const { where } = doors.owner;
    const claimed = await claimDatabaseLogin(principalOf(guest, doors.owner), login, { isOneself: true });
    if (!wantsPage(request)) return claimed;
    return reply.type('text/html; charset=utf-8').send(passwordPage({ ...claimed, where }));
  });
}

/** Logins whose password a person may still set. */
export async function waitingLoginsOf(owner: Database, personId: string): Promise<Reader['waitingLogins']> {
  const logins = await listLogins(owner, { personId });
  return logins.flatMap(({ login, state, claimEndsAt }) =>
    state === 'waiting' && claimEndsAt !== null ? [{ login, until: claimEndsAt }] : [],
  );
}

function passwordPage({ login, password, where }: Record<'login' | 'password' | 'where', string>): string {
  return page('Daybook', [
    `<p>Login ${escapeHtml(login)} at ${escapeHtml(where)}, password:</p>`,
    `<p><code>${escapeHtml(password)}</code></p>`,
    '<p>It is not shown again: store it as a secret. The login can read the views of schema api.</p>',
    '<p><a href="/">Status</a></p>',
  ]);
}
