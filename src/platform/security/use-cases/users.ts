import { setTimeout } from 'node:timers/promises';
import { Refusal, refusal } from '../../../kernel/errors.ts';
import { takenUpAgain, type Connection } from '../../database/index.ts';
import { requireRight, type Principal } from '../acting.ts';
import {
  addPerson,
  assignRole,
  endRole,
  mapMachineUser,
  requirePlace,
  type Place,
} from '../identity/assignments.ts';
import { listPeople, personNamed, type Person } from '../identity/people.ts';
import {
  changeRight,
  readChangedRights,
  readPrivileges,
  type ChangedRight,
  type Privilege,
} from '../rights/matrix.ts';

/** Everybody with roles and number of sites. */
export async function listUsers({ caller }: Principal): Promise<Person[]> {
  await requireRight(caller, { object: 'user', action: 'read' });
  return caller.transaction((transaction) => listPeople(transaction));
}

/** A person, and by role the sites that it reaches. */
export interface UserDetail extends Omit<Person, 'sites'> {
  readonly sites: readonly { readonly role: string; readonly sites: readonly string[] }[];
}

/** One person with roles and sites. Refuses with SECURITY_PERSON_UNKNOWN. */
export async function readUser({ caller }: Principal, userId: string): Promise<UserDetail> {
  await requireRight(caller, { object: 'user', action: 'read' });
  return caller.transaction(async (transaction) => {
    const person = await personNamed(transaction, userId);
    const sites = await transaction.query<{ role: string; sites: string[] }>(
      `select role, array_agg(site_id order by site_id) as sites from security.effective_site
       where person_id = $1 group by role order by role`,
      [person.personId],
    );
    return { ...person, sites };
  });
}

/** Adds a person who is not in Workday, or a service; its number. Refuses with SECURITY_PERSON_UNNAMED. */
export function addUser(
  principal: Principal,
  added: { readonly userId: string; readonly displayName: string | null; readonly isService: boolean },
): Promise<string> {
  const { userId, displayName, isService } = added;
  return changingUsers(principal, (transaction) => {
    if (userId.trim() === '') throw refusal('SECURITY_PERSON_UNNAMED');
    return addPerson(transaction, { userId, displayName, origin: isService ? 'service' : 'mapping' });
  });
}

/** A role as it is granted: everywhere unless a place is named, for good unless a day is. */
export interface RoleGranted {
  readonly userId: string;
  readonly role: string;
  readonly place?: Place | undefined;
  /** First day on which it no longer applies, `YYYY-MM-DD`. */
  readonly until?: string | undefined;
}

/** Assigns a role. Refuses with SECURITY_CONFLICT, which stays recorded, and as `assignRole` does. */
export async function grantRole(principal: Principal, granted: RoleGranted): Promise<void> {
  const { userId, role, place, until } = granted;
  const conflict = await changingUsers(principal, async (transaction) => {
    const { personId } = await personNamed(transaction, userId);
    if (place !== undefined) await requirePlace(transaction, place);
    return assignRole(transaction, personId, { role, place, until, reason: principal.reason ?? '' });
  });
  if (conflict !== null) throw conflict;
}

/** Removes a role. Refuses as `endRole` does. */
export function removeRole(principal: Principal, userId: string, role: string): Promise<void> {
  return changingUsers(principal, async (transaction) =>
    endRole(transaction, await personNamed(transaction, userId), { role, reason: principal.reason ?? '' }),
  );
}

/** Says as whom a user of this machine acts. Refuses with SECURITY_PERSON_UNKNOWN. */
export function mapUserOfMachine(principal: Principal, machineUser: string, userId: string): Promise<void> {
  return changingUsers(principal, async (transaction) =>
    mapMachineUser(transaction, machineUser, (await personNamed(transaction, userId)).personId),
  );
}

/** Changes people under the rights of the caller. */
async function changingUsers<T>(
  { caller }: Principal,
  change: (transaction: Connection) => Promise<T>,
): Promise<T> {
  await requireRight(caller, { object: 'user', action: 'change' });
  return caller.transaction(change);
}

/** The matrix: which role may do what, and where. */
export async function listRights({ caller }: Principal): Promise<Privilege[]> {
  await requireRight(caller, { object: 'right', action: 'read' });
  return caller.transaction(readPrivileges);
}

/** Where the matrix differs from what this version delivers: what the operator decided. */
export async function listChangedRights({ caller }: Principal): Promise<ChangedRight[]> {
  await requireRight(caller, { object: 'right', action: 'read' });
  return caller.transaction(readChangedRights);
}

/**
 * Gives a role a right, changes its scope, or removes it with null; grants and policies follow at once. Refuses with
 * SECURITY_REASON_MISSING, with SECURITY_CONFLICT, which stays recorded, and as `changeRight` does.
 */
export async function setRight(
  { caller, reason }: Principal,
  right: Pick<Privilege, 'role' | 'object' | 'action'>,
  scope: Privilege['scope'] | null,
): Promise<void> {
  await requireRight(caller, { object: 'right', action: 'change' });
  if ((reason ?? '').trim() === '') throw refusal('SECURITY_REASON_MISSING');
  const conflict = await waitingForTables(() =>
    caller.transaction((transaction) => changeRight(transaction, right, scope), takenUpAgain),
  );
  if (conflict !== null) throw conflict;
}

/** How often tables that are in use are waited for, five seconds each. */
const mostWaits = 3;
/** Milliseconds between, in which whoever waited behind the change goes on. */
const pauseMilliseconds = 1_000;

/** Makes a change again that was refused with SECURITY_RIGHTS_BUSY, such as beside the statistics of a large table. */
async function waitingForTables<T>(change: () => Promise<T>): Promise<T> {
  for (let wait = 1; ; wait += 1) {
    try {
      return await change();
    } catch (error) {
      const isBusy = error instanceof Refusal && error.code === 'SECURITY_RIGHTS_BUSY';
      if (!isBusy || wait >= mostWaits) throw error;
      await setTimeout(pauseMilliseconds);
    }
  }
}
