import { Counter, Gauge, Histogram, Registry, type RegistryContentType } from 'prom-client';
import type { Clock } from '../../../kernel/clock.ts';
import type { Database } from '../../database/index.ts';
import { readMetrics, type Metric, type Sample, type Samples, type ServerReadings } from './metric.ts';
import { RequestFigures, type AnsweredRequest } from './request-figures.ts';

/** Bounds of the histogram of requests, in seconds: 3 and 5 are limits of operations.md 5.3. */
const buckets = [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 3, 5, 10, 30];

type Instrument = Counter | Gauge | Histogram;

/** What a server measures, and how it reports it. */
export interface MeteredServer {
  readonly owner: Database;
  /** Every metric that is reported. */
  readonly metrics: readonly Metric[];
  /** What the server knows of itself beside its requests. */
  readonly readings: ServerReadings;
  readonly clock: Clock;
}

/** The metrics of a server: counts its requests, and reads the others when somebody asks. */
export class ServerMetrics {
  readonly #server: MeteredServer;
  readonly #figures = new RequestFigures();
  readonly #registry = new Registry<RegistryContentType>();
  readonly #instruments: ReadonlyMap<string, Instrument>;
  readonly #requests: Counter | undefined;
  readonly #durations: Histogram | undefined;
  readonly #refusedSignIns: Counter | undefined;

  constructor(server: MeteredServer) {
    this.#server = server;
    this.#registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE);
    this.#instruments = new Map(
      server.metrics.map((metric) => [metric.name, instrumentOf(metric, this.#registry)]),
    );
    this.#requests = this.#counter('daybook_delivery_requests_total');
    this.#refusedSignIns = this.#counter('daybook_delivery_refused_sign_ins_total');
    const durations = this.#instruments.get('daybook_delivery_request_seconds');
    this.#durations = durations instanceof Histogram ? durations : undefined;
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  answered(request: AnsweredRequest): void {
    const { method, route, status, seconds } = request;
    this.#figures.answered(request);
    this.#requests?.inc({ method, route, status });
    this.#durations?.observe({ method, route }, seconds);
  }

  refusedSignIn(): void {
    this.#figures.refusedSignIn();
    this.#refusedSignIns?.inc();
  }

  /** Values of metrics as they are now, but for what only adds up in this process. As the owner. */
  read(metrics = this.#server.metrics): Promise<Samples> {
    const { owner, readings, clock } = this.#server;
    return readMetrics(owner, metrics, {
      now: clock.now(),
      readings: { ...readings, ...this.#figures.readings() },
    });
  }

  /** Everything as OpenMetrics text. As the owner. */
  readonly text = async (): Promise<string> => {
    const samples = await this.read();
    const unread = [...samples.values()].filter((values) => values === null).length;
    const reported = new Map(samples).set('daybook_platform_unread_metrics', [{ labels: {}, value: unread }]);
    for (const [name, instrument] of this.#instruments) setValues(instrument, reported.get(name));
    return this.#registry.metrics();
  };

  #counter(name: string): Counter | undefined {
    const instrument = this.#instruments.get(name);
    return instrument instanceof Counter ? instrument : undefined;
  }
}

function instrumentOf(
  { name, kind, help, labels = [] }: Metric,
  registry: Registry<RegistryContentType>,
): Instrument {
  const common = { help, labelNames: [...labels], registers: [registry] };
  if (kind === 'histogram') return new Histogram({ ...common, name, buckets });
  // OpenMetrics adds the ending of a counter to its samples.
  if (kind === 'counter') return new Counter({ ...common, name: name.replace(/_total$/, '') });
  return new Gauge({ ...common, name });
}

/** Sets what was read; a gauge of which nothing is known has no value, and what counts by itself goes on counting. */
function setValues(instrument: Instrument, samples: readonly Sample[] | null | undefined): void {
  if (instrument instanceof Histogram || (instrument instanceof Counter && samples === undefined)) return;
  instrument.reset();
  instrument.remove({});
  for (const { labels, value } of samples ?? []) {
    if (instrument instanceof Gauge) instrument.set(labels, value);
    else instrument.inc(labels, value);
  }
}
