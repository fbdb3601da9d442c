--! why: what somebody typed into an editor and had not saved was lost with the browser

create table forecasting.entry_draft (
  person_id bigint not null,
  site_id text not null,
  plan_year integer not null,
  version text not null,
  seen bigint,
  entries jsonb not null,
  saved_at timestamptz not null,
  constraint entry_draft_pkey primary key (person_id, site_id, plan_year),
  constraint entry_draft_person_exists foreign key (person_id) references security.person,
  constraint entry_draft_site_exists foreign key (site_id) references warehouse.site,
  constraint entry_draft_year_is_plausible check (plan_year between 2000 and 2100),
  constraint entry_draft_is_a_list check (jsonb_typeof(entries) = 'array')
);
comment on table forecasting.entry_draft is
  'What somebody typed into the editor of a forecast and did not save yet; only its author reads it, for 14 days.';
comment on column forecasting.entry_draft.person_id is 'Whose it is.';
comment on column forecasting.entry_draft.site_id is 'Site number, four digits with leading zeros.';
comment on column forecasting.entry_draft.plan_year is 'Calendar year.';
comment on column forecasting.entry_draft.version is 'Version that is edited.';
comment on column forecasting.entry_draft.seen is
  'Newest change of the version that the editor had seen; null of none.';
comment on column forecasting.entry_draft.entries is 'Values as they were typed, valid or not (personal data).';
comment on column forecasting.entry_draft.saved_at is 'When the editor kept it last.';
create index entry_draft_site on forecasting.entry_draft (site_id);
create index entry_draft_age on forecasting.entry_draft (saved_at);

insert into security.personal_column (relation, column_name, class) values
  ('forecasting.entry_draft', 'entries', 'record');
insert into security.table_class (relation, data_class, audited, reason) values
  ('forecasting.entry_draft', 3, 'no', 'kept anew every half minute while somebody types; saving is what counts');
insert into security.retention_class (retention_class, relation, time_column, keep_months, condition, source) values
  ('drafts of forecasts', 'forecasting.entry_draft', 'saved_at', 1, null, 'not read after 14 days');
select security.force_row_security('forecasting.entry_draft');
