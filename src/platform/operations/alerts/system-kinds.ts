import type { AlertKind, DeliveredRule, Severity } from './alert-kind.ts';

const minute = 60;
const hour = 3_600;
const gibibyte = 1_073_741_824;

/** A rule for those who run the installation. */
function forOperators(
  [warn, critical]: readonly [warn: number | null, critical: number | null],
  severity: Severity,
  windowMinutes = 0,
): DeliveredRule {
  const people = { told: ['systemAdmin', 'dba'], escalatedTo: ['systemAdmin', 'securityAdmin'] };
  return { warn, critical, windowMinutes, severity, ...people };
}

/** A rule for those who watch over the audit trail. */
function forSecurity(limits: readonly [number | null, number | null], severity: Severity): DeliveredRule {
  const people = { told: ['securityAdmin', 'systemAdmin'], escalatedTo: ['auditor', 'systemAdmin'] };
  return { ...forOperators(limits, severity), ...people };
}

const jobKinds: readonly AlertKind[] = [
  {
    kind: 'job-failed',
    metric: 'daybook_platform_job_failed',
    problem: 'above',
    title: 'Job {job} failed',
    value: null,
    means:
      'Three attempts failed, it was refused, or it took longer than its limit. What it does is not done.',
    next: 'Read why with `daybook runs list --job {job}`, then ask for it again with `daybook runs start {job}`.',
    delivered: forOperators([0, null], 'critical'),
  },
  {
    kind: 'job-late',
    metric: 'daybook_platform_job_late_seconds',
    problem: 'above',
    title: 'Job {job} has not begun',
    value: 'late by {value}',
    means: 'Its time is past and it waits for nothing: no server works on jobs, or all are busy.',
    next: 'See with `daybook runs list --state running` what runs, and whether a server is up.',
    delivered: forOperators([10 * minute, hour], 'critical'),
  },
  {
    kind: 'job-waiting',
    metric: 'daybook_platform_job_waiting_seconds',
    problem: 'above',
    title: 'Job {job} is waiting for what has to come first',
    value: 'for {value}',
    means: 'A load or a job that it depends on has not come; it begins by itself once that has.',
    next: 'See with `daybook runs list --job {job}` what it waits for.',
    delivered: forOperators([4 * hour, 12 * hour], 'high'),
  },
  {
    kind: 'job-over-limit',
    metric: 'daybook_platform_job_limit_ratio',
    problem: 'above',
    title: 'Job {job} is close to its time limit',
    value: '{value} of its limit used',
    means: 'It has used most of the time that it may take, and is ended at the limit.',
    next: 'See what it does with `daybook runs list --job {job}`; `daybook schedule set {job} --limit` gives it more.',
    delivered: forOperators([0.8, 0.99], 'high'),
  },
  {
    kind: 'job-silent',
    metric: 'daybook_platform_job_silence_seconds',
    problem: 'above',
    title: 'Job {job} has not succeeded lately',
    value: 'for {value}',
    means: 'It runs continuously, and its turns fail or do not come.',
    next: 'Read why with `daybook runs list --job {job}`.',
    delivered: forOperators([10 * minute, hour], 'critical'),
  },
  {
    kind: 'queue-backlog',
    metric: 'daybook_platform_queued_runs',
    where: { state: 'queued' },
    problem: 'above',
    title: 'Many runs of jobs are waiting for a server',
    value: '{value} runs',
    means: 'More is due than the servers can do.',
    next: 'See with `daybook runs list --state running` what holds them up; another server shares the work.',
    delivered: forOperators([100, 500], 'high', 5),
  },
];

