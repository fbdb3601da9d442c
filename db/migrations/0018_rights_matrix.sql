--! why: the roles, the matrix and the conflicts of operations.md 1.1 to 1.6, and the tables that exist so far

insert into security.role (role, database_role, says, kind)
select role, 'daybook_' || lower(regexp_replace(replace(role, ':', '_'), '([a-z])([A-Z])', '\1_\2', 'g')), says, kind
from (values
  ('accountManager', 'Account managers and those who work as one', 'person'),
  ('districtManager', 'District, area and regional managers', 'person'),
  ('regionalVp', 'Regional and market vice presidents', 'person'),
  ('svp', 'Senior vice presidents', 'person'),
  ('corporateConsumer', 'Executives', 'person'),
  ('forecastAdmin', 'FP&A', 'person'),
  ('financeManager', 'Finance', 'person'),
  ('billingManager', 'Billing team', 'person'),
  ('billingAdmin', 'Heads of the billing team', 'person'),
  ('revenueApprover', 'The approval team of statements', 'person'),
  ('contractAdmin', 'Contract desk', 'person'),
  ('siteAdmin', 'Keepers of the site master', 'person'),
  ('territoryManager', 'Keepers of the site master of one territory', 'person'),
  ('customerService', 'Support desk, inside a support session', 'person'),
  ('rssAdmin', 'Support of the revenue spreadsheets', 'person'),
  ('dataOps', 'Data operations: loads and quarantine', 'person'),
  ('systemAdmin', 'Administrators of the system', 'person'),
  ('securityAdmin', 'Administrators of rights', 'person'),
  ('dba', 'Database administrators', 'person'),
  ('auditor', 'Auditors and compliance officers', 'person'),
  ('customerUser', 'Contacts of a client', 'person'),
  ('service:intake', 'Systems that deliver files', 'service'),
  ('service:forecasting', 'The forecast''s own reading of salaries, as totals', 'service'),
  ('service:reporting', 'Reporting tools without a person', 'service')
) as listed (role, says, kind);
update security.role set is_temporary_only = true where role in ('customerService', 'dba');
update security.role set needs_step_up = true where role in ('systemAdmin', 'securityAdmin', 'dba');

insert into security.job_profile_role (job_profile, role, site_column)
select job_profile, 'districtManager', 'SITE' from unnest(array['DISTMGR', 'AREAMGR', 'SRDISTMGR']) as job_profile
union all
select job_profile, 'accountManager', 'COST_CENTER'
from unnest(array['DOO', 'ACCTMGR', 'ASSOCM', 'SRACCTMGR', 'ASOPSMGR', 'TRANSMGR']) as job_profile;

