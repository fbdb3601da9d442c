import { z } from 'zod';
import { inGroups } from '../../../kernel/decimal.ts';
import { JsonNumber } from '../../../kernel/exact-json.ts';
import { isDay } from '../../../kernel/month.ts';
import { readAccounts } from '../account-list.ts';
import { isPrintable } from '../../../kernel/visible-text.ts';

const number = z.custom<JsonNumber>((value) => value instanceof JsonNumber, {
  message: 'a plain number without quotes or separators, for example 90590.00',
});

/**
 * Characters of a text in one line of an invoice, such as a purchase order or a title, and of notes: what the
 * former system could hold, so that none of its contracts is refused.
 */
const mostInALine = 4_000;
const mostOfNotes = 100_000;

/** How a value of each kind is written in an export; the message says what is expected instead. */
export const shapes = {
  number,
  text: z
    .string()
    .max(mostOfNotes, { message: `a text of at most ${inGroups(String(mostOfNotes))} characters` }),
  printed: z
    .string()
    .max(mostInALine, { message: `a text of at most ${inGroups(String(mostInALine))} characters` })
    .refine(isPrintable, { message: 'a text without control characters' }),
  code: z.string().regex(/^[^\p{Cc}]{0,50}$/u, { message: 'a one-line code of at most 50 characters' }),
  siteNumber: z.string().regex(/^\s*\d{0,4}\s*$/, { message: 'a four-digit site number' }),
  vendor: z
    .string()
    .regex(/^\s*([A-Za-z0-9][\w .&-]{0,29})?\s*$/, { message: 'a vendor number of letters and digits' }),
  flag: z.boolean(),
  id: z.guid({ message: 'an id of 32 hexadecimal digits in five groups' }),
  day: z
    .string()
    .regex(/^\d{4}-\d\d-\d\d(T[\d:.]+Z?)?$/, { message: 'a day as YYYY-MM-DD', abort: true })
    .refine((written) => isDay(written.slice(0, 10)), { message: 'a day of the calendar' }),
  monthOfYear: z.enum([
    ...(['January', 'February', 'March', 'April', 'May', 'June', 'July'] as const),
    ...(['August', 'September', 'October', 'November', 'December'] as const),
  ]),
  group: number.refine((value) => /^\d{1,3}$/.test(value.text), {
    message: 'the number of an invoice group, 1 to 3 digits',
  }),
  count: number.refine(({ text: digits }) => /^\d{1,6}$/.test(digits), { message: 'a whole number' }),
  month: z
    .string()
    .regex(/^$|^(19|20|21)\d\d-?(0[1-9]|1[0-2])(-?\d\d(T[\d:.]+Z?)?)?$/, { message: 'a month as YYYY-MM' }),
  accounts: z.string().refine((list) => readAccounts(list) !== null, {
    message: 'a list of accounts as JSON, each with code, title and isEnabled',
  }),
} as const;

/** No contract of practice has a tenth of these; PostgreSQL takes seconds for lists of many thousands. */
export function listOf<Item extends z.ZodType>(item: Item): z.ZodArray<Item> {
  return z.array(item).max(1000, { message: 'a list of at most 1000 rows' });
}
