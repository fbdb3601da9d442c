import type { Metric } from '../platform/operations/index.ts';
import { expectedSeconds } from './rhythm.ts';

const ask = (sql: string): Metric['source'] => ({ from: 'database', sql });

/**
 * What is measured of loads and quarantine. Feeds that never came have no values. Records of the quarantine that are
 * loaded again are no file of their feed: they say nothing of how it comes.
 */
export const sourcesMetrics: readonly Metric[] = [
  {
    name: 'daybook_sources_age_seconds',
    kind: 'gauge',
    unit: 'seconds',
    help: 'Seconds since a feed last brought data, be it changed or the same as before.',
    labels: ['feed'],
    source: ask(
      `select feed, extract(epoch from $1::timestamptz - received_at)::float8 as value
       from (select max(batch_id) as batch_id from sources.batch
         where state in ('loaded', 'unchanged') and replay_of_batch_id is null group by feed)
         as newest join sources.batch using (batch_id)`,
    ),
  },
  {
    name: 'daybook_sources_lag_seconds',
    kind: 'gauge',
    unit: 'seconds',
    help: 'Seconds for which the next data of a feed has been overdue, by the rhythm in which the feed comes.',
    labels: ['feed'],
    source: {
      from: 'database',
      sql: `select feed,
          greatest(extract(epoch from $1::timestamptz - received_at) - expected, 0)::float8 as value
        from unnest($2::text[], $3::integer[]) as rhythm (feed, expected), lateral (
          select received_at from sources.batch
          where batch.feed = rhythm.feed and state in ('loaded', 'unchanged') and replay_of_batch_id is null
          order by batch_id desc limit 1) as last`,
      values: [Object.keys(expectedSeconds), Object.values(expectedSeconds)],
    },
  },
  {
    name: 'daybook_sources_feed_failed',
    kind: 'gauge',
    unit: null,
    help: 'Whether the newest file of a feed was refused or its load failed: 1, else 0.',
    labels: ['feed'],
    source: ask(
      `select feed, (state in ('refused', 'failed'))::int::float8 as value
       from (
         select max(batch_id) as batch_id from sources.batch
         where state not in ('tried', 'replaced', 'receiving') and replay_of_batch_id is null group by feed) as newest
       join sources.batch using (batch_id)`,
    ),
  },
  {
    name: 'daybook_sources_accepted_ratio',
    kind: 'gauge',
    unit: 'ratio',
    help: 'Part of the records of the newest load of a feed that was not held back.',
    labels: ['feed'],
    source: ask(
      `select feed, (1 - rows_quarantined::numeric / greatest(rows_received, 1))::float8 as value
       from (select max(batch_id) as batch_id from sources.batch
         where state = 'loaded' and replay_of_batch_id is null group by feed) as newest
       join sources.batch using (batch_id)`,
    ),
  },
  {
    name: 'daybook_sources_passed_ratio',
    kind: 'gauge',
    unit: 'ratio',
    help: 'Part of the files of the last 24 hours that could be loaded; absent without any.',
    source: ask(
      `select (count(*) filter (where state in ('loaded', 'unchanged'))::numeric / count(*))::float8 as value
       from sources.batch
       where received_at >= $1::timestamptz - interval '24 hours'
         and state in ('loaded', 'unchanged', 'refused', 'failed') and replay_of_batch_id is null
       having count(*) > 0`,
    ),
  },
  {
    name: 'daybook_sources_rows_total',
    kind: 'counter',
    unit: null,
    help: 'Records of files, by feed and by what became of them.',
    labels: ['feed', 'outcome'],
    source: ask(
      `select feed, outcome, sum(rows)::float8 as value
       from sources.batch cross join lateral (
         values ('loaded', rows_loaded), ('unchanged', rows_unchanged), ('superseded', rows_superseded),
           ('quarantined', rows_quarantined)) as counted (outcome, rows)
       where state in ('loaded', 'unchanged') group by feed, outcome`,
    ),
  },
  {
    name: 'daybook_sources_batches_total',
    kind: 'counter',
    unit: null,
    help: 'Files that arrived, by feed and state.',
    labels: ['feed', 'state'],
    source: ask('select feed, state, count(*)::float8 as value from sources.batch group by feed, state'),
  },
  {
    name: 'daybook_sources_quarantined_records',
    kind: 'gauge',
    unit: null,
    help: 'Records in quarantine that nobody decided on, by feed and state.',
    labels: ['feed', 'state'],
    source: ask(
      `select feed, state, count(*)::float8 as value from sources.quarantine
       where state in ('open', 'waiting') group by feed, state`,
    ),
  },
  {
    name: 'daybook_sources_newly_quarantined_records',
    kind: 'gauge',
    unit: null,
    help: 'Records of the last 24 hours in quarantine that nobody decided on, by feed.',
    labels: ['feed'],
    source: ask(
      `select quarantine.feed, count(*)::float8 as value
       from sources.batch join sources.quarantine using (batch_id)
       where received_at >= $1::timestamptz - interval '24 hours' and quarantine.state in ('open', 'waiting')
       group by quarantine.feed`,
    ),
  },
  {
    name: 'daybook_sources_quarantine_age_seconds',
    kind: 'gauge',
    unit: 'seconds',
    help: 'Seconds since the oldest record of a feed in quarantine came that nobody decided on.',
    labels: ['feed'],
    source: ask(
      `select oldest.feed, extract(epoch from $1::timestamptz - received_at)::float8 as value
       from (
         select feed, min(batch_id) as batch_id from sources.quarantine
         where state in ('open', 'waiting') group by feed) as oldest
       join sources.batch using (batch_id)`,
    ),
  },
];
