import type { Metric } from './metric.ts';

const fromServer = { from: 'server' } as const;
const ask = (sql: string): Metric['source'] => ({ from: 'database', sql });

/** Jobs that run by themselves. */
const jobMetrics: readonly Metric[] = [
  {
    name: 'daybook_platform_queued_runs',
    kind: 'gauge',
    unit: null,
    help: 'Runs of jobs that are not over, by state: waiting for their time or cause, queued for a server, running.',
    labels: ['state'],
    source: ask(
      `select state, count(run_id)::float8 as value from unnest('{waiting,queued,running}'::text[]) as state
       left join operations.run using (state) where ended_at is null group by state`,
    ),
  },
  {
    name: 'daybook_platform_job_failed',
    kind: 'gauge',
    unit: null,
    help: 'Whether the newest run of a job that is over failed: 1, else 0. The check of the audit trail is apart.',
    labels: ['job'],
    source: ask(
      `select job, (newest.state = 'failed')::int::float8 as value
       from operations.schedules_in_force() as schedule cross join lateral (
         select state from operations.run
         where run.job = schedule.job and state in ('done', 'failed') order by run_id desc limit 1) as newest
       where not is_paused and job <> 'audit.verify'`,
    ),
  },
  {
    name: 'daybook_platform_job_late_seconds',
    kind: 'gauge',
    unit: 'seconds',
    help: 'Seconds since the time of the oldest run of a job that has not begun although it waits for nothing.',
    labels: ['job'],
    source: ask(
      `select job, greatest(extract(epoch from $1::timestamptz - min(due_at)), 0)::float8 as value
       from operations.run where ended_at is null and state in ('waiting', 'queued') and outcome is null group by job`,
    ),
  },
  {
    name: 'daybook_platform_job_waiting_seconds',
    kind: 'gauge',
    unit: 'seconds',
    help: 'Seconds since the time of the oldest run of a job that waits for a load, another job or its window.',
    labels: ['job'],
    source: ask(
      `select job, greatest(extract(epoch from $1::timestamptz - min(due_at)), 0)::float8 as value
       from operations.run where state = 'waiting' and outcome is not null and ended_at is null group by job`,
    ),
  },
  {
    name: 'daybook_platform_job_running_seconds',
    kind: 'gauge',
    unit: 'seconds',
    help: 'Seconds that the run of a job has been at work.',
    labels: ['job'],
    source: ask(
      `select job, greatest(extract(epoch from $1::timestamptz - min(started_at)), 0)::float8 as value
       from operations.run where state = 'running' group by job`,
    ),
  },
  {
    name: 'daybook_platform_job_limit_ratio',
    kind: 'gauge',
    unit: 'ratio',
    help: 'Time that the run of a job has been at work, as a part of its limit; a run is ended at 1.',
    labels: ['job'],
    source: ask(
      `select job, max(greatest(extract(epoch from $1::timestamptz - started_at), 0) / (60.0 * limit_minutes))::float8
         as value
       from operations.run join operations.schedules_in_force() using (job) where state = 'running' group by job`,
    ),
  },
  {
    name: 'daybook_platform_job_silence_seconds',
    kind: 'gauge',
    unit: 'seconds',
    help: 'Seconds since the last good turn of a job that works all the time, beyond ten times its pace.',
    labels: ['job'],
    source: ask(
      `select job, greatest(extract(epoch from $1::timestamptz - planned_until) - 10 * every_seconds, 0)::float8
         as value
       from operations.schedules_in_force() join operations.planning using (job)
       where not is_paused and every_seconds is not null`,
    ),
  },
];

