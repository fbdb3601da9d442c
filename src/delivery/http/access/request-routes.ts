import { z } from 'zod';
import {
  approveAccess,
  grantInEmergency,
  listAccessRequests,
  refuseAccess,
  requestAccess,
  type AccessFor,
} from '../../../platform/security/index.ts';
import { day, flag, moment, number, person, reason, textOrNull } from '../routing/fields.ts';
import { route } from '../routing/route.ts';

const states = [
  'waits for manager',
  'waits for security',
  'granted',
  'emergency',
  'refused',
  'lapsed',
] as const;
const state = z.enum(states).describe('Outcome of the request');
const placeKind = z.enum(['site', 'district', 'region']);
const ofRequest = z.strictObject({ id: number('Number of the request') });
const requestBody = z.strictObject({
  person: person('For whom (default: the caller)').optional(),
  role: z.string().max(100).describe('Role'),
  place_kind: placeKind.nullish().describe('Kind of place that the role is bound to'),
  places: z.array(z.string().max(100)).max(1_000).default([]).describe('Places'),
  until: day('First day on which it no longer applies').nullish(),
  reason,
});
const refusalsOfRequests = [
  'SECURITY_PERSON_UNKNOWN',
  'SECURITY_PERSON_AMBIGUOUS',
  'SECURITY_PERSON_DISABLED',
  'SECURITY_ROLE_UNKNOWN',
  'SECURITY_PLACE_UNKNOWN',
  'SECURITY_END_MISSING',
  'SECURITY_END_PAST',
  'SECURITY_REASON_MISSING',
  'SECURITY_CONFLICT',
  'SECURITY_RIGHTS_BUSY',
] as const;

const listed = route(
  {
    method: 'GET',
    path: '/access-requests',
    place: 'Administration',
    summary: 'Lists requests for roles that await a decision.',
    query: z.strictObject({
      mine: flag('Only those that the caller may decide'),
      all: flag('Also decided ones'),
    }),
    answer: z.array(
      z.strictObject({
        access_request_id: number('Number of the request'),
        person: person('For whom'),
        role: z.string().describe('Role'),
        place_kind: placeKind.nullable().describe('Kind of the places'),
        places: z.array(z.string()).describe('Places'),
        until: day('First day on which it no longer applies').nullable(),
        reason: z.string().describe('Why'),
        requested_by: z.string().describe('Who asked'),
        requested_at: moment('When it was requested'),
        state,
        approve_until: moment('When an emergency grant ends unless a manager approves').nullable(),
        manager_by: textOrNull('Manager who approved'),
        manager_at: moment('When the manager approved').nullable(),
        security_by: textOrNull('Administrator who granted'),
        security_at: moment('When it was granted').nullable(),
        refused_by: textOrNull('Who refused'),
        refused_at: moment('When it was refused').nullable(),
        refusal_reason: textOrNull('Why it was refused'),
        conflicts: z.array(z.string()).describe('Roles of the person that conflict with it'),
        is_mine_to_decide: z.boolean().describe('The caller may decide it'),
      }),
    ),
  },
  ({ principal, query }) => listAccessRequests(principal, { isMine: query.mine, isAll: query.all }),
);

const requested = route(
  {
    method: 'POST',
    path: '/access-requests',
    place: 'Administration',
    summary: 'Requests a role, for the caller or somebody else.',
    body: requestBody,
    answer: z.strictObject({ access_request_id: number('Number of the request') }),
    statuses: [201],
    refusals: [...refusalsOfRequests, 'SECURITY_ACCESS_REQUESTED'],
  },
  async ({ principal, body }) => ({
    accessRequestId: await requestAccess(
      { ...principal, reason: body.reason },
      accessOf(body, principal.person.userId),
    ),
  }),
);

const approved = route(
  {
    method: 'POST',
    path: '/access-requests/:id/approve',
    place: 'Administration',
    summary: 'Approves a request as a manager, or grants the role as an administrator of rights.',
    needsStepUp: true,
    params: ofRequest,
    answer: z.strictObject({ access_request_id: number('Number of the request'), state }),
    refusals: [
      'SECURITY_ACCESS_UNKNOWN',
      'SECURITY_ACCESS_DECIDED',
      'SECURITY_ACCESS_NOT_YOURS',
      'SECURITY_CONFLICT',
      'SECURITY_PERSON_DISABLED',
      'SECURITY_END_PAST',
    ],
  },
  async ({ principal, params }) => ({
    accessRequestId: params.id,
    state: await approveAccess(principal, params.id),
  }),
);

const refused = route(
  {
    method: 'POST',
    path: '/access-requests/:id/refuse',
    place: 'Administration',
    summary: 'Refuses a request.',
    params: ofRequest,
    body: z.strictObject({ reason }),
    answer: z.strictObject({ access_request_id: number('Number of the request'), state }),
    refusals: [
      'SECURITY_ACCESS_UNKNOWN',
      'SECURITY_ACCESS_DECIDED',
      'SECURITY_ACCESS_NOT_YOURS',
      'SECURITY_REASON_MISSING',
    ],
  },
  async ({ principal, params, body }) => ({
    accessRequestId: params.id,
    state: await refuseAccess({ ...principal, reason: body.reason }, params.id),
  }),
);

const inEmergency = route(
  {
    method: 'POST',
    path: '/emergency-access',
    place: 'Administration',
    summary: 'Grants a role at once; it ends within 24 hours unless a manager approves it.',
    needsStepUp: true,
    body: requestBody,
    answer: z.strictObject({ access_request_id: number('Number of the request') }),
    statuses: [201],
    refusals: refusalsOfRequests,
  },
  async ({ principal, body }) => ({
    accessRequestId: await grantInEmergency(
      { ...principal, reason: body.reason },
      accessOf(body, principal.person.userId),
    ),
  }),
);

/** Requests for roles, and the decision on them. */
export const requestRoutes = [listed, requested, approved, refused, inEmergency] as const;

function accessOf(body: z.output<typeof requestBody>, self: string): AccessFor {
  const { person: userId = self, role, place_kind: placeKindAsked, places, until } = body;
  return { userId, role, placeKind: placeKindAsked ?? null, places, until: until ?? null };
}
