--! why: a site whose P&L cannot be calculated or kept stops no other, is named, and waits for a change

create table forecasting.failure (
  site_id text not null,
  version_id bigint not null,
  months date[] not null,
  cause text not null,
  as_of_on date not null,
  failed_at timestamptz not null,
  run_id bigint not null,
  constraint failure_pkey primary key (site_id, version_id),
  constraint failure_has_months check (cardinality(months) > 0),
  constraint failure_run_exists foreign key (run_id) references forecasting.run,
  constraint failure_version_exists foreign key (version_id) references forecasting.version
);
comment on table forecasting.failure is
  'Versions of sites whose P&L could not be calculated or kept; what was calculated before stays until a change.';
comment on column forecasting.failure.site_id is 'Site number, four digits with leading zeros.';
comment on column forecasting.failure.version_id is 'Version of the forecast.';
comment on column forecasting.failure.months is 'Months that wait to be calculated, as their first days.';
comment on column forecasting.failure.cause is 'What stood in the way, in words.';
comment on column forecasting.failure.as_of_on is 'Day that the calculation took for today.';
comment on column forecasting.failure.failed_at is 'When.';
comment on column forecasting.failure.run_id is 'Run that failed.';
create index failure_run on forecasting.failure (run_id);
create index failure_version on forecasting.failure (version_id);

insert into security.table_class (relation, data_class, audited, reason) values
  ('forecasting.failure', 2, 'by batch', 'made anew by a run, which is in the trail');
insert into security.object_relation (object, action, relation, command, site_column) values
  ('profit-and-loss', 'read', 'forecasting.failure', 'select', 'site_id');
select security.force_row_security('forecasting.failure');
insert into security.table_retention (relation, follows, why) values
  ('forecasting.failure', 'forecasting.version', 'part of what it belongs to');
update security.retention_class set condition = condition || '
       and not exists (select from forecasting.failure where failure.run_id = run.run_id)'
where retention_class = 'runs of the P&L';
