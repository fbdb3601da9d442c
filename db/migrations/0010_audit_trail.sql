--! why: the trail comes first, so that every later write leaves its row, those of migrations too (operations.md 2.1)

-- Roles belong to the whole server, so a second database of it finds them made. None of them may log in; the service
-- is given its login when the program starts.
do $$
declare
  wanted name;
begin
  foreach wanted in array array['daybook_audit', 'daybook_member', 'daybook_stages', 'daybook_service']::name[] loop
    begin
      execute format('create role %I nologin noinherit', wanted);
    exception when duplicate_object or unique_violation then
      null;
    end;
  end loop;
  execute format('grant daybook_audit to %I', current_user);
end
$$;

create schema audit authorization daybook_audit;
comment on schema audit is 'What was done, by whom and why: insert-only and chained by hash.';

create table audit.pending (
  pending_id bigint generated always as identity,
  recorded_at timestamptz not null default clock_timestamp(),
  started_at timestamptz not null default transaction_timestamp(),
  kind text not null,
  relation text,
  keys text,
  was jsonb,
  now jsonb,
  site_id text,
  login name not null default session_user,
  caller text default current_setting('daybook.caller', true),
  taken_on text default current_setting('role'),
  reason text default current_setting('daybook.reason', true),
  request_id text default current_setting('daybook.request', true),
  transaction_id text not null default pg_current_xact_id()::text,
  constraint pending_pkey primary key (pending_id)
);
comment on table audit.pending is
  'Statements and events that are written down and not chained yet, so that writers neither wait for one '
  'another nor work '
  'out what changed; audit.chain does, within a second (personal data).';

create table audit.entry (
  position bigint not null,
  chained_at timestamptz not null,
  hash bytea not null,
  recorded_at timestamptz not null,
  kind text not null,
  relation text,
  row_key jsonb,
  changes jsonb,
  site_id text,
  person_id bigint,
  actor text not null,
  acting_roles text[] not null,
  reason text,
  request_id text,
  transaction_id text not null,
  constraint entry_pkey primary key (chained_at, position),
  constraint entry_hash_has_32_bytes check (length(hash) = 32)
) partition by range (chained_at);
comment on table audit.entry is
  'The trail: each entry carries a hash over its content and the hash before it. Nothing in it is ever changed.';
create index entry_position on audit.entry (position);
create index entry_record on audit.entry (relation, row_key);
create index entry_person_id on audit.entry (person_id) where person_id is not null;
create index entry_site_id on audit.entry (site_id) where site_id is not null;

create table audit.personal_value (
  position bigint not null,
  column_name text not null,
  side text not null,
  salt bytea not null default uuid_send(gen_random_uuid()),
  value text not null,
  constraint personal_value_pkey primary key (position, column_name, side),
  constraint personal_value_side_is_known check (side in ('old', 'new'))
);
comment on table audit.personal_value is
  'Personal data that an entry speaks of. The entry itself holds SHA-256 of salt and value, so that the value can be '
  'erased and the chain stays whole (personal data).';

create table audit.signing_key (
  key_id text,
  public_key text not null,
  added_at timestamptz not null default now(),
  constraint signing_key_pkey primary key (key_id)
);
comment on table audit.signing_key is 'Public keys with which heads of the chain were signed.';

create table audit.head (
  position bigint not null,
  hash bytea not null,
  signed_at timestamptz not null,
  key_id text not null,
  signature bytea not null,
  constraint head_pkey primary key (position, signed_at),
  constraint head_key_exists foreign key (key_id) references audit.signing_key
);
comment on table audit.head is 'Signed heads: at that moment the chain ended there with that hash.';
create index head_key_id on audit.head (key_id);

do $$
declare
  told record;
begin
  for told in
    values
      ('pending', 'pending_id', 'Number in the order of writing.'),
      ('pending', 'recorded_at', 'When it was written.'),
      ('pending', 'started_at', 'When the transaction began.'),
      ('pending', 'kind', 'insert, update, delete, truncate, or an event.'),
      ('pending', 'relation', 'Table with its schema; for an event what it is about.'),
      ('pending', 'keys', 'Columns of the primary key, as the text of an array.'),
      ('pending', 'was', 'Rows before the statement (personal data).'),
      ('pending', 'now', 'Rows after it; for an event its key, changes and personal values (personal data).'),
      ('pending', 'site_id', 'Site of an event.'),
      ('pending', 'login', 'Login of the database.'),
      ('pending', 'caller', 'Sealed setting that names the caller.'),
      ('pending', 'taken_on', 'Role of PostgreSQL that was taken on.'),
      ('pending', 'reason', 'Why, as the actor said.'),
      ('pending', 'request_id', 'Request or command that it belongs to.'),
      ('pending', 'transaction_id', 'Transaction of the database.'),
      ('entry', 'position', 'Place in the chain, from 1 without gaps.'),
      ('entry', 'chained_at', 'When it was chained; months are partitions.'),
      ('entry', 'hash', 'SHA-256 of the hash before it and of SHA-256 of its content (audit.content).'),
      ('entry', 'recorded_at', 'When it was written.'),
      ('entry', 'kind', 'insert, update, delete, truncate, or an event: read, export, sign-in, refusal, …'),
      ('entry', 'relation', 'Table with its schema; for an event what it is about.'),
      ('entry', 'row_key', 'Primary key of the row.'),
      ('entry', 'changes', 'Column name to {old, new}; what is about a person only as {committed: SHA-256}.'),
      ('entry', 'site_id', 'Site of the row, where it has one.'),
      ('entry', 'person_id', 'Who acted; null when no person was named.'),
      ('entry', 'actor', 'Who acted: a person by number, or a login of the database.'),
      ('entry', 'acting_roles', 'Roles of the person at that moment.'),
      ('entry', 'reason', 'Why, as the actor said.'),
      ('entry', 'request_id', 'Request or command that it belongs to.'),
      ('entry', 'transaction_id', 'Transaction of the database.'),
      ('personal_value', 'position', 'Place of the entry in the chain.'),
      ('personal_value', 'column_name', 'Column.'),
      ('personal_value', 'side', 'old or new.'),
      ('personal_value', 'salt', 'Random bytes that keep the hash from being guessed.'),
      ('personal_value', 'value', 'The value (personal data).'),
      ('signing_key', 'key_id', 'First 16 hex digits of SHA-256 of the public key.'),
      ('signing_key', 'public_key', 'Ed25519 public key, PEM.'),
      ('signing_key', 'added_at', 'When it was first used.'),
      ('head', 'position', 'Place in the chain.'),
      ('head', 'hash', 'Hash of the entry there.'),
      ('head', 'signed_at', 'When it was signed.'),
      ('head', 'key_id', 'Key.'),
      ('head', 'signature', 'Ed25519 signature over audit.head_message.')
  loop
    execute format('comment on column audit.%I.%I is %L', told.column1, told.column2, told.column3);
  end loop;
  for told in select oid::regclass as relation from pg_class
    where relnamespace = 'audit'::regnamespace and relkind in ('r', 'p')
  loop
    execute format('alter table %s owner to daybook_audit', told.relation);
  end loop;
end
$$;
