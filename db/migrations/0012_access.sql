--! why: who holds which role where, and the sites that follow from it (operations.md 1.2, 1.4)

create table security.feed_access (
  user_id text not null,
  job_profile text not null,
  site_id text not null,
  batch_id bigint not null,
  constraint feed_access_pkey primary key (user_id, job_profile, site_id)
);
comment on table security.feed_access is
  'What Workday''s row security grants, read by the one column that counts for the profile; made anew with every load.';
comment on column security.feed_access.user_id is 'User of Workday, lower case (personal data).';
comment on column security.feed_access.job_profile is 'Job profile.';
comment on column security.feed_access.site_id is 'Site in scope; empty when the profile opens none.';
comment on column security.feed_access.batch_id is 'Load that brought it: sources.batch.';

create table security.site_place (
  site_id text,
  district text,
  region text,
  constraint site_place_pkey primary key (site_id)
);
comment on table security.site_place is 'Where a site belongs now; made anew with every site list.';
comment on column security.site_place.site_id is 'Site number.';
comment on column security.site_place.district is 'District.';
comment on column security.site_place.region is 'Region of the senior vice president.';
create index site_place_region on security.site_place (region);

create table security.role_assignment (
  role_assignment_id bigint generated always as identity,
  person_id bigint not null,
  role text not null,
  place_kind text,
  place text,
  valid_from_on date not null default current_date,
  valid_to_on date,
  reason text not null,
  assigned_by bigint,
  assigned_at timestamptz not null default now(),
  ended_at timestamptz,
  ended_by bigint,
  ended_reason text,
  constraint role_assignment_pkey primary key (role_assignment_id),
  constraint role_assignment_person_exists foreign key (person_id) references security.person,
  constraint role_assignment_role_exists foreign key (role) references security.role,
  constraint role_assignment_assigned_by_exists foreign key (assigned_by) references security.person,
  constraint role_assignment_ended_by_exists foreign key (ended_by) references security.person,
  constraint role_assignment_place_is_whole check ((place_kind is null) = (place is null)),
  constraint role_assignment_place_kind_is_known check (place_kind in ('site', 'district', 'region')),
  constraint role_assignment_ends_after_it_begins check (valid_to_on > valid_from_on),
  constraint role_assignment_has_a_reason check (length(trim(reason)) > 0),
  constraint role_assignment_is_not_to_oneself check (assigned_by <> person_id),
  constraint role_assignment_end_has_a_reason check (ended_at is null or ended_reason is not null)
);
comment on table security.role_assignment is
  'The mapping table: roles above district manager, and those of billing, finance, administration, audit and services.';
comment on column security.role_assignment.role_assignment_id is 'Number of the assignment.';
comment on column security.role_assignment.person_id is 'Who holds the role.';
comment on column security.role_assignment.role is 'Role.';
comment on column security.role_assignment.place_kind is 'site, district or region, when the role is held for one.';
comment on column security.role_assignment.place is 'Number of the site, or name of the district or region.';
comment on column security.role_assignment.valid_from_on is 'First day.';
comment on column security.role_assignment.valid_to_on is 'First day on which it no longer holds; null without end.';
comment on column security.role_assignment.reason is 'Why it was given.';
comment on column security.role_assignment.assigned_by is 'Who gave it; null for the installation itself.';
comment on column security.role_assignment.assigned_at is 'When it was given.';
comment on column security.role_assignment.ended_at is 'When it was taken back.';
comment on column security.role_assignment.ended_by is 'Who took it back.';
comment on column security.role_assignment.ended_reason is 'Why it was taken back.';
create index role_assignment_person_id on security.role_assignment (person_id);
create index role_assignment_role on security.role_assignment (role);
create index role_assignment_assigned_by on security.role_assignment (assigned_by) where assigned_by is not null;
create index role_assignment_ended_by on security.role_assignment (ended_by) where ended_by is not null;

create table security.effective_role (
  person_id bigint not null,
  role text not null,
  origin text not null,
  valid_to_on date,
  sites text[] not null default '{}',
  constraint effective_role_pkey primary key (person_id, role),
  constraint effective_role_person_exists foreign key (person_id) references security.person,
  constraint effective_role_role_exists foreign key (role) references security.role
);
comment on table security.effective_role is
  'The roles of a person today, worked out from feed and mapping; what requests are judged by.';
comment on column security.effective_role.person_id is 'Person.';
comment on column security.effective_role.role is 'Role.';
comment on column security.effective_role.origin is 'feed or mapping.';
comment on column security.effective_role.valid_to_on is 'First day on which it no longer holds; null without end.';
comment on column security.effective_role.sites is
  'The sites of effective_site in one place: row security reads them once a statement.';
create index effective_role_role on security.effective_role (role);

create table security.effective_site (
  person_id bigint not null,
  role text not null,
  site_id text not null,
  constraint effective_site_pkey primary key (person_id, role, site_id),
  constraint effective_site_person_exists foreign key (person_id) references security.person,
  constraint effective_site_role_exists foreign key (role) references security.role
);
comment on table security.effective_site is
  'The sites of a person in a role today; row security reads it once per statement.';
comment on column security.effective_site.person_id is 'Person.';
comment on column security.effective_site.role is 'Role in which the person has the site.';
comment on column security.effective_site.site_id is 'Site.';
create index effective_site_role on security.effective_site (role);

create table security.seal (
  is_only boolean default true,
  secret bytea not null default sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())),
  constraint seal_pkey primary key (is_only),
  constraint seal_has_one_row check (is_only)
);
comment on table security.seal is
  'The secret with which the database seals the name of a caller, so that a setting cannot be forged. No role '
  'reads it.';
comment on column security.seal.is_only is 'Always true: there is one.';
comment on column security.seal.secret is 'Random bytes, made with the database.';
insert into security.seal default values;
