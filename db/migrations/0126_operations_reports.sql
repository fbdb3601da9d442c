--! why: who runs the platform reads what it did in a day, a week and a month, also long afterwards (operations.md 9.12)

create table operations.report (
  period text,
  first_on date,
  last_on date not null,
  made_at timestamptz not null,
  for_somebody integer not null,
  sections jsonb not null,
  mailed_at timestamptz,
  constraint report_pkey primary key (period, first_on),
  constraint report_period_is_known check (period in ('day', 'week', 'month')),
  constraint report_ends_after_its_begin check (last_on >= first_on),
  constraint report_counts check (for_somebody >= 0)
);
comment on table operations.report is 'Reports of operations: what a day, a week or a month was like.';
comment on column operations.report.period is 'What it is of: day, week or month.';
comment on column operations.report.first_on is 'Its first day, by the clocks of the operator; weeks begin on Monday.';
comment on column operations.report.last_on is 'Its last day.';
comment on column operations.report.made_at is 'When it was made: what is counted afterwards is not in it.';
comment on column operations.report.for_somebody is 'Rows that somebody has to look at.';
comment on column operations.report.sections is 'Its parts, with columns and rows, as they are shown.';
comment on column operations.report.mailed_at is 'When it went out by mail; null while it did not.';

insert into security.table_class (relation, data_class, audited, reason) values
  ('operations.report', 3, 'no', 'is measured, and decides nothing');
insert into security.retention_class (retention_class, relation, time_column, keep_months, condition, source) values
  ('reports of operations', 'operations.report', 'last_on', 25, 'true',
    '2.4 names no age; two years compare a close with those before');

select security.force_row_security('operations.report');
