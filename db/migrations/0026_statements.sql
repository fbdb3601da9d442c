--! why: statements, invoices and the runs that make them (billing.md 4)

create schema billing;
comment on schema billing is 'What is owed: statements, invoices, lines and how each came about.';


create table billing.run (
  run_id bigint generated always as identity,
  service_month date not null,
  started_at timestamptz not null,
  finished_at timestamptz not null,
  started_by text not null,
  sites text[],
  proceed_reason text,
  statements integer not null,
  blocked integer not null,
  total numeric(16,2) not null,
  constraint run_pkey primary key (run_id),
  constraint run_is_for_a_month check (extract(day from service_month) = 1)
);
comment on table billing.run is 'One calculation of statements; every computed row names its run.';
comment on column billing.run.run_id is 'Its number.';
comment on column billing.run.service_month is 'Month that was billed, as its first day.';
comment on column billing.run.started_at is 'When it began.';
comment on column billing.run.finished_at is 'When it ended.';
comment on column billing.run.started_by is 'Who started it (personal data).';
comment on column billing.run.sites is 'Sites that were asked for; null is all.';
comment on column billing.run.proceed_reason is 'Why sites were billed although something is missing.';
comment on column billing.run.statements is 'Statements that were made.';
comment on column billing.run.blocked is 'Sites that could not be billed.';
comment on column billing.run.total is 'Sum of the statements.';

create table billing.blocked (
  run_id bigint not null,
  site_id text not null,
  service_month date not null,
  code text not null,
  message text not null,
  constraint blocked_pkey primary key (run_id, site_id, code),
  constraint blocked_run_exists foreign key (run_id) references billing.run
);
comment on table billing.blocked is 'A site that a run could not bill, and why.';
comment on column billing.blocked.run_id is 'Run.';
comment on column billing.blocked.site_id is 'Site number, four digits with leading zeros.';
comment on column billing.blocked.service_month is 'Month that could not be billed, as its first day.';
comment on column billing.blocked.code is 'Code of the catalogue of errors.';
comment on column billing.blocked.message is 'What is missing and what to do.';

create table billing.statement (
  statement_id bigint generated always as identity,
  site_id text not null,
  service_month date not null,
  version integer not null,
  state text not null,
  change_number integer not null,
  run_id bigint not null,
  contract_version_id bigint not null,
  purchase_order text,
  currency text not null,
  total numeric(14,2) not null,
  profit numeric(20,8),
  profit_for_accumulation numeric(20,8),
  taxes_paid numeric(14,2),
  made_at timestamptz not null,
  made_by text not null,
  constraint statement_pkey primary key (statement_id),
  constraint statement_run_exists foreign key (run_id) references billing.run,
  constraint statement_contract_version_exists foreign key (contract_version_id) references contracts.version,
  constraint statement_is_for_a_month check (extract(day from service_month) = 1),
  constraint statement_state_is_known check (
    state in ('AR Review', 'Approval Team', 'Ready To Send', 'Sent', 'Replaced'))
);
comment on table billing.statement is
  'What a site is billed for a service month; a revision is a new version (billing.md 4).';
comment on column billing.statement.statement_id is 'Its number.';
comment on column billing.statement.site_id is 'Site number, four digits with leading zeros.';
comment on column billing.statement.service_month is 'Month that is billed, as its first day.';
comment on column billing.statement.version is 'Counts the versions that were sent, from 1.';
comment on column billing.statement.state is
  'AR Review, Approval Team, Ready To Send or Sent; Replaced once it was made anew before.';
comment on column billing.statement.change_number is
  'Counts the changes; a change that read an older number is refused.';
comment on column billing.statement.run_id is 'Run that made it.';
comment on column billing.statement.contract_version_id is 'Version of the contract whose terms it used.';
comment on column billing.statement.purchase_order is 'Of the customer, when it was made.';
comment on column billing.statement.currency is 'Currency of all amounts.';
comment on column billing.statement.total is 'Sum of its invoices.';
comment on column billing.statement.profit is 'Profit of a management agreement; null without one.';
comment on column billing.statement.profit_for_accumulation is
  'The same without validation excess: what later months count as earned.';
