-- Versions that were written here came to the older program as exports do: their document is kept like an export.
update contracts.version set origin = 'import' where origin = 'edit';
alter table contracts.version drop constraint version_origin_is_known;
-- squawk-ignore constraint-missing-not-valid
alter table contracts.version add constraint version_origin_is_known
  check (origin in ('import', 'escalation'));
comment on column contracts.version.origin is 'import, or escalation (computed from the version before it).';
