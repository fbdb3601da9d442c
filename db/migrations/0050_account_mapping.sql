--! why: money on an account without a summary category stands on the P&L in a row of its own until somebody maps it

insert into warehouse.summary_category (summary_category, position, displayed_sign, counts_in_flc) values
  ('UNMAPPED', 9, 1, -1);
comment on table warehouse.summary_category is
  'The eight summary categories of the P&L, and UNMAPPED: accounts from 4000 to 7999 that count in none of them.';

create table warehouse.account_mapping (
  mapping_id bigint generated always as identity,
  account_id text not null,
  summary_category text not null,
  reason text not null,
  decided_at timestamptz not null,
  decided_by text not null,
  ended_at timestamptz,
  ended_by text,
  constraint account_mapping_pkey primary key (mapping_id),
  constraint account_mapping_account_exists foreign key (account_id) references warehouse.account,
  constraint account_mapping_category_exists foreign key (summary_category) references warehouse.summary_category,
  constraint account_mapping_is_to_a_category check (summary_category <> 'UNMAPPED'),
  constraint account_mapping_has_a_reason check (reason ~ '\S'),
  constraint account_mapping_ended_by_somebody check ((ended_at is null) = (ended_by is null))
);
comment on table warehouse.account_mapping is
  'A decision on an account to which the chart of accounts gives no summary category; the chart goes before it.';
comment on column warehouse.account_mapping.mapping_id is 'Its number.';
comment on column warehouse.account_mapping.account_id is 'Main account, four digits.';
comment on column warehouse.account_mapping.summary_category is 'Summary category in which the account counts.';
comment on column warehouse.account_mapping.reason is 'Why, in words.';
comment on column warehouse.account_mapping.decided_at is 'When it was decided.';
comment on column warehouse.account_mapping.decided_by is 'Who decided (personal data).';
comment on column warehouse.account_mapping.ended_at is 'When another took its place or it was withdrawn.';
comment on column warehouse.account_mapping.ended_by is 'Who ended it (personal data).';

create unique index account_mapping_stands_once on warehouse.account_mapping (account_id) where ended_at is null;
create index account_mapping_account on warehouse.account_mapping (account_id);
create index account_mapping_category on warehouse.account_mapping (summary_category);

insert into security.personal_column (relation, column_name, class) values
  ('warehouse.account_mapping', 'decided_by', 'login'),
  ('warehouse.account_mapping', 'ended_by', 'login');
insert into security.table_class (relation, data_class, audited, reason) values
  ('warehouse.account_mapping', 3, 'by row', 'in which row of the P&L the money of an account counts');
insert into security.object_relation (object, action, relation, command, columns) values
  ('catalogue', 'read', 'warehouse.account_mapping', 'select', '{account_id,summary_category,ended_at}'),
  ('budget', 'read', 'warehouse.account_mapping', 'select', null);
select security.force_row_security('warehouse.account_mapping');
select audit.watch('warehouse.account_mapping');