comment on column billing.statement.taxes_paid is
  'Parking tax on deposited revenue that the operator hands in; not printed, posted.';
comment on column billing.statement.made_at is 'When it was made.';
comment on column billing.statement.made_by is 'Who made it (personal data).';

create unique index statement_is_one_per_version on billing.statement (site_id, service_month, version)
where state <> 'Replaced';
create index statement_month on billing.statement (service_month, site_id);
create index statement_run on billing.statement (run_id);
create index statement_contract_version on billing.statement (contract_version_id);

create table billing.comparison (
  statement_id bigint not null,
  site_id text not null,
  forecast_amount numeric(19,5),
  forecast_source text,
  posted_amount numeric(19,5) not null,
  invoiced_amount numeric(14,2) not null,
  deviation_amount numeric(19,5) not null,
  deviation_percent numeric(12,5) not null,
  constraint comparison_pkey primary key (statement_id),
  constraint comparison_statement_exists foreign key (statement_id) references billing.statement
);
comment on table billing.comparison is
  'How a statement compares with what was expected (billing.md 4.6); apart, because it is for the house only.';
comment on column billing.comparison.statement_id is 'Statement.';
comment on column billing.comparison.site_id is 'Site number, four digits with leading zeros.';
comment on column billing.comparison.forecast_amount is 'Internal revenue that was expected; null when nobody said.';
comment on column billing.comparison.forecast_source is 'forecast or budget.';
comment on column billing.comparison.posted_amount is 'Internal revenue that the ledger has already.';
comment on column billing.comparison.invoiced_amount is 'Lines with a revenue code.';
comment on column billing.comparison.deviation_amount is 'Between expected and actual revenue.';
comment on column billing.comparison.deviation_percent is 'The same as percent of the expected; 0 when nothing was.';

create table billing.statement_change (
  statement_id bigint not null,
  number integer not null,
  site_id text not null,
  action text not null,
  from_state text,
  to_state text not null,
  changed_at timestamptz not null,
  changed_by text not null,
  reason text,
  constraint statement_change_pkey primary key (statement_id, number),
  constraint statement_change_statement_exists foreign key (statement_id) references billing.statement
);
comment on table billing.statement_change is 'Who did what to a statement, and why.';
comment on column billing.statement_change.statement_id is 'Statement.';
comment on column billing.statement_change.number is 'Counts the changes from 1.';
comment on column billing.statement_change.site_id is 'Site number, four digits with leading zeros.';
comment on column billing.statement_change.action is 'generate, approve, regenerate, add-line, delete-line or send.';
comment on column billing.statement_change.from_state is 'State before.';
comment on column billing.statement_change.to_state is 'State after.';
comment on column billing.statement_change.changed_at is 'When.';
comment on column billing.statement_change.changed_by is 'Who (personal data).';
comment on column billing.statement_change.reason is 'Why, as said.';

create table billing.invoice (
  invoice_id bigint generated always as identity,
  statement_id bigint not null,
  site_id text not null,
  group_number smallint not null,
  number text not null,
  invoice_on date not null,
  due_on date,
  payment_terms text not null,
  title text,
  description text,
  amount numeric(14,2) not null,
  constraint invoice_pkey primary key (invoice_id),
  constraint invoice_statement_exists foreign key (statement_id) references billing.statement,
  constraint invoice_is_one_per_group unique (statement_id, group_number)
);
comment on table billing.invoice is 'One invoice of a statement: the lines of one invoice group (billing.md 4.4).';
comment on column billing.invoice.invoice_id is 'Its number in the database.';
comment on column billing.invoice.statement_id is 'Statement.';
comment on column billing.invoice.site_id is 'Site number, four digits with leading zeros.';
comment on column billing.invoice.group_number is 'Invoice group.';
comment on column billing.invoice.number is 'Number that is printed.';
comment on column billing.invoice.invoice_on is 'Date of the invoice.';
comment on column billing.invoice.due_on is 'When it is due; null when the terms name no day.';
comment on column billing.invoice.payment_terms is 'Printed terms.';
comment on column billing.invoice.title is 'Title of the group.';
comment on column billing.invoice.description is 'Text of the group.';
comment on column billing.invoice.amount is 'Sum of its lines.';

create index invoice_number on billing.invoice (number);