-- One line an object and action; who may, as role or role=scope (all, when none is named).
create temporary table matrix (object text, action text, roles text) on commit drop;
insert into matrix values
  ('catalogue', 'read', '(everybody)'),
  ('load', 'read', '(everybody)'),
  ('site', 'read', 'accountManager=own districtManager=district regionalVp=region svp=hierarchy corporateConsumer
    forecastAdmin financeManager billingManager billingAdmin revenueApprover contractAdmin siteAdmin systemAdmin auditor
    territoryManager=region rssAdmin dataOps service:intake service:reporting customerUser=own'),
  ('site', 'change', 'siteAdmin territoryManager=region'),
  ('site-information', 'read', 'forecastAdmin financeManager billingManager billingAdmin revenueApprover contractAdmin
    siteAdmin auditor territoryManager=region'),
  ('site-information', 'change', 'billingAdmin siteAdmin'),
  ('site-from-master', 'execute', 'billingAdmin siteAdmin'),
  ('contract', 'read', 'accountManager=own districtManager=district regionalVp=region svp corporateConsumer
    forecastAdmin financeManager billingManager billingAdmin revenueApprover contractAdmin auditor'),
  ('contract', 'change', 'billingAdmin contractAdmin'),
  ('contract', 'approve', 'districtManager=district regionalVp=region svp corporateConsumer billingManager'),
  ('review-threshold', 'read', 'forecastAdmin financeManager billingManager billingAdmin revenueApprover auditor'),
  ('review-threshold', 'change', 'billingAdmin'),
  ('statement', 'read', 'accountManager=own districtManager=district regionalVp=region svp=hierarchy corporateConsumer
    forecastAdmin financeManager billingManager billingAdmin revenueApprover contractAdmin auditor customerUser=own'),
  ('statement', 'execute', 'billingManager billingAdmin'),
  ('statement-not-ready', 'execute', 'billingAdmin'),
  ('statement-line', 'change', 'billingManager billingAdmin'),
  ('statement-review', 'approve', 'financeManager billingManager billingAdmin revenueApprover'),
  ('statement-approval', 'approve', 'financeManager revenueApprover'),
  ('statement-sending', 'execute', 'billingManager billingAdmin'),
  ('ledger-posting', 'read', 'financeManager billingManager billingAdmin auditor'),
  ('ledger-posting', 'execute', 'billingAdmin'),
  ('forecast', 'read', 'accountManager=own districtManager=district regionalVp=region svp=hierarchy corporateConsumer
    forecastAdmin financeManager auditor service:reporting'),
  ('forecast', 'change', 'accountManager=own districtManager=district regionalVp=region forecastAdmin'),
  ('forecast', 'execute', 'accountManager=own forecastAdmin'),
  ('forecast', 'approve', 'districtManager=district regionalVp=region forecastAdmin financeManager'),
  ('profit-and-loss', 'read', 'accountManager=own districtManager=district regionalVp=region svp=hierarchy
    corporateConsumer forecastAdmin financeManager billingAdmin revenueApprover auditor service:reporting'),
  ('labor', 'read', 'accountManager=own districtManager=district regionalVp=region svp=hierarchy corporateConsumer
    forecastAdmin financeManager auditor service:reporting'),
  ('labor-allocation', 'read', 'districtManager=district forecastAdmin systemAdmin auditor'),
  ('salary', 'read', 'service:forecasting'),
  ('revenue', 'read', 'accountManager=own districtManager=district regionalVp=region svp=hierarchy corporateConsumer
    forecastAdmin financeManager billingManager billingAdmin revenueApprover rssAdmin auditor service:reporting'),
  ('budget', 'read', 'financeManager forecastAdmin auditor'),
  ('budget', 'execute', 'forecastAdmin'),
  ('job-code', 'read', 'accountManager districtManager regionalVp forecastAdmin billingAdmin auditor'),
  ('job-code', 'change', 'forecastAdmin billingAdmin'),
  ('revenue-report', 'execute', 'accountManager=own districtManager=district rssAdmin'),
  ('revenue-report', 'read', 'accountManager=own districtManager=district billingManager billingAdmin rssAdmin
    auditor'),
  ('revenue-report', 'approve', 'rssAdmin'),
  ('source-file', 'execute', 'dataOps systemAdmin service:intake'),
  ('data-flow', 'read', 'dataOps systemAdmin auditor'),
  ('data-flow', 'change', 'dataOps systemAdmin'),
  ('data-flow-summary', 'read', 'svp corporateConsumer forecastAdmin financeManager billingManager billingAdmin dataOps
    systemAdmin auditor'),
  ('report', 'execute', 'accountManager=own districtManager=district regionalVp=region svp=hierarchy corporateConsumer
    forecastAdmin financeManager billingManager billingAdmin contractAdmin auditor'),
  ('user', 'read', 'forecastAdmin systemAdmin securityAdmin auditor'),
  ('user', 'change', 'forecastAdmin systemAdmin securityAdmin'),
  ('right', 'read', 'systemAdmin securityAdmin auditor'),
  ('right', 'change', 'securityAdmin'),
  ('session', 'read', 'securityAdmin systemAdmin auditor'),
  ('session', 'change', 'securityAdmin systemAdmin'),
  ('configuration', 'read', 'systemAdmin auditor'),
  ('configuration', 'change', 'systemAdmin'),
  ('billing-configuration', 'change', 'billingAdmin systemAdmin'),
  ('contract-configuration', 'change', 'contractAdmin systemAdmin'),
  ('site-configuration', 'change', 'siteAdmin systemAdmin'),
  ('retention', 'read', 'systemAdmin securityAdmin auditor'),
  ('retention', 'change', 'securityAdmin'),
  ('personal-data', 'read', 'securityAdmin auditor'),
  ('personal-data', 'execute', 'securityAdmin'),
  ('audit-trail', 'read', 'accountManager=self districtManager=district regionalVp=region forecastAdmin financeManager
    systemAdmin securityAdmin auditor'),
  ('audit-evidence', 'execute', 'auditor securityAdmin');

insert into security.object (object, says) values
  ('catalogue', 'Accounts, categories, codes, calendar'),
  ('load', 'Name, feed and time of the loads that rows come from'),
  ('site', 'Site list and site header: name, place, organisation, managers'),
  ('site-information', 'General information of a site: contacts, ledger strings'),
  ('site-from-master', 'Adding a site from the warehouse master'),
  ('contract', 'Contracts'),
  ('review-threshold', 'Revenue review thresholds of a site'),
  ('statement', 'Statements, invoices and their documents; generating one that is ready'),
  ('statement-not-ready', 'Generating a statement that is not ready, or of an earlier month'),
  ('statement-line', 'Ad-hoc lines of a statement'),
  ('statement-review', 'Approval of AR review'),
  ('statement-approval', 'Approval by the approval team'),
  ('statement-sending', 'Sending, resending and revising a statement'),
  ('ledger-posting', 'Batches to the ledger'),
  ('forecast', 'Forecast inputs; submitting is to execute, approving and rejecting to approve'),
  ('profit-and-loss', 'P&L: ledger and budget by site and month'),
  ('labor', 'Payroll, schedule and payroll budget by job, without people'),
  ('labor-allocation', 'Who works where in which job'),
  ('salary', 'Pay of single people'),
  ('revenue', 'Daily revenue and vehicles'),
  ('budget', 'Loading and mapping the budget'),
  ('job-code', 'Job codes and groups'),
  ('revenue-report', 'Revenue spreadsheets: submitting and correcting is to execute, overriding a check to approve'),
  ('source-file', 'Taking in files of every feed'),
  ('data-flow', 'Loads, their faults and the quarantine of every feed'),
  ('data-flow-summary', 'Counts of loads and of quarantine'),
  ('report', 'Exports of reports'),
  ('user', 'People, roles and the mapping table'),
  ('right', 'The matrix, conflicts and classes'),
  ('session', 'Sessions and keys of everybody'),
  ('configuration', 'Settings of the system'),
  ('billing-configuration', 'Settings of billing'),
  ('contract-configuration', 'Settings of contracts'),
  ('site-configuration', 'Settings of sites'),
  ('retention', 'Retention classes, holds and purges'),
  ('personal-data', 'Inventory of personal data; export and erasure of a person'),
  ('audit-trail', 'The audit trail'),
  ('audit-evidence', 'Evidence for the controls of a quarter');
update security.object set is_open = true where object in ('catalogue', 'load');

insert into security.privilege (role, object, action, scope)
select listed.role, matrix.object, matrix.action,
  coalesce(nullif(split_part(named, '=', 2), ''), 'all')
from matrix
cross join lateral regexp_split_to_table(trim(matrix.roles), '\s+') as named
join security.role as listed
  on listed.role = split_part(named, '=', 1) or (named = '(everybody)' and listed.role <> 'customerUser');
update security.privilege set note = 'Own changes only.' where object = 'audit-trail' and scope = 'self';
update security.privilege set note = 'Within an explicit edit mode; every override is in the trail.'
where object = 'forecast' and action = 'change' and role in ('districtManager', 'regionalVp');
update security.privilege set note = 'Aggregates; a single statement only with a recorded reason.'
where object = 'statement' and role in ('corporateConsumer', 'financeManager');
update security.privilege set note = 'Only while another person handled it before (segregation of duties).'
where object in ('statement-review', 'statement-approval');
update security.privilege set note = 'Roles above district manager only, and never to oneself.'
where object = 'user' and action = 'change' and role = 'forecastAdmin';

insert into security.role_conflict (role, other_role, reason)
select least(one, two), greatest(one, two), reason
from (
  select one, two, 'administration of the system against business operation' as reason
  from unnest(array['systemAdmin', 'securityAdmin', 'dba']) as one,
    unnest(array['accountManager', 'districtManager', 'forecastAdmin', 'financeManager', 'billingManager',
      'billingAdmin', 'revenueApprover', 'contractAdmin']) as two
  union all
  select 'auditor', role, 'audit is independent' from security.role
  where kind = 'person' and role not in ('auditor', 'customerUser', 'customerService')
  union all
  select 'revenueApprover', two, 'generating and editing a statement against approving it'
  from unnest(array['billingManager', 'billingAdmin']) as two
  union all
  select 'customerUser', role, 'a client''s contact is no employee' from security.role
  where kind = 'person' and role <> 'customerUser'
) as pair;

insert into security.duty_conflict (first_duty, second_duty, within, reason) values
  ('generate-statement', 'approve-statement', 'statement', 'initiation against approval'),
  ('edit-statement', 'approve-statement', 'statement', 'initiation against approval'),
  ('change-threshold', 'approve-statement', 'site and cycle', 'who moves the limit does not judge by it'),
  ('edit-contract', 'approve-contract', 'contract version', 'initiation against approval'),
  ('enter-forecast', 'approve-forecast', 'forecast of a site', 'data entry against validation'),
  ('override-forecast', 'approve-forecast', 'forecast of a site', 'who overrode a value is not its only approver'),
  ('submit-revenue-report', 'override-check', 'batch', 'data entry against validation'),
  ('post-batch', 'reverse-posting', 'ledger batch', 'a second person above the configured amount'),
  ('request-access', 'approve-access', 'role assignment', 'nobody approves a request of their own');
