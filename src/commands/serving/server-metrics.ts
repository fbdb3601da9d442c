import { systemClock } from '../../kernel/clock.ts';
import type { Configuration } from '../../platform/configuration.ts';
import type { Database } from '../../platform/database/index.ts';
import { machineReadings, readDisk, ServerMetrics } from '../../platform/operations/index.ts';
import { everyMetric } from './every-metric.ts';

/** The metrics of a server with the connections of its owner and of its requests. */
export function metricsOf({
  owner,
  service,
  configuration,
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
      folders: { data: configuration.dataDir },
      disk: () => readDisk(configuration),
      backsUp: configuration.backupDaily !== 'off',
      clock: systemClock,
    }),
  });
}
