--! why: whoever is in charge hears of what is not as it should be, once, with the next step (operations.md 5.3)

create table operations.alert_rule (
  kind text,
  thing text not null,
  warn numeric(24,6),
  critical numeric(24,6),
  window_minutes integer not null,
  severity text not null,
  told text not null,
  escalated_to text not null,
  escalate_minutes integer,
  is_off boolean not null,
  set_at timestamptz not null default now(),
  set_by text not null,
  constraint alert_rule_pkey primary key (kind, thing),
  constraint alert_rule_severity_is_known check (severity in ('critical', 'high', 'medium', 'low')),
  constraint alert_rule_window_is_of_a_day check (window_minutes between 0 and 1440),
  constraint alert_rule_escalates_within_a_week check (escalate_minutes between 1 and 10080)
);
comment on table operations.alert_rule is
  'Rules of alerts that people set. A row replaces, whole, the rule that a kind of alert is delivered with, for one '
  'thing or for all.';
comment on column operations.alert_rule.kind is 'The kind of alert.';
comment on column operations.alert_rule.thing is 'The feed, job, pool or other thing; empty for all.';
comment on column operations.alert_rule.warn is 'Value beyond which people are warned, in the unit of the metric.';
comment on column operations.alert_rule.critical is 'Value beyond which it is critical, in the unit of the metric.';
comment on column operations.alert_rule.window_minutes is
  'Minutes for which a value has to be beyond a limit before an alert opens.';
comment on column operations.alert_rule.severity is 'How severe a critical value is; a warning is one step less.';
comment on column operations.alert_rule.told is
  'Roles and addresses that are told, with spaces (personal data).';
comment on column operations.alert_rule.escalated_to is
  'Roles and addresses that are told when nobody acknowledges in time, with spaces (personal data).';
comment on column operations.alert_rule.escalate_minutes is
  'Minutes after which an alert that nobody acknowledged is escalated; null for never.';
comment on column operations.alert_rule.is_off is 'Whether no alert of the kind opens.';
comment on column operations.alert_rule.set_at is 'When it was set.';
comment on column operations.alert_rule.set_by is 'Who set it (personal data).';

create table operations.alert (
  alert_id bigint generated always as identity,
  kind text not null,
  thing text not null,
  labels jsonb not null default '{}',
  severity text not null,
  value numeric(24,6) not null,
  limit_value numeric(24,6) not null,
  state text not null,
  since_at timestamptz not null,
  seen_at timestamptz not null,
  seen_by text,
  opened_at timestamptz,
  acknowledged_at timestamptz,
  acknowledged_by text,
  assigned_at timestamptz,
  assigned_to text,
  assigned_by text,
  escalated_at timestamptz,
  resolved_at timestamptz,
  resolved_by text,
  note text,
  ended_at timestamptz,
  constraint alert_pkey primary key (alert_id),
  constraint alert_severity_is_known check (severity in ('critical', 'high', 'medium', 'low')),
  constraint alert_state_is_known check (state in ('watched', 'open', 'acknowledged', 'assigned', 'resolved')),
  constraint alert_opens_unless_watched check ((opened_at is null) = (state = 'watched')),
  constraint alert_is_resolved_once check ((resolved_at is null) = (state <> 'resolved')),
  constraint alert_ends_resolved check (ended_at is null or state = 'resolved'),
  constraint alert_is_acknowledged_by_somebody check ((acknowledged_at is null) = (acknowledged_by is null)),
  constraint alert_is_assigned_by_somebody check (num_nulls(assigned_at, assigned_to, assigned_by) in (0, 3))
);
create unique index alert_of_thing on operations.alert (kind, thing) where ended_at is null;
comment on table operations.alert is
  'Alerts: a value that went beyond its limit, who takes care of it, and when it was back.';
comment on column operations.alert.alert_id is 'Its number.';
comment on column operations.alert.kind is 'The kind of alert, which says what is measured and what to do.';
comment on column operations.alert.thing is 'The feed, job, pool or other thing; empty where there is only one.';
comment on column operations.alert.labels is 'What tells the thing apart, by name, as JSON.';
comment on column operations.alert.severity is 'The highest that it reached.';
comment on column operations.alert.value is 'The newest value beyond the limit, in the unit of the metric.';
comment on column operations.alert.limit_value is 'The limit that it is beyond.';
comment on column operations.alert.state is
  'watched: beyond a limit, but not for long enough or during a silence; open; acknowledged; assigned; resolved.';
comment on column operations.alert.since_at is 'Since when the value has been beyond a limit.';
comment on column operations.alert.seen_at is 'When it was last seen beyond a limit.';
comment on column operations.alert.seen_by is 'The machine that saw it, of what machines know of themselves.';
comment on column operations.alert.opened_at is 'When it opened.';
comment on column operations.alert.acknowledged_at is 'When somebody said that they know.';
comment on column operations.alert.acknowledged_by is 'Who did (personal data).';
comment on column operations.alert.assigned_at is 'When it was assigned.';
comment on column operations.alert.assigned_to is 'Who takes care of it (personal data).';
comment on column operations.alert.assigned_by is 'Who assigned it (personal data).';
comment on column operations.alert.escalated_at is 'When it was escalated because nobody acknowledged it.';
comment on column operations.alert.resolved_at is 'When it was resolved.';
comment on column operations.alert.resolved_by is 'Who resolved it; null where the value was back (personal data).';
comment on column operations.alert.note is 'What was said of it when it was resolved (personal data).';
comment on column operations.alert.ended_at is 'When the value was back; until then no other alert of the thing opens.';

