import { sql, type RawBuilder } from 'kysely';
import type { EdmType } from '../model/edm.ts';

const whole = 'FM999,999,999,999,990';
const exact = 'FM999,999,999,999,990.00999999';

/** A value as people read it: figures with separators, days and times as in the United States; null for texts. */
export function formatted(value: RawBuilder<unknown>, type: EdmType | null): RawBuilder<unknown> | null {
  switch (type?.kind) {
    case 'decimal':
      return sql`to_char(${value}, ${type.scale === 0 ? whole : exact}::text)`;
    case 'integer':
      return sql`to_char(${value}, ${whole}::text)`;
    case 'boolean':
      return sql`(case ${value} when true then 'Yes' when false then 'No' end)`;
    case 'date':
      return sql`to_char(${value}, 'FMMM/FMDD/YYYY')`;
    case 'instant':
      return sql`to_char(${value}, 'FMMM/FMDD/YYYY FMHH12:MI AM')`;
    default:
      return null;
  }
}
