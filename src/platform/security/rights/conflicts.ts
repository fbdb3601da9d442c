import { refusal, type Refusal } from '../../../kernel/errors.ts';
import type { Queryable } from '../../database/index.ts';
import { roleTitles } from './role-titles.ts';

/** What people do that segregation of duties keeps apart: the words of security.duty_conflict. */
export type Duty =
  | 'generate-statement'
  | 'edit-statement'
  | 'change-threshold'
  | 'approve-statement'
  | 'edit-contract'
  | 'approve-contract'
  | 'enter-forecast'
  | 'override-forecast'
  | 'approve-forecast'
  | 'submit-revenue-report'
  | 'override-check'
  | 'post-batch'
  | 'reverse-posting';

/**
 * The caller performs a duty on one or several things. Null, and noted for the duties that exclude it; or
 * SECURITY_CONFLICT, with the attempt recorded, when the same person performed such a duty on one of them before. The
 * refusal is for returning: thrown, it would take the record with its transaction.
 */
export async function performDuty(
  database: Queryable,
  duty: Duty,
  subjects: string | readonly string[],
): Promise<Refusal | null> {
  for (const subject of typeof subjects === 'string' ? [subjects] : subjects) {
    const [answer] = await database.query<{ performed: boolean }>(
      'select security.perform_duty($1, $2) as performed',
      [duty, subject],
    );
    if (answer?.performed !== true) return lastConflict(database);
  }
  return null;
}

/** Whoever performed a duty on one of these things performed it on what was made of them too. */
export async function carryDuties(database: Queryable, from: readonly string[], to: string): Promise<void> {
  await database.query('select security.carry_duties($1, $2)', [from, to]);
}

/** What segregation of duties stopped the caller at last, as SECURITY_CONFLICT; the database has recorded it. */
export async function lastConflict(database: Queryable): Promise<Refusal> {
  const [conflict] = await database.query<{ attempted: string; conflict: string; subject: string }>(
    'select attempted, conflicts_with as conflict, subject from security.last_conflict()',
  );
  if (!conflict) throw new Error('an assignment was stopped and no conflict recorded');
  const titles = await roleTitles(database);
  const inWords = (words: string): string =>
    words
      .split(' ')
      .map((word) => titles.get(word) ?? word.replaceAll(/(?<=[a-z])-(?=[a-z])/g, ' '))
      .join(' ');
  const { attempted, conflict: before, subject } = conflict;
  return refusal('SECURITY_CONFLICT', {
    attempted: inWords(attempted),
    conflict: inWords(before),
    subject: inWords(subject),
  });
}
