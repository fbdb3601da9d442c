--! why: keys that were lost are made anew in silence unless the database knows which keys it was sealed with

create table security.key_fingerprint (
  purpose text,
  fingerprint text not null,
  kept_at timestamptz not null default now(),
  constraint key_fingerprint_pkey primary key (purpose),
  constraint key_fingerprint_purpose_is_known check (purpose in ('ring'))
);
comment on table security.key_fingerprint is
  'Which keys this database was sealed with; others, or none, are refused. Keys that sign are in audit.signing_key.';
comment on column security.key_fingerprint.purpose is 'ring: the keys that make pseudonyms and seal identifiers.';
comment on column security.key_fingerprint.fingerprint is
  'First half of an HMAC under the key, hex; it tells keys apart and gives none away.';
comment on column security.key_fingerprint.kept_at is 'When the keys were first used with this database.';

insert into security.table_class (relation, data_class, audited, reason) values
  ('security.key_fingerprint', 1, 'by row', 'which keys belong to the database');
select security.force_row_security('security.key_fingerprint');
select audit.watch('security.key_fingerprint');
