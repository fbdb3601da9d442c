import type { z } from 'zod';
import { refusal } from '../../kernel/errors.ts';

/** The body of a request in the shape of a route; refuses with HTTP_REQUEST_INVALID, which names the field. */
export function bodyOf<T extends z.ZodObject>(body: unknown, shape: T): z.output<T> {
  const read = shape.safeParse(body);
  if (read.success) return read.data;
  const field = read.error.issues[0]?.path.join('.') ?? '';
  const fields = Object.keys(shape.shape).join(', ');
  throw refusal('HTTP_REQUEST_INVALID', {
    problem: `${field === '' ? 'its body' : field} is not valid (fields: ${fields})`,
  });
}

/** A number in an address; refuses with HTTP_REQUEST_INVALID what is none, or more than the database can hold. */
export function numberOf(text: string): string {
  if (/^[1-9]\d{0,17}$/.test(text)) return text;
  throw refusal('HTTP_REQUEST_INVALID', { problem: 'the number in its address is not valid' });
}
