--! why: how the app looks, the context and the last visit were remembered by one browser, and lost with it

create table security.own_choice (
  person_id bigint not null,
  appearance text,
  sites text,
  period text,
  against text,
  looked_at timestamptz,
  visited_at timestamptz,
  set_at timestamptz not null default now(),
  constraint own_choice_pkey primary key (person_id),
  constraint own_choice_person_exists foreign key (person_id) references security.person,
  constraint own_choice_appearance_is_one check (appearance in ('system', 'light', 'dark')),
  constraint own_choice_sites_are_short check (length(sites) <= 4000),
  constraint own_choice_period_is_a_month check (period ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  constraint own_choice_against_is_short check (length(against) <= 40)
);
comment on table security.own_choice is
  'What a person chose in the app, and when that person was there; written and read by nobody else.';
comment on column security.own_choice.person_id is 'Whose it is.';
comment on column security.own_choice.appearance is 'How the app looks; null: as the device does.';
comment on column security.own_choice.sites is
  'Sites that pages show: numbers with commas between, or "district:" and a name; null: all.';
comment on column security.own_choice.period is 'Month that pages show, YYYY-MM; null: the month being billed.';
comment on column security.own_choice.against is 'What figures are compared with; null: the budget.';
comment on column security.own_choice.looked_at is 'When Home was last looked at.';
comment on column security.own_choice.visited_at is 'When the visit before this one ended.';
comment on column security.own_choice.set_at is 'When any of it was last set.';
create index own_choice_age on security.own_choice (set_at);

insert into security.table_class (relation, data_class, audited, reason) values
  ('security.own_choice', 2, 'no', 'how somebody likes the app, set with every change of a filter');
insert into security.retention_class (retention_class, relation, time_column, keep_months, condition, source) values
  ('choices in the app', 'security.own_choice', 'set_at', 24, null, '2.4: technical logs, 730 days');
select security.force_row_security('security.own_choice');
