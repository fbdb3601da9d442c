import {
  addUser,
  disableUser,
  enableUser,
  grantRole,
  removeRole,
  type Place,
  type Principal,
} from '../../platform/security/index.ts';
import type { Value, Values, WritableSet } from '../odata/index.ts';
import { notSaid, textIn, textOf, type SetParts } from './set-parts.ts';

/** People and their roles. Like over the other routes, only for who proved lately to be the person. */
export function peopleSets({ requireStepUp }: SetParts): Readonly<Record<string, WritableSet>> {
  return {
    person: {
      added: ['user_id', 'display_name', 'origin'],
      required: ['user_id'],
      add: async (principal, values) => {
        requireStepUp();
        const added = {
          userId: textIn(values, 'user_id'),
          displayName: textOf(values['display_name']),
          isService: values['origin'] === 'service',
        };
        return { person_id: await addUser(principal, added) };
      },
      changed: ['is_enabled'],
      change: async (principal, { before, values }) => {
        requireStepUp();
        const work = values['is_enabled'] === true ? enableUser : disableUser;
        await work(principal, textIn(before, 'user_id'));
      },
    },
    role_assignment: {
      added: ['person_id', 'role', 'place_kind', 'place', 'valid_to_on', 'reason'],
      required: ['person_id', 'role'],
      add: async (principal, values) => {
        requireStepUp();
        const reason = textOf(values['reason']) ?? principal.reason;
        const granted = {
          userId: await userName(principal, values['person_id']),
          role: textIn(values, 'role'),
          place: placeIn(values),
          until: textOf(values['valid_to_on']) ?? undefined,
        };
        await grantRole({ ...principal, reason }, granted);
        return { role_assignment_id: (await openAssignments(principal, values)).at(-1) ?? '0' };
      },
      remove: async (principal, before) => {
        requireStepUp();
        if (before['ended_at'] !== null) throw notSaid('this assignment has ended already');
        const open = await openAssignments(principal, before);
        if (open.length > 1)
          throw notSaid(
            `${textIn(before, 'role')} is assigned several times (${open.join(', ')}), and all of them would end; ` +
              'daybook users end does that',
          );
        await removeRole(principal, await userName(principal, before['person_id']), textIn(before, 'role'));
      },
    },
  };
}

function placeIn(values: Values): Place | undefined {
  const [kind, name] = [textOf(values['place_kind']), textOf(values['place'])];
  if (kind === null && name === null) return undefined;
  if ((kind !== 'site' && kind !== 'district' && kind !== 'region') || name === null)
    throw notSaid('a place has a place_kind (site, district or region) and a place');
  return { kind, name };
}

async function userName({ caller }: Principal, number: Value | undefined): Promise<string> {
  const [person] = await caller.transaction((transaction) =>
    transaction.query<{ name: string }>(
      'select user_id as name from api.person where person_id = $1::bigint',
      [textOf(number)],
    ),
  );
  if (person === undefined) throw notSaid('person_id is the number of nobody whom you see');
  return person.name;
}

async function openAssignments({ caller }: Principal, row: Values): Promise<string[]> {
  const rows = await caller.transaction((transaction) =>
    transaction.query<{ number: string }>(
      `select role_assignment_id::text as number from api.role_assignment
       where person_id = $1::bigint and role = $2 and ended_at is null order by role_assignment_id`,
      [textIn(row, 'person_id'), textIn(row, 'role')],
    ),
  );
  return rows.map(({ number }) => number);
}
