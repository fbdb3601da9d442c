--! why: which job codes a job profile of the payroll budget stands for, as a person decided (forecasting.md 5.8)

create table forecasting.profile_mapping (
  mapping_id bigint generated always as identity,
  job_profile text not null,
  site_id text,
  decided_at timestamptz not null,
  decided_by text not null,
  ended_at timestamptz,
  ended_by text,
  constraint profile_mapping_pkey primary key (mapping_id),
  constraint profile_mapping_profile_exists foreign key (job_profile) references warehouse.job_profile,
  constraint profile_mapping_site_exists foreign key (site_id) references warehouse.site,
  constraint profile_mapping_ended_by_somebody check ((ended_at is null) = (ended_by is null))
);
comment on table forecasting.profile_mapping is
  'A decision on a job profile, for one site or for all; one without targets leaves its budget without a job code.';
comment on column forecasting.profile_mapping.mapping_id is 'Its number.';
comment on column forecasting.profile_mapping.job_profile is 'Job profile of the payroll budget, upper case.';
comment on column forecasting.profile_mapping.site_id is
  'Site that it holds for, before one that holds for all; null holds for all.';
comment on column forecasting.profile_mapping.decided_at is 'When it was decided.';
comment on column forecasting.profile_mapping.decided_by is 'Who decided (personal data).';
comment on column forecasting.profile_mapping.ended_at is 'When another took its place or it was withdrawn.';
comment on column forecasting.profile_mapping.ended_by is 'Who ended it (personal data).';

create unique index profile_mapping_stands_once on forecasting.profile_mapping (job_profile, coalesce(site_id, ''))
where ended_at is null;
create index profile_mapping_profile on forecasting.profile_mapping (job_profile);
create index profile_mapping_site on forecasting.profile_mapping (site_id);

create table forecasting.profile_target (
  mapping_id bigint not null,
  job_code text not null,
  constraint profile_target_pkey primary key (mapping_id, job_code),
  constraint profile_target_mapping_exists foreign key (mapping_id) references forecasting.profile_mapping,
  constraint profile_target_code_exists foreign key (job_code) references warehouse.job_code
);
comment on table forecasting.profile_target is
  'A job code that a profile stands for; several share its budget by active employees.';
comment on column forecasting.profile_target.mapping_id is 'Decision.';
comment on column forecasting.profile_target.job_code is 'Job code.';

create index profile_target_code on forecasting.profile_target (job_code);

insert into security.personal_column (relation, column_name, class) values
  ('forecasting.profile_mapping', 'decided_by', 'login'),
  ('forecasting.profile_mapping', 'ended_by', 'login');
insert into security.table_class (relation, data_class, audited, reason) values
  ('forecasting.profile_mapping', 3, 'by row', 'where the payroll budget goes'),
  ('forecasting.profile_target', 2, 'by row', 'where the payroll budget goes');
insert into security.object_relation (object, action, relation, command) values
  ('budget', 'read', 'forecasting.profile_mapping', 'select'),
  ('budget', 'read', 'forecasting.profile_target', 'select');
select security.force_row_security('forecasting.profile_mapping'),
  security.force_row_security('forecasting.profile_target');
select audit.watch('forecasting.profile_mapping'), audit.watch('forecasting.profile_target');
