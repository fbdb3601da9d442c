--! why: purges, erasures and explanations of findings were believed on the word of the trail (audit-trail.md)

-- Columns are added without a value, so no row is written anew and the head stays what was signed.
alter table audit.head
  add column kind text,
  add column first_position bigint,
  add column last_position bigint,
  add column digest bytea,
  add constraint head_kind_is_known check (kind in ('purge', 'erasure', 'explanation')) not valid,
  add constraint head_exception_is_whole
    check (num_nulls(kind, first_position, last_position, digest) in (0, 4)) not valid;
-- The columns are new: nothing is scanned that could fail.
-- squawk-ignore constraint-missing-not-valid
alter table audit.head validate constraint head_kind_is_known;
-- squawk-ignore constraint-missing-not-valid
alter table audit.head validate constraint head_exception_is_whole;
comment on column audit.head.kind is
  'Exception that the head allows: purge, erasure or explanation; null for a head that allows none.';
comment on column audit.head.first_position is 'First entry that the exception is about; 0 when it is about none.';
comment on column audit.head.last_position is 'Last entry that the exception is about; 0 when it is about none.';
comment on column audit.head.digest is
  'What the exception allows: hash of the last entry that was purged, digest of the list of values that were erased, '
  'or digest of the finding that is explained.';
