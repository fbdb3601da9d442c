import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../../../kernel/clock.ts';

/** How something is that Daybook stands on: degraded works, but somebody should look. */
export const healthStates = ['ok', 'degraded', 'down'] as const;
export type HealthState = (typeof healthStates)[number];

/** What a check found; the detail is for whoever operates the installation. */
export interface Finding {
  readonly status: HealthState;
  readonly detail: string;
}

/** A component as it was found. */
export interface ComponentHealth extends Finding {
  readonly component: string;
  readonly latencyMs: number;
  /** An instant in UTC. */
  readonly checkedAt: string;
}

/** The check of each component, by its name. */
export type HealthChecks = Readonly<Record<string, () => Promise<Finding>>>;

const patienceMs = 10_000;

/** Checks every component at once; one that fails, or does not answer in ten seconds, is down and stops no other. */
export function checkComponents(checks: HealthChecks, clock: Clock): Promise<ComponentHealth[]> {
  return Promise.all(
    Object.entries(checks).map(async ([component, check]) => {
      const begun = performance.now();
      const checkedAt = clock.now().toISOString();
      const finding = await inTime(check);
      return { component, ...finding, latencyMs: Math.round(performance.now() - begun), checkedAt };
    }),
  );
}

async function inTime(check: () => Promise<Finding>): Promise<Finding> {
  const over = new AbortController();
  const late = sleep(patienceMs, null, { signal: over.signal, ref: false }).then((): Finding => ({
    status: 'down',
    detail: 'no answer within ten seconds',
  }));
  late.catch(() => undefined);
  try {
    return await Promise.race([check(), late]);
  } catch (cause) {
    return { status: 'down', detail: cause instanceof Error ? cause.message : String(cause) };
  } finally {
    over.abort();
  }
}

/** The state of the whole: that of its worst component. */
export function overallHealth(components: readonly Pick<ComponentHealth, 'status'>[]): HealthState {
  const states = new Set(components.map(({ status }) => status));
  if (states.has('down')) return 'down';
  return states.has('degraded') ? 'degraded' : 'ok';
}
