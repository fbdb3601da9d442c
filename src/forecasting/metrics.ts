import type { Metric } from '../platform/operations/index.ts';

const ask = (sql: string): Metric['source'] => ({ from: 'database', sql });

/** What is measured of forecasts and the P&L. */
export const forecastingMetrics: readonly Metric[] = [
  {
    name: 'daybook_forecasting_outdated_months',
    kind: 'gauge',
    unit: null,
    help: 'Months of the P&L of sites whose sources changed and that are not calculated anew yet.',
    source: ask('select count(*)::float8 as value from forecasting.outdated'),
  },
  {
    name: 'daybook_forecasting_outdated_seconds',
    kind: 'gauge',
    unit: 'seconds',
    help: 'Seconds since the sources of a month of the P&L changed that is not calculated anew yet, of the oldest.',
    source: ask(
      `select coalesce(greatest(extract(epoch from $1::timestamptz - min(since_at)), 0), 0)::float8 as value
       from forecasting.outdated`,
    ),
  },
  {
    name: 'daybook_forecasting_failed_sites',
    kind: 'gauge',
    unit: null,
    help: 'Sites whose P&L could not be calculated.',
    source: ask('select count(distinct site_id)::float8 as value from forecasting.failure'),
  },
];
