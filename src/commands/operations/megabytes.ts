import { decimal, toText, truncate } from '../../kernel/decimal.ts';
import { grouped } from '../table.ts';

/** A size in megabytes with one decimal, as people read it. */
export function megabytes(bytes: string | number): string {
  return `${grouped(toText(truncate(decimal(String(bytes)).div(decimal('1000000')), 1), 1))} MB`;
}
