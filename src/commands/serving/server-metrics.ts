import { systemClock } from '../../kernel/clock.ts';
import type { Configuration } from '../../platform/configuration.ts';
import type { Database } from '../../platform/database/index.ts';
import { machineReadings, ServerMetrics } from '../../platform/operations/index.ts';
import { everyMetric } from './every-metric.ts';

/** The metrics of a server with the connections of its owner and of its requests. */
export function metricsOf({
  owner,
  service,
  configuration: { dataDir, backupDaily },
}: {
  readonly owner: Database;
  readonly service: Database;
  readonly configuration: Configuration;
}): ServerMetrics {
  return new ServerMetrics({
    owner,
    metrics: everyMetric,
    clock: systemClock,
    readings: machineReadings({
      owner,
      service,
      folders: { data: dataDir },
      backsUp: backupDaily !== 'off',
      clock: systemClock,
    }),
  });
}
