--! why: no table of billing, contracts and forecasting, nor the outbox, said how long it keeps what (operations.md 2.4)

create table security.table_retention (
  relation text,
  follows text,
  why text not null,
  constraint table_retention_pkey primary key (relation),
  constraint table_retention_follows_another check (follows <> relation),
  constraint table_retention_says_why check (length(trim(why)) > 0)
);
comment on table security.table_retention is
  'Tables whose rows have no age of their own: they go with the rows of another table, or stay. Every other table '
  'has a class of retention.';
comment on column security.table_retention.relation is 'Table with its schema.';
comment on column security.table_retention.follows is
  'Table with whose rows its rows go, by their foreign key; null when they stay.';
comment on column security.table_retention.why is 'Why they stay, or what they are a part of.';

insert into security.table_class (relation, data_class, audited, reason) values
  ('security.table_retention', 1, 'by row', 'how long data is kept is a rule of the operator');
insert into security.object_relation (object, action, relation, command) values
  ('retention', 'read', 'security.table_retention', 'select');
select security.force_row_security('security.table_retention');
select audit.watch('security.table_retention');

insert into security.retention_class (retention_class, relation, time_column, keep_months, condition, source) values
  ('statements', 'billing.statement', 'service_month', 84, null, '2.4: statements, invoices and postings, 7 years'),
  ('lines added by hand', 'billing.ad_hoc_line', 'service_month', 84, null, '2.4: as statements'),
  ('readiness of sites', 'billing.site_readiness', 'service_month', 84,
    'not exists (select from billing.statement where statement.readiness_id = site_readiness.readiness_id)',
    '2.4: as statements'),
  ('runs of billing', 'billing.run', 'started_at', 84,
    'not exists (select from billing.statement where statement.run_id = run.run_id)', '2.4: as statements'),
  ('unit statistics', 'billing.unit_batch', 'service_month', 84, null, '2.4: payloads of the ledger, 7 years'),
  ('answers on unit statistics', 'billing.unit_outcome', 'service_month', 84, null, '2.4: as unit statistics'),
  ('index values replaced', 'contracts.index_value', 'superseded_at', 84, null,
    '2.4: records of escalations, 7 years'),
  ('forecast versions', 'forecasting.version', 'made_at', 84,
    'plan_year < extract(year from now()) - 7
       and not exists (select from forecasting.version as newer where newer.based_on_id = version.version_id)
       and not exists (select from forecasting.lineage
         where lineage.ancestor_id = version.version_id and lineage.version_id <> version.version_id)',
    '2.4: versions of forecasts, 7 years, all of them'),
  ('runs of the P&L', 'forecasting.run', 'started_at', 84,
    'not exists (select from forecasting.site_month where site_month.run_id = run.run_id)
       and not exists (select from forecasting.pnl_cell where pnl_cell.run_id = run.run_id)
       and not exists (select from forecasting.component where component.run_id = run.run_id)',
    '2.4: as versions of forecasts'),
  ('mappings of job profiles ended', 'forecasting.profile_mapping', 'ended_at', 84, null, '2.4: job codes, 7 years'),
  ('mappings of accounts ended', 'warehouse.account_mapping', 'ended_at', 84, null, '2.4: account validation, 7 years'),
  ('duties performed', 'security.duty_performed', 'performed_at', 84, null, '2.4: security logs, 2,555 days'),
  ('tests of restored backups', 'platform.restore_test', 'tested_at', 84, null, '2.4: backups, 7 years'),
  -- Files have no table: the purge looks at the folder, by the time that a file was written.
  ('outbox files', 'outbox', 'written', 84, null, '2.4: statements, PDFs and payloads, 7 years');

insert into security.table_retention (relation, follows, why)
select relation, follows, 'part of ' || follows
from (values
  ('billing.statement', array['billing.comparison', 'billing.invoice', 'billing.mailing', 'billing.posting',
    'billing.statement_change', 'billing.statement_line', 'billing.statement_notice', 'billing.tier_result']),
  ('billing.statement_line', array['billing.line_input']),
  ('billing.run', array['billing.blocked']),
  ('billing.unit_batch', array['billing.unit_posting']),
  ('forecasting.version', array['forecasting.change', 'forecasting.component', 'forecasting.lineage',
    'forecasting.outdated', 'forecasting.pnl_cell', 'forecasting.site_month', 'forecasting.submission']),
  ('forecasting.change', array['forecasting.other_expense', 'forecasting.other_revenue', 'forecasting.parking_rate',
    'forecasting.payroll_day', 'forecasting.statistic_day']),
  ('forecasting.profile_mapping', array['forecasting.profile_target']),
  ('sources.batch', array['forecasting.arrived_batch', 'sources.batch_warning']),
  ('audit.entry', array['audit.personal_value'])
) as part (follows, relations)
cross join lateral unnest(relations) as relation;

