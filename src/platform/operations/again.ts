import { setTimeout as sleep } from 'node:timers/promises';
import { Refusal } from '../../kernel/errors.ts';

const longestPauseSeconds = 60;

/** Whom a duty serves. */
export interface Duty {
  readonly signal: AbortSignal;
  /** Told what failed, one sentence at a time. */
  readonly report: (message: string) => void;
}

/** Does the work again and again until the signal comes; a failure is told once until the work succeeds again. */
export async function again(
  failure: string,
  { signal, report }: Duty,
  work: () => Promise<void>,
): Promise<void> {
  const isOver = (): boolean => signal.aborted;
  let failures = 0;
  while (!signal.aborted) {
    const begun = performance.now();
    try {
      await work();
      failures = 0;
    } catch (cause) {
      // What ran well for a while and broke then, as a connection does, is a new failure.
      if (performance.now() - begun > longestPauseSeconds * 1000) failures = 0;
      if (failures === 2 && !isOver()) report(`${failure}: ${inWords(cause)}`);
      failures += 1;
      await pause(Math.min(2 ** failures, longestPauseSeconds), signal);
    }
  }
}

/** What is wrong, and what to do about it. */
export function inWords(cause: unknown): string {
  if (cause instanceof Refusal) return `${cause.message} ${cause.next}`;
  return cause instanceof Error ? cause.message : String(cause);
}

/** Waits, unless the signal comes. */
export async function pause(seconds: number, signal: AbortSignal): Promise<void> {
  await sleep(seconds * 1000, null, { signal }).catch(() => undefined);
}
