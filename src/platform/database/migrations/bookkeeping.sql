--! not a definition
-- What the migrator itself needs before the first migration; run under its lock, so it may be run again.
create schema if not exists platform;
comment on schema platform is
  'What every stage builds on: migrations, definitions, facts of the operator, tests of backups.';

create table if not exists platform.migration (
  number integer constraint migration_pkey primary key,
  name text not null,
  up_sha256 text not null,
  down_sha256 text not null,
  applied_at timestamptz not null default now(),
  applied_by text not null default session_user,
  seconds numeric(12, 3) not null
);
comment on table platform.migration is 'The migrations that were applied to this database, one row each.';
comment on column platform.migration.number is
  'Position in the sequence of migrations, from 1 without gaps; the number in the file name.';
comment on column platform.migration.name is
  'Name of the migration: the file name without number and ending.';
comment on column platform.migration.up_sha256 is
  'SHA-256 (hex) of the file that was applied; a file with another hash is refused.';
comment on column platform.migration.down_sha256 is
  'SHA-256 (hex) of the file that undoes it, as it was when this one was applied.';
comment on column platform.migration.applied_at is 'When it was applied.';
comment on column platform.migration.applied_by is 'Database role that applied it.';
comment on column platform.migration.seconds is 'How long it took.';

create table if not exists platform.definition_set (
  is_current boolean constraint definition_set_pkey primary key
    constraint definition_set_has_one_row check (is_current),
  sha256 text not null,
  made_at timestamptz not null default now()
);
comment on table platform.definition_set is
  'Which state of the definition files this database holds; no row when they were dropped.';
comment on column platform.definition_set.is_current is 'Always true: there is one set at a time.';
comment on column platform.definition_set.sha256 is
  'SHA-256 (hex) over all definition files; another hash makes the next migrate remake them.';
comment on column platform.definition_set.made_at is 'When they were made.';

create table if not exists platform.definition_object (
  made_order integer constraint definition_object_pkey primary key,
  kind text not null,
  identity text not null,
  file text not null
);
comment on table platform.definition_object is
  'Every object that the definition files made; dropped in reverse order before they are remade.';
comment on column platform.definition_object.made_order is 'Order in which they were made.';
comment on column platform.definition_object.kind is 'Kind of object, such as function or view.';
comment on column platform.definition_object.identity is
  'Qualified name with argument types, as PostgreSQL identifies it.';
comment on column platform.definition_object.file is 'Definition file that made it, below src.';
