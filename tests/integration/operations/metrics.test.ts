import assert from 'node:assert/strict';
import { test } from 'node:test';
import { everyMetric } from '../../../src/commands/serving/every-metric.ts';
import { machineReadings, ServerMetrics, type Sample } from '../../../src/platform/operations/index.ts';
import { metricUnits } from '../../../src/platform/operations/metrics/metric.ts';
import { cloneDatabase } from '../../database.ts';
import { temporaryFolder } from '../../scenarios/deliveries.ts';

const database = await cloneDatabase();
const now = new Date('2025-05-12T06:00:00Z');
const clock = { now: (): Date => now };
const metrics = new ServerMetrics({
  owner: database,
  metrics: everyMetric,
  clock,
  readings: machineReadings({
    owner: database,
    service: database,
    folders: { data: await temporaryFolder() },
    disk: () => Promise.resolve({ usedBytes: 500, totalBytes: 20_000 }),
    backsUp: true,
    clock,
  }),
});

await database.execute(
  `insert into sources.batch (source, feed, file_name, sha256, size_bytes, received_by, received_at, finished_at, state,
     rows_received, rows_loaded, rows_quarantined)
   values
     ('legion', 'timesheet_entity', 'a.csv', 'a', 1, 'test', '2025-05-10T20:00Z', null, 'loaded', 5, 5, 0),
     ('legion', 'timesheet_entity', 'b.csv', 'b', 1, 'test', '2025-05-11T20:00Z', null, 'loaded', 8, 6, 2),
     ('legion', 'timesheet_entity', 'c.csv', 'c', 1, 'test', '2025-05-12T05:00Z', null, 'refused', 0, 0, 0)`,
);
await database.execute(
  `insert into sources.quarantine (batch_id, feed, source_line, rule, message, record)
   select batch_id, feed, line, 'test', 'test', '{}' from sources.batch cross join generate_series(1, 2) as line
   where file_name = 'b.csv'`,
);
await database.execute(
  `insert into operations.run (job, due_at, trigger, state, started_at, ended_at, outcome) values
     ('access.review', '2025-05-12T05:15Z', 'time', 'failed', '2025-05-12T05:15Z', '2025-05-12T05:16Z', 'Failed.'),
     ('access.dormant', '2025-05-12T05:40Z', 'time', 'queued', null, null, null),
     ('warehouse.analyze', '2025-05-12T05:30Z', 'event', 'running', '2025-05-12T05:30Z', null, null)`,
);

/** Values of a metric: `label=value`, or the value alone. */
async function valuesOf(name: string): Promise<string[]> {
  const samples = await metrics.read(everyMetric.filter((metric) => metric.name === name));
  const shown = ({ labels, value }: Sample): string =>
    [...Object.values(labels), String(Math.round(value * 1_000) / 1_000)].join(' ');
  return (samples.get(name) ?? []).map(shown).toSorted();
}

test('names say stage and unit, counters are totals, and nothing is measured twice', () => {
  const names = everyMetric.map(({ name }) => name);
  assert.ok(names.length > 40, 'there is something to look at');
  assert.equal(new Set(names).size, names.length);
  for (const { name, kind, unit, help } of everyMetric) {
    assert.match(name, /^daybook_(sources|warehouse|billing|forecasting|delivery|platform)(_[a-z0-9]+)+$/);
    assert.equal(name.endsWith('_total'), kind === 'counter', name);
    const ending = metricUnits.find((each) => name.endsWith(`_${each}`)) ?? null;
    assert.equal(unit, ending, name);
    assert.match(help, /^[A-Z].+\.$/);
  }
});

test('every metric of the database and of the server can be read', async () => {
  const samples = await metrics.read();
  const unread = [...samples].filter(([, values]) => values === null).map(([name]) => name);
  assert.deepEqual(unread, []);
  const missing = everyMetric.filter(({ name, source }) => source.from === 'database' && !samples.has(name));
  assert.deepEqual(missing, []);
});

