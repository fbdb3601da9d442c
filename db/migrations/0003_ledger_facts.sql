--! why: facts of the ledger and the budget, at the grain of their sources (data.md 2.1)

create table warehouse.budget (
  site_id text not null,
  period_month date not null,
  account_id text not null,
  amount numeric(19,5) not null,
  batch_id bigint not null,
  source_line integer not null,
  constraint budget_pkey primary key (site_id, period_month, account_id),
  constraint budget_site_exists foreign key (site_id) references warehouse.site,
  constraint budget_account_exists foreign key (account_id) references warehouse.account
) partition by range (period_month);
comment on table warehouse.budget is 'Approved budget: site x month x account.';
comment on column warehouse.budget.site_id is 'Site number, four digits with leading zeros.';
comment on column warehouse.budget.period_month is 'Ledger month, as its first day.';
comment on column warehouse.budget.account_id is 'Main account, four digits.';
comment on column warehouse.budget.amount is
  'Budgeted balance with the ledger sign: internal revenue negative.';
comment on column warehouse.budget.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.budget.source_line is
  'Physical line of the source file where the record begins; row of the sheet for a workbook.';

create index budget_account_id on warehouse.budget (account_id);

create table warehouse.ledger_balance (
  site_id text not null,
  period_month date not null,
  account_id text not null,
  entity text not null,
  account_index integer not null,
  amount numeric(19,5) not null,
  reported_site text,
  account_description text,
  balance_type text,
  balance_on date,
  transaction_type text,
  transaction_id text,
  department text,
  fiscal_year integer,
  fiscal_quarter integer,
  fiscal_month integer,
  is_adjustment boolean,
  source_loaded_at timestamptz,
  source_system text,
  batch_id bigint not null,
  source_line integer not null,
  constraint ledger_balance_pkey primary key (site_id, period_month, account_id, entity, account_index),
  constraint ledger_balance_site_exists foreign key (site_id) references warehouse.site,
  constraint ledger_balance_account_exists foreign key (account_id) references warehouse.account
) partition by range (period_month);
comment on table warehouse.ledger_balance is
  'Closed ledger balances: site x month x account x entity x account index.';
comment on column warehouse.ledger_balance.site_id is 'Site number, four digits with leading zeros.';
comment on column warehouse.ledger_balance.period_month is 'Ledger month, as its first day.';
comment on column warehouse.ledger_balance.account_id is 'Main account, four digits.';
comment on column warehouse.ledger_balance.entity is 'Entity of the ledger; empty when the source gave none.';
comment on column warehouse.ledger_balance.account_index is
  'Account index of the ledger; 0 when the source gave none.';
comment on column warehouse.ledger_balance.amount is
  'Ledger balance with the ledger sign: internal revenue negative.';
comment on column warehouse.ledger_balance.reported_site is 'Site as the ledger wrote it.';
comment on column warehouse.ledger_balance.account_description is 'Account text as the ledger wrote it.';
comment on column warehouse.ledger_balance.balance_type is 'ACTUAL, where the source says it.';
comment on column warehouse.ledger_balance.balance_on is 'Date of the balance.';
comment on column warehouse.ledger_balance.transaction_type is 'Kind of transaction.';
comment on column warehouse.ledger_balance.transaction_id is 'Transaction of the ledger.';
comment on column warehouse.ledger_balance.department is 'Department.';
comment on column warehouse.ledger_balance.fiscal_year is 'Fiscal year.';
comment on column warehouse.ledger_balance.fiscal_quarter is 'Fiscal quarter, 1 to 4.';
comment on column warehouse.ledger_balance.fiscal_month is 'Fiscal month, 1 to 12.';
comment on column warehouse.ledger_balance.is_adjustment is 'The balance is an adjustment.';
comment on column warehouse.ledger_balance.source_loaded_at is 'When the source loaded the row.';
comment on column warehouse.ledger_balance.source_system is 'System that the source names.';
comment on column warehouse.ledger_balance.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.ledger_balance.source_line is
  'Physical line of the source file where the record begins; row of the sheet for a workbook.';

create index ledger_balance_account_id on warehouse.ledger_balance (account_id);

create table warehouse.payroll_budget (
  site_id text not null,
  period_month date not null,
  job_profile text not null,
  measure text not null,
  amount numeric(19,5) not null,
  batch_id bigint not null,
  source_line integer not null,
  constraint payroll_budget_pkey primary key (site_id, period_month, job_profile, measure),
  constraint payroll_budget_site_exists foreign key (site_id) references warehouse.site
) partition by range (period_month);
comment on table warehouse.payroll_budget is 'Payroll budget: site x month x job profile x measure.';
comment on column warehouse.payroll_budget.site_id is 'Site number, four digits with leading zeros.';
comment on column warehouse.payroll_budget.period_month is 'Ledger month, as its first day.';
comment on column warehouse.payroll_budget.job_profile is 'Job profile, upper case.';
comment on column warehouse.payroll_budget.measure is 'PR HOURS (hours) or PAYROLL (dollars).';
comment on column warehouse.payroll_budget.amount is 'Budgeted hours or dollars, by measure.';
comment on column warehouse.payroll_budget.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.payroll_budget.source_line is
  'Physical line of the source file where the record begins; row of the sheet for a workbook.';
