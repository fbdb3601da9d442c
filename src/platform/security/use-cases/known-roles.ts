import type { Principal } from '../acting.ts';

/** A role as the product describes it. */
export interface DescribedRole {
  readonly role: string;
  /** What people call it: `account manager`. */
  readonly title: string;
  /** Who holds it. */
  readonly says: string;
  readonly work: string;
  readonly kind: 'person' | 'service';
  /** It is held until a date only, with a reason. */
  readonly isTemporaryOnly: boolean;
}

/**
 * Every role with who holds it, for everybody who signed in: what a role is called is no secret, and pages name roles
 * to people who may not read rights. Reads as the owner.
 */
export async function listRoles({ database }: Pick<Principal, 'database'>): Promise<DescribedRole[]> {
  return database.query<DescribedRole>(
    `select role, coalesce(title, role) as title, says, work, kind, is_temporary_only as "isTemporaryOnly"
     from security.role order by role`,
  );
}
