--! why: a key that is rotated several times at once has one successor, not several

alter table security.api_key add column replaces_api_key_id bigint;
comment on column security.api_key.replaces_api_key_id is
  'Key that this one was made to succeed by a rotation; empty for a key that was made by itself.';
-- The table is small, and nothing has a value yet.
-- squawk-ignore constraint-missing-not-valid, adding-foreign-key-constraint
alter table security.api_key add constraint api_key_replaced_key_exists
  foreign key (replaces_api_key_id) references security.api_key (api_key_id) on delete set null;
-- A successor that was revoked makes room for another.
-- squawk-ignore require-concurrent-index-creation
create unique index api_key_has_one_successor on security.api_key (replaces_api_key_id) where ended_at is null;
