--! why: every six hours only what was written since the newest backup is backed up (operations.md 5.5, 9.11)

alter table operations.backup
  add column parent text,
  drop constraint backup_kind_is_known,
  add constraint backup_kind_is_known check (kind in ('full', 'incremental')) not valid,
  add constraint backup_builds_upon_another check ((kind = 'incremental') = (parent is not null)) not valid;
-- A backup a day: reading them all takes no time.
-- squawk-ignore constraint-missing-not-valid
alter table operations.backup validate constraint backup_kind_is_known;
-- squawk-ignore constraint-missing-not-valid
alter table operations.backup validate constraint backup_builds_upon_another;
comment on column operations.backup.kind is 'full: the whole cluster; incremental: what was written since its parent.';
comment on column operations.backup.parent is
  'Label of the backup that an incremental one builds upon; that may have been removed, or never entered, since.';
