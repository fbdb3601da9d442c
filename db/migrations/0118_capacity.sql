--! why: how tables grow tells when a disk will be full, before it is (operations.md 9.8)

create table operations.table_size (
  measured_on date,
  relation text,
  bytes bigint not null,
  row_estimate bigint not null,
  constraint table_size_pkey primary key (measured_on, relation),
  constraint table_size_counts check (bytes >= 0 and row_estimate >= 0)
);
comment on table operations.table_size is
  'Size of each table on a day, with its indexes and partitions, and of the database as a whole.';
comment on column operations.table_size.measured_on is 'The day, in UTC; the last measurement of it counts.';
comment on column operations.table_size.relation is
  'Schema and name; partitions belong to their table. `database` is everything together.';
comment on column operations.table_size.bytes is 'Bytes on disk, with indexes.';
comment on column operations.table_size.row_estimate is 'Rows, as the statistics estimate them.';

insert into security.table_class (relation, data_class, audited, reason) values
  ('operations.table_size', 3, 'no', 'is measured, and decides nothing');
insert into security.retention_class (retention_class, relation, time_column, keep_months, condition, source) values
  ('sizes of tables', 'operations.table_size', 'measured_on', 25, 'true',
    '2.4 names no age; growth is projected for twelve months and compared with two years');

select security.force_row_security('operations.table_size');
