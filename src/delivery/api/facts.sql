-- What SQL clients read. Every view runs with the rights of the caller, so row security and column rights of the
-- tables below hold in it; a column that a role may not see is not there, or null by a join that finds no row.

create view api.site with (security_invoker) as
select
  site.site_id, site.is_listed, details.site_name, details.street_address, details.city, details.state, details.zip,
  details.rooms_available::numeric(12, 2) as rooms_available, details.parking_spaces::numeric(12, 2) as parking_spaces,
  details.opened_on, details.closed_on, details.district,
  details.svp_region, details.cog_segment, details.business_segment, details.pl_category, details.legal_entity,
  details.contract_type, details.is_deposited_by_operator,
  district.district_manager, concat_ws(' ', manager.first_name, manager.last_name) as account_manager,
  details.emails as billing_contact, placed.territory_id
from warehouse.site
cross join lateral warehouse.site_now(site.site_id) as details
left join warehouse.site_district_manager as district
  on district.site_id = site.site_id and district.valid_to_on is null
left join warehouse.site_manager as manager on manager.site_id = site.site_id
left join warehouse.site_territory as placed
  on placed.site_id = site.site_id and placed.from_on <= (select security.business_day())
  and coalesce(placed.to_on, 'infinity') > (select security.business_day());
comment on view api.site is
  'Sites today, with values set here in place of the lists; the billing contact is null for readers who may not '
  'see it (personal data). Key: site_id.';
comment on column api.site.site_name is 'Name.';
comment on column api.site.street_address is 'Street and number.';
comment on column api.site.city is 'City.';
comment on column api.site.state is 'State, two letters.';
comment on column api.site.zip is 'Postal code.';
comment on column api.site.rooms_available is 'Hotel rooms.';
comment on column api.site.parking_spaces is 'Parking spaces.';
comment on column api.site.opened_on is 'First day worked.';
comment on column api.site.closed_on is 'Last day worked.';
comment on column api.site.district is 'District.';
comment on column api.site.svp_region is 'Region of the senior vice president.';
comment on column api.site.cog_segment is 'Growth segment (Base, Acquisition, New PY, Lost PY, New CY, Lost CY).';
comment on column api.site.business_segment is 'Business segment.';
comment on column api.site.pl_category is 'P&L category of the site.';
comment on column api.site.legal_entity is 'Legal entity.';
comment on column api.site.contract_type is 'Free-text label of the contract; does not affect billing.';
comment on column api.site.is_deposited_by_operator is 'The operator deposits the revenue of the site.';
comment on column api.site.billing_contact is 'E-mail recipients of the customer (personal data).';

comment on column api.site.territory_id is 'Territory of the site.';
comment on column api.site.account_manager is 'Name of the account manager (personal data).';

create view api.site_version with (security_invoker) as
select
  site_id, valid_from_on, valid_to_on, site_name, district, svp_region, cog_segment, business_segment, pl_category,
  legal_entity, contract_type, rooms_available, parking_spaces, opened_on, closed_on, batch_id, source_line
from warehouse.site_version;
comment on view api.site_version is
  'Sites as given by the site lists over time. Key: site_id, valid_from_on.';

create view api.account with (security_invoker) as
select
  account.account_id, account.account_name, account.category, counted.summary_category, account.is_listed,
  summary.position as summary_position, summary.displayed_sign, summary.counts_in_flc
from warehouse.account
left join warehouse.pnl_accounts() as counted on counted.account_id = account.account_id
left join warehouse.summary_category as summary on summary.summary_category = counted.summary_category;
comment on view api.account is 'Main accounts with the P&L row they count in. Key: account_id.';

create view api.calendar_day with (security_invoker) as
select day_on, month_on, year, month_of_year, day_of_year, iso_weekday from warehouse.calendar_day;
comment on view api.calendar_day is 'The calendar, 2015 to 2050. Key: day_on.';

create view api.job_code with (security_invoker) as
select job_code, job_title, is_active from warehouse.job_code;
comment on view api.job_code is 'Job codes. Key: job_code.';

create view api.revenue_code with (security_invoker) as
select revenue_code, revenue_category, is_active from warehouse.revenue_code;
comment on view api.revenue_code is 'Revenue codes. Key: revenue_code.';

create view api.load with (security_invoker) as
select batch_id, source, feed, file_name, received_at, effective_on, state from sources.batch;
comment on view api.load is 'Loads that rows come from. Key: batch_id.';

create view api.ledger_balance with (security_invoker) as
select
  site_id, period_month, account_id, entity, account_index, nullif(transaction_id, '') as transaction_id, amount,
  batch_id, source_line
from warehouse.ledger_balance;
comment on view api.ledger_balance is
  'Booked amounts, ledger sign: transactions if the ledger numbers them, otherwise balances; sum them. Key: '
  'site_id, period_month, batch_id, source_line.';

create view api.budget with (security_invoker) as
select site_id, period_month, account_id, amount, batch_id, source_line from warehouse.budget;
comment on view api.budget is 'Approved budget, ledger sign. Key: site_id, period_month, account_id.';