const safetyKinds: readonly AlertKind[] = [
  {
    kind: 'backup-old',
    metric: 'daybook_platform_backup_age_seconds',
    problem: 'above',
    title: 'The newest backup is old',
    value: '{value} old',
    means:
      'The daily backup was not made. Usually its disk is full, or the process that makes backups is not running.',
    next: 'Make one with `daybook backup make`, which says what prevents it.',
    delivered: forOperators([25 * hour, 48 * hour], 'critical'),
  },
  {
    kind: 'proof-failed',
    metric: 'daybook_platform_failed_proofs',
    problem: 'above',
    title: 'A backup cannot be relied on',
    value: null,
    means: 'The newest backup that was restored to test it had faults: restoring it may fail.',
    next: 'See the findings with `daybook backup list`, make a new backup and prove it.',
    delivered: forOperators([null, 0], 'critical'),
  },
  {
    kind: 'trail-unchained',
    metric: 'daybook_platform_unchained_seconds',
    problem: 'above',
    title: 'The audit trail is not chained',
    value: 'for {value}',
    means:
      'Entries have been waiting to be chained for longer than a second: job `audit.chain` does not work.',
    next: 'Read why with `daybook runs list --job audit.chain`.',
    delivered: forSecurity([5 * minute, 30 * minute], 'critical'),
  },
  {
    kind: 'trail-unsigned',
    metric: 'daybook_platform_unsigned_seconds',
    problem: 'above',
    title: 'The audit trail is not sealed',
    value: 'for {value}',
    means: 'Its newest entries are behind the newest signed head: job `audit.sign` does not work.',
    next: 'Read why with `daybook runs list --job audit.sign`.',
    delivered: forSecurity([30 * minute, 2 * hour], 'critical'),
  },
  {
    kind: 'trail-broken',
    metric: 'daybook_platform_broken_trails',
    problem: 'above',
    title: 'The audit trail does not verify',
    value: null,
    means: 'The newest check found that entries were changed or are missing, or could not be made.',
    next: 'Verify it with `daybook audit verify`, which names each finding, and keep the evidence.',
    delivered: forSecurity([null, 0], 'critical'),
  },
  {
    kind: 'schema-drift',
    metric: 'daybook_platform_schema_differences',
    problem: 'above',
    title: 'The database was changed by hand',
    value: '{value} differences',
    means: 'Tables, functions or rights are not those of this version of Daybook.',
    next: 'See the differences with `daybook doctor`.',
    delivered: forSecurity([0, null], 'critical'),
  },
  {
    kind: 'notices-failing',
    metric: 'daybook_platform_unsent_notices',
    problem: 'above',
    title: 'Alerts do not reach people by {channel}',
    value: '{value} notices',
    means: 'The mail server or the webhook did not take notices of alerts in the last 24 hours.',
    next: 'See why with `daybook alerts show` of a recent alert, and check the address and secret.',
    delivered: forOperators([0, 20], 'high'),
  },
];

