import { noteRead, requireRight, type Principal } from '../acting.ts';
import {
  disableDormant,
  listDormant,
  listPeopleInUse,
  switchPerson,
  type Dormant,
  type PersonInUse,
} from '../access/dormant.ts';
import { personNamed } from '../identity/people.ts';

const reading = { object: 'user', action: 'read' } as const;
const changing = { object: 'user', action: 'change' } as const;

/** How many people of a role use Daybook. */
export interface RoleInUse {
  readonly role: string;
  readonly people: number;
  /** Signed in within the last 30 days. */
  readonly active: number;
  /** Signed in before that, but not long enough ago to be dormant. */
  readonly inactive: number;
  readonly dormant: number;
  readonly neverSeen: number;
  /** Instant of the last sign-in of any of them; null: never. */
  readonly lastSeenAt: string | null;
}

/** What to report: the days after which somebody is dormant, and whether the rows leave as a file. */
export interface UsageAsked {
  readonly dormantDays: number;
  readonly role?: string | undefined;
  readonly isExport?: boolean | undefined;
}

/** Enabled people with their roles and last sign-in, and the counts per role; the trail records a file. */
export async function reportUsage(
  { caller }: Principal,
  { dormantDays, role, isExport = false }: UsageAsked,
): Promise<{ readonly roles: RoleInUse[]; readonly people: PersonInUse[] }> {
  await requireRight(caller, reading);
  const everybody = await caller.transaction((transaction) => listPeopleInUse(transaction, dormantDays));
  const people = everybody.filter(
    ({ standing, roles }) => standing !== 'disabled' && (role === undefined || roles.includes(role)),
  );
  if (isExport) await noteRead(caller, { what: 'user', filter: { role }, rows: people.length, isExport });
  const roles = [...new Set(people.flatMap((person) => person.roles))].sort();
  return {
    people,
    roles: roles.filter((each) => role === undefined || each === role).map((each) => usageOf(each, people)),
  };
}

function usageOf(role: string, people: readonly PersonInUse[]): RoleInUse {
  const holders = people.filter(({ roles }) => roles.includes(role));
  const count = (standing: PersonInUse['standing']): number =>
    holders.filter((person) => person.standing === standing).length;
  const seen = holders.flatMap(({ lastSeenAt }) => (lastSeenAt === null ? [] : [lastSeenAt])).sort();
  return {
    role,
    people: holders.length,
    active: count('active'),
    inactive: count('inactive'),
    dormant: count('dormant'),
    neverSeen: count('never seen'),
    lastSeenAt: seen.at(-1) ?? null,
  };
}

/** People who have not signed in for this many days; with `isReal` they are disabled. */
export async function endDormantAccess(
  { caller, database }: Principal,
  { dormantDays, isReal }: { readonly dormantDays: number; readonly isReal: boolean },
): Promise<Dormant[]> {
  await requireRight(caller, isReal ? changing : reading);
  return isReal ? disableDormant(database, dormantDays) : listDormant(database, dormantDays);
}

/** Disables a person; sessions and keys end at once. Refuses with SECURITY_CONFLICT and as `switchPerson` does. */
export function disableUser(principal: Principal, userId: string): Promise<void> {
  return setEnabled(principal, userId, false);
}

/** Enables a person who was disabled. Refuses with SECURITY_CONFLICT and as `switchPerson` does. */
export function enableUser(principal: Principal, userId: string): Promise<void> {
  return setEnabled(principal, userId, true);
}

async function setEnabled({ caller, reason }: Principal, userId: string, isEnabled: boolean): Promise<void> {
  await requireRight(caller, changing);
  const conflict = await caller.transaction(async (transaction) =>
    switchPerson(transaction, await personNamed(transaction, userId), { isEnabled, reason: reason ?? '' }),
  );
  if (conflict !== null) throw conflict;
}
