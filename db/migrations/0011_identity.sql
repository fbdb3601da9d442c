--! why: who acts; people come from Workday's row security and from a mapping table (operations.md 1.1, 1.2)

create schema security;
comment on schema security is
  'Who may see and do what: people, roles, the rights matrix, sessions, keys, personal data.';
create schema api;
comment on schema api is
  'What SQL clients such as Power BI may read: views that show each caller the rows of that caller.';

create table security.role (
  role text,
  database_role name not null,
  says text not null,
  kind text not null,
  is_temporary_only boolean not null default false,
  needs_step_up boolean not null default false,
  constraint role_pkey primary key (role),
  constraint role_database_role_is_unique unique (database_role),
  constraint role_kind_is_known check (kind in ('person', 'service'))
);
comment on table security.role is 'Roles of the product; each is a role of the database as well.';
comment on column security.role.role is 'Name as the product writes it, for example accountManager.';
comment on column security.role.database_role is 'Role of PostgreSQL that carries its grants and policies.';
comment on column security.role.says is 'Who holds it.';
comment on column security.role.kind is 'person, or service for integrations.';
comment on column security.role.is_temporary_only is
  'It may be held only until a date and with a reason, such as a support session.';
comment on column security.role.needs_step_up is
  'What it may change needs a sign-in of the last minutes (step-up).';

create table security.job_profile_role (
  job_profile text,
  role text not null,
  site_column text not null,
  constraint job_profile_role_pkey primary key (job_profile),
  constraint job_profile_role_role_exists foreign key (role) references security.role,
  constraint job_profile_role_site_column_is_known check (site_column in ('SITE', 'COST_CENTER'))
);
comment on table security.job_profile_role is
  'What a job profile of Workday makes of a person; a profile that is not listed makes nothing of it.';
comment on column security.job_profile_role.job_profile is 'Job profile, upper case.';
comment on column security.job_profile_role.role is 'Role it stands for.';
comment on column security.job_profile_role.site_column is 'Column of the feed that names the sites.';
create index job_profile_role_role on security.job_profile_role (role);

create table security.person (
  person_id bigint generated always as identity,
  user_id text not null,
  display_name text,
  origin text not null,
  is_enabled boolean not null default true,
  disabled_reason text,
  acting_role name,
  last_seen_at timestamptz,
  created_at timestamptz not null default now(),
  constraint person_pkey primary key (person_id),
  constraint person_user_id_is_unique unique (user_id),
  constraint person_user_id_is_plain check (user_id = lower(trim(user_id)) and user_id <> ''),
  constraint person_origin_is_known check (origin in ('feed', 'mapping', 'service', 'demo')),
  constraint person_disabled_has_a_reason check (is_enabled or disabled_reason is not null)
);
comment on table security.person is 'People and services that may sign in.';
comment on column security.person.person_id is 'Number of the person; the trail names nobody otherwise.';
comment on column security.person.user_id is
  'Name at sign-in, lower case: the e-mail address or user of Workday (personal data).';
comment on column security.person.display_name is 'Name for people (personal data).';
comment on column security.person.origin is 'feed (Workday), mapping, service or demo.';
comment on column security.person.is_enabled is 'False: nobody signs in as this person.';
comment on column security.person.disabled_reason is 'Why it was disabled.';
comment on column security.person.acting_role is
  'Role of PostgreSQL that requests of this person take on: it holds the roles of the person and nothing else.';
comment on column security.person.last_seen_at is 'When the person last acted, to a few minutes.';
comment on column security.person.created_at is 'When the person became known.';

create table security.person_subject (
  issuer text not null,
  subject text not null,
  person_id bigint not null,
  first_seen_at timestamptz not null default now(),
  constraint person_subject_pkey primary key (issuer, subject),
  constraint person_subject_person_exists foreign key (person_id) references security.person
);
comment on table security.person_subject is
  'Which account of which identity provider is which person; bound at the first sign-in.';
comment on column security.person_subject.issuer is 'Address of the provider.';
comment on column security.person_subject.subject is 'Account at the provider, which never changes (personal data).';
comment on column security.person_subject.person_id is 'Person.';
comment on column security.person_subject.first_seen_at is 'First sign-in.';
create index person_subject_person_id on security.person_subject (person_id);

create table security.operating_system_user (
  user_name text,
  person_id bigint not null,
  constraint operating_system_user_pkey primary key (user_name),
  constraint operating_system_user_person_exists foreign key (person_id) references security.person
);
comment on table security.operating_system_user is 'As whom the command line acts for a user of the machine.';
comment on column security.operating_system_user.user_name is 'User of the operating system (personal data).';
comment on column security.operating_system_user.person_id is 'Person.';
create index operating_system_user_person_id on security.operating_system_user (person_id);

create table security.database_login (
  login_name name,
  person_id bigint not null,
  created_at timestamptz not null default now(),
  constraint database_login_pkey primary key (login_name),
  constraint database_login_person_exists foreign key (person_id) references security.person
);
comment on table security.database_login is
  'Which login of PostgreSQL is which person; only the owner writes it, so a login cannot name itself another.';
comment on column security.database_login.login_name is 'Login of PostgreSQL.';
comment on column security.database_login.person_id is 'Person.';
comment on column security.database_login.created_at is 'When it was made.';
create index database_login_person_id on security.database_login (person_id);
