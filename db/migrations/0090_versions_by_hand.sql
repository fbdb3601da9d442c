--! why: terms may be written here, and not only come as an export

alter table contracts.version drop constraint version_origin_is_known;
alter table contracts.version add constraint version_origin_is_known
  check (origin in ('import', 'edit', 'escalation')) not valid;
-- A few versions for each site; reading them all takes no time.
-- squawk-ignore constraint-missing-not-valid
alter table contracts.version validate constraint version_origin_is_known;
comment on column contracts.version.origin is
  'import, edit (written here on the version before it), or escalation (computed from the version before it).';