create table operations.alert_notice (
  notice_id bigint generated always as identity,
  alert_id bigint not null,
  event text not null,
  channel text not null,
  recipients text,
  content jsonb not null,
  state text not null default 'waiting',
  attempts integer not null default 0,
  due_at timestamptz not null,
  sent_at timestamptz,
  answer text,
  constraint alert_notice_pkey primary key (notice_id),
  constraint alert_notice_alert_exists foreign key (alert_id) references operations.alert on delete cascade,
  constraint alert_notice_event_is_known check (event in ('opened', 'worsened', 'escalated', 'resolved')),
  constraint alert_notice_channel_is_known check (channel in ('mail', 'webhook')),
  constraint alert_notice_state_is_known check (state in ('waiting', 'sent', 'failed')),
  constraint alert_notice_is_sent_once check ((sent_at is not null) = (state = 'sent')),
  constraint alert_notice_mail_has_recipients check ((recipients is not null) = (channel = 'mail')),
  constraint alert_notice_counts check (attempts >= 0)
);
create index alert_notice_alert_id on operations.alert_notice (alert_id);
create index alert_notice_waiting on operations.alert_notice (due_at) where state = 'waiting';
comment on table operations.alert_notice is 'What is told of alerts, to whom, and whether it went out.';
comment on column operations.alert_notice.notice_id is 'Its number.';
comment on column operations.alert_notice.alert_id is 'The alert.';
comment on column operations.alert_notice.event is 'What is told: that it opened, worsened, was escalated or resolved.';
comment on column operations.alert_notice.channel is 'By mail, or to the webhook.';
comment on column operations.alert_notice.recipients is 'Addresses of a mail, with semicolons (personal data).';
comment on column operations.alert_notice.content is 'What is told, as JSON.';
comment on column operations.alert_notice.state is 'waiting, sent, or failed after five attempts.';
comment on column operations.alert_notice.attempts is 'How often it was tried.';
comment on column operations.alert_notice.due_at is 'When it is tried next.';
comment on column operations.alert_notice.sent_at is 'When it went out.';
comment on column operations.alert_notice.answer is 'Why the newest attempt failed (personal data).';

create table operations.alert_silence (
  silence_id bigint generated always as identity,
  kind text,
  thing text,
  from_at timestamptz not null,
  until_at timestamptz not null,
  reason text not null,
  set_at timestamptz not null default now(),
  set_by text not null,
  constraint alert_silence_pkey primary key (silence_id),
  constraint alert_silence_lasts check (until_at >= from_at)
);
comment on table operations.alert_silence is 'Windows of maintenance, in which no alert opens and nobody is told.';
comment on column operations.alert_silence.silence_id is 'Its number.';
comment on column operations.alert_silence.kind is 'The kind of alert; null for all.';
comment on column operations.alert_silence.thing is 'The thing; null for all.';
comment on column operations.alert_silence.from_at is 'When it begins.';
comment on column operations.alert_silence.until_at is 'When it ends.';
comment on column operations.alert_silence.reason is 'What is done meanwhile (personal data).';
comment on column operations.alert_silence.set_at is 'When it was set.';
comment on column operations.alert_silence.set_by is 'Who set it (personal data).';

insert into security.personal_column (relation, column_name, class) values
  ('operations.alert_rule', 'told', 'contact'),
  ('operations.alert_rule', 'escalated_to', 'contact'),
  ('operations.alert_rule', 'set_by', 'login'),
  ('operations.alert', 'acknowledged_by', 'login'),
  ('operations.alert', 'assigned_to', 'login'),
  ('operations.alert', 'assigned_by', 'login'),
  ('operations.alert', 'resolved_by', 'login'),
  ('operations.alert', 'note', 'contact'),
  ('operations.alert_notice', 'recipients', 'contact'),
  ('operations.alert_notice', 'answer', 'contact'),
  ('operations.alert_silence', 'reason', 'contact'),
  ('operations.alert_silence', 'set_by', 'login');
insert into security.table_class (relation, data_class, audited, reason) values
  ('operations.alert_rule', 3, 'by row', 'decides who is told of what'),
  ('operations.alert', 3, 'no', 'follows from what is measured; what people do with it is in the trail'),
  ('operations.alert_notice', 3, 'no', 'part of operations.alert'),
  ('operations.alert_silence', 3, 'by row', 'decides when nobody is told');
insert into security.retention_class (retention_class, relation, time_column, keep_months, condition, source) values
  ('alerts', 'operations.alert', 'since_at', 13, 'ended_at is not null',
    '2.4 names no age; thirteen months compare a close with that of the year before');
insert into security.table_retention (relation, follows, why) values
  ('operations.alert_rule', null, 'settings of the operator'),
  ('operations.alert_notice', 'operations.alert', 'part of operations.alert'),
  ('operations.alert_silence', null, 'settings of the operator');

select security.force_row_security(relation)
from unnest(array['operations.alert_rule', 'operations.alert', 'operations.alert_notice',
  'operations.alert_silence']::regclass[]) as relation;
select audit.watch('operations.alert_rule');
select audit.watch('operations.alert_silence');
