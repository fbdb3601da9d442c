--! why: lines and figures of the old system are compared by our components and rows, and lines feed caps of components

create table billing.former_mapping (
  mapping_id bigint generated always as identity,
  kind text not null,
  former_name text not null,
  target text not null,
  reason text,
  mapped_at timestamptz not null,
  mapped_by text not null,
  ended_at timestamptz,
  ended_by text,
  constraint former_mapping_pkey primary key (mapping_id),
  constraint former_mapping_kind_is_known check (kind in ('title', 'code', 'figure')),
  constraint former_mapping_name_is_folded check (former_name = lower(trim(former_name)) and former_name <> ''),
  constraint former_mapping_reason_is_short check (length(reason) <= 2000),
  constraint former_mapping_ended_by_somebody check ((ended_at is null) = (ended_by is null))
);
comment on table billing.former_mapping is
  'What lines and figures of the old system are here. One is never changed or deleted: it ends, and another may take '
  'its place.';
comment on column billing.former_mapping.mapping_id is 'Its number.';
comment on column billing.former_mapping.kind is
  'By what it is recognized: title or code of a line, or figure, a column of a forecast.';
comment on column billing.former_mapping.former_name is 'The title, code or column, in small letters.';
comment on column billing.former_mapping.target is 'Component of a line, or row of the P&L of a figure.';
comment on column billing.former_mapping.reason is 'Why, as said (personal data).';
comment on column billing.former_mapping.mapped_at is 'When it was entered.';
comment on column billing.former_mapping.mapped_by is 'Who entered it (personal data).';
comment on column billing.former_mapping.ended_at is 'When it ended; null while it holds.';
comment on column billing.former_mapping.ended_by is 'Who ended it (personal data).';
create unique index former_mapping_holds_once on billing.former_mapping (kind, former_name) where ended_at is null;

insert into security.personal_column (relation, column_name, class) values
  ('billing.former_mapping', 'reason', 'record'),
  ('billing.former_mapping', 'mapped_by', 'login'),
  ('billing.former_mapping', 'ended_by', 'login');
insert into security.table_class (relation, data_class, audited, reason) values
  ('billing.former_mapping', 2, 'by row', 'which caps lines of the old system feed');
insert into security.table_retention (relation, why) values
  ('billing.former_mapping', 'statements rest on what it says of earlier months');
select security.force_row_security('billing.former_mapping');
select audit.watch('billing.former_mapping');
