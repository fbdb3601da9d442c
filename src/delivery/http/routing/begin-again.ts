import { setTimeout } from 'node:timers/promises';
import type { FastifyReply } from 'fastify';
import { Refusal } from '../../../kernel/errors.ts';
import { isAway, isLost, usualAttempts } from '../../../platform/database/index.ts';

/** Milliseconds before another attempt, times its number. */
const pauseMilliseconds = 50;

/**
 * Work that only reads is begun again: once where the database went away meanwhile, as in a switchover (the pool waits
 * for the server that takes over), and a few times where it lost against another transaction, as against one that
 * changes a table (a deadlock). It has changed nothing. Not once something of the answer was sent.
 */
export async function beginAgain<T>({ raw }: FastifyReply, work: () => T | Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (raw.headersSent || attempt >= mostAttempts(error)) throw error;
    }
    await setTimeout(pauseMilliseconds * attempt);
  }
}

function mostAttempts(error: unknown): number {
  if (isLost(error)) return usualAttempts;
  const isUnheard = error instanceof Refusal && error.code === 'DATABASE_OUTCOME_UNKNOWN';
  return isAway(error) || isUnheard ? 2 : 1;
}
