--! why: a client follows what changes, so what it has been told is kept until its token runs out

create schema delivery;
comment on schema delivery is 'What the data service keeps for those who follow changes; what it publishes is in api.';

create table delivery.change_part (
  part_id bigint generated always as identity,
  lowest text not null,
  highest text not null,
  rows bytea not null,
  constraint change_part_pkey primary key (part_id)
);
alter table delivery.change_part alter column rows set storage external;
comment on table delivery.change_part is
  'Which rows a client was told, and how they looked, some at a time: each row is 16 bytes of its GUID and 8 of a '
  'digest of what was told, zeros where it was told to be gone. Later parts of a token count before earlier ones.';
comment on column delivery.change_part.part_id is 'Its number.';
comment on column delivery.change_part.lowest is 'First 16 digits of the lowest GUID in it, which hold site and month.';
comment on column delivery.change_part.highest is 'First 16 digits of the highest.';
comment on column delivery.change_part.rows is 'The rows, 24 bytes each.';

create table delivery.change_token (
  token_id uuid default gen_random_uuid(),
  person_id bigint not null,
  made_at timestamptz not null default now(),
  query text not null,
  horizon xid8 not null,
  written_in xid8 not null default pg_current_xact_id(),
  fingerprint text not null,
  row_count bigint not null,
  parts bigint[] not null,
  constraint change_token_pkey primary key (token_id),
  constraint change_token_person_exists foreign key (person_id) references security.person,
  constraint change_token_counts_rows check (row_count >= 0)
);
create index change_token_person_id on delivery.change_token (person_id);
create index change_token_made_at on delivery.change_token (made_at);
comment on table delivery.change_token is
  'Where those who follow changes of a set stand: what they were told, and which transactions that reading saw.';
comment on column delivery.change_token.token_id is 'The token, as links carry it.';
comment on column delivery.change_token.person_id is 'Whose it is; it opens nothing to anybody else.';
comment on column delivery.change_token.made_at is 'When it was given.';
comment on column delivery.change_token.query is 'Digest of the query that it belongs to.';
comment on column delivery.change_token.horizon is
  'Every transaction before it had ended when the rows were read; what changed since was changed by a later one.';
comment on column delivery.change_token.written_in is
  'Transaction that wrote the token; in a restored copy it is another than the row says, and horizon means nothing.';
comment on column delivery.change_token.fingerprint is
  'Digest of the view, of the rights and of the reach of the person; when it differs, everything is compared.';
comment on column delivery.change_token.row_count is 'Rows that the client holds.';
comment on column delivery.change_token.parts is 'Parts of what it was told, oldest first.';

insert into security.table_class (relation, data_class, audited, reason) values
  ('delivery.change_part', 1, 'no', 'digests of rows that were read, made anew by reading again'),
  ('delivery.change_token', 1, 'no', 'digests of rows that were read, made anew by reading again');
insert into security.retention_class (retention_class, relation, time_column, keep_months, condition, source) values
  ('change tokens', 'delivery.change_token', 'made_at', 12, null,
    'decision 0071; the operator sets how many days tokens hold');
insert into security.table_retention (relation, why) values
  ('delivery.change_part', 'as long as a token names it; goes with the last one');
select security.force_row_security('delivery.change_part');
select security.force_row_security('delivery.change_token');
