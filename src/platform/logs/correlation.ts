import { AsyncLocalStorage } from 'node:async_hooks';
import { faultFields } from './fault-fields.ts';
import type { Log } from './log.ts';

/** What everything belongs to that happens for one request, command or run. */
export interface Correlation {
  /** The number under which log lines, transactions and entries of the audit trail are found. */
  readonly id: string;
  readonly log?: Log;
  /** Who acts, once that is certain: the number of the person. */
  personId?: string;
}

const correlations = new AsyncLocalStorage<Correlation>();

/** Runs work, and whatever follows from it, as part of a request, command or run. */
export function correlated<T>(whole: Correlation, work: () => T): T {
  return correlations.run(whole, work);
}

/** What the current work belongs to, if anything. */
export function correlation(): Correlation | undefined {
  return correlations.getStore();
}

/** Enters a fault into the log of what it happened in. */
export function logFault(cause: unknown): void {
  const whole = correlation();
  whole?.log?.write('error', { kind: 'fault', person: whole.personId, fault: faultFields(cause) });
}
