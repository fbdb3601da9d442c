import { z } from 'zod';
import type { EditedContract, NewTerms } from '../../../contracts/index.ts';
import { parseExactJson } from '../../../kernel/exact-json.ts';

const place = z.string().min(1).max(300);

/** What somebody wants of terms, as `contracts edit` takes it. */
export const termsAsked = {
  patch: z
    .unknown()
    .optional()
    .describe('A merge patch (RFC 7396) in the fields of the exports; at most 15 digits in a number'),
  values: z
    .array(
      z.strictObject({
        place: place.describe('A field, such as `fixed-fee.4700.fee`; `[+]` is an added row'),
        value: z.string().max(10_000).describe('The value as text; empty removes it'),
      }),
    )
    .max(500)
    .default([])
    .describe('Values by place, applied after the patch'),
  copies: z.array(place).max(100).default([]).describe('Rows to duplicate'),
  removed: z.array(place).max(100).default([]).describe('Rows to remove'),
};

interface TermsInput {
  readonly patch?: unknown;
  readonly values: readonly { readonly place: string; readonly value: string }[];
  readonly copies: readonly string[];
  readonly removed: readonly string[];
}

/** The same as use cases take it; numbers of a patch are exact up to 15 digits. */
export function wantedOf({ patch, values, copies, removed }: TermsInput): NewTerms {
  const merged = patch === undefined ? {} : { patch: parseExactJson(JSON.stringify(patch)) };
  return {
    ...merged,
    values: values.map(({ place: at, value }) => [at, value] as const),
    copies,
    removed,
  };
}

type EditAnswer = Omit<EditedContract, 'terms'>;

/** What an edit answers: without the terms as a whole. */
export function editAnswer(edited: EditedContract): EditAnswer {
  const { site, from, seen, number, isWaiting, isDraft, changes, findings } = edited;
  return { site, from, seen, number, isWaiting, isDraft, changes, findings };
}

/** A document that is answered as it is, in its own names. */
export class Verbatim {
  readonly held: unknown;

  constructor(held: unknown) {
    this.held = held;
  }

  toJSON(): unknown {
    return this.held;
  }
}