insert into security.table_retention (relation, why)
select relation, why
from (values
  ('2.4: documents of audits stay; statements and forecasts cite what was agreed', array['contracts.approval',
    'contracts.approval_tier', 'contracts.bell_service', 'contracts.billable_accounts', 'contracts.clause',
    'contracts.clause_step', 'contracts.contract', 'contracts.deposited_revenue', 'contracts.finding',
    'contracts.fixed_fee_rate', 'contracts.invoice_group', 'contracts.labor_hour_rate', 'contracts.ledger_title',
    'contracts.management_fee', 'contracts.management_fee_job', 'contracts.mid_month_advance',
    'contracts.non_gl_expense', 'contracts.profit_share_tier', 'contracts.received_export',
    'contracts.revenue_share_structure', 'contracts.revenue_share_tier', 'contracts.review_threshold',
    'contracts.version']),
  ('which file a kept figure came from; rows of facts cite it', array['sources.batch']),
  ('heads and keys prove what is kept, and what was purged', array['audit.head', 'audit.signing_key']),
  ('waits for the chain, for a second', array['audit.pending']),
  ('how the product stands', array['platform.definition_object', 'platform.definition_set', 'platform.migration',
    'security.demo_clock', 'security.key_fingerprint', 'security.seal']),
  ('who may do what; changes of it are in the trail', array['security.database_login', 'security.duty_conflict',
    'security.effective_role', 'security.effective_site', 'security.feed_access', 'security.job_profile_role',
    'security.object', 'security.object_relation', 'security.operating_system_user', 'security.person',
    'security.person_subject', 'security.privilege', 'security.role', 'security.role_assignment',
    'security.role_conflict', 'security.work_conflict', 'security.site_place', 'security.table_class']),
  ('rules and records of privacy and retention', array['security.legal_hold', 'security.personal_column',
    'security.purge', 'security.retention_class', 'security.subject', 'security.table_retention']),
  ('what holds now; what it replaces goes to a history with a class', array['forecasting.grouped_job',
    'forecasting.job_group', 'warehouse.account', 'warehouse.account_history', 'warehouse.calendar_day',
    'warehouse.customer_contact', 'warehouse.employee_job', 'warehouse.forecast', 'warehouse.gl_account',
    'warehouse.gl_account_history', 'warehouse.job_code', 'warehouse.job_profile', 'warehouse.ledger_company',
    'warehouse.parking_statistic', 'warehouse.revenue_code', 'warehouse.site', 'warehouse.site_access',
    'warehouse.site_district_manager', 'warehouse.site_district_manager_history', 'warehouse.site_manager',
    'warehouse.site_salary', 'warehouse.site_version', 'warehouse.site_version_history',
    'warehouse.summary_category']),
  ('empty between loads', array['sources.account_summary', 'sources.budget_datatab_pr', 'sources.budget_final',
    'sources.chart_of_account', 'sources.gl_accounts', 'sources.gp_customer_mstr', 'sources.master_non_financial',
    'sources.payroll_summary', 'sources.revenue_daily_detail', 'sources.revenue_datamart_daily',
    'sources.schedule_cost_entity', 'sources.shift_entity', 'sources.staged_fault', 'sources.timesheet_entity',
    'sources.workday_job_codes', 'sources.workday_rls_bisecurity', 'sources.workday_site_managers',
    'sources.workday_site_salaries'])
) as kept (why, relations)
cross join lateral unnest(relations) as relation;

-- Reasons are typed by people, who name people in them.
insert into security.personal_column (relation, column_name, class) values
  ('billing.run', 'proceed_reason', 'record'),
  ('billing.statement_change', 'reason', 'record'),
  ('forecasting.change', 'reason', 'record'),
  ('forecasting.submission', 'reason', 'record'),
  ('forecasting.version', 'reason', 'record'),
  ('security.legal_hold', 'reason', 'record'),
  ('sources.quarantine', 'decided_reason', 'record'),
  ('warehouse.account_mapping', 'reason', 'record');
do $$
declare
  listed record;
begin
  for listed in
    select relation, column_name, col_description(attrelid, attnum) as says
    from security.personal_column join pg_attribute on attrelid = to_regclass(relation) and attname = column_name
    where class = 'record' and column_name in ('proceed_reason', 'reason', 'decided_reason')
      and coalesce(col_description(attrelid, attnum), '') !~ 'personal data'
  loop
    execute format('comment on column %s.%I is %L', listed.relation, listed.column_name,
      rtrim(coalesce(listed.says, 'Why'), '.') || ' (personal data).');
  end loop;
end
$$;
