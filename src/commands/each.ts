import type { Refusal } from '../kernel/errors.ts';
import type { Each } from '../platform/database/index.ts';
import { printJson, say, tellRefusal, type CommonOptions } from './command.ts';

/** A refusal for machines, with the thing that was refused. */
export interface EachError {
  readonly id: string;
  readonly error: Pick<Refusal, 'code' | 'message' | 'next'>;
}

/** How it is told: to machines as one value, to people what was done; refusals are told to them by `tellEach`. */
export interface Telling<T> {
  readonly json: (done: readonly T[], errors: readonly EachError[]) => unknown;
  readonly words: (done: readonly T[]) => void;
}

/**
 * Tells what was done and every refusal by the thing it is of. The exit code is 1 when anything was refused. What
 * nobody foresaw is thrown once everything else is told.
 */
export function tellEach<T>(each: Each<T>, options: CommonOptions, telling: Telling<T>): void {
  const { done, refused, unforeseen } = each;
  const isWhole = refused.length + unforeseen.length === 0;
  if (!isWhole) process.exitCode = 1;
  if (options.json) {
    const errors = refused.map(({ id, refusal: { code, message, next } }) => ({
      id,
      error: { code, message, next },
    }));
    printJson(telling.json(done, errors));
  } else {
    if (done.length > 0 || isWhole) telling.words(done);
    const all = done.length + refused.length + unforeseen.length;
    for (const one of refused) {
      if (all > 1) say(`Not done, ${one.id}:`);
      tellRefusal(one.refusal, false);
    }
    if (all > 1 && !isWhole) say(`${String(done.length)} of ${String(all)} done.`);
  }
  if (unforeseen.length > 0) throw unforeseen[0];
}
