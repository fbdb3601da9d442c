-- What rights of forecasting are given on, who has them, and the tables they open: docs/grow/right.md.

insert into pg_temp.delivered_object (object, says) values
  ('forecast', 'Forecast inputs; submitting is to execute, approving and rejecting to approve'),
  ('forecast-deviation', 'Forecasts far from the budget: approving one of them'),
  ('forecast-draft', 'What somebody typed into a forecast and did not save: the own only'),
  ('job-group-request', 'Changes of job groups that are asked for; asking is to change');

insert into pg_temp.delivered_privilege (object, action, note, roles) values
  ('forecast', 'read', null, 'accountManager=own auditor corporateConsumer districtManager=district financeManager
    forecastAdmin regionalVp=region service:reporting svp=hierarchy'),
  ('forecast', 'change', null, 'accountManager=own forecastAdmin'),
  ('forecast', 'change', 'Within an explicit edit mode; every override is in the trail.',
    'districtManager=district regionalVp=region'),
  ('forecast', 'execute', null, 'accountManager=own forecastAdmin'),
  ('forecast', 'approve', null, 'districtManager=district financeManager forecastAdmin regionalVp=region'),
  ('forecast-draft', 'read', null, 'accountManager=self districtManager=self forecastAdmin=self regionalVp=self'),
  ('job-group-request', 'read', null, 'accountManager=own auditor billingAdmin districtManager=district forecastAdmin
    regionalVp=region'),
  ('job-group-request', 'change', 'For the own sites; somebody else decides.', 'accountManager=own'),
  ('job-group-request', 'approve', 'What is approved holds at every site.',
    'billingAdmin forecastAdmin regionalVp=region'),
  ('forecast-deviation', 'approve', 'Beyond the limits of the operator.',
    'districtManager=district regionalVp=region');

insert into pg_temp.delivered_relation (object, action, commands, site_column, relations) values
  ('budget', 'read', 'select', null, 'forecasting.profile_mapping forecasting.profile_target'),
  -- Groups are names for job codes, which the catalogue has too.
  ('catalogue', 'read', 'select', null, 'forecasting.grouped_job forecasting.job_group'),
  ('data-flow', 'read', 'select', null, 'forecasting.reminder'),
  ('forecast', 'read', 'select', null, 'forecasting.arrived_batch forecasting.run'),
  ('forecast', 'read', 'select', 'site_id', 'forecasting.change forecasting.event forecasting.lineage
    forecasting.proforma forecasting.proforma_line forecasting.other_expense
    forecasting.other_revenue forecasting.outdated forecasting.parking_rate forecasting.payroll_day
    forecasting.statistic_day forecasting.submission forecasting.version'),
  ('job-group-request', 'read', 'select', 'site_id', 'forecasting.group_request'),
  ('profit-and-loss', 'read', 'select', 'site_id', 'forecasting.component forecasting.failure
    forecasting.variance_comment forecasting.outdated
    forecasting.pnl_cell forecasting.site_month forecasting.version');

insert into pg_temp.delivered_relation (object, action, commands, relations, site_column, self_column, columns) values
  ('forecast-draft', 'read', 'select', 'forecasting.entry_draft', null, 'person_id', null);