/** Backups and the audit trail. */
const safetyMetrics: readonly Metric[] = [
  {
    name: 'daybook_platform_backup_age_seconds',
    kind: 'gauge',
    unit: 'seconds',
    help: 'Age of the newest backup, or of the installation without one; absent where none are made by themselves.',
    source: fromServer,
  },
  {
    name: 'daybook_platform_proof_age_seconds',
    kind: 'gauge',
    unit: 'seconds',
    help: 'Age of the newest restore of a backup that proved it good; absent without one.',
    source: ask(
      `select extract(epoch from $1::timestamptz - max(proven_at))::float8 as value
       from operations.backup_proof where findings = '{}'`,
    ),
  },
  {
    name: 'daybook_platform_failed_proofs',
    kind: 'gauge',
    unit: null,
    help: 'Whether the newest proof of a backup found something: 1, else 0.',
    source: ask(
      `select (findings <> '{}')::int::float8 as value from operations.backup_proof order by proof_id desc limit 1`,
    ),
  },
  {
    name: 'daybook_platform_unchained_entries',
    kind: 'gauge',
    unit: null,
    help: 'Entries of the audit trail that are not in its chain yet.',
    source: ask('select count(*)::float8 as value from (select from audit.pending limit 100000) as waiting'),
  },
  {
    name: 'daybook_platform_unchained_seconds',
    kind: 'gauge',
    unit: 'seconds',
    help: 'Age of the oldest entry of the audit trail that is not in its chain yet.',
    source: ask(
      `select coalesce(greatest(extract(epoch from $1::timestamptz - (
         select recorded_at from audit.pending order by pending_id limit 1)), 0), 0)::float8 as value`,
    ),
  },
  {
    name: 'daybook_platform_unsigned_seconds',
    kind: 'gauge',
    unit: 'seconds',
    help: 'Age of the oldest entry of the audit trail behind its newest signed head.',
    source: ask(
      `select coalesce(greatest(extract(epoch from $1::timestamptz - (
         select recorded_at from audit.entry where position > (select max(position) from audit.head)
         order by position limit 1)), 0), 0)::float8 as value`,
    ),
  },
  {
    name: 'daybook_platform_broken_trails',
    kind: 'gauge',
    unit: null,
    help: 'Whether the newest check of the audit trail that is over failed: 1, else 0.',
    source: ask(
      `select (state = 'failed')::int::float8 as value from operations.run
       where job = 'audit.verify' and state in ('done', 'failed') order by run_id desc limit 1`,
    ),
  },
  {
    name: 'daybook_platform_schema_differences',
    kind: 'gauge',
    unit: null,
    help: 'Differences between the schema and the migrations at the newest comparison.',
    source: ask(
      `select coalesce(rows_out, 0)::float8 as value from operations.run
       where job = 'platform.schema' and state = 'done' order by run_id desc limit 1`,
    ),
  },
];

/** The database server. */
const databaseMetrics: readonly Metric[] = [
  {
    name: 'daybook_platform_database_bytes',
    kind: 'gauge',
    unit: 'bytes',
    help: 'Size of the database.',
    source: ask('select pg_database_size(current_database())::float8 as value'),
  },
  {
    name: 'daybook_platform_connection_ratio',
    kind: 'gauge',
    unit: 'ratio',
    help: 'Connections to the server of the database, as a part of those that it takes.',
    source: ask(
      `select (count(*) / current_setting('max_connections')::numeric)::float8 as value from pg_stat_activity
       where backend_type in ('client backend', 'walsender')`,
    ),
  },
  {
    name: 'daybook_platform_statement_seconds',
    kind: 'gauge',
    unit: 'seconds',
    help: 'Time of the longest statement that works for a request at this moment.',
    source: ask(
      `select coalesce(max(extract(epoch from clock_timestamp() - query_start)), 0)::float8 as value
       from pg_stat_activity
       where datname = current_database() and state = 'active' and usename <> current_user`,
    ),
  },
  {
    name: 'daybook_platform_log_lag_bytes',
    kind: 'gauge',
    unit: 'bytes',
    help: 'Log that the server of the database keeps for whoever has not taken it yet, by replication slot.',
    labels: ['slot'],
    source: ask(
      `select slot_name::text as slot,
         greatest(pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn), 0)::float8 as value
       from pg_replication_slots where restart_lsn is not null`,
    ),
  },
  {
    name: 'daybook_platform_replica_lag_seconds',
    kind: 'gauge',
    unit: 'seconds',
    help: 'How far a replica is behind, by the name that it gives itself.',
    labels: ['replica'],
    source: ask(
      `select application_name as replica, max(coalesce(extract(epoch from replay_lag), 0))::float8 as value
       from pg_stat_replication where application_name not in ('daybook_log', 'pg_basebackup')
       group by application_name`,
    ),
  },
];

