import { refusal, type Refusal } from '../../../kernel/errors.ts';
import type { Queryable } from '../../database/index.ts';

/** What segregation of duties stopped the caller at last, as SECURITY_CONFLICT; the database has recorded it. */
export async function lastConflict(database: Queryable): Promise<Refusal> {
  const [conflict] = await database.query<{ attempted: string; conflict: string; subject: string }>(
    'select attempted, conflicts_with as conflict, subject from security.last_conflict()',
  );
  if (!conflict) throw new Error('an assignment was stopped and no conflict recorded');
  return refusal('SECURITY_CONFLICT', { ...conflict });
}
