--! why: signing in leaves a session that ends, and scripts carry keys that expire (operations.md 1.8)

create table security.session (
  session_id uuid default gen_random_uuid(),
  token_sha256 bytea not null,
  person_id bigint not null,
  method text not null,
  scopes text[],
  opened_at timestamptz not null default now(),
  last_used_at timestamptz not null default now(),
  idle_ends_after interval not null,
  ends_at timestamptz not null,
  stepped_up_at timestamptz,
  ended_at timestamptz,
  ended_reason text,
  constraint session_pkey primary key (session_id),
  constraint session_token_is_unique unique (token_sha256),
  constraint session_person_exists foreign key (person_id) references security.person,
  constraint session_method_is_known check (method in ('sign-in', 'client credentials')),
  constraint session_end_has_a_reason check ((ended_at is null) = (ended_reason is null))
);
comment on table security.session is 'Who is signed in. The token itself is kept nowhere, only its SHA-256.';
comment on column security.session.session_id is 'Session.';
comment on column security.session.token_sha256 is 'SHA-256 of the token that requests show.';
comment on column security.session.person_id is 'Person or service.';
comment on column security.session.method is 'sign-in (OpenID Connect) or client credentials (a service).';
comment on column security.session.scopes is 'What a service may use; null for people, whose roles decide alone.';
comment on column security.session.opened_at is 'When it began.';
comment on column security.session.last_used_at is 'When it was last used, to a minute.';
comment on column security.session.idle_ends_after is 'It ends when it was not used for so long.';
comment on column security.session.ends_at is 'It ends then in any case.';
comment on column security.session.stepped_up_at is
  'When the person last proved with a second factor that it is really them.';
comment on column security.session.ended_at is 'When it was ended before its time.';
comment on column security.session.ended_reason is 'Why: signed out, role changed, revoked, disabled.';
create index session_person_id on security.session (person_id);

create table security.api_key (
  api_key_id bigint generated always as identity,
  person_id bigint not null,
  label text not null,
  shown_prefix text not null,
  secret_sha256 bytea not null,
  scopes text[] not null,
  made_at timestamptz not null default now(),
  ends_at timestamptz not null,
  last_used_at timestamptz,
  ended_at timestamptz,
  ended_reason text,
  constraint api_key_pkey primary key (api_key_id),
  constraint api_key_secret_is_unique unique (secret_sha256),
  constraint api_key_person_exists foreign key (person_id) references security.person,
  constraint api_key_has_a_scope check (cardinality(scopes) > 0),
  constraint api_key_lives_at_most_a_year check (ends_at <= made_at + interval '366 days'),
  constraint api_key_end_has_a_reason check ((ended_at is null) = (ended_reason is null))
);
comment on table security.api_key is 'Keys of scripts: shown once when made, kept as SHA-256, ending by themselves.';
comment on column security.api_key.api_key_id is 'Number of the key.';
comment on column security.api_key.person_id is 'Person or service as which it acts.';
comment on column security.api_key.label is 'What it is for.';
comment on column security.api_key.shown_prefix is 'First characters, by which people tell keys apart.';
comment on column security.api_key.secret_sha256 is 'SHA-256 of the key.';
comment on column security.api_key.scopes is 'What it may be used for, such as questions:read or intake:write.';
comment on column security.api_key.made_at is 'When it was made.';
comment on column security.api_key.ends_at is 'When it ends.';
comment on column security.api_key.last_used_at is 'When it was last used, to a minute.';
comment on column security.api_key.ended_at is 'When it was ended before its time, or replaced.';
comment on column security.api_key.ended_reason is 'Why: revoked, replaced, disabled.';
create index api_key_person_id on security.api_key (person_id);
