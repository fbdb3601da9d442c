import { refusal, type Refusal } from '../../kernel/errors.ts';
import { isAway, isLost, isOvertaken, refusedRule, stateOf, sqlstate } from './sqlstate.ts';

/**
 * What is told of an error of the database that nobody made a mistake for: it is away or full, others were in the way,
 * or first. Null for every other error.
 */
export function databaseRefusal(error: unknown): Refusal | null {
  if (isAway(error)) return refusal('DATABASE_AWAY');
  if (isLost(error)) return refusal('DATABASE_CONTENDED');
  if (isOvertaken(error)) return refusal('DATABASE_OVERTAKEN', { rule: refusedRule(error) ?? '' });
  const state = stateOf(error);
  if (state === sqlstate.diskFull) return refusal('DATABASE_DISK_FULL');
  return state === sqlstate.lockNotAvailable ? refusal('DATABASE_TABLE_BUSY') : null;
}
