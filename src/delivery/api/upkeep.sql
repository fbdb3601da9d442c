-- What SQL clients read about checks of loads, backups, and jobs that run by themselves.

create view api.load_check with (security_invoker) as
select batch_warning_id, batch_id, rule, message
from sources.batch_warning;
comment on view api.load_check is
  'What checks of a load noticed without stopping it (personal data). Key: batch_warning_id.';

create view api.backup with (security_invoker) as
select
  label as backup_id, kind, parent as builds_upon, started_at, ended_at, start_position::text as start_position,
  end_position::text as end_position, timeline, server_version, stored_bytes, sha256, place::varchar(4000) as place,
  made_by, copied_at, removed_at, removed_by
from operations.backup
left join operations.backup_removal using (label)
left join (
  select label, min(copied_at) as copied_at from operations.backup_copy group by label) as copied using (label);
comment on view api.backup is 'Backups that were made of the database (personal data). Key: backup_id.';
comment on column api.backup.builds_upon is 'Backup upon which an incremental one builds; that may have been removed.';
comment on column api.backup.start_position is 'Position in the log from which it is recovered.';
comment on column api.backup.end_position is 'Position in the log up to which it is recovered.';
comment on column api.backup.copied_at is 'When it was first seen to be whole at another location.';
comment on column api.backup.place is 'Folder that it was stored in.';

create view api.backup_proof with (security_invoker) as
select
  proof_id, label as backup_id, proven_at, proven_by, restore_seconds, total_seconds, newest_entry, entries_verified,
  files_checked, tables_checked, indexes_checked, array_to_string(findings, E'\n')::varchar(4000) as findings,
  log_bytes, lost_seconds
from operations.backup_proof;
comment on view api.backup_proof is
  'Proofs that a backup can be restored, and what each found (personal data). Key: proof_id.';
comment on column api.backup_proof.findings is 'What was wrong, one finding per line; empty when the backup is good.';

create view api.scheduled_job with (security_invoker) as
select
  job as scheduled_job_id, says::varchar(4000) as says, cron, every_seconds, time_zone, window_from, window_until,
  limit_minutes, array_to_string(waits_for, ', ')::varchar(4000) as waits_for, in_close, catches_up, is_paused, set_at,
  set_by
from operations.schedules_in_force();
comment on view api.scheduled_job is
  'Jobs that run by themselves, with the schedule in force (personal data). Key: scheduled_job_id.';
comment on column api.scheduled_job.scheduled_job_id is 'The job.';
comment on column api.scheduled_job.says is 'What it does.';
comment on column api.scheduled_job.cron is 'Times as a cron expression of five fields; empty for a job without times.';
comment on column api.scheduled_job.every_seconds is
  'Seconds between the turns of a job that works all the time; empty for any other.';
comment on column api.scheduled_job.time_zone is 'IANA name of the zone of times and window.';
comment on column api.scheduled_job.window_from is 'Time of day HH:MM before which no run begins.';
comment on column api.scheduled_job.window_until is 'Time of day HH:MM after which no run begins any more.';
comment on column api.scheduled_job.limit_minutes is 'Minutes after which a run is ended.';
comment on column api.scheduled_job.waits_for is 'What has to come first: jobs by name, loads as feed:NAME.';
comment on column api.scheduled_job.in_close is 'Whether it also runs on the days of the close calendar.';
comment on column api.scheduled_job.catches_up is
  'Whether each time that passed while no server ran gets its run; otherwise the newest stands for all.';
comment on column api.scheduled_job.is_paused is 'Whether no time brings a run; requests of people still do.';
comment on column api.scheduled_job.set_at is 'When somebody set it; empty where it is as delivered.';
comment on column api.scheduled_job.set_by is 'Who set it (personal data).';

create view api.job_run with (security_invoker) as
select
  run_id, job as scheduled_job_id, due_at, trigger, caused_by, asked_by, parameters, state, attempts, server,
  started_at, ended_at, rows_in, rows_out, rows_rejected, control_totals, outcome::varchar(4000) as outcome, refusal
from operations.run;
comment on view api.job_run is 'Runs of jobs, and what became of each (personal data). Key: run_id.';
comment on column api.job_run.outcome is 'What became of it, in words.';
