--! why: contracts are written from named templates, and special ones are marked (issue 15: features 8 and 41)

create table contracts.template (
  template_id bigint generated always as identity,
  template_name text not null,
  summary text,
  terms jsonb not null,
  reason text,
  entered_at timestamptz not null,
  entered_by text not null,
  retired_at timestamptz,
  retired_by text,
  constraint template_pkey primary key (template_id),
  constraint template_name_is_short check (length(trim(template_name)) between 1 and 60),
  constraint template_summary_is_short check (length(trim(summary)) between 1 and 200),
  constraint template_terms_are_an_object check (jsonb_typeof(terms) = 'object'),
  constraint template_reason_is_short check (length(reason) <= 2000),
  constraint template_retired_by_somebody check ((retired_at is null) = (retired_by is null))
);
comment on table contracts.template is
  'Terms that contracts are written from. One is never changed or deleted: it is retired, and another may take its '
  'name.';
comment on column contracts.template.template_id is 'Its number.';
comment on column contracts.template.template_name is 'What it is called.';
comment on column contracts.template.summary is 'What it is for; null without one.';
comment on column contracts.template.terms is
  'The terms in the fields of the exports, without what belongs to a customer.';
comment on column contracts.template.reason is 'Why it was entered, as said (personal data).';
comment on column contracts.template.entered_at is 'When it was entered.';
comment on column contracts.template.entered_by is 'Who entered it (personal data).';
comment on column contracts.template.retired_at is 'When it was retired; null while contracts are written from it.';
comment on column contracts.template.retired_by is 'Who retired it (personal data).';
create unique index template_stands_once on contracts.template (lower(template_name)) where retired_at is null;

create table contracts.contract_mark (
  mark_id bigint generated always as identity,
  site_id text not null,
  mark text not null,
  reason text,
  set_at timestamptz not null,
  set_by text not null,
  ended_at timestamptz,
  ended_by text,
  constraint contract_mark_pkey primary key (mark_id),
  constraint contract_mark_is_short check (length(trim(mark)) between 1 and 100),
  constraint contract_mark_reason_is_short check (length(reason) <= 2000),
  constraint contract_mark_ended_by_somebody check ((ended_at is null) = (ended_by is null))
);
comment on table contracts.contract_mark is
  'Marks of special contracts, such as ten-percenter; one that ended is their history.';
comment on column contracts.contract_mark.mark_id is 'Its number.';
comment on column contracts.contract_mark.site_id is 'Site number, four digits with leading zeros.';
comment on column contracts.contract_mark.mark is 'Which mark, of those that the operator names.';
comment on column contracts.contract_mark.reason is 'Why, as said (personal data).';
comment on column contracts.contract_mark.set_at is 'When it was set.';
comment on column contracts.contract_mark.set_by is 'Who set it (personal data).';
comment on column contracts.contract_mark.ended_at is 'When it was taken away; null while it stands.';
comment on column contracts.contract_mark.ended_by is 'Who took it away (personal data).';
create unique index contract_mark_stands_once on contracts.contract_mark (site_id, mark) where ended_at is null;

insert into security.personal_column (relation, column_name, class) values
  ('contracts.template', 'reason', 'record'),
  ('contracts.template', 'entered_by', 'login'),
  ('contracts.template', 'retired_by', 'login'),
  ('contracts.contract_mark', 'reason', 'record'),
  ('contracts.contract_mark', 'set_by', 'login'),
  ('contracts.contract_mark', 'ended_by', 'login');
insert into security.table_class (relation, data_class, audited, reason) values
  ('contracts.template', 2, 'by row', 'what contracts are written from'),
  ('contracts.contract_mark', 2, 'by row', 'which contracts are special');
insert into security.table_retention (relation, why) values
  ('contracts.template', 'contracts were written from it'),
  ('contracts.contract_mark', 'it belongs to a contract, which stays');
select security.force_row_security('contracts.template');
select security.force_row_security('contracts.contract_mark');
select audit.watch('contracts.template');
select audit.watch('contracts.contract_mark');
