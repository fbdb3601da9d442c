import { z } from 'zod';
import { refusal } from '../../../kernel/errors.ts';

/** Parts of a request that a route describes. */
export type Part = 'path' | 'query' | 'body';

/**
 * A part of a request in the shape of its route. Refuses with HTTP_REQUEST_INVALID, which names the field and says what
 * is wrong with it; an unknown field is refused with the list of those there are.
 */
export function readPart<Shape extends z.ZodType>(shape: Shape, value: unknown, part: Part): z.output<Shape> {
  // Whoever leaves out all that may be left out sends no body at all.
  const read = shape.safeParse(value ?? {});
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw refusal('HTTP_REQUEST_INVALID', { problem: issue ? problemOf(issue, shape, part) : `its ${part}` });
}

function problemOf(issue: z.core.$ZodIssue, shape: z.ZodType, part: Part): string {
  if (issue.code === 'unrecognized_keys') {
    const names = issue.keys.map((key) => [...issue.path, key].join('.')).join(', ');
    return `${names} is not a field of its ${part}${fieldsOf(shape)}`;
  }
  const field = issue.path.length === 0 ? `its ${part}` : issue.path.join('.');
  return `${field} is not valid (${issue.message})`;
}

function fieldsOf(shape: z.ZodType): string {
  if (!(shape instanceof z.ZodObject)) return '';
  const names = Object.keys(shape.shape);
  return names.length === 0 ? '' : ` (fields: ${names.join(', ')})`;
}
