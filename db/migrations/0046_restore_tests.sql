--! why: tests of restored backups are evidence of control C9 (operations.md 2.2)

create table platform.restore_test (
  restore_test_id bigint generated always as identity,
  tested_at timestamptz not null default now(),
  tested_by text not null,
  restored_from text not null,
  newest_entry bigint not null,
  newest_at timestamptz,
  migrations integer not null,
  entries bigint not null,
  findings text[] not null,
  constraint restore_test_pkey primary key (restore_test_id),
  constraint restore_test_counts check (newest_entry >= 0 and migrations >= 0 and entries >= 0)
);
comment on table platform.restore_test is
  'Tests of restored backups: what was held against the running database and what was wrong.';
comment on column platform.restore_test.restore_test_id is 'Its number.';
comment on column platform.restore_test.tested_at is 'When it was tested.';
comment on column platform.restore_test.tested_by is 'Who had it tested (personal data).';
comment on column platform.restore_test.restored_from is 'Where the restored database was, without secrets.';
comment on column platform.restore_test.newest_entry is
  'Newest entry of the restored trail: the backup holds everything up to it; 0 when it holds none.';
comment on column platform.restore_test.newest_at is 'When that entry was chained: how old the backup is.';
comment on column platform.restore_test.migrations is 'Migrations that the restored database holds.';
comment on column platform.restore_test.entries is 'Entries of the restored trail that were verified.';
comment on column platform.restore_test.findings is 'What was wrong; empty when the backup is good.';

insert into security.personal_column (relation, column_name, class) values
  ('platform.restore_test', 'tested_by', 'login');
insert into security.table_class (relation, data_class, audited, reason) values
  ('platform.restore_test', 3, 'by row', 'evidence of control C9');
insert into security.object_relation (object, action, relation, command) values
  ('audit-evidence', 'execute', 'platform.restore_test', 'select');
select security.force_row_security('platform.restore_test');
select audit.watch('platform.restore_test');
