--! makes tables
-- Written by `npm run db:dump` from the declarations of the feeds and their targets. Do not edit.

select warehouse.make_staging('master_non_financial', 'warehouse.site_version', repeats => false, declared => '
  site_id:text site_name:text gl_string:text street_address:text city:text state:text zip:text
  rooms_available:numeric(19,5) parking_spaces:numeric(19,5) opened_on:date closed_on:date district:text
  district_manager:text:name svp_region:text cog_segment:text business_segment:text pl_category:text
  legal_entity:text contract_type:text is_deposited_by_operator:boolean');

select warehouse.make_staging('chart_of_account', 'warehouse.account', repeats => false, declared => '
  account_id:text account_name:text category:text summary_category:text');

select warehouse.make_tables('account_summary', 'warehouse.ledger_balance', repeats => true, declared => '
  site_id:text period_month:date account_id:text amount:numeric(19,5) entity:text account_index:integer
  reported_site:text account_description:text balance_type:text balance_on:date transaction_type:text
  transaction_id:text department:text fiscal_year:integer fiscal_quarter:integer fiscal_month:integer
  is_adjustment:boolean source_loaded_at:timestamptz source_system:text');

select warehouse.make_tables('gl_accounts', 'warehouse.gl_account', repeats => false, declared => '
  account_number:text status:text company_database:text');

select warehouse.make_tables('gp_customer_mstr', 'warehouse.customer_contact', repeats => false, declared => '
  site_id:text email_recipient:text:e-mail');

select warehouse.make_tables('open_transactions', 'warehouse.receipt', repeats => false, declared => '
  site_id:text received_on:date document_number:text invoice_number:text kind:text amount:numeric(19,5)');

select warehouse.make_tables('workday_rls_bisecurity', 'warehouse.site_access', repeats => false, declared => '
  user_id:text:login job_profile:text cost_center:text site_id:text');

select warehouse.make_tables('workday_site_salaries', 'warehouse.site_salary', repeats => false, declared => '
  site_id:text person_name:text:name work_email:text:e-mail annual_base_pay:numeric(19,5):pay
  allocated_amount:numeric(19,5):pay distribution_percent:numeric(19,5)');

select warehouse.make_tables('workday_site_managers', 'warehouse.site_manager', repeats => false, declared => '
  site_id:text employee_id:text:identifier last_name:text:name first_name:text:name');

select warehouse.make_tables('workday_job_codes', 'warehouse.employee_job', repeats => false, declared => '
  job_code:text job_title:text site_id:text employee_id:text:identifier status:text effective_on:date
  ended_on:date job_family:text is_salaried:boolean');

select warehouse.make_tables('budget_final', 'warehouse.budget', repeats => false, declared => '
  site_id:text period_month:date account_id:text amount:numeric(19,5)');

select warehouse.make_tables('budget_datatab_pr', 'warehouse.payroll_budget', repeats => true, declared => '
  site_id:text job_profile:text measure:text amount:numeric(19,5) period_month:date');

select warehouse.make_tables('payroll_summary', 'warehouse.payroll_day', repeats => true, declared => '
  site_id:text worked_on:date job_code:text pay_type:text hours:numeric(19,5) dollars:numeric(19,5)');

select warehouse.make_tables('shift_entity', 'warehouse.shift', repeats => true, declared => '
  site_id:text job_code:text schedule_week:text starts_at:timestamptz ends_at:timestamptz
  employee_id:text:identifier regular_minutes:integer overtime_minutes:integer double_overtime_minutes:integer
  is_deleted:boolean shift_on:date');

select warehouse.make_tables('schedule_cost_entity', 'warehouse.schedule_cost', repeats => false, declared => '
  site_id:text job_code:text cost:numeric(19,5) scheduled_on:date');

select warehouse.make_tables('timesheet_entity', 'warehouse.timesheet', repeats => true, declared => '
  site_id:text job_code:text employee_id:text:identifier regular_minutes:integer
  regular_minutes_next_day:integer overtime_minutes:integer overtime_minutes_next_day:integer
  double_overtime_minutes:integer double_overtime_minutes_next_day:integer holiday_minutes:integer
  holiday_minutes_next_day:integer holiday_overtime_minutes:integer holiday_overtime_minutes_next_day:integer
  holiday_double_overtime_minutes:integer holiday_double_overtime_minutes_next_day:integer worked_on:date');

select warehouse.make_tables('revenue_datamart_daily', 'warehouse.revenue_value', repeats => false, declared => '
  file_name:text site_id:text revenue_on:date revenue_code:text revenue_category:text value_type:text
  value:numeric(19,5) is_draft:boolean source_loaded_at:timestamptz');

select warehouse.make_tables('revenue_daily_detail', 'warehouse.revenue_detail', repeats => false, declared => '
  site_id:text revenue_on:date revenue_code:text revenue_category:text collection_type:text deposit_flag:text
  external_revenue:numeric(19,5) net_external_revenue:numeric(19,5) vehicle_count:numeric(19,5)
  tax_rate:numeric(19,5) billable_net_validation:numeric(19,5)');
