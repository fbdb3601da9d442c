import type { Metric } from '../src/platform/operations/index.ts';

/** Names of stages as people read them. */
const stageTitles: Readonly<Record<string, string>> = {
  sources: 'Loads and quarantine',
  warehouse: 'Warehouse',
  billing: 'Statements and what goes out',
  forecasting: 'Forecasts and P&L',
  delivery: 'Requests',
  platform: 'Jobs, backups, audit trail, database, machine',
};

const stageOf = ({ name }: Metric): string => name.split('_')[1] ?? '';

/** Metrics by stage, with the title of each. */
function byStage(metrics: readonly Metric[]): [title: string, metrics: readonly Metric[]][] {
  return [...Map.groupBy(metrics, stageOf)].map(([stage, own]) => {
    const title = stageTitles[stage];
    if (title === undefined) throw new Error(`${stage} has no title in docs/monitoring-pages.ts`);
    return [title, own];
  });
}

/** The list of metrics as a page. */
export function metricsPage(metrics: readonly Metric[]): string {
  return [
    '# Metrics',
    '',
    'What `GET /metrics` tells, as OpenMetrics text, to whoever has the right (`metric` in the',
    '[matrix](../../reference/authorization.md)). Generated from the list in the code by `npm run fix`.',
    '',
    'A server answers for itself: what it reads of the database is the same on every server, what it counts of',
    'its requests and of its machine is its own. Prometheus needs a key of somebody with the right',
    '(`daybook keys make`, scope `data:read`):',
    '',
    '```yaml',
    'scrape_configs:',
    '  - job_name: daybook',
    '    scheme: https',
    '    authorization:',
    '      credentials_file: /etc/prometheus/daybook.key',
    '    static_configs:',
    '      - targets: [daybook.example:443]',
    '```',
    '',
    'Of Prometheus itself: `up` says whether a server answers. [daybook-dashboard.json](daybook-dashboard.json) is a',
    'dashboard of all metrics to import into Grafana.',
    '',
    `${metrics.length} metrics.`,
    ...byStage(metrics).flatMap(([title, own]) => [
      '',
      `## ${title}`,
      '',
      '| metric | kind | labels | says |',
      '| --- | --- | --- | --- |',
      ...own.map(
        ({ name, kind, labels = [], help }) => `| \`${name}\` | ${kind} | ${labels.join(', ')} | ${help} |`,
      ),
    ]),
    '',
  ].join('\n');
}

const columns = 3;
const panelWidth = 8;
const panelHeight = 7;
const grafanaUnits = { bytes: 'bytes', ratio: 'percentunit', seconds: 's' } as const;

/** The list of metrics as a dashboard of Grafana: a row for each stage, a panel for each metric. */
export function dashboard(metrics: readonly Metric[]): string {
  let y = 0;
  let id = 0;
  const panels = byStage(metrics).flatMap(([title, own]) => {
    const row = { id: ++id, type: 'row', title, collapsed: false, gridPos: { h: 1, w: 24, x: 0, y } };
    const top = y + 1;
    const below = own.map((metric, at) => panelOf(metric, ++id, placeOf(at, top)));
    y = top + Math.ceil(own.length / columns) * panelHeight;
    return [row, ...below];
  });
  return JSON.stringify({
    title: 'Daybook',
    uid: 'daybook',
    tags: ['daybook'],
    schemaVersion: 39,
    timezone: 'utc',
    refresh: '1m',
    time: { from: 'now-24h', to: 'now' },
    templating: {
      list: [
        { name: 'source', type: 'datasource', query: 'prometheus', label: 'Prometheus' },
        {
          name: 'instance',
          type: 'query',
          label: 'Server',
          datasource: { type: 'prometheus', uid: '$source' },
          query: 'label_values(daybook_platform_process_bytes, instance)',
          includeAll: true,
          multi: true,
          refresh: 2,
        },
      ],
    },
    panels,
  });
}

function placeOf(at: number, top: number): object {
  const x = (at % columns) * panelWidth;
  return { h: panelHeight, w: panelWidth, x, y: top + Math.floor(at / columns) * panelHeight };
}

function panelOf(metric: Metric, id: number, gridPos: object): object {
  const { name, unit, help, labels = [] } = metric;
  const datasource = { type: 'prometheus', uid: '$source' };
  return {
    id,
    type: 'timeseries',
    title: name.replace(/^daybook_[a-z]+_/, '').replaceAll('_', ' '),
    description: help,
    gridPos,
    datasource,
    fieldConfig: {
      defaults: {
        unit: unit === null ? (metric.kind === 'counter' ? 'cps' : 'short') : grafanaUnits[unit],
        min: 0,
      },
      overrides: [],
    },
    options: { legend: { displayMode: 'list', placement: 'bottom' }, tooltip: { mode: 'multi' } },
    targets: [
      {
        refId: 'A',
        datasource,
        expr: expressionOf(metric),
        legendFormat: legendOf(metric.kind === 'histogram' ? ['route'] : labels),
      },
    ],
  };
}

const ofServers = '{instance=~"$instance"}';

function expressionOf({ name, kind, labels = [], source }: Metric): string {
  const by = (more: readonly string[]): string => (more.length === 0 ? '' : ` by (${more.join(', ')})`);
  if (kind === 'histogram')
    return `histogram_quantile(0.95, sum by (le, route) (rate(${name}_bucket${ofServers}[5m])))`;
  // What every server reads of the database is the same: once is enough.
  const once = source.from === 'database' ? 'max' : 'sum';
  if (kind === 'counter') return `${once}${by(labels)} (rate(${name}${ofServers}[5m]))`;
  return source.from === 'database' ? `max${by(labels)} (${name}${ofServers})` : `${name}${ofServers}`;
}

function legendOf(labels: readonly string[]): string {
  return labels.length === 0 ? '__auto' : labels.map((label) => `{{${label}}}`).join(' ');
}
