-- What rights of sources are given on, who has them, and the tables they open: docs/grow/right.md.

insert into pg_temp.delivered_object (object, is_open, says) values
  ('data-flow', false, 'Loads, their faults and the quarantine of every feed'),
  ('data-flow-summary', false, 'Counts of loads and of quarantine'),
  ('load', true, 'Name, feed and time of the loads that rows come from'),
  ('revenue-report', false,
    'Revenue spreadsheets: submitting and correcting is to execute, overriding a check to approve'),
  ('source-file', false, 'Taking in files of every feed');

insert into pg_temp.delivered_privilege (object, action, roles) values
  ('data-flow', 'read', 'auditor dataOps systemAdmin'),
  ('data-flow', 'change', 'dataOps systemAdmin'),
  ('data-flow-summary', 'read', 'auditor billingAdmin billingManager corporateConsumer dataOps financeManager
    forecastAdmin svp systemAdmin'),
  ('revenue-report', 'read', 'accountManager=own auditor billingAdmin billingManager districtManager=district
    rssAdmin'),
  ('revenue-report', 'execute', 'accountManager=own districtManager=district rssAdmin'),
  ('revenue-report', 'approve', 'rssAdmin'),
  ('source-file', 'execute', 'dataOps service:intake systemAdmin');

insert into pg_temp.delivered_relation (object, action, commands, site_column, relations) values
  ('data-flow', 'read', 'select', null, 'sources.batch sources.batch_warning sources.quarantine');

insert into pg_temp.delivered_relation (object, action, commands, relations, site_column, condition, columns) values
  ('data-flow', 'change', 'update', 'sources.quarantine', null, null, 'state decided_by decided_at decided_reason'),
  ('load', 'read', 'select', 'sources.batch', null, null,
    'batch_id replay_of_batch_id source feed file_name received_at finished_at effective_on state'),
  ('revenue-report', 'read', 'select', 'sources.quarantine', 'slice_site_id', 'feed ~ ''^revenue_''', null),
  ('revenue-report', 'execute', 'update', 'sources.quarantine', 'slice_site_id', 'feed ~ ''^revenue_''',
    'state decided_by decided_at decided_reason');