create view api.payroll_budget with (security_invoker) as
select site_id, period_month, job_profile, measure, amount, batch_id, source_line from warehouse.payroll_budget;
comment on view api.payroll_budget is
  'Payroll budget by job profile, hours and dollars. Key: site_id, period_month, measure, batch_id, '
  'source_line.';

create view api.payroll_day with (security_invoker) as
select site_id, worked_on, job_code, pay_type, hours, dollars, batch_id, source_line from warehouse.payroll_day;
comment on view api.payroll_day is
  'Payroll by day, job code and pay type. Key: site_id, worked_on, batch_id, source_line.';

create view api.schedule_cost with (security_invoker) as
select site_id, scheduled_on, job_code, cost, batch_id, source_line from warehouse.schedule_cost;
comment on view api.schedule_cost is
  'Cost of the schedule by day and job code. Key: site_id, scheduled_on, batch_id, source_line.';

create view api.shift with (security_invoker) as
select
  site_id, shift_on, job_code, starts_at, ends_at, regular_minutes, overtime_minutes, double_overtime_minutes,
  is_deleted, batch_id, source_line
from warehouse.shift;
comment on view api.shift is 'Scheduled shifts, without the person. Key: site_id, shift_on, batch_id, source_line.';

create view api.timesheet with (security_invoker) as
select
  site_id, worked_on, job_code, regular_minutes, regular_minutes_next_day, overtime_minutes,
  overtime_minutes_next_day, double_overtime_minutes, double_overtime_minutes_next_day, holiday_minutes,
  holiday_minutes_next_day, holiday_overtime_minutes, holiday_overtime_minutes_next_day,
  holiday_double_overtime_minutes, holiday_double_overtime_minutes_next_day, batch_id, source_line
from warehouse.timesheet;
comment on view api.timesheet is
  'Minutes worked by kind, without the person. Key: site_id, worked_on, batch_id, source_line.';

create view api.revenue_value with (security_invoker) as
select
  site_id, revenue_on, revenue_code, revenue_category, value_type, file_name, value, is_draft, batch_id, source_line
from warehouse.revenue_value;
comment on view api.revenue_value is
  'Daily revenue reports, long form. Key: site_id, revenue_on, batch_id, source_line.';

create view api.revenue_detail with (security_invoker) as
select
  site_id, revenue_on, revenue_code, collection_type, revenue_category,
  nullif(deposit_flag, '') as deposit_flag, external_revenue,
  net_external_revenue, vehicle_count, tax_rate, billable_net_validation, batch_id, source_line
from warehouse.revenue_detail;
comment on view api.revenue_detail is 'Daily revenue, wide form. Key: site_id, revenue_on, batch_id, source_line.';

-- These two speak of people: whoever reads them is in the trail, by whatever client.
create view api.labor_allocation with (security_invoker) as
select
  site_id, employee_id, job_code, job_title, job_family, status, is_salaried, effective_on, ended_on, batch_id,
  source_line
from warehouse.employee_job
where (select audit.note_statement('api.labor_allocation'));
comment on view api.labor_allocation is
  'Who works where in which job, by pseudonym (personal data). Key: site_id, batch_id, source_line.';

create view api.site_salary with (security_invoker) as
select
  site_id, person_name, work_email, annual_base_pay, allocated_amount, distribution_percent, batch_id, source_line
from warehouse.site_salary
where (select audit.note_statement('api.site_salary'));
comment on view api.site_salary is 'Pay of individuals (personal data). Key: site_id, batch_id, source_line.';

comment on column api.account.summary_category is 'P&L row that it counts in.';
comment on column api.ledger_balance.transaction_id is 'Ledger transaction; null if the ledger delivers balances.';
comment on column api.revenue_detail.deposit_flag is 'Y deposited, N not deposited, V validation; null without one.';

-- A report that refreshes its last months only learns here which older ones to read again.
create view api.restated_month with (security_invoker) as
select fact, site_id, month_on, max(superseded_at) as restated_at, count(*) as rows_replaced
from (
  select 'ledger-balance' as fact, site_id, period_month as month_on, superseded_at
  from warehouse.ledger_balance_history
  union all
  select 'budget', site_id, period_month, superseded_at from warehouse.budget_history
  union all
  select 'revenue-detail', site_id, date_trunc('month', revenue_on)::date, superseded_at
  from warehouse.revenue_detail_history
  union all
  select 'payroll-day', site_id, date_trunc('month', worked_on)::date, superseded_at
  from warehouse.payroll_day_history
  union all
  select 'timesheet', site_id, date_trunc('month', worked_on)::date, superseded_at
  from warehouse.timesheet_history) as replaced
group by fact, site_id, month_on;
comment on view api.restated_month is
  'Site months in which a later file replaced rows, of facts that the reader may see. Key: fact, site_id, month_on.';
comment on column api.restated_month.fact is 'What was replaced, such as ledger-balance.';
comment on column api.restated_month.site_id is 'Site number, four digits with leading zeros.';
comment on column api.restated_month.month_on is 'Month of the rows, as its first day.';
comment on column api.restated_month.restated_at is 'When rows of it were last replaced.';
comment on column api.restated_month.rows_replaced is 'Total number of its rows that were replaced.';
