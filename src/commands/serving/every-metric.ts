import { billingMetrics } from '../../billing/index.ts';
import { forecastingMetrics } from '../../forecasting/index.ts';
import { platformMetrics, requestMetrics, type Metric } from '../../platform/operations/index.ts';
import { sourcesMetrics } from '../../sources/index.ts';
import { warehouseMetrics } from '../../warehouse/index.ts';

/** The list of metrics, in the order in which data flows. */
export const everyMetric: readonly Metric[] = [
  ...sourcesMetrics,
  ...warehouseMetrics,
  ...billingMetrics,
  ...forecastingMetrics,
  ...requestMetrics,
  ...platformMetrics,
];
