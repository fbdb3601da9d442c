import { Summary } from 'prom-client';
import type { Metric, Sample, ServerReadings } from './metric.ts';

const minuteMs = 60_000;
const windowMinutes = 5;
const signInMinutes = 2;
/** Requests of a window that a failure is held against at least: one of three says little. */
const fewestRequests = 100;

/** A request that was answered. */
export interface AnsweredRequest {
  readonly method: string;
  /** The route as it is declared, such as `/sites/:site`; `none` for an address that has none. */
  readonly route: string;
  readonly status: number;
  readonly seconds: number;
}

const fromServer = { from: 'server' } as const;

/** What is measured of requests. */
export const requestMetrics: readonly Metric[] = [
  {
    name: 'daybook_delivery_requests_total',
    kind: 'counter',
    unit: null,
    help: 'Requests that were answered, by route and status.',
    labels: ['method', 'route', 'status'],
    source: fromServer,
  },
  {
    name: 'daybook_delivery_request_seconds',
    kind: 'histogram',
    unit: 'seconds',
    help: 'Time from the first byte of a request to the last of its answer.',
    labels: ['method', 'route'],
    source: fromServer,
  },
  {
    name: 'daybook_delivery_p95_seconds',
    kind: 'gauge',
    unit: 'seconds',
    help: 'Time in which 95 of 100 requests of the last five minutes were answered.',
    source: fromServer,
  },
  {
    name: 'daybook_delivery_failure_ratio',
    kind: 'gauge',
    unit: 'ratio',
    help: 'Part of the requests of the last five minutes, 100 at least, that failed with a status of 500 or more.',
    source: fromServer,
  },
  {
    name: 'daybook_delivery_recent_requests',
    kind: 'gauge',
    unit: null,
    help: 'Requests a minute, in the last five minutes.',
    source: fromServer,
  },
  {
    name: 'daybook_delivery_refused_sign_ins_total',
    kind: 'counter',
    unit: null,
    help: 'Sign-ins that failed, and tokens that open nothing.',
    source: fromServer,
  },
  {
    name: 'daybook_delivery_recent_refused_sign_ins',
    kind: 'gauge',
    unit: null,
    help: 'Sign-ins that failed and tokens that open nothing, a minute, in the last two minutes.',
    source: fromServer,
  },
];

/** Counts what a server answered in the last minutes. */
export class RequestFigures {
  readonly #minutes = new Map<number, { requests: number; failures: number; refusedSignIns: number }>();
  readonly #durations = new Summary({
    name: 'durations',
    help: 'of the last five minutes',
    percentiles: [0.95],
    maxAgeSeconds: windowMinutes * 60,
    ageBuckets: windowMinutes,
    registers: [],
  });

  answered({ status, seconds }: AnsweredRequest): void {
    const minute = this.#minute();
    minute.requests += 1;
    if (status >= 500) minute.failures += 1;
    this.#durations.observe(seconds);
  }

  refusedSignIn(): void {
    this.#minute().refusedSignIns += 1;
  }

  /** Readings of the last minutes. */
  readings(): ServerReadings {
    return {
      daybook_delivery_p95_seconds: async () => {
        const { values } = await this.#durations.get();
        const p95 = values.find(({ labels }) => labels['quantile'] === 0.95)?.value ?? 0;
        return one(Number.isFinite(p95) ? p95 : 0);
      },
      daybook_delivery_failure_ratio: () => {
        const { requests, failures } = this.#last(windowMinutes);
        return one(failures / Math.max(requests, fewestRequests));
      },
      daybook_delivery_recent_requests: () => one(this.#last(windowMinutes).requests / windowMinutes),
      daybook_delivery_recent_refused_sign_ins: () =>
        one(this.#last(signInMinutes).refusedSignIns / signInMinutes),
    };
  }

  #minute(): { requests: number; failures: number; refusedSignIns: number } {
    const at = Math.floor(performance.now() / minuteMs);
    let minute = this.#minutes.get(at);
    if (minute === undefined) {
      minute = { requests: 0, failures: 0, refusedSignIns: 0 };
      this.#minutes.set(at, minute);
      for (const earlier of this.#minutes.keys())
        if (earlier < at - windowMinutes) this.#minutes.delete(earlier);
    }
    return minute;
  }

  #last(minutes: number): { requests: number; failures: number; refusedSignIns: number } {
    const from = Math.floor(performance.now() / minuteMs) - minutes;
    const sum = { requests: 0, failures: 0, refusedSignIns: 0 };
    for (const [at, { requests, failures, refusedSignIns }] of this.#minutes) {
      if (at <= from) continue;
      sum.requests += requests;
      sum.failures += failures;
      sum.refusedSignIns += refusedSignIns;
    }
    return sum;
  }
}

function one(value: number): Sample[] {
  return [{ labels: {}, value }];
}
