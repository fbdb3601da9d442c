--! why: job codes in groups, and who changed what of a code (forecasting.md 1.4, 5.9)

create table forecasting.job_group (
  job_group_id bigint generated always as identity,
  title text not null,
  is_active boolean not null default true,
  constraint job_group_pkey primary key (job_group_id),
  constraint job_group_title_is_one check (title ~ '^[^@=[:cntrl:]]{1,100}$' and title = trim(title))
);
comment on table forecasting.job_group is
  'A named set of job codes that managers forecast together, such as Valet. Its figures are sums of its codes.';
comment on column forecasting.job_group.job_group_id is 'Its number.';
comment on column forecasting.job_group.title is 'What people call it; one group a title, whatever the case.';
comment on column forecasting.job_group.is_active is 'False when it is retired; what was entered by it stays.';

create unique index job_group_is_named_once on forecasting.job_group (lower(title));

create table forecasting.grouped_job (
  job_code text not null,
  job_group_id bigint not null,
  constraint grouped_job_pkey primary key (job_code),
  constraint grouped_job_code_exists foreign key (job_code) references warehouse.job_code,
  constraint grouped_job_group_exists foreign key (job_group_id) references forecasting.job_group
);
comment on table forecasting.grouped_job is 'The group of a job code; a code without a row is of none yet.';
comment on column forecasting.grouped_job.job_code is 'Job code.';
comment on column forecasting.grouped_job.job_group_id is 'Its group.';

create index grouped_job_group on forecasting.grouped_job (job_group_id);

insert into security.table_class (relation, data_class, audited, reason) values
  ('forecasting.job_group', 2, 'by row', 'what payroll is summed by'),
  ('forecasting.grouped_job', 2, 'by row', 'what payroll is summed by');
insert into security.object_relation (object, action, relation, command) values
  ('job-code', 'read', 'forecasting.job_group', 'select'),
  ('job-code', 'read', 'forecasting.grouped_job', 'select'),
  -- Whoever reads a forecast reads it by group too.
  ('forecast', 'read', 'forecasting.job_group', 'select'),
  ('forecast', 'read', 'forecasting.grouped_job', 'select');
select security.force_row_security('forecasting.job_group'), security.force_row_security('forecasting.grouped_job');
select audit.watch('forecasting.job_group'), audit.watch('forecasting.grouped_job');

-- Titles and whether a code is in use are what people decide.
update security.table_class set audited = 'by row', reason = 'its title, and whether it is in use'
where relation = 'warehouse.job_code';
select audit.watch('warehouse.job_code');
