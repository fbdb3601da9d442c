import type { FastifyReply } from 'fastify';
import { Refusal } from '../../../kernel/errors.ts';
import { attempting, isAway, isLost, usualAttempts } from '../../../platform/database/index.ts';

/**
 * Work that only reads is begun again: once where the database went away meanwhile, as in a switchover (the pool waits
 * for the server that takes over), and a few times where it lost against another transaction, as against one that
 * changes a table (a deadlock). It has changed nothing. Not once something of the answer was sent.
 */
export async function beginAgain<T>({ raw }: FastifyReply, work: () => T | Promise<T>): Promise<T> {
  return attempting((error) => (raw.headersSent ? 1 : mostAttempts(error)), work);
}

function mostAttempts(error: unknown): number {
  if (isLost(error)) return usualAttempts;
  const isUnheard = error instanceof Refusal && error.code === 'DATABASE_OUTCOME_UNKNOWN';
  return isAway(error) || isUnheard ? 2 : 1;
}
