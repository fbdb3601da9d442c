--! why: what a later load replaced stays readable, with the load that replaced it (architecture.md 3)

create table warehouse.budget_history (like warehouse.budget including comments);
alter table warehouse.budget_history
  add column superseded_by_batch_id bigint not null,
  add column superseded_at timestamptz not null;
comment on table warehouse.budget_history is
  'Rows of warehouse.budget that a later load changed or no longer held.';
comment on column warehouse.budget_history.superseded_by_batch_id is 'Load that replaced the row.';
comment on column warehouse.budget_history.superseded_at is 'When it was replaced.';
create index budget_history_key on warehouse.budget_history (site_id, period_month);

create table warehouse.ledger_balance_history (like warehouse.ledger_balance including comments);
alter table warehouse.ledger_balance_history
  add column superseded_by_batch_id bigint not null,
  add column superseded_at timestamptz not null;
comment on table warehouse.ledger_balance_history is
  'Rows of warehouse.ledger_balance that a later load changed or no longer held.';
comment on column warehouse.ledger_balance_history.superseded_by_batch_id is 'Load that replaced the row.';
comment on column warehouse.ledger_balance_history.superseded_at is 'When it was replaced.';
create index ledger_balance_history_key on warehouse.ledger_balance_history (site_id, period_month);

create table warehouse.payroll_budget_history (like warehouse.payroll_budget including comments);
alter table warehouse.payroll_budget_history
  add column superseded_by_batch_id bigint not null,
  add column superseded_at timestamptz not null;
comment on table warehouse.payroll_budget_history is
  'Rows of warehouse.payroll_budget that a later load changed or no longer held.';
comment on column warehouse.payroll_budget_history.superseded_by_batch_id is 'Load that replaced the row.';
comment on column warehouse.payroll_budget_history.superseded_at is 'When it was replaced.';
create index payroll_budget_history_key on warehouse.payroll_budget_history (site_id, period_month);

create table warehouse.payroll_day_history (like warehouse.payroll_day including comments);
alter table warehouse.payroll_day_history
  add column superseded_by_batch_id bigint not null,
  add column superseded_at timestamptz not null;
comment on table warehouse.payroll_day_history is
  'Rows of warehouse.payroll_day that a later load changed or no longer held.';
comment on column warehouse.payroll_day_history.superseded_by_batch_id is 'Load that replaced the row.';
comment on column warehouse.payroll_day_history.superseded_at is 'When it was replaced.';
create index payroll_day_history_key on warehouse.payroll_day_history (site_id, worked_on);

create table warehouse.shift_history (like warehouse.shift including comments);
alter table warehouse.shift_history
  add column superseded_by_batch_id bigint not null,
  add column superseded_at timestamptz not null;
comment on table warehouse.shift_history is
  'Rows of warehouse.shift that a later load changed or no longer held.';
comment on column warehouse.shift_history.superseded_by_batch_id is 'Load that replaced the row.';
comment on column warehouse.shift_history.superseded_at is 'When it was replaced.';
create index shift_history_key on warehouse.shift_history (site_id, shift_on);

create table warehouse.schedule_cost_history (like warehouse.schedule_cost including comments);
alter table warehouse.schedule_cost_history
  add column superseded_by_batch_id bigint not null,
  add column superseded_at timestamptz not null;
comment on table warehouse.schedule_cost_history is
  'Rows of warehouse.schedule_cost that a later load changed or no longer held.';
comment on column warehouse.schedule_cost_history.superseded_by_batch_id is 'Load that replaced the row.';
comment on column warehouse.schedule_cost_history.superseded_at is 'When it was replaced.';
create index schedule_cost_history_key on warehouse.schedule_cost_history (site_id, scheduled_on);

create table warehouse.timesheet_history (like warehouse.timesheet including comments);
alter table warehouse.timesheet_history
  add column superseded_by_batch_id bigint not null,
  add column superseded_at timestamptz not null;
comment on table warehouse.timesheet_history is
  'Rows of warehouse.timesheet that a later load changed or no longer held.';
comment on column warehouse.timesheet_history.superseded_by_batch_id is 'Load that replaced the row.';
comment on column warehouse.timesheet_history.superseded_at is 'When it was replaced.';
create index timesheet_history_key on warehouse.timesheet_history (site_id, worked_on);

create table warehouse.revenue_value_history (like warehouse.revenue_value including comments);
alter table warehouse.revenue_value_history
  add column superseded_by_batch_id bigint not null,
  add column superseded_at timestamptz not null;
comment on table warehouse.revenue_value_history is
  'Rows of warehouse.revenue_value that a later load changed or no longer held.';
comment on column warehouse.revenue_value_history.superseded_by_batch_id is 'Load that replaced the row.';
comment on column warehouse.revenue_value_history.superseded_at is 'When it was replaced.';
create index revenue_value_history_key on warehouse.revenue_value_history (site_id, revenue_on);

create table warehouse.revenue_detail_history (like warehouse.revenue_detail including comments);
alter table warehouse.revenue_detail_history
  add column superseded_by_batch_id bigint not null,
  add column superseded_at timestamptz not null;
