import { z } from 'zod';
import {
  listApiKeys,
  makeApiKey,
  revokeApiKey,
  rotateApiKey,
  scopes as scopesOfKeys,
} from '../../../platform/security/index.ts';
import { moment, number, person } from '../routing/fields.ts';
import { route } from '../routing/route.ts';

const ofKey = z.strictObject({ id: z.string().max(100).describe('Number of the key') });
const scopes = z.array(z.string().max(50)).min(1).max(scopesOfKeys.length);
const newKey = z.strictObject({
  key: z.string().describe('The key; it is not shown again'),
  api_key_id: number('Number of the key'),
  ends_at: moment('When it ends'),
});

const listed = route(
  {
    method: 'GET',
    path: '/keys',
    place: 'Account',
    summary: 'Lists the caller’s active keys, without their secrets.',
    answer: z.array(
      z.strictObject({
        api_key_id: number('Number of the key'),
        person_id: number('Number of the person'),
        person: person('Person or service it acts as'),
        label: z.string().describe('What it is for'),
        begins_with: z.string().describe('Its first characters'),
        scopes: z.array(z.string()).describe('Scopes'),
        made_at: moment('When it was made'),
        ends_at: moment('When it ends'),
        last_used_at: moment('When it was last used').nullable(),
      }),
    ),
  },
  ({ principal }) => listApiKeys(principal),
);

// A key outlives the session in which it was made, so that making one needs a step-up, for others and for oneself.
const added = route(
  {
    method: 'POST',
    path: '/keys',
    place: 'Account',
    summary: 'Makes a key, which is shown only once.',
    body: z.strictObject({
      label: z.string().trim().min(1).max(200).describe('What it is for'),
      scopes: scopes.describe('Scopes, each once'),
      days: z.int().optional().describe('Days of validity'),
      person: person('The service it is for (default: the caller)').optional(),
    }),
    holdsSecret: true,
    answer: newKey,
    statuses: [201],
    refusals: [
      'SECURITY_STEP_UP_NEEDED',
      'SECURITY_SCOPE_UNKNOWN',
      'SECURITY_KEY_TOO_LONG',
      'SECURITY_KEY_OF_ANOTHER',
      'SECURITY_PERSON_UNKNOWN',
    ],
  },
  ({ principal, body: { person: service, ...key }, stepUp }) =>
    makeApiKey(principal, { ...key, service }, stepUp),
);

const rotated = route(
  {
    method: 'POST',
    path: '/keys/:id/rotate',
    place: 'Account',
    summary: 'Replaces a key; the old one works for one more day.',
    params: ofKey,
    holdsSecret: true,
    answer: newKey,
    statuses: [201],
    refusals: [
      'SECURITY_STEP_UP_NEEDED',
      'SECURITY_KEY_UNKNOWN',
      'SECURITY_KEY_REPLACED',
      'SECURITY_KEY_OF_ANOTHER',
    ],
  },
  ({ principal, params, stepUp }) => rotateApiKey(principal, params.id, stepUp),
);

const revoked = route(
  {
    method: 'DELETE',
    path: '/keys/:id',
    place: 'Account',
    summary: 'Ends a key at once.',
    params: ofKey,
    answer: z.strictObject({ revoked: z.string().describe('Number of the key') }),
    refusals: ['SECURITY_STEP_UP_NEEDED', 'SECURITY_KEY_UNKNOWN'],
  },
  async ({ principal, params, stepUp }) => {
    await revokeApiKey(principal, params.id, stepUp);
    return { revoked: params.id };
  },
);

/** Keys for scripts. */
export const keyRoutes = [listed, added, rotated, revoked] as const;
