--! why: services, accounts and codes that people choose from are kept by the operator, with their history

create table warehouse.catalogue_entry (
  entry_id bigint generated always as identity,
  catalogue text not null,
  code text not null,
  entry_name text,
  reason text,
  entered_at timestamptz not null,
  entered_by text not null,
  ended_at timestamptz,
  ended_by text,
  constraint catalogue_entry_pkey primary key (entry_id),
  constraint catalogue_entry_catalogue_is_known check (
    catalogue in ('fixed-fee-services', 'client-paid-accounts', 'revenue-codes')),
  constraint catalogue_entry_code_is_short check (length(trim(code)) between 1 and 20),
  constraint catalogue_entry_name_is_short check (length(trim(entry_name)) between 1 and 100),
  constraint catalogue_entry_reason_is_short check (length(reason) <= 2000),
  constraint catalogue_entry_ended_by_somebody check ((ended_at is null) = (ended_by is null))
);
comment on table warehouse.catalogue_entry is
  'What people choose from: services of fixed fees, accounts that clients pay, revenue codes. An entry is never '
  'changed or deleted: it ends, and another may take its place.';
comment on column warehouse.catalogue_entry.entry_id is 'Its number.';
comment on column warehouse.catalogue_entry.catalogue is 'Which catalogue it is of.';
comment on column warehouse.catalogue_entry.code is 'Code of the ledger or of the daily reports.';
comment on column warehouse.catalogue_entry.entry_name is
  'Name, category for a revenue code; null where the chart of accounts says it.';
comment on column warehouse.catalogue_entry.reason is 'Why, as said (personal data).';
comment on column warehouse.catalogue_entry.entered_at is 'When it was entered.';
comment on column warehouse.catalogue_entry.entered_by is
  'Who entered it (personal data); delivered for what came with the product.';
comment on column warehouse.catalogue_entry.ended_at is 'When it ended; null while it may be chosen.';
comment on column warehouse.catalogue_entry.ended_by is 'Who ended it (personal data).';
create unique index catalogue_entry_holds_once on warehouse.catalogue_entry (catalogue, code) where ended_at is null;

-- Accounts that clients pay (billing.md 4.8); their titles are those of the chart of accounts.
insert into warehouse.catalogue_entry (catalogue, code, entered_at, entered_by)
select 'client-paid-accounts', code, now(), 'delivered'
from unnest('{7010,7011,7017,7019,7026,7045,7070,7072,7075,7090,7095,7101,7105,7110,7113,7115,7125,7130,7170,7171,7175,
  7178,7180,7185,7200,7205,7220,7225}'::text[]) as code;

insert into security.personal_column (relation, column_name, class) values
  ('warehouse.catalogue_entry', 'reason', 'record'),
  ('warehouse.catalogue_entry', 'entered_by', 'login'),
  ('warehouse.catalogue_entry', 'ended_by', 'login');
insert into security.table_class (relation, data_class, audited, reason) values
  ('warehouse.catalogue_entry', 1, 'by row', 'what people may choose from');
insert into security.table_retention (relation, why) values
  ('warehouse.catalogue_entry', 'contracts and statements cite what was chosen');
select security.force_row_security('warehouse.catalogue_entry');
select audit.watch('warehouse.catalogue_entry');