comment on table warehouse.revenue_detail_history is
  'Rows of warehouse.revenue_detail that a later load changed or no longer held.';
comment on column warehouse.revenue_detail_history.superseded_by_batch_id is 'Load that replaced the row.';
comment on column warehouse.revenue_detail_history.superseded_at is 'When it was replaced.';
create index revenue_detail_history_key on warehouse.revenue_detail_history (site_id, revenue_on);

create table warehouse.site_version_history (like warehouse.site_version including comments);
alter table warehouse.site_version_history
  add column superseded_by_batch_id bigint not null,
  add column superseded_at timestamptz not null;
comment on table warehouse.site_version_history is
  'Rows of warehouse.site_version that a later load changed or no longer held.';
comment on column warehouse.site_version_history.superseded_by_batch_id is 'Load that replaced the row.';
comment on column warehouse.site_version_history.superseded_at is 'When it was replaced.';
create index site_version_history_key on warehouse.site_version_history (site_id);

create table warehouse.site_district_manager_history (like warehouse.site_district_manager including comments);
alter table warehouse.site_district_manager_history
  add column superseded_by_batch_id bigint not null,
  add column superseded_at timestamptz not null;
comment on table warehouse.site_district_manager_history is
  'Rows of warehouse.site_district_manager that a later load changed or no longer held.';
comment on column warehouse.site_district_manager_history.superseded_by_batch_id is
  'Load that replaced the row.';
comment on column warehouse.site_district_manager_history.superseded_at is 'When it was replaced.';
create index site_district_manager_history_key on warehouse.site_district_manager_history (site_id);

create table warehouse.gl_account_history (like warehouse.gl_account including comments);
alter table warehouse.gl_account_history
  add column superseded_by_batch_id bigint not null,
  add column superseded_at timestamptz not null;
comment on table warehouse.gl_account_history is
  'Rows of warehouse.gl_account that a later load changed or no longer held.';
comment on column warehouse.gl_account_history.superseded_by_batch_id is 'Load that replaced the row.';
comment on column warehouse.gl_account_history.superseded_at is 'When it was replaced.';
create index gl_account_history_key on warehouse.gl_account_history (account_number);

create table warehouse.customer_contact_history (like warehouse.customer_contact including comments);
alter table warehouse.customer_contact_history
  add column superseded_by_batch_id bigint not null,
  add column superseded_at timestamptz not null;
comment on table warehouse.customer_contact_history is
  'Rows of warehouse.customer_contact that a later load changed or no longer held.';
comment on column warehouse.customer_contact_history.superseded_by_batch_id is 'Load that replaced the row.';
comment on column warehouse.customer_contact_history.superseded_at is 'When it was replaced.';
create index customer_contact_history_key on warehouse.customer_contact_history (site_id);

create table warehouse.site_access_history (like warehouse.site_access including comments);
alter table warehouse.site_access_history
  add column superseded_by_batch_id bigint not null,
  add column superseded_at timestamptz not null;
comment on table warehouse.site_access_history is
  'Rows of warehouse.site_access that a later load changed or no longer held.';
comment on column warehouse.site_access_history.superseded_by_batch_id is 'Load that replaced the row.';
comment on column warehouse.site_access_history.superseded_at is 'When it was replaced.';
create index site_access_history_key on warehouse.site_access_history (user_id);

create table warehouse.site_salary_history (like warehouse.site_salary including comments);
alter table warehouse.site_salary_history
  add column superseded_by_batch_id bigint not null,
  add column superseded_at timestamptz not null;
comment on table warehouse.site_salary_history is
  'Rows of warehouse.site_salary that a later load changed or no longer held.';
comment on column warehouse.site_salary_history.superseded_by_batch_id is 'Load that replaced the row.';
comment on column warehouse.site_salary_history.superseded_at is 'When it was replaced.';
create index site_salary_history_key on warehouse.site_salary_history (site_id);

create table warehouse.site_manager_history (like warehouse.site_manager including comments);
alter table warehouse.site_manager_history
  add column superseded_by_batch_id bigint not null,
  add column superseded_at timestamptz not null;
comment on table warehouse.site_manager_history is
  'Rows of warehouse.site_manager that a later load changed or no longer held.';
comment on column warehouse.site_manager_history.superseded_by_batch_id is 'Load that replaced the row.';
comment on column warehouse.site_manager_history.superseded_at is 'When it was replaced.';
create index site_manager_history_key on warehouse.site_manager_history (site_id);

create table warehouse.employee_job_history (like warehouse.employee_job including comments);
alter table warehouse.employee_job_history
  add column superseded_by_batch_id bigint not null,
  add column superseded_at timestamptz not null;
comment on table warehouse.employee_job_history is
  'Rows of warehouse.employee_job that a later load changed or no longer held.';
comment on column warehouse.employee_job_history.superseded_by_batch_id is 'Load that replaced the row.';
comment on column warehouse.employee_job_history.superseded_at is 'When it was replaced.';
create index employee_job_history_key on warehouse.employee_job_history (site_id);
