delete from operations.backup_proof using operations.backup
where backup.label = backup_proof.label and kind = 'incremental';
delete from operations.backup_removal using operations.backup
where backup.label = backup_removal.label and kind = 'incremental';
delete from operations.backup where kind = 'incremental';
alter table operations.backup
  drop constraint backup_builds_upon_another,
  drop constraint backup_kind_is_known,
  add constraint backup_kind_is_known check (kind = 'full') not valid,
  drop column parent;
-- squawk-ignore constraint-missing-not-valid
alter table operations.backup validate constraint backup_kind_is_known;
comment on column operations.backup.kind is 'full: the whole cluster.';
