import { z } from 'zod';
import { isInstant } from '../../../kernel/moment.ts';
import { isDay, parseMonth, type Month } from '../../../kernel/month.ts';
import { withoutDollarSign, withoutPercentSign } from '../../../kernel/typed-figure.ts';

// Fields that many routes have. Each says what it means: the description of the service takes it from here.

/** An exact decimal as text, such as `-1234.50`, in a unit: dollars, hours, percent. */
export function exact(unit: string, meaning: string): z.ZodString {
  return z
    .string()
    .max(60)
    .regex(/^-?\d+(\.\d+)?$/, 'must be an exact decimal as text')
    .describe(`${meaning}; ${unit}, exact decimal as text`);
}

/**
 * A figure that people type: `1,250.50`, `$10` or `12 %` become the exact decimals `1250.50`, `10` and `12`. A decimal
 * comma is refused, never read as another figure.
 */
export function typedFigure(unit: string, meaning: string): z.ZodType<string, string> {
  const bare = unit === 'percent' ? withoutPercentSign : withoutDollarSign;
  const sample = unit === 'percent' ? '`12.5` or `12.5 %`' : '`1250.50` or `$1,250.50`';
  return z
    .string()
    .max(60)
    .transform(bare)
    .refine(
      (text) => /^-?\d+(\.\d+)?$/.test(text),
      `must be a figure such as ${sample}, commas only between thousands`,
    )
    .describe(`${meaning}; ${unit}, as typed: ${sample}`);
}

/** A month that is asked for, as `2025-03` or `202503`, of the years in which days are counted. */
export function askedMonth(meaning: string): z.ZodType<Month, string> {
  return z
    .string()
    .regex(/^(19|20|21)\d{2}-?(0[1-9]|1[0-2])$/, 'must be a month YYYY-MM')
    .transform((text, context): Month => {
      const parsed = parseMonth(text);
      if (parsed !== null) return parsed;
      context.addIssue('must be a month YYYY-MM');
      return z.NEVER;
    })
    .describe(meaning);
}

/** A month of an answer, `2025-03`. */
export function month(meaning: string): z.ZodString {
  return z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
    .describe(`${meaning}, YYYY-MM`);
}

/** A day of the calendar, `2025-03-31`. */
export function day(meaning: string): z.ZodString {
  return z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a day YYYY-MM-DD')
    .refine(isDay, 'must be a day YYYY-MM-DD')
    .describe(`${meaning}, YYYY-MM-DD`);
}

/** An instant, in UTC. */
export function moment(meaning: string): z.ZodString {
  return z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/)
    .describe(`${meaning}; an instant`);
}

/** An instant that is asked for, such as `2025-06-02T08:00:00Z`, in the zone of a place. */
export function askedMoment(meaning: string): z.ZodType<string, string> {
  return z.iso
    .datetime({ offset: true, error: 'must be an instant such as 2025-06-02T08:00:00Z' })
    .refine(isInstant, 'must be an instant of the years 1900 to 2100 in the zone of a place')
    .describe(meaning);
}

/** The number of a row of ours: text, because it may have more digits than a number in JSON keeps. */
export function number(meaning: string): z.ZodString {
  return z
    .string()
    .regex(/^[1-9]\d{0,17}$/, 'must be a number')
    .describe(meaning);
}

/** The number of a site. */
export const site = z.string().min(1).max(20).describe('Number of the site, such as 0170');

/** Name of a person at sign-in. */
export function person(meaning: string): z.ZodString {
  return z.string().min(1).max(320).describe(`${meaning}, by the name at sign-in`);
}

/** Why something is done: kept in the audit trail. */
export const reason = z.string().trim().min(1).max(2_000).describe('Why; the audit trail keeps it');

/** A choice in an address: `true`, or `false` as when it is left out. */
export function flag(meaning: string): z.ZodType<boolean, 'true' | 'false' | undefined> {
  return z
    .enum(['true', 'false'])
    .default('false')
    .transform((word) => word === 'true')
    .describe(meaning);
}

/** Text of an answer that may be missing. */
export function textOrNull(meaning: string): z.ZodNullable<z.ZodString> {
  return z.string().nullable().describe(meaning);
}

/**
 * How often a record has changed: a change names the revision that it has seen, and is refused when there is a newer.
 */
export const seenRevision = z
  .int()
  .min(0)
  .describe('Revision that was seen; refused if there is a newer one');

/** A refusal, as every route answers it. */
export const refusalShape = z.strictObject({
  code: z.string().describe('Code of the catalogue of errors'),
  message: z.string().describe('What happened'),
  next: z.string().describe('What to do next'),
});
