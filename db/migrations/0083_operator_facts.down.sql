drop trigger marks_pnl_of_changed on platform.operator_fact;
drop trigger marks_pnl on platform.operator_fact;
drop function forecasting.mark_other_facts();
comment on column forecasting.outdated.cause is 'What changed: entries, budget, actuals or contract.';
alter table billing.run drop column operator_facts;

create table warehouse.ledger_company (
  prefix text,
  company text not null,
  constraint ledger_company_pkey primary key (prefix)
);
comment on table warehouse.ledger_company is
  'Which company a ledger string belongs to; the row with an empty prefix stands for all others.';
comment on column warehouse.ledger_company.prefix is 'First segment of the ledger string.';
comment on column warehouse.ledger_company.company is 'Company of that segment.';
insert into warehouse.ledger_company (prefix, company) values ('07', 'ENC'), ('22', 'UPP'), ('', 'TOWNE');
insert into security.table_class (relation, data_class, audited, reason) values
  ('warehouse.ledger_company', 1, 'by batch', 'its rows name their load and keep their own history');
insert into security.table_retention (relation, why) values
  ('warehouse.ledger_company', 'what holds now; what it replaces goes to a history with a class');
select security.force_row_security('warehouse.ledger_company');

delete from security.retention_class where relation = 'platform.operator_fact';
delete from security.table_class where relation = 'platform.operator_fact';
delete from security.personal_column where relation = 'platform.operator_fact';
drop table platform.operator_fact;
