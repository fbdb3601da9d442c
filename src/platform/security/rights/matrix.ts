import { refusal, type Refusal } from '../../../kernel/errors.ts';
import { hasState, sqlstate, type Queryable } from '../../database/index.ts';
import type { Right } from '../acting.ts';
import { lastConflict } from './conflicts.ts';
import { rolesToType, roleTitles } from './role-titles.ts';

/** One line of the rights matrix. */
export interface Privilege {
  readonly role: string;
  readonly object: string;
  readonly action: Right['action'];
  readonly scope: 'self' | 'own' | 'district' | 'region' | 'hierarchy' | 'all';
  readonly note: string | null;
}

/** Something that rights are given on. */
export interface MatrixObject {
  readonly object: string;
  readonly says: string;
  /** Tables it is made of so far; none for what later stages bring. */
  readonly tables: readonly string[];
}

/** A role of the matrix. */
export interface Role {
  readonly role: string;
  /** What people call it. */
  readonly title: string;
  readonly databaseRole: string;
  readonly says: string;
  readonly kind: 'person' | 'service';
  /** Kind of work, by which roles are kept apart. */
  readonly work: string;
  /** Roles whose holders may give it. */
  readonly givenBy: readonly string[];
  readonly isTemporaryOnly: boolean;
  readonly needsStepUp: boolean;
}

/** Everything that decides who may do what, as the tables hold it. */
export interface Matrix {
  readonly roles: readonly Role[];
  readonly objects: readonly MatrixObject[];
  readonly privileges: readonly Privilege[];
  readonly jobProfiles: readonly { jobProfile: string; role: string; siteColumn: string }[];
  readonly roleConflicts: readonly { role: string; otherRole: string; reason: string }[];
  readonly dutyConflicts: readonly {
    firstDuty: string;
    secondDuty: string;
    within: string;
    reason: string;
  }[];
  readonly personal: readonly { relation: string; column: string; class: string; isSealed: boolean }[];
}

/** What each role may do. Needs the right to read rights, or the owner. */
export async function readPrivileges(database: Queryable): Promise<Privilege[]> {
  return database.query<Privilege>(
    'select role, object, action, scope, note from security.right_in_force order by object, action, role',
  );
}

/** A right that the operator changed: the scope in force and the delivered one, null for none. */
export interface ChangedRight extends Pick<Privilege, 'role' | 'object' | 'action'> {
  readonly scope: Privilege['scope'] | null;
  readonly deliveredScope: Privilege['scope'] | null;
}

/** Where the matrix differs from what this version delivers. Nothing for a caller who may not read rights. */
export async function readChangedRights(database: Queryable): Promise<ChangedRight[]> {
  return database.query<ChangedRight>(
    `select role, object, action, scope, delivered_scope as "deliveredScope" from security.changed_rights()`,
  );
}

/** Reads the matrix with everything around it. Ask as the owner. */
export async function readMatrix(database: Queryable): Promise<Matrix> {
  return {
    roles: await database.query<Role>(
      `select role, coalesce(title, role) as title, database_role as "databaseRole", says, kind, work,
         given_by as "givenBy", is_temporary_only as "isTemporaryOnly", needs_step_up as "needsStepUp"
       from security.role order by kind, role`,
    ),
    objects: await database.query<MatrixObject>(
      `select object, says, array(select distinct relation from security.object_relation as made_of
         where made_of.object = object.object order by relation) as tables
       from security.object order by object`,
    ),
    privileges: await readPrivileges(database),
    jobProfiles: await database.query(
      `select job_profile as "jobProfile", role, site_column as "siteColumn"
       from security.job_profile_role order by role, job_profile`,
    ),
    roleConflicts: await database.query(
      'select role, other_role as "otherRole", reason from security.roles_apart() order by reason, role, other_role',
    ),
    dutyConflicts: await database.query(
      `select first_duty as "firstDuty", second_duty as "secondDuty", within, reason
       from security.duty_conflict order by first_duty, second_duty`,
    ),
    personal: await database.query(
      `select relation, column_name as "column", class, is_sealed as "isSealed"
       from security.personal_column order by relation, column_name`,
    ),
  };
}

/**
 * Changes one right; without a scope it is taken away. Grants and policies follow in the same transaction; null.
 * Refuses with SECURITY_ROLE_UNKNOWN, SECURITY_OBJECT_UNKNOWN, SECURITY_RIGHT_UNCHANGED or SECURITY_RIGHTS_BUSY. A
 * conflict of duties is returned and not thrown: the database has recorded the attempt, and the record would go with
 * the transaction.
 */
export async function changeRight(
  database: Queryable,
  { role, object, action }: Pick<Privilege, 'role' | 'object' | 'action'>,
  scope: Privilege['scope'] | null,
): Promise<Refusal | null> {
  const titles = await roleTitles(database);
  if (!titles.has(role))
    throw refusal('SECURITY_ROLE_UNKNOWN', { role, roles: rolesToType([...titles.keys()], titles) });
  const [named] = await database.query<{ object: boolean }>('select security.is_object($1) as object', [
    object,
  ]);
  if (named?.object !== true) throw refusal('SECURITY_OBJECT_UNKNOWN', { object, action });
  const [answer] = await database
    .query<{
      outcome: 'changed' | 'unchanged' | 'stopped';
    }>('select security.set_privilege($1, $2, $3, $4) as outcome', [role, object, action, scope])
    .catch((cause: unknown) => {
      const isBusy = hasState(cause, sqlstate.lockNotAvailable) || hasState(cause, sqlstate.deadlockDetected);
      throw isBusy ? refusal('SECURITY_RIGHTS_BUSY') : cause;
    });
  if (answer?.outcome === 'stopped') return lastConflict(database);
  if (answer?.outcome !== 'changed') throw refusal('SECURITY_RIGHT_UNCHANGED', { role, object, action });
  return null;
}
