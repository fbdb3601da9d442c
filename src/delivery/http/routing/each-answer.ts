import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Each } from '../../../platform/database/index.ts';
import { tellFault } from '../answer-errors.ts';
import { refusalShape } from './fields.ts';

const refusedShape = z
  .array(z.strictObject({ id: z.string().describe('What was refused'), error: refusalShape }))
  .describe('What was refused, and why');
const failedShape = z.int().min(0).describe('How many failed because of a bug');

type EachShape<Done extends z.ZodType> = z.ZodObject<
  { done: z.ZodArray<Done>; refused: typeof refusedShape; failed: typeof failedShape },
  z.core.$strict
>;

/** The answer of a route that does several things: what was done, and what was refused, each separately. */
export function each<Done extends z.ZodType>(done: Done): EachShape<Done> {
  return z.strictObject({
    done: z.array(done).describe('What was done'),
    refused: refusedShape,
    failed: failedShape,
  });
}

/** What `each` describes. */
export interface EachAnswer<Done> {
  readonly done: readonly Done[];
  readonly refused: readonly {
    readonly id: string;
    readonly error: { readonly code: string; readonly message: string; readonly next: string };
  }[];
  readonly failed: number;
}

/**
 * Says what became of several things: 200 when all was done, else 207 with the refusals by what they are of, and how
 * many ended in a fault of the program, which is told here.
 */
export function answerEach<Done>(
  reply: FastifyReply,
  { done, refused, unforeseen }: Each<Done>,
): EachAnswer<Done> {
  unforeseen.forEach(tellFault);
  reply.status(refused.length + unforeseen.length === 0 ? 200 : 207);
  return {
    done,
    refused: refused.map(({ id, refusal: { code, message, next } }) => ({
      id,
      error: { code, message, next },
    })),
    failed: unforeseen.length,
  };
}
