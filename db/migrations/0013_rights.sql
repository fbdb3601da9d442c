--! why: rights are data: which role may do what to which object, and which tables an object is made of

create table security.object (
  object text,
  says text not null,
  is_open boolean not null default false,
  constraint object_pkey primary key (object)
);
comment on table security.object is 'What rights are given on: things of the trade, not tables.';
comment on column security.object.object is 'Name, kebab-case.';
comment on column security.object.says is 'What it is.';
comment on column security.object.is_open is
  'Its roles see it without being asked for each statement: codes and names that say nothing of a site.';

create table security.privilege (
  role text not null,
  object text not null,
  action text not null,
  scope text not null,
  note text,
  constraint privilege_pkey primary key (role, object, action),
  constraint privilege_role_exists foreign key (role) references security.role,
  constraint privilege_object_exists foreign key (object) references security.object,
  constraint privilege_action_is_known check (action in ('read', 'change', 'approve', 'execute')),
  constraint privilege_scope_is_known check (scope in ('self', 'own', 'district', 'region', 'hierarchy', 'all'))
);
comment on table security.privilege is
  'The rights matrix: what is not listed is denied. Changing it makes grants and policies anew.';
comment on column security.privilege.role is 'Role.';
comment on column security.privilege.object is 'Object.';
comment on column security.privilege.action is 'read, change, approve or execute.';
comment on column security.privilege.scope is
  'Whose rows: all; self (what the person did); own, district, region and hierarchy are the sites that the role gives '
  'the person (effective_site).';
comment on column security.privilege.note is 'What else holds, for people.';
create index privilege_object on security.privilege (object);

create table security.object_relation (
  object text not null,
  action text not null,
  relation text not null,
  command text not null,
  site_column text,
  self_column text,
  condition text,
  columns text[],
  constraint object_relation_pkey primary key (object, action, relation, command),
  constraint object_relation_object_exists foreign key (object) references security.object,
  constraint object_relation_command_is_known check (command in ('select', 'insert', 'update', 'delete', 'null')),
  constraint object_relation_action_is_known check (action in ('read', 'change', 'approve', 'execute'))
);
comment on table security.object_relation is
  'The tables an object is made of: what security.apply_rights makes grants and policies from.';
comment on column security.object_relation.object is 'Object.';
comment on column security.object_relation.action is 'Action that needs the table.';
comment on column security.object_relation.relation is 'Table with its schema.';
comment on column security.object_relation.command is
  'Command of SQL; null: granted without a policy, so a view of the object joins it and finds no row.';
comment on column security.object_relation.site_column is 'Column with the site, where the table has one.';
comment on column security.object_relation.self_column is 'Column with the person, for the scope self.';
comment on column security.object_relation.condition is 'Further condition on a row, as SQL.';
comment on column security.object_relation.columns is 'Columns, when not all of them.';

create table security.table_class (
  relation text,
  data_class smallint not null,
  audited text not null,
  reason text not null,
  constraint table_class_pkey primary key (relation),
  constraint table_class_data_class_is_known check (data_class between 0 and 4),
  constraint table_class_audited_is_known check (audited in ('by row', 'by batch', 'no'))
);
comment on table security.table_class is
  'Class of every table (operations.md 1.5) and how its changes are audited; a table without a row here fails '
  'the build.';
comment on column security.table_class.relation is 'Table with its schema.';
comment on column security.table_class.data_class is
  '0 public, 1 internal, 2 confidential (financial), 3 restricted (personal), 4 regulated.';
comment on column security.table_class.audited is
  'by row: triggers write the trail; by batch: the load is in the trail; no: see the reason.';
comment on column security.table_class.reason is 'Why it is audited so.';

create table security.personal_column (
  relation text not null,
  column_name text not null,
  class text not null,
  is_sealed boolean not null default false,
  constraint personal_column_pkey primary key (relation, column_name),
  constraint personal_column_class_is_known check (class in ('name', 'contact', 'identifier', 'login', 'pay', 'record'))
);
comment on table security.personal_column is
  'The inventory of personal data: every column that says so in its comment (operations.md 2.3).';
comment on column security.personal_column.relation is 'Table with its schema.';
comment on column security.personal_column.column_name is 'Column.';
comment on column security.personal_column.class is
  'name, contact (e-mail), identifier (employee number), login, pay, or record (a whole record as received).';
comment on column security.personal_column.is_sealed is
  'The column holds a pseudonym; the value itself lies encrypted in security.subject.';

create table security.role_conflict (
  role text not null,
  other_role text not null,
  reason text not null,
  constraint role_conflict_pkey primary key (role, other_role),
  constraint role_conflict_role_exists foreign key (role) references security.role,
  constraint role_conflict_other_role_exists foreign key (other_role) references security.role,
  constraint role_conflict_is_written_once check (role < other_role)
);
comment on table security.role_conflict is 'Roles that one person may not hold at once (operations.md 1.6).';
comment on column security.role_conflict.role is 'The role that comes first in the alphabet.';
comment on column security.role_conflict.other_role is 'The other.';
comment on column security.role_conflict.reason is 'Which duties it keeps apart.';
create index role_conflict_other_role on security.role_conflict (other_role);

create table security.duty_conflict (
  first_duty text not null,
  second_duty text not null,
  within text not null,
  reason text not null,
  constraint duty_conflict_pkey primary key (first_duty, second_duty)
);
comment on table security.duty_conflict is
  'Duties that one person may not perform on the same thing (operations.md 1.6).';
comment on column security.duty_conflict.first_duty is 'Duty that was performed first.';
comment on column security.duty_conflict.second_duty is 'Duty that the same person may then not perform.';
comment on column security.duty_conflict.within is 'What "the same thing" is, for example a statement.';
comment on column security.duty_conflict.reason is 'Which duties it keeps apart.';

create table security.duty_performed (
  duty text not null,
  subject text not null,
  person_id bigint not null,
  performed_at timestamptz not null default now(),
  constraint duty_performed_pkey primary key (subject, duty, person_id),
  constraint duty_performed_person_exists foreign key (person_id) references security.person
);
comment on table security.duty_performed is 'Who performed which duty on what; security.perform_duty writes it.';
comment on column security.duty_performed.duty is 'Duty, for example submit-revenue-report.';
comment on column security.duty_performed.subject is 'The thing, for example batch 41.';
comment on column security.duty_performed.person_id is 'Who.';
comment on column security.duty_performed.performed_at is 'When first.';
create index duty_performed_person_id on security.duty_performed (person_id);

create table security.attempted_conflict (
  attempted_conflict_id bigint generated always as identity,
  person_id bigint,
  attempted text not null,
  conflicts_with text not null,
  subject text not null,
  attempted_at timestamptz not null default now(),
  constraint attempted_conflict_pkey primary key (attempted_conflict_id),
  constraint attempted_conflict_person_exists foreign key (person_id) references security.person
);
comment on table security.attempted_conflict is
  'Attempts that segregation of duties stopped; the evidence of control C2 (operations.md 2.2).';
comment on column security.attempted_conflict.attempted_conflict_id is 'Number of the attempt.';
comment on column security.attempted_conflict.person_id is 'Who tried; null for a login that is no person.';
comment on column security.attempted_conflict.attempted is 'What was tried.';
comment on column security.attempted_conflict.conflicts_with is 'What it conflicts with.';
comment on column security.attempted_conflict.subject is 'On what.';
comment on column security.attempted_conflict.attempted_at is 'When.';
create index attempted_conflict_person_id on security.attempted_conflict (person_id) where person_id is not null;
