--! why: a forecast far from its budget went to anybody who approves, nobody was reminded, and events were not data

alter table forecasting.submission add column deviations text[];
comment on column forecasting.submission.deviations is
  'Months in which front line contribution deviates from the budget beyond the limits, in words: the district manager '
  'decides then; empty where none does, null before it was looked at.';

create table forecasting.reminder (
  reminder_id bigint generated always as identity,
  cycle_month date not null,
  days_from_due integer not null,
  person_id bigint not null,
  recipients text not null,
  sites text[] not null,
  sent_at timestamptz not null,
  sent_by text not null,
  constraint reminder_pkey primary key (reminder_id),
  constraint reminder_person_exists foreign key (person_id) references security.person,
  constraint reminder_is_of_a_month check (cycle_month = date_trunc('month', cycle_month)),
  constraint reminder_is_near_its_day check (days_from_due between -60 and 60),
  constraint reminder_goes_out_once unique (cycle_month, days_from_due, person_id)
);
comment on table forecasting.reminder is
  'Mails that reminded a manager of forecasts that are not submitted: one for each person and day.';
comment on column forecasting.reminder.reminder_id is 'Its number.';
comment on column forecasting.reminder.cycle_month is 'Month of the calendar of approvals, as its first day.';
comment on column forecasting.reminder.days_from_due is 'Days after the due day; negative before it.';
comment on column forecasting.reminder.person_id is 'Who was reminded.';
comment on column forecasting.reminder.recipients is 'Where the mail went (personal data).';
comment on column forecasting.reminder.sites is 'Sites that it named.';
comment on column forecasting.reminder.sent_at is 'When it was handed out.';
comment on column forecasting.reminder.sent_by is 'Who sent it, or daybook for the server (personal data).';
create index reminder_person on forecasting.reminder (person_id);

create sequence forecasting.event_number as bigint;
create table forecasting.event (
  event_id bigint not null,
  site_id text not null,
  kind text not null,
  title text not null,
  first_on date not null,
  last_on date not null,
  effect_percent numeric(7, 2),
  territory_name text,
  note text,
  added_at timestamptz not null,
  added_by text not null,
  ended_at timestamptz,
  ended_by text,
  constraint event_pkey primary key (site_id, event_id),
  constraint event_site_exists foreign key (site_id) references warehouse.site,
  constraint event_kind_is_known check (kind in ('game', 'conference', 'concert', 'closure', 'other')),
  constraint event_has_a_title check (length(trim(title)) between 1 and 100),
  constraint event_ends_after_it_began check (last_on >= first_on and last_on < first_on + 366),
  constraint event_effect_is_plausible check (effect_percent between -100 and 10000),
  constraint event_note_is_short check (length(note) <= 500),
  constraint event_ended_by_somebody check ((ended_at is null) = (ended_by is null))
);
comment on table forecasting.event is
  'Games, conferences, closures and the like that forecasts and variances of a site name; one of a territory has a row '
  'for each site that was in it.';
comment on column forecasting.event.event_id is 'Its number, the same at every site of a territory.';
comment on column forecasting.event.site_id is 'Site number, four digits with leading zeros.';
comment on column forecasting.event.kind is 'game, conference, concert, closure or other.';
comment on column forecasting.event.title is 'What it is called.';
comment on column forecasting.event.first_on is 'First day.';
comment on column forecasting.event.last_on is 'Last day.';
comment on column forecasting.event.effect_percent is
  'Expected effect on traffic in percent; -100 closes the site, null is not known.';
comment on column forecasting.event.territory_name is 'Territory it was entered for; null for one of the site alone.';
comment on column forecasting.event.note is 'What else is known of it (personal data).';
comment on column forecasting.event.added_at is 'When it was entered.';
comment on column forecasting.event.added_by is 'Who entered it (personal data).';
comment on column forecasting.event.ended_at is 'When it was taken back; null while it counts.';
comment on column forecasting.event.ended_by is 'Who took it back (personal data).';
create index event_days on forecasting.event (site_id, first_on, last_on);

insert into security.personal_column (relation, column_name, class) values
  ('forecasting.reminder', 'recipients', 'contact'),
  ('forecasting.reminder', 'sent_by', 'login'),
  ('forecasting.event', 'note', 'record'),
  ('forecasting.event', 'added_by', 'login'),
  ('forecasting.event', 'ended_by', 'login');
insert into security.table_class (relation, data_class, audited, reason) values
  ('forecasting.reminder', 3, 'by row', 'what left the house, and to whom'),
  ('forecasting.event', 2, 'by row', 'what forecasts and variances name');
insert into security.retention_class (retention_class, relation, time_column, keep_months, condition, source) values
  ('reminders', 'forecasting.reminder', 'sent_at', 84, null, '2.4: as statements');
insert into security.table_retention (relation, why) values
  ('forecasting.event', 'variances of kept years name them');
select security.force_row_security('forecasting.reminder');
select security.force_row_security('forecasting.event');
select audit.watch('forecasting.reminder');
select audit.watch('forecasting.event');