/** The machine and the process of a server. */
const serverMetrics: readonly Metric[] = [
  {
    name: 'daybook_platform_pool_connections',
    kind: 'gauge',
    unit: null,
    help: 'Connections of this server to its database: busy, idle, and requests that wait for one.',
    labels: ['pool', 'state'],
    source: fromServer,
  },
  {
    name: 'daybook_platform_pool_ratio',
    kind: 'gauge',
    unit: 'ratio',
    help: 'Busy connections of this server, as a part of those that it opens at most.',
    labels: ['pool'],
    source: fromServer,
  },
  {
    name: 'daybook_platform_cpu_ratio',
    kind: 'gauge',
    unit: 'ratio',
    help: 'Part of the processors of the machine that was busy in the last five minutes.',
    source: fromServer,
  },
  {
    name: 'daybook_platform_memory_ratio',
    kind: 'gauge',
    unit: 'ratio',
    help: 'Part of the memory of the machine that is used.',
    source: fromServer,
  },
  {
    name: 'daybook_platform_disk_ratio',
    kind: 'gauge',
    unit: 'ratio',
    help: 'Part of the disk that is used on which a folder lies.',
    labels: ['folder'],
    source: fromServer,
  },
  {
    name: 'daybook_platform_projected_disk_ratio',
    kind: 'gauge',
    unit: 'ratio',
    help:
      'Part of the disk of the database that will be in use in three months; absent until sizes were measured for a ' +
      'week, and where the database is elsewhere.',
    source: fromServer,
  },
  {
    name: 'daybook_platform_process_bytes',
    kind: 'gauge',
    unit: 'bytes',
    help: 'Memory of the process of this server.',
    source: fromServer,
  },
  {
    name: 'daybook_platform_delay_seconds',
    kind: 'gauge',
    unit: 'seconds',
    help: 'How long the process of this server kept its next step waiting, 99th percentile since it was last asked.',
    source: fromServer,
  },
  {
    name: 'daybook_platform_unsent_notices',
    kind: 'gauge',
    unit: null,
    help: 'What was to be told of alerts in the last 24 hours and did not go out at the first attempt, by channel.',
    labels: ['channel'],
    source: ask(
      `select channel, count(notice_id)::float8 as value
       from unnest('{mail,webhook}'::text[]) as channel
       left join (
         select * from operations.alert_notice
         where state <> 'sent' and attempts > 0 and due_at >= $1::timestamptz - interval '24 hours') as late
         using (channel)
       group by channel`,
    ),
  },
  {
    name: 'daybook_platform_alerts',
    kind: 'gauge',
    unit: null,
    help: 'Alerts that are not resolved, by severity.',
    labels: ['severity'],
    source: ask(
      `select severity, count(alert_id)::float8 as value
       from unnest('{critical,high,medium,low}'::text[]) as severity
       left join (
         select * from operations.alert where ended_at is null and state not in ('watched', 'resolved')) as open
         using (severity)
       group by severity`,
    ),
  },
  {
    name: 'daybook_platform_unread_metrics',
    kind: 'gauge',
    unit: null,
    help: 'Metrics that could not be read.',
    source: fromServer,
  },
];

/** What is measured of the platform. */
export const platformMetrics: readonly Metric[] = [
  ...jobMetrics,
  ...safetyMetrics,
  ...databaseMetrics,
  ...serverMetrics,
];
