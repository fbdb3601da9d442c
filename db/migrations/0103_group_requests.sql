--! why: whoever manages a site could not ask for another job group, and whoever changes groups heard of it by mail

create table forecasting.group_request (
  request_id bigint generated always as identity,
  site_id text not null,
  job_codes text[] not null,
  group_title text not null,
  new_title text,
  state text not null,
  reason text not null,
  asked_at timestamptz not null,
  asked_by text not null,
  decided_at timestamptz,
  decided_by text,
  decided_reason text,
  constraint group_request_pkey primary key (request_id),
  constraint group_request_site_exists foreign key (site_id) references warehouse.site,
  constraint group_request_state_is_known check (state in ('asked', 'approved', 'refused', 'withdrawn')),
  constraint group_request_asks_one_thing check ((cardinality(job_codes) = 0) = (new_title is not null)),
  constraint group_request_says_why check (length(trim(reason)) between 1 and 2000),
  constraint group_request_is_decided_by_somebody check ((state = 'asked') = (decided_by is null)),
  constraint group_request_is_dated check ((decided_at is null) = (decided_by is null)),
  constraint group_request_is_not_decided_by_its_author check (state = 'withdrawn' or decided_by <> asked_by)
);
comment on table forecasting.group_request is
  'Changes of job groups that whoever manages a site asked for: job codes of the site into a group, or another title.';
comment on column forecasting.group_request.request_id is 'Its number.';
comment on column forecasting.group_request.site_id is 'Site number, four digits with leading zeros.';
comment on column forecasting.group_request.job_codes is 'Job codes that are to be in the group; none of a new title.';
comment on column forecasting.group_request.group_title is
  'The group; made by the approval where job codes are to be in one that is not there.';
comment on column forecasting.group_request.new_title is 'The title that the group is to have; null of job codes.';
comment on column forecasting.group_request.state is 'asked, approved, refused or withdrawn.';
comment on column forecasting.group_request.reason is 'Why, as said (personal data).';
comment on column forecasting.group_request.asked_at is 'When it was asked for.';
comment on column forecasting.group_request.asked_by is 'Who asked (personal data).';
comment on column forecasting.group_request.decided_at is 'When it was approved, refused or withdrawn.';
comment on column forecasting.group_request.decided_by is 'Who did that (personal data).';
comment on column forecasting.group_request.decided_reason is 'Why, as said (personal data).';
create index group_request_waits on forecasting.group_request (site_id) where state = 'asked';

insert into security.personal_column (relation, column_name, class) values
  ('forecasting.group_request', 'reason', 'record'),
  ('forecasting.group_request', 'asked_by', 'login'),
  ('forecasting.group_request', 'decided_by', 'login'),
  ('forecasting.group_request', 'decided_reason', 'record');
insert into security.table_class (relation, data_class, audited, reason) values
  ('forecasting.group_request', 2, 'by row', 'who asked for a change that holds at every site, and who decided');
insert into security.table_retention (relation, why) values
  ('forecasting.group_request', 'says why job codes are in their groups, by which kept years were planned');
select security.force_row_security('forecasting.group_request');
select audit.watch('forecasting.group_request');
