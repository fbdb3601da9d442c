--! why: what is due at a time or after an event is done once, by itself, and each run is a row (operations.md 5.1)

create table operations.schedule (
  job text,
  cron text,
  every_seconds integer,
  time_zone text not null,
  window_from text,
  window_until text,
  limit_minutes integer not null,
  waits_for text[] not null,
  in_close boolean not null,
  catches_up boolean not null,
  is_paused boolean not null,
  set_at timestamptz not null default now(),
  set_by text not null,
  constraint schedule_pkey primary key (job),
  constraint schedule_has_one_clock check (cron is null or every_seconds is null),
  constraint schedule_pace_is_of_a_day check (every_seconds between 1 and 86400),
  constraint schedule_limit_is_of_a_day check (limit_minutes between 1 and 1440),
  constraint schedule_window_is_times_of_day
    check (window_from ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$' and window_until ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  constraint schedule_has_a_whole_window check ((window_from is null) = (window_until is null)),
  constraint schedule_waits_for_others check (not job = any (waits_for) and array_position(waits_for, null) is null)
);
comment on table operations.schedule is
  'Schedules that people set. A row replaces, whole, the schedule that a job is delivered with '
  '(operations.delivered_schedules).';
comment on column operations.schedule.job is 'The job.';
comment on column operations.schedule.cron is
  'Times as a cron expression of five fields; null for a job that has no times.';
comment on column operations.schedule.every_seconds is
  'Seconds between the turns of a job that works all the time; null for one that does not. Without this and without '
  'times it runs after what it waits for, or on request.';
comment on column operations.schedule.time_zone is 'IANA name of the zone in which times and window are meant.';
comment on column operations.schedule.window_from is 'Time of day HH:MM before which no run begins.';
comment on column operations.schedule.window_until is 'Time of day HH:MM after which no run begins any more.';
comment on column operations.schedule.limit_minutes is 'Minutes after which a run is ended.';
comment on column operations.schedule.waits_for is
  'What has to be there before a run begins: jobs by name, and loads of a feed as feed:NAME.';
comment on column operations.schedule.in_close is 'Whether it also runs on the days of the close calendar.';
comment on column operations.schedule.catches_up is
  'Whether each time that passed while no server ran gets its run; otherwise the newest stands for all.';
comment on column operations.schedule.is_paused is 'Whether no time brings a run; requests of people still do.';
comment on column operations.schedule.set_at is 'When it was set.';
comment on column operations.schedule.set_by is 'Who set it (personal data).';

create table operations.planning (
  job text,
  planned_until timestamptz not null,
  constraint planning_pkey primary key (job)
);
comment on table operations.planning is 'Up to which moment each job did what was due, or has a run for it.';
comment on column operations.planning.job is 'The job.';
comment on column operations.planning.planned_until is
  'Times and events up to this moment have their run; of a job that works all the time, its last good turn.';

create table operations.run (
  run_id bigint generated always as identity,
  job text not null,
  due_at timestamptz not null,
  trigger text not null,
  caused_by text,
  asked_by text,
  parameters jsonb not null default '{}',
  state text not null default 'waiting',
  attempts integer not null default 0,
  server text,
  started_at timestamptz,
  ended_at timestamptz,
  rows_in bigint,
  rows_out bigint,
  rows_rejected bigint,
  control_totals jsonb not null default '{}',
  outcome text,
  refusal text,
  constraint run_pkey primary key (run_id),
  constraint run_trigger_is_known check (trigger in ('time', 'event', 'person')),
  constraint run_state_is_known
    check (state in ('waiting', 'queued', 'running', 'done', 'failed', 'cancelled', 'skipped')),
  constraint run_asked_by_person check ((trigger = 'person') = (asked_by is not null)),
  constraint run_ends_when_over
    check ((ended_at is not null) = (state in ('done', 'failed', 'cancelled', 'skipped'))),
  constraint run_ends_after_its_start check (ended_at >= started_at),
  constraint run_counts check (attempts >= 0 and rows_in >= 0 and rows_out >= 0 and rows_rejected >= 0)
);
create unique index run_once_for_each_time on operations.run (job, due_at) where trigger <> 'person';
create index run_not_over on operations.run (job, due_at) where ended_at is null;
create index run_newest_of_job on operations.run (job, run_id desc);
comment on table operations.run is 'Runs of jobs: one for each time, event or request, and what became of it.';
comment on column operations.run.run_id is 'Its number.';
comment on column operations.run.job is 'The job.';
comment on column operations.run.due_at is 'The time that it stands for; with an event or a request, when that was.';
comment on column operations.run.trigger is 'time: the schedule; event: what the job waits for; person: a request.';
comment on column operations.run.caused_by is 'Of an event, what happened.';
comment on column operations.run.asked_by is 'Who asked for it (personal data).';
comment on column operations.run.parameters is 'What it was to do in particular, as JSON.';
comment on column operations.run.state is
  'waiting: for its window or for what comes first; queued: for a server; running; done; failed; cancelled by a '
  'person; skipped: its window or the close calendar kept it out.';
comment on column operations.run.attempts is 'How often it was begun.';
comment on column operations.run.server is 'Machine and process that runs it, or ran it last.';
comment on column operations.run.started_at is 'When it was first begun.';
comment on column operations.run.ended_at is 'When it was over.';
comment on column operations.run.rows_in is 'Rows that it read, where it counts them.';
comment on column operations.run.rows_out is 'Rows that it wrote, where it counts them.';
comment on column operations.run.rows_rejected is 'Rows that it did not take, where it counts them.';
comment on column operations.run.control_totals is 'Sums by name, exact decimals as text, as JSON.';
comment on column operations.run.outcome is 'What became of it, in words.';
comment on column operations.run.refusal is 'Code of the refusal that ended it.';

create table operations.run_line (
  run_id bigint,
  line integer,
  logged_at timestamptz not null default clock_timestamp(),
  says text not null,
  constraint run_line_pkey primary key (run_id, line),
  constraint run_line_run_exists foreign key (run_id) references operations.run on delete cascade,
  constraint run_line_counts check (line > 0)
);
comment on table operations.run_line is 'What runs said while they worked.';
comment on column operations.run_line.run_id is 'The run.';
comment on column operations.run_line.line is 'Number of the line in the run.';
comment on column operations.run_line.logged_at is 'When it was said.';
comment on column operations.run_line.says is 'The line.';

insert into security.personal_column (relation, column_name, class) values
  ('operations.schedule', 'set_by', 'login'),
  ('operations.run', 'asked_by', 'login');
insert into security.table_class (relation, data_class, audited, reason) values
  ('operations.schedule', 3, 'by row', 'decides what happens by itself, and when'),
  ('operations.planning', 3, 'no', 'follows from the schedules and the clock'),
  ('operations.run', 3, 'no', 'is the record of what ran; requests and cancellations are in the trail'),
  ('operations.run_line', 3, 'no', 'part of operations.run');
insert into security.retention_class (retention_class, relation, time_column, keep_months, condition, source) values
  ('runs of jobs', 'operations.run', 'due_at', 13, 'ended_at is not null',
    '2.4 names no age; thirteen months compare a close with that of the year before');
insert into security.table_retention (relation, follows, why) values
  ('operations.schedule', null, 'settings of the operator'),
  ('operations.planning', null, 'one row for each job'),
  ('operations.run_line', 'operations.run', 'part of operations.run');

select security.force_row_security(relation)
from unnest(array['operations.schedule', 'operations.planning', 'operations.run', 'operations.run_line']::regclass[])
  as relation;
select audit.watch('operations.schedule');
