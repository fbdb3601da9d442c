import { z } from 'zod';
import { disableUser, enableUser, endDormantAccess, reportUsage } from '../../../platform/security/index.ts';
import { moment, person, reason, textOrNull } from '../routing/fields.ts';
import { route } from '../routing/route.ts';

const count = (meaning: string) => z.int().min(0).describe(meaning);
const dormant = {
  user_id: person('Who'),
  roles: z.array(z.string()).describe('Roles'),
  last_seen_at: moment('When they last signed in; null: never').nullable(),
  quiet_days: count('Days since they signed in, were added or were enabled'),
};

const usage = route(
  {
    method: 'GET',
    path: '/users/usage',
    place: 'Administration',
    summary: 'Reports who uses Daybook, by role and by person.',
    query: z.strictObject({ role: z.string().max(100).optional().describe('Only people of this role') }),
    answer: z.strictObject({
      roles: z.array(
        z.strictObject({
          role: z.string().describe('Role'),
          people: count('People who hold it'),
          active: count('Signed in within the last 30 days'),
          inactive: count('Signed in before that, and not dormant'),
          dormant: count('Dormant'),
          never_seen: count('Never entered'),
          last_seen_at: moment('Last sign-in of any of them').nullable(),
        }),
      ),
      people: z.array(
        z.strictObject({
          ...dormant,
          display_name: textOrNull('Name'),
          origin: z.enum(['feed', 'mapping', 'service', 'demo']).describe('Where the person comes from'),
          sites: count('Sites that the roles are bound to'),
          standing: z.enum(['active', 'inactive', 'dormant', 'never seen', 'disabled']),
          disabled_reason: textOrNull('Why they were disabled'),
        }),
      ),
    }),
  },
  ({ principal, query, parts }) =>
    reportUsage(principal, { dormantDays: parts.access.dormantDays, role: query.role }),
);

const dormantPeople = route(
  {
    method: 'GET',
    path: '/users/dormant',
    place: 'Administration',
    summary: 'Lists people who have not signed in for so long that they will be disabled.',
    answer: z.array(z.strictObject(dormant)),
  },
  ({ principal, parts }) =>
    endDormantAccess(principal, { dormantDays: parts.access.dormantDays, isReal: false }),
);

const switching = (isEnabled: boolean) =>
  route(
    {
      method: 'POST',
      path: isEnabled ? '/users/enable' : '/users/disable',
      place: 'Administration',
      summary: isEnabled
        ? 'Enables a person who was disabled.'
        : 'Disables a person; sessions and keys end at once.',
      needsStepUp: true,
      body: z.strictObject({ person: person('Whom'), reason }),
      answer: z.strictObject({
        person: person('Who'),
        is_enabled: z.boolean().describe('Whether they may now sign in'),
      }),
      refusals: [
        'SECURITY_PERSON_UNKNOWN',
        'SECURITY_PERSON_AMBIGUOUS',
        'SECURITY_PERSON_UNCHANGED',
        'SECURITY_PERSON_LEFT',
        'SECURITY_CONFLICT',
      ],
    },
    async ({ principal, body }) => {
      const work = isEnabled ? enableUser : disableUser;
      await work({ ...principal, reason: body.reason }, body.person);
      return { person: body.person, isEnabled };
    },
  );

/** People: who uses Daybook, who does not, and disabling and enabling them. */
export const peopleRoutes = [usage, dormantPeople, switching(false), switching(true)] as const;
