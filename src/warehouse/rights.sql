-- What rights of warehouse are given on, who has them, and the tables they open: docs/grow/right.md.

insert into pg_temp.delivered_object (object, is_open, says) values
  ('budget', false, 'Loading and mapping the budget'),
  ('catalogue', true, 'Accounts, categories, codes, calendar'),
  ('job-code', false, 'Job codes and groups'),
  ('labor', false, 'Payroll, schedule and payroll budget by job, without people'),
  ('labor-allocation', false, 'Who works where in which job'),
  ('profit-and-loss', false, 'P&L: ledger and budget by site and month'),
  ('receipt', false, 'Payments and credits of customers, and which invoices are open or past due'),
  ('revenue', false, 'Daily revenue and vehicles'),
  ('salary', false, 'Pay of single people'),
  ('site', false, 'Site list and site header: name, place, organisation, managers'),
  ('site-configuration', false, 'Settings of sites'),
  ('site-from-master', false, 'Adding a site from the warehouse master'),
  ('site-information', false, 'General information of a site: contacts, ledger strings');

insert into pg_temp.delivered_privilege (object, action, roles) values
  ('budget', 'read', 'auditor financeManager forecastAdmin'),
  ('budget', 'execute', 'forecastAdmin'),
  ('job-code', 'read', 'accountManager auditor billingAdmin districtManager forecastAdmin regionalVp'),
  ('job-code', 'change', 'billingAdmin forecastAdmin'),
  ('labor', 'read', 'accountManager=own auditor corporateConsumer districtManager=district financeManager
    forecastAdmin regionalVp=region service:reporting svp=hierarchy'),
  ('labor-allocation', 'read', 'auditor districtManager=district forecastAdmin systemAdmin'),
  ('profit-and-loss', 'read', 'accountManager=own auditor billingAdmin corporateConsumer districtManager=district
    financeManager forecastAdmin regionalVp=region revenueApprover service:reporting svp=hierarchy'),
  ('receipt', 'read', 'accountManager=own auditor billingAdmin billingManager districtManager=district financeManager
    regionalVp=region revenueApprover'),
  ('revenue', 'read', 'accountManager=own auditor billingAdmin billingManager corporateConsumer
    districtManager=district financeManager forecastAdmin regionalVp=region revenueApprover rssAdmin service:reporting
    svp=hierarchy'),
  ('salary', 'read', 'service:forecasting'),
  ('site', 'read', 'accountManager=own auditor billingAdmin billingManager contractAdmin corporateConsumer
    customerUser=own dataOps districtManager=district financeManager forecastAdmin regionalVp=region revenueApprover
    rssAdmin service:intake service:reporting siteAdmin svp=hierarchy systemAdmin territoryManager=region'),
  ('site', 'change', 'siteAdmin territoryManager=region'),
  ('site-configuration', 'change', 'siteAdmin systemAdmin'),
  ('site-from-master', 'execute', 'billingAdmin siteAdmin'),
  ('site-information', 'read', 'auditor billingAdmin billingManager contractAdmin financeManager forecastAdmin
    revenueApprover siteAdmin territoryManager=region'),
  ('site-information', 'change', 'billingAdmin siteAdmin');

insert into pg_temp.delivered_relation (object, action, commands, site_column, relations) values
  ('budget', 'read', 'select', null, 'warehouse.account_mapping'),
  ('budget', 'read', 'select', 'site_id', 'warehouse.budget warehouse.payroll_budget'),
  ('catalogue', 'read', 'select', null, 'warehouse.account warehouse.calendar_day warehouse.job_code
    warehouse.job_profile warehouse.parking_statistic warehouse.revenue_code warehouse.summary_category'),
  ('labor', 'read', 'select', 'site_id', 'warehouse.payroll_budget warehouse.payroll_day warehouse.schedule_cost'),
  ('labor-allocation', 'read', 'select', 'site_id', 'warehouse.employee_job warehouse.shift warehouse.timesheet'),
  ('profit-and-loss', 'read', 'select', 'site_id', 'warehouse.budget warehouse.forecast warehouse.ledger_balance'),
  ('receipt', 'read', 'select', 'site_id', 'warehouse.receipt'),
  ('revenue', 'read', 'select', 'site_id', 'warehouse.revenue_detail warehouse.revenue_value'),
  ('salary', 'read', 'select', 'site_id', 'warehouse.site_salary'),
  ('site', 'read', 'null', 'site_id', 'warehouse.customer_contact'),
  ('site', 'read', 'select', 'site_id', 'warehouse.site warehouse.site_district_manager warehouse.site_manager
    warehouse.site_onboarding warehouse.site_territory warehouse.site_version'),
  ('site-information', 'read', 'select', null, 'warehouse.gl_account'),
  ('site-information', 'read', 'select', 'site_id', 'warehouse.customer_contact warehouse.site_contact
    warehouse.site_override'),
  ('user', 'read', 'select', null, 'warehouse.site_access');

insert into pg_temp.delivered_relation (object, action, commands, relations, site_column, columns) values
  ('catalogue', 'read', 'select', 'warehouse.account_mapping', null, 'account_id summary_category ended_at'),
  ('catalogue', 'read', 'select', 'warehouse.catalogue_entry', null,
    'entry_id catalogue code entry_name reason entered_at entered_by ended_at ended_by'),
  ('catalogue', 'read', 'select', 'warehouse.territory', null, 'territory_id territory_name added_at ended_at'),
  ('labor', 'read', 'select', 'warehouse.shift', 'site_id',
    'site_id shift_on job_code starts_at ends_at schedule_week regular_minutes overtime_minutes
    double_overtime_minutes is_deleted batch_id source_line'),
  ('labor', 'read', 'select', 'warehouse.timesheet', 'site_id',
    'site_id worked_on job_code regular_minutes regular_minutes_next_day overtime_minutes overtime_minutes_next_day
    double_overtime_minutes double_overtime_minutes_next_day holiday_minutes holiday_minutes_next_day
    holiday_overtime_minutes holiday_overtime_minutes_next_day holiday_double_overtime_minutes
    holiday_double_overtime_minutes_next_day batch_id source_line');

insert into pg_temp.delivered_relation (object, action, commands, relations, site_column, columns, condition) values
  -- What the site list says of them is a row that whoever reads sites may read, too.
  ('site', 'read', 'select', 'warehouse.site_override', 'site_id', 'override_id site_id field value ended_at',
    $$field in ('gl_string', 'street_address', 'city', 'state', 'zip', 'opened_on', 'closed_on', 'legal_entity',
      'cog_segment', 'business_segment', 'pl_category')$$),
  -- What an invoice prints.
  ('statement', 'read', 'select', 'warehouse.site_override', 'site_id', 'override_id site_id field value ended_at',
    $$field in ('gl_string', 'recipient', 'attention')$$);
