import type { FastifyReply } from 'fastify';
import { Refusal } from '../../../kernel/errors.ts';
import { isAway } from '../../../platform/database/index.ts';

/**
 * Work that only reads is begun again, once, where the database went away meanwhile, as in a switchover: it has changed
 * nothing, and the pool waits for the server that takes over. Not once something of the answer was sent.
 */
export async function beginAgain<T>({ raw }: FastifyReply, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const isUnheard = error instanceof Refusal && error.code === 'DATABASE_OUTCOME_UNKNOWN';
    if (raw.headersSent || !(isAway(error) || isUnheard)) throw error;
    return work();
  }
}