test('the disk is projected as the database has grown', async () => {
  assert.deepEqual(await valuesOf('daybook_platform_projected_disk_ratio'), []);
  // 100 bytes a day.
  await database.execute(
    `insert into operations.table_size (measured_on, relation, bytes, row_estimate)
     select date '2025-05-12' - days, 'database', 5000 - days * 100, 0 from generate_series(0, 30) as days`,
  );
  assert.deepEqual(await valuesOf('daybook_platform_projected_disk_ratio'), ['0.482']);
});

test('values are those of the moment that counts as now', async () => {
  assert.deepEqual(await valuesOf('daybook_sources_age_seconds'), ['timesheet_entity 36000']);
  // Every eight hours: it is two hours late.
  assert.deepEqual(await valuesOf('daybook_sources_lag_seconds'), ['timesheet_entity 7200']);
  assert.deepEqual(await valuesOf('daybook_sources_feed_failed'), ['timesheet_entity 1']);
  assert.deepEqual(await valuesOf('daybook_sources_accepted_ratio'), ['timesheet_entity 0.75']);
  assert.deepEqual(await valuesOf('daybook_sources_passed_ratio'), ['0.5']);
  assert.deepEqual(await valuesOf('daybook_sources_quarantined_records'), ['timesheet_entity open 2']);
  assert.deepEqual(await valuesOf('daybook_sources_newly_quarantined_records'), ['timesheet_entity 2']);
  assert.deepEqual(await valuesOf('daybook_sources_quarantine_age_seconds'), ['timesheet_entity 36000']);
  assert.deepEqual(await valuesOf('daybook_platform_job_failed'), ['access.review 1']);
  assert.deepEqual(await valuesOf('daybook_platform_job_late_seconds'), ['access.dormant 1200']);
  assert.deepEqual(await valuesOf('daybook_platform_job_running_seconds'), ['warehouse.analyze 1800']);
  assert.deepEqual(await valuesOf('daybook_platform_job_limit_ratio'), ['warehouse.analyze 0.5']);
  assert.deepEqual(await valuesOf('daybook_platform_queued_runs'), ['queued 1', 'running 1', 'waiting 0']);
});

test('requests are counted by route and status, and the last minutes are told apart', async () => {
  const route = '/sites/:site';
  for (let at = 0; at < 95; at += 1) metrics.answered({ method: 'GET', route, status: 200, seconds: 0.02 });
  for (let at = 0; at < 5; at += 1) metrics.answered({ method: 'GET', route, status: 500, seconds: 4 });
  metrics.refusedSignIn();
  assert.deepEqual(await valuesOf('daybook_delivery_failure_ratio'), ['0.05']);
  assert.deepEqual(await valuesOf('daybook_delivery_recent_requests'), ['20']);
  assert.deepEqual(await valuesOf('daybook_delivery_recent_refused_sign_ins'), ['0.5']);
  const text = await metrics.text();
  assert.match(
    text,
    /^daybook_delivery_requests_total\{method="GET",route="\/sites\/:site",status="500"\} 5$/m,
  );
  assert.match(text, /^daybook_delivery_request_seconds_bucket\{le="3",method="GET",.*\} 95$/m);
});

test('the text is OpenMetrics, and says nothing that is not in the list', async () => {
  const text = await metrics.text();
  assert.match(metrics.contentType, /^application\/openmetrics-text/);
  assert.match(text, /\n# EOF\n$/);
  assert.match(text, /^daybook_platform_unread_metrics 0$/m);
  const families = [...text.matchAll(/^# TYPE (\w+) (\w+)$/gm)].map(([, name = '', kind = '']) =>
    kind === 'counter' ? `${name}_total` : name,
  );
  assert.deepEqual(families.toSorted(), everyMetric.map(({ name }) => name).toSorted());
  const samples = [...text.matchAll(/^(daybook_\w+?)(?:_bucket|_sum|_count)?(?:\{.*\})? [\d.e+-]+$/gm)];
  const names = new Set(samples.map(([, name = '']) => name));
  assert.ok(names.size > 30, 'values are reported');
  for (const name of names) assert.ok(families.includes(name), name);
});
