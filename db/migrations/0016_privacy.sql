--! why: identifiers of people are encrypted with a key of their own each, and data is kept as long as its class says

create table security.subject (
  subject_id bigint generated always as identity,
  pseudonym text not null,
  class text not null,
  key_version integer,
  wrapped_key bytea,
  ciphertext bytea,
  added_at timestamptz not null default now(),
  erased_at timestamptz,
  constraint subject_pkey primary key (subject_id),
  constraint subject_pseudonym_is_unique unique (pseudonym),
  constraint subject_is_readable_until_erased check (
    (erased_at is null and wrapped_key is not null and ciphertext is not null and key_version is not null)
    or (erased_at is not null and wrapped_key is null and ciphertext is null))
);
comment on table security.subject is
  'People by pseudonym. The identifier lies here encrypted (AES-256-GCM) under a key of its own, which is itself '
  'encrypted under the master key: without that key the pseudonyms in the facts mean nobody.';
comment on column security.subject.subject_id is 'Number of the subject.';
comment on column security.subject.pseudonym is 'What stands in the facts instead of the identifier.';
comment on column security.subject.class is 'Class of the identifier.';
comment on column security.subject.key_version is 'Which master key wraps the key of the subject.';
comment on column security.subject.wrapped_key is 'Key of the subject, encrypted under the master key.';
comment on column security.subject.ciphertext is 'The identifier, encrypted under the key of the subject.';
comment on column security.subject.added_at is 'When it was first seen.';
comment on column security.subject.erased_at is 'When key and ciphertext were erased.';

create table security.retention_class (
  retention_class text,
  relation text not null,
  time_column text not null,
  keep_months integer not null,
  condition text,
  source text not null,
  constraint retention_class_pkey primary key (retention_class),
  constraint retention_class_keeps_something check (keep_months > 0),
  constraint retention_class_keeps_the_trail check (relation <> 'audit.entry' or keep_months >= 84)
);
comment on table security.retention_class is
  'How long rows are kept (operations.md 2.4); longer by a changed number, and never shorter than a legal hold.';
comment on column security.retention_class.retention_class is 'Name.';
comment on column security.retention_class.relation is 'Table with its schema.';
comment on column security.retention_class.time_column is 'Column that tells the age of a row.';
comment on column security.retention_class.keep_months is 'Months a row is kept after the month of that time.';
comment on column security.retention_class.condition is 'Further condition on rows that may go, as SQL.';
comment on column security.retention_class.source is 'Where the rule comes from.';

create table security.legal_hold (
  legal_hold_id bigint generated always as identity,
  site_id text,
  reason text not null,
  placed_at timestamptz not null default now(),
  placed_by bigint,
  released_at timestamptz,
  released_by bigint,
  constraint legal_hold_pkey primary key (legal_hold_id),
  constraint legal_hold_placed_by_exists foreign key (placed_by) references security.person,
  constraint legal_hold_released_by_exists foreign key (released_by) references security.person,
  constraint legal_hold_has_a_reason check (length(trim(reason)) > 0)
);
comment on table security.legal_hold is 'What may not be purged or erased, for one site or for all of them.';
comment on column security.legal_hold.legal_hold_id is 'Number of the hold.';
comment on column security.legal_hold.site_id is 'Site; null for all sites and everything without a site.';
comment on column security.legal_hold.reason is 'Why, for example the name of the matter.';
comment on column security.legal_hold.placed_at is 'When it was placed.';
comment on column security.legal_hold.placed_by is 'Who placed it.';
comment on column security.legal_hold.released_at is 'When it was released.';
comment on column security.legal_hold.released_by is 'Who released it.';
create index legal_hold_placed_by on security.legal_hold (placed_by) where placed_by is not null;
create index legal_hold_released_by on security.legal_hold (released_by) where released_by is not null;

create table security.purge (
  purge_id bigint generated always as identity,
  purged_at timestamptz not null default now(),
  as_of_on date not null,
  purged_by bigint,
  report jsonb not null,
  constraint purge_pkey primary key (purge_id),
  constraint purge_is_not_ahead check (as_of_on <= (purged_at at time zone 'UTC')::date + 1),
  constraint purge_purged_by_exists foreign key (purged_by) references security.person
);
comment on table security.purge is 'What was purged when.';
comment on column security.purge.purge_id is 'Number of the run.';
comment on column security.purge.purged_at is 'When it ran.';
comment on column security.purge.as_of_on is 'The day from which ages were counted.';
comment on column security.purge.purged_by is 'Who ran it.';
comment on column security.purge.report is 'By class: table, rows gone, rows kept by a hold, oldest month kept.';
create index purge_purged_by on security.purge (purged_by) where purged_by is not null;
