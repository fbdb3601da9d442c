import { z } from 'zod';
import { escapeHtml } from '../../../kernel/html.ts';
import type { Database } from '../../../platform/database/index.ts';
import {
  claimDatabaseLogin,
  endDatabaseLogin,
  listDatabaseLogins,
  listLogins,
  makeDatabaseLogin,
} from '../../../platform/security/index.ts';
import { page } from '../page.ts';
import { wantsPage } from '../request-facts.ts';
import { moment, person } from '../routing/fields.ts';
import { route } from '../routing/route.ts';
import type { Reader } from '../status-page.ts';

// The login outlives the session, so that it needs a step-up.
const claimed = route(
  {
    method: 'POST',
    path: '/logins/:login/claim',
    place: 'Account',
    summary: 'Sets the password of a database login that was made for the caller, and shows it only once.',
    needsStepUp: true,
    holdsSecret: true,
    params: z.strictObject({ login: z.string().max(100).describe('Name of the login') }),
    answer: z.strictObject({
      login: z.string().describe('Name of the login'),
      person: person('Whose it is'),
      password: z.string().describe('The password; it is not shown again'),
    }),
    refusals: ['SECURITY_CLAIM_UNKNOWN', 'SECURITY_CLAIM_EXPIRED', 'SECURITY_CLAIM_USED'],
    hasPage: true,
  },
  async ({ principal, params, parts, request, reply }) => {
    const { where } = parts.doors.owner;
    const login = await claimDatabaseLogin(principal, params.login, { isOneself: true });
    if (!wantsPage(request)) return login;
    return reply.type('text/html; charset=utf-8').send(passwordPage({ ...login, where }));
  },
);

const loginName = z.string().min(1).max(100).describe('Name of the login');

const listed = route(
  {
    method: 'GET',
    path: '/logins',
    place: 'Administration',
    summary: 'Lists database logins, and whose rights they have.',
    answer: z.array(
      z.strictObject({
        login: loginName,
        user_id: person('Whose rights it has'),
        created_at: moment('When it was made'),
        claim_ends_at: moment('Until when its owner may set the password').nullable(),
        state: z.enum(['in use', 'waiting', 'expired']).describe('State'),
      }),
    ),
  },
  ({ principal }) => listDatabaseLogins(principal),
);

const added = route(
  {
    method: 'POST',
    path: '/logins',
    place: 'Administration',
    summary: 'Makes a database login; a person sets its password, a service’s is shown only once.',
    needsStepUp: true,
    holdsSecret: true,
    body: z.strictObject({ login: loginName, person: person('Whose rights it has') }),
    answer: z.union([
      z.strictObject({
        login: loginName,
        person: person('Whose it is'),
        password: z.string().describe('The password; it is not shown again'),
      }),
      z.strictObject({
        login: loginName,
        person: person('Whose it is'),
        claim_ends_at: moment('Until when its owner may set the password'),
      }),
    ]),
    statuses: [201],
    refusals: ['SECURITY_PERSON_UNKNOWN', 'SECURITY_PERSON_DISABLED', 'SECURITY_LOGIN_TAKEN'],
  },
  ({ principal, body }) =>
    makeDatabaseLogin(principal, { login: body.login, userId: body.person, isOneself: true }),
);

const ended = route(
  {
    method: 'DELETE',
    path: '/logins/:login',
    place: 'Administration',
    summary: 'Ends a database login.',
    needsStepUp: true,
    params: z.strictObject({ login: loginName }),
    answer: z.strictObject({ ended: loginName }),
    refusals: ['SECURITY_LOGIN_UNKNOWN'],
  },
  async ({ principal, params }) => {
    await endDatabaseLogin(principal, params.login);
    return { ended: params.login };
  },
);

/** Logins of the database. */
export const loginRoutes = [claimed, listed, added, ended] as const;

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
    '<p><a href="/status">Status</a></p>',
  ]);
}