const serverKinds: readonly AlertKind[] = [
  {
    kind: 'log-lag',
    metric: 'daybook_platform_log_lag_bytes',
    problem: 'above',
    title: 'The log of the database is waiting for {slot}',
    value: '{value} of log',
    means: 'What reads the log does not keep up: the disk fills, or the server drops what was not read.',
    next: 'See whether backups and the replica are running; `daybook doctor` says how the log is kept.',
    delivered: forOperators([gibibyte, 5 * gibibyte], 'critical'),
  },
  {
    kind: 'replica-lag',
    metric: 'daybook_platform_replica_lag_seconds',
    problem: 'above',
    title: 'Replica {replica} is behind',
    value: 'by {value}',
    means: 'It shows old figures, and would lose what it does not have yet if it had to take over.',
    next: 'Look at the load and the network of the replica.',
    delivered: forOperators([minute, 5 * minute], 'critical', 2),
  },
  {
    kind: 'disk-full',
    metric: 'daybook_platform_disk_ratio',
    problem: 'above',
    title: 'The disk with the folder {folder} is filling up on {server}',
    value: '{value} used',
    means: 'When it is full, nothing can be loaded or saved.',
    next: 'Make room or enlarge it; `daybook backup prune` removes backups that are no longer needed.',
    delivered: forOperators([0.8, 0.95], 'critical'),
  },
  {
    kind: 'disk-too-small',
    metric: 'daybook_platform_projected_disk_ratio',
    problem: 'above',
    title: 'The disk of the database will be too small in three months',
    value: '{value} used by then',
    means: 'As the tables have grown in the last three months, the disk fills up.',
    next: 'See what grows with `daybook capacity`, and plan for a larger disk or for an archive of closed years.',
    delivered: forOperators([0.8, null], 'high'),
  },
  {
    kind: 'memory-full',
    metric: 'daybook_platform_memory_ratio',
    problem: 'above',
    title: 'Memory is running short on {server}',
    value: '{value} used',
    means: 'The machine slows down, and may end processes.',
    next: 'See which processes use it; give the machine more, or the database less.',
    delivered: forOperators([0.8, 0.95], 'high', 5),
  },
  {
    kind: 'cpu-busy',
    metric: 'daybook_platform_cpu_ratio',
    problem: 'above',
    title: 'The processors of {server} are busy',
    value: '{value} busy',
    means: 'Requests and jobs take longer than usual.',
    next: 'See with `daybook runs list --state running` what works; move heavy jobs to quiet hours.',
    delivered: forOperators([0.75, 0.9], 'high', 15),
  },
  {
    kind: 'pool-full',
    metric: 'daybook_platform_pool_ratio',
    problem: 'above',
    title: 'Connections for {pool} are running short on {server}',
    value: '{value} in use',
    means: 'Work waits for a connection to the database: queries take long, or there is a lot to do.',
    next: 'Look for long statements in `pg_stat_activity`.',
    delivered: forOperators([0.8, 0.95], 'high', 5),
  },
  {
    kind: 'connections-full',
    metric: 'daybook_platform_connection_ratio',
    problem: 'above',
    title: 'The database can take hardly any more connections',
    value: '{value} in use',
    means: 'Soon nobody can connect, people and jobs alike.',
    next: 'See in `pg_stat_activity` who holds them; raise `max_connections` if all are needed.',
    delivered: forOperators([0.8, 0.95], 'critical', 5),
  },
  {
    kind: 'statement-slow',
    metric: 'daybook_platform_statement_seconds',
    problem: 'above',
    title: 'A database query of a request is taking long',
    value: 'for {value}',
    means: 'Somebody is waiting for it, and it holds a connection.',
    next: 'See it in `pg_stat_activity`; `pg_cancel_backend` ends it.',
    delivered: forOperators([10, 60], 'high', 2),
  },
  {
    kind: 'requests-slow',
    metric: 'daybook_delivery_p95_seconds',
    problem: 'above',
    title: 'Requests to {server} are slow',
    value: 'up to {value}',
    means: 'One in twenty takes longer than people should wait.',
    next: 'See in the metrics which routes they are, and whether processors, pool or database are the reason.',
    delivered: forOperators([3, 5], 'high', 5),
  },
  {
    kind: 'requests-failing',
    metric: 'daybook_delivery_failure_ratio',
    problem: 'above',
    title: 'Requests to {server} are failing',
    value: '{value} failed',
    means: 'They are answered with a status of 500 or more: something is broken.',
    next: 'See in the metrics which routes they are, and what the server printed.',
    delivered: forOperators([0.01, 0.05], 'critical'),
  },
  {
    kind: 'sign-ins-refused',
    metric: 'daybook_delivery_recent_refused_sign_ins',
    problem: 'above',
    title: 'Many sign-ins at {server} are being refused',
    value: '{value} a minute',
    means: 'Somebody is trying passwords or tokens, or a program uses a key that has expired.',
    next: 'See in the audit trail from where they come: `daybook audit log`.',
    delivered: forSecurity([5, 10], 'critical'),
  },
];

/** Alerts about the installation and what it stands on. */
export const systemKinds: readonly AlertKind[] = [...jobKinds, ...safetyKinds, ...serverKinds];
