import type { FastifyReply } from 'fastify';
import type { Each } from '../../../platform/database/index.ts';
import { tellFault } from '../answer-errors.ts';

/**
 * Answers what became of several things: 200 when all was done, else 207 with the refusals by what they are of, and how
 * many ended in a fault of the program.
 */
export function answerEach<T>(reply: FastifyReply, { done, refused, unforeseen }: Each<T>): FastifyReply {
  unforeseen.forEach(tellFault);
  const isWhole = refused.length + unforeseen.length === 0;
  return reply.status(isWhole ? 200 : 207).send({
    done,
    refused: refused.map(({ id, refusal: { code, message, next } }) => ({
      id,
      error: { code, message, next },
    })),
    failed: unforeseen.length,
  });
}
