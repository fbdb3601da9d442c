-- What rights of billing are given on, who has them, and the tables they open: docs/grow/right.md.

insert into pg_temp.delivered_object (object, says) values
  ('billing-configuration', 'Settings of billing, and the facts of the operator that calculations rest on'),
  ('ledger-posting', 'Batches to the ledger'),
  ('site-readiness', 'Marks that a site is ready to be billed, with the notes of its managers'),
  ('statement', 'Statements, invoices and their documents; generating one that is ready'),
  ('statement-approval', 'Approval by the approval team'),
  ('statement-dispute', 'Disputes of statements: what is disputed, and what was agreed'),
  ('statement-line', 'Ad-hoc lines of a statement'),
  ('statement-not-ready', 'Generating a statement that is not ready, or of an earlier month'),
  ('statement-review', 'Approval of AR review'),
  ('statement-sending', 'Sending, resending and revising a statement'),
  ('statement-support', 'Rows of hours, revenue and the ledger behind a statement, in explanations and reports'),
  ('takeover', 'Taking over what the old system held, and its records that are held back');

insert into pg_temp.delivered_privilege (object, action, note, roles) values
  ('billing-configuration', 'change', null, 'billingAdmin systemAdmin'),
  ('ledger-posting', 'read', null, 'auditor billingAdmin billingManager financeManager'),
  ('ledger-posting', 'execute', null, 'billingAdmin'),
  ('site-readiness', 'read', null, 'accountManager=own auditor billingAdmin billingManager districtManager=district
    financeManager regionalVp=region revenueApprover'),
  ('site-readiness', 'change', null, 'accountManager=own districtManager=district'),
  ('statement', 'read', null, 'accountManager=own auditor billingAdmin billingManager contractAdmin customerUser=own
    districtManager=district forecastAdmin regionalVp=region revenueApprover svp=hierarchy'),
  ('statement', 'read', 'Aggregates; a single statement only with a recorded reason.',
    'corporateConsumer financeManager'),
  ('statement', 'execute', null, 'billingAdmin billingManager'),
  ('statement-approval', 'approve', 'Only while another person handled it before (segregation of duties).',
    'financeManager revenueApprover'),
  ('statement-dispute', 'read', null, 'accountManager=own auditor billingAdmin billingManager districtManager=district
    financeManager regionalVp=region revenueApprover'),
  ('statement-dispute', 'change', null, 'billingAdmin billingManager'),
  ('statement-line', 'change', null, 'billingAdmin billingManager'),
  ('statement-not-ready', 'execute', null, 'billingAdmin'),
  ('statement-review', 'approve', 'Only while another person handled it before (segregation of duties).',
    'billingAdmin billingManager financeManager revenueApprover'),
  ('statement-sending', 'execute', null, 'billingAdmin billingManager'),
  ('takeover', 'read', null, 'auditor billingAdmin forecastAdmin'),
  ('takeover', 'execute', null, 'billingAdmin forecastAdmin'),
  ('statement-support', 'read', 'Hours by job and day, without people.',
    'billingAdmin billingManager revenueApprover');

insert into pg_temp.delivered_relation (object, action, commands, site_column, relations) values
  ('ledger-posting', 'read', 'select', null,
    'billing.account_run billing.answer_file billing.answer_held billing.unit_batch billing.unit_outcome
      billing.unit_posting'),
  ('ledger-posting', 'read', 'select', 'site_id',
    'billing.account_check billing.account_finding billing.posting billing.posting_attempt'),
  ('review-threshold', 'read', 'select', 'site_id', 'billing.comparison billing.statement_notice'),
  ('review-threshold', 'read', 'select', null, 'billing.daily_mail'),
  ('site-readiness', 'read', 'select', 'site_id', 'billing.site_readiness'),
  ('site-readiness', 'change', 'insert', 'site_id', 'billing.site_readiness'),
  ('statement-dispute', 'read', 'select', 'site_id', 'billing.dispute'),
  ('statement', 'read', 'null', null, 'billing.comparison billing.dispute billing.site_readiness
    billing.statement_notice contracts.contract contracts.version warehouse.receipt'),
  ('statement', 'read', 'select', null, 'billing.run'),
  ('statement', 'read', 'select', 'site_id', 'billing.blocked'),
  ('statement', 'execute', 'select', 'site_id', 'billing.mailing');

-- What the old system held is read by the rights on what it is.
insert into pg_temp.delivered_relation (object, action, commands, relations, site_column, condition) values
  ('forecast', 'read', 'select', 'billing.former_record', 'site_id', 'kind = ''forecast'''),
  ('statement', 'read', 'select', 'billing.former_record', 'site_id', 'kind = ''statement'''),
  ('takeover', 'read', 'select', 'billing.former_file', null, null),
  ('takeover', 'read', 'select', 'billing.former_held', null, null),
  ('takeover', 'read', 'select', 'billing.former_mapping', null, null);
insert into pg_temp.delivered_relation (object, action, commands, relations, site_column, columns) values
  ('catalogue', 'read', 'select', 'billing.former_mapping', null, 'mapping_id kind former_name target ended_at');

-- How far back, and in which state, people see statements; what hangs on one is seen with it: statements/sight.sql.
insert into pg_temp.delivered_relation (object, action, commands, site_column, relations, condition) values
  ('statement', 'read', 'select', 'site_id', 'billing.statement',
    $$service_month >= (select billing.sight_from()) and (state = 'Sent' or (select billing.sees_drafts()))$$),
  ('statement', 'read', 'select', 'site_id', 'billing.ad_hoc_line',
    $$service_month >= (select billing.sight_from()) and ((select billing.sees_drafts())
      or service_month = any ((select billing.months_seen())::date[]))$$),
  ('statement', 'read', 'select', 'site_id', 'billing.invoice billing.statement_change',
    $$(select billing.sees_every_statement()) or statement_id = any ((select billing.statements_seen())::bigint[])$$),
  ('statement', 'read', 'select', 'site_id', 'billing.statement_line billing.tier_result',
    $$(select billing.reads_single()) and ((select billing.sees_every_statement())
      or statement_id = any ((select billing.statements_seen())::bigint[]))$$),
  ('statement', 'read', 'select', 'site_id', 'billing.line_input',
    $$(select billing.reads_single()) and ((select billing.sees_every_statement())
      or line_id = any ((select billing.lines_seen())::bigint[]))$$);
