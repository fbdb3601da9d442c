-- What rights of contracts are given on, who has them, and the tables they open: docs/grow/right.md.

insert into pg_temp.delivered_object (object, says) values
  ('contract', 'Contracts'),
  ('contract-configuration', 'Settings of contracts'),
  ('approval-tier', 'The yearly values from which contracts need a higher approval'),
  ('review-threshold', 'Revenue review thresholds of a site');

insert into pg_temp.delivered_privilege (object, action, roles) values
  ('contract', 'read', 'accountManager=own auditor billingAdmin billingManager contractAdmin corporateConsumer
    districtManager=district financeManager forecastAdmin regionalVp=region revenueApprover svp'),
  ('contract', 'change', 'billingAdmin contractAdmin'),
  ('contract', 'approve', 'billingManager corporateConsumer districtManager=district regionalVp=region svp'),
  ('contract-configuration', 'change', 'contractAdmin systemAdmin'),
  -- Not for who writes contracts: the limits say who must approve what they write.
  ('approval-tier', 'change', 'systemAdmin'),
  ('review-threshold', 'read', 'auditor billingAdmin billingManager financeManager forecastAdmin revenueApprover'),
  ('review-threshold', 'change', 'billingAdmin');

insert into pg_temp.delivered_relation (object, action, commands, site_column, relations) values
  ('catalogue', 'read', 'select', null, 'contracts.approval_tier contracts.ledger_title'),
  ('contract', 'read', 'null', null, 'contracts.review_threshold'),
  ('contract', 'read', 'select', 'site_id', 'contracts.approval contracts.bell_service contracts.billable_accounts
    contracts.clause contracts.clause_step contracts.contract contracts.contract_mark
    contracts.deposited_revenue contracts.fixed_fee_rate contracts.increase_decision contracts.invoice_group
    contracts.labor_hour_rate contracts.management_fee contracts.management_fee_job
    contracts.mid_month_advance contracts.non_gl_expense contracts.profit_share_tier contracts.revenue_share_structure
    contracts.revenue_share_tier contracts.version'),
  ('contract', 'change', 'select', null, 'contracts.escalator_reading contracts.finding contracts.index_value
    contracts.template'),
  ('review-threshold', 'read', 'select', 'site_id', 'contracts.review_threshold');

insert into pg_temp.delivered_relation (object, action, commands, relations, site_column, columns) values
  ('contract', 'read', 'select', 'contracts.received_export', 'site_id', 'export_id site_id file_name'),
  ('contract', 'change', 'select', 'contracts.received_export', null,
    'export_id site_id file_name sha256 received_at received_by outcome');
