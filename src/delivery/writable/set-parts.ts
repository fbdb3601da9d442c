import type { OperatorProfile } from '../../billing/index.ts';
import { refusal, type Refusal } from '../../kernel/errors.ts';
import type { Each } from '../../platform/database/index.ts';
import type { Value, Values } from '../odata/index.ts';

/** What writing rows needs to know of the installation and of the visit. */
export interface SetParts {
  /** The date used as today, and whether it is that of a sample. */
  readonly today: () => Promise<{ readonly day: string; readonly isDemo: boolean }>;
  readonly operator: () => Promise<OperatorProfile>;
  /** Refuses who did not prove lately to be the person. */
  readonly requireStepUp: () => void;
}

/** A value as text; null where there is none. */
export function textOf(value: Value | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

/** A column of a row that it cannot be without. */
export function textIn(values: Values, name: string): string {
  return textOf(values[name]) ?? '';
}

/** What a use case on many things did to one: throws why it did not. */
export function onlyOne<T>({ done, refused, unforeseen }: Each<T>): T | undefined {
  const [refusedThing] = refused;
  if (refusedThing !== undefined) throw refusedThing.refusal;
  const [fault] = unforeseen;
  if (fault !== undefined) throw new Error('a row could not be written', { cause: fault });
  return done[0];
}

/** A body that says something which the use case has no way to be told. */
export function notSaid(problem: string): Refusal {
  return refusal('ODATA_INVALID', { problem, at: 0 });
}
