-- The roles, what keeps them apart, and the rights of the platform. The rights.sql of the other stages say the same for
-- theirs; security.take_delivered puts it in force (docs/grow/right.md):
-- objects     what rights are given on; an open one is read by everybody but clients;
-- privileges  who may: role, or role=scope; without a scope everywhere. (staff) is every role of people but clients
--             that is not named itself. Notes are for people;
-- relations   the tables that an action opens, with their histories, by commands of SQL. "null" opens a table without
--             a row, so that views may join it. A site_column (self_column) lets scopes of sites (self) in.
select security.expect_delivered();

insert into pg_temp.delivered_role (role, work, title, says) values
  ('accountManager', 'business', 'account manager', 'Account managers and those who work as one'),
  ('billingAdmin', 'business', 'billing admin', 'Heads of the billing team'),
  ('billingManager', 'business', 'billing manager', 'Billing team'),
  ('contractAdmin', 'business', 'contract admin', 'Contract desk'),
  ('corporateConsumer', 'business', 'executive', 'Executives'),
  ('districtManager', 'business', 'district manager', 'District, area and regional managers'),
  ('financeManager', 'business', 'finance manager', 'Finance'),
  ('forecastAdmin', 'business', 'forecast admin', 'FP&A'),
  ('regionalVp', 'business', 'regional VP', 'Regional and market vice presidents'),
  ('revenueApprover', 'business', 'statement approver', 'The approval team of statements'),
  ('svp', 'business', 'SVP', 'Senior vice presidents'),
  ('customerService', 'upkeep', 'support desk', 'Support desk, inside a support session'),
  ('dataOps', 'upkeep', 'data operations', 'Data operations: loads and quarantine'),
  ('rssAdmin', 'upkeep', 'revenue spreadsheet support', 'Support of the revenue spreadsheets'),
  ('siteAdmin', 'upkeep', 'site admin', 'Keepers of the site master'),
  ('territoryManager', 'upkeep', 'territory manager', 'Keepers of the site master of one territory'),
  ('dba', 'administration', 'database administrator', 'Database administrators'),
  ('securityAdmin', 'administration', 'administrator of rights', 'Administrators of rights'),
  ('systemAdmin', 'administration', 'system administrator', 'Administrators of the system'),
  ('auditor', 'audit', 'auditor', 'Auditors and compliance officers'),
  ('customerUser', 'client', 'client contact', 'Contacts of a client'),
  ('service:forecasting', 'integration', 'forecasting service', 'The forecast''s own reading of salaries, as totals'),
  ('service:intake', 'integration', 'file delivery service', 'Systems that deliver files'),
  ('service:reporting', 'integration', 'reporting service', 'Reporting tools without a person');
update pg_temp.delivered_role set is_temporary_only = true where role in ('customerService', 'dba');
update pg_temp.delivered_role set needs_step_up = true where work = 'administration';
update pg_temp.delivered_role set given_by = given_by || '{forecastAdmin}'
where role in ('corporateConsumer', 'regionalVp', 'svp');

-- Kinds of work that one person may not do at once, single roles that keep apart, and duties on the same thing.
insert into pg_temp.delivered_work_conflict (work, other_work, reason) values
  ('administration', 'business', 'administration of the system against business operation'),
  ('audit', 'administration', 'audit is independent'),
  ('audit', 'business', 'audit is independent'),
  ('audit', 'upkeep', 'audit is independent'),
  ('client', 'administration', 'a client''s contact is not an employee'),
  ('client', 'audit', 'a client''s contact is not an employee'),
  ('client', 'business', 'a client''s contact is not an employee'),
  ('client', 'upkeep', 'a client''s contact is not an employee');

insert into pg_temp.delivered_role_conflict (role, other_role, reason) values
  ('billingAdmin', 'revenueApprover', 'generating and editing a statement against approving it'),
  ('billingManager', 'revenueApprover', 'generating and editing a statement against approving it');

insert into pg_temp.delivered_duty_conflict (first_duty, second_duty, within, reason) values
  ('change-threshold', 'approve-statement', 'site and cycle', 'who moves the limit does not judge by it'),
  ('edit-contract', 'approve-contract', 'contract version', 'initiation against approval'),
  ('edit-statement', 'approve-statement', 'statement', 'initiation against approval'),
  ('enter-forecast', 'approve-forecast', 'submission of a forecast', 'data entry against validation'),
  ('generate-statement', 'approve-statement', 'statement', 'initiation against approval'),
  ('override-forecast', 'approve-forecast', 'submission of a forecast',
    'who overrode a value is not its only approver'),
  ('post-batch', 'reverse-posting', 'ledger documents of a statement', 'a second person above the configured amount'),
  ('request-access', 'approve-access', 'role assignment', 'nobody approves a request of their own'),
  ('submit-revenue-report', 'override-check', 'file of a revenue report', 'data entry against validation');

-- Which role a job profile of Workday stands for, by the column that names the sites.
insert into pg_temp.delivered_job_profile (role, site_column, job_profiles) values
  ('accountManager', 'COST_CENTER', 'ACCTMGR ASOPSMGR ASSOCM DOO SRACCTMGR TRANSMGR'),
  ('districtManager', 'SITE', 'AREAMGR DISTMGR SRDISTMGR');

insert into pg_temp.delivered_object (object, says) values
  ('access-review', 'Reviews of who holds which role: opening one, deciding on its lines'),
  ('access-request', 'Requests for a role: asking for one, approving it as a manager, granting it'),
  ('alert', 'Alerts: what is not as it should be, who takes care of it, their rules and silences'),
  ('archive', 'Closed years in the archive: moving and recalling them, verifying and removing files'),
  ('audit-content', 'What the trail tells of tables that no right to read speaks of'),
  ('audit-evidence', 'Evidence for the controls of a quarter'),
  ('audit-trail', 'The audit trail'),
  ('backup', 'Backups of the database: making, proving and removing them, what was made and proven'),
  ('claimed-day', 'Changing a forecast as if another day were today, which opens days that are locked'),
  ('configuration', 'Settings of the system'),
  ('export-request', 'Exports above the limit: letting them out, setting the limit'),
  ('metric', 'What is measured of servers and of what they stand on'),
  ('own-choice', 'What a person chose in the app, and when that person was there: the own only'),
  ('personal-data', 'Inventory of personal data; export and erasure of a person'),
  ('retention', 'Retention classes, holds and purges'),
  ('right', 'The matrix, conflicts and classes'),
  ('scheduled-job', 'Jobs that run by themselves: their schedules and runs, asking for a run, cancelling one'),
  ('session', 'Sessions and keys of everybody'),
  ('support-session', 'Support sessions: seeing what a person sees, read-only, for a limited time'),
  ('user', 'People, roles and the mapping table');

insert into pg_temp.delivered_privilege (object, action, note, roles) values
  ('access-request', 'read', null, '(staff)=self auditor securityAdmin systemAdmin'),
  ('access-request', 'change', 'Asking, for oneself or for somebody else.', '(staff)=self'),
  ('access-request', 'execute', 'Granting, after a manager approved; or at once in an emergency.',
    'securityAdmin systemAdmin'),
  ('access-request', 'approve', 'As a manager.',
    'billingAdmin contractAdmin corporateConsumer districtManager=district financeManager forecastAdmin
    regionalVp=region siteAdmin svp=hierarchy'),
  ('access-review', 'read', null, 'auditor securityAdmin systemAdmin'),
  ('access-review', 'execute', 'Opening one; the server opens those that are due.', 'securityAdmin systemAdmin'),
  ('access-review', 'approve', 'Deciding on roles of others.',
    'districtManager=district regionalVp=region securityAdmin systemAdmin'),
  ('alert', 'read', null, 'auditor billingAdmin dataOps dba securityAdmin systemAdmin'),
  ('alert', 'change', 'Rules and silences.', 'dba systemAdmin'),
  ('alert', 'execute', 'Acknowledging, assigning and resolving.', 'billingAdmin dataOps dba securityAdmin systemAdmin'),
  ('archive', 'read', null, 'auditor dataOps dba securityAdmin systemAdmin'),
  ('archive', 'execute', 'Moving a closed year out of the database, recalling and releasing it.', 'dba systemAdmin'),
  ('archive', 'approve', 'Verifying its files.', 'auditor dba systemAdmin'),
  ('archive', 'change', 'Removing files whose time is over.', 'securityAdmin'),
  ('audit-content', 'read', null, 'auditor'),
  ('audit-evidence', 'execute', null, 'auditor securityAdmin'),
  ('audit-trail', 'read', null, 'auditor districtManager=district financeManager forecastAdmin regionalVp=region
    securityAdmin systemAdmin'),
  ('audit-trail', 'read', 'Own changes only.', 'accountManager=self'),
  ('backup', 'read', null, 'auditor dataOps dba securityAdmin systemAdmin'),
  ('backup', 'execute', 'Making one.', 'dba systemAdmin'),
  ('backup', 'approve', 'Proving one.', 'auditor dba systemAdmin'),
  ('backup', 'change', 'Removing those that need not be kept.', 'dba systemAdmin'),
  ('claimed-day', 'execute', 'Each claim is in the trail; in a sample anybody may.',
    'forecastAdmin'),
  ('configuration', 'read', null, 'auditor systemAdmin'),
  ('configuration', 'change', null, 'systemAdmin'),
  ('export-request', 'read', null, '(staff)=self auditor securityAdmin systemAdmin'),
  ('export-request', 'approve', 'Of people who are bound to sites by their managers, of others by administrators.',
    'districtManager=district regionalVp=region securityAdmin systemAdmin'),
  ('export-request', 'change', 'The limit.', 'securityAdmin'),
  ('metric', 'read', null, 'auditor dataOps dba securityAdmin service:reporting systemAdmin'),
  ('own-choice', 'change', null, '(staff)=self customerUser=self'),
  ('personal-data', 'read', null, 'auditor securityAdmin'),
  ('personal-data', 'execute', null, 'securityAdmin'),
  ('retention', 'read', null, 'auditor securityAdmin systemAdmin'),
  ('retention', 'change', null, 'securityAdmin'),
  ('right', 'read', null, 'auditor securityAdmin systemAdmin'),
  ('right', 'change', null, 'securityAdmin'),
  ('scheduled-job', 'read', null, 'auditor dataOps dba securityAdmin systemAdmin'),
  ('scheduled-job', 'change', 'The schedules.', 'dba systemAdmin'),
  ('scheduled-job', 'execute', 'Asking for a run, cancelling one.', 'dataOps dba systemAdmin'),
  ('session', 'read', null, 'auditor securityAdmin systemAdmin'),
  ('session', 'change', null, 'securityAdmin systemAdmin'),
  ('support-session', 'read', null, '(staff)=self auditor customerUser=self securityAdmin systemAdmin'),
  ('support-session', 'execute', 'Never of administrators, auditors, services and other helpers.', 'customerService'),
  ('user', 'read', null, 'auditor forecastAdmin securityAdmin systemAdmin'),
  ('user', 'change', null, 'securityAdmin systemAdmin'),
  ('user', 'change', 'Roles above district manager only, and never to oneself.',
    'forecastAdmin');

insert into pg_temp.delivered_relation (object, action, commands, site_column, relations) values
  ('alert', 'read', 'select', null, 'operations.alert operations.alert_notice operations.alert_rule
    operations.alert_silence'),
  ('alert', 'change', 'insert update delete', null, 'operations.alert_rule'),
  ('alert', 'change', 'insert update', null, 'operations.alert_silence'),
  ('archive', 'read', 'select', null, 'operations.archive_file'),
  ('access-review', 'read', 'select', null, 'security.access_review security.access_review_line'),
  ('audit-evidence', 'execute', 'select', null, 'platform.restore_test'),
  ('audit-trail', 'read', 'null', null, 'audit.personal_value'),
  ('audit-trail', 'read', 'select', null, 'audit.head audit.signing_key'),
  ('backup', 'read', 'select', null, 'operations.backup operations.backup_proof
    operations.backup_removal operations.backup_copy'),
  ('configuration', 'read', 'select', null, 'platform.operator_fact'),
  ('export-request', 'change', 'select', null, 'security.export_limit'),
  ('personal-data', 'read', 'select', null, 'audit.personal_value security.personal_column security.table_class'),
  ('retention', 'read', 'select', null, 'security.legal_hold security.purge security.retention_class
    security.table_retention'),
  ('retention', 'change', 'insert update', null, 'security.legal_hold security.retention_class'),
  ('right', 'read', 'select', null, 'security.duty_conflict security.job_profile_role security.object
    security.object_relation security.privilege security.role security.role_conflict security.table_class
    security.work_conflict'),
  ('right', 'change', 'insert update delete', null, 'security.duty_conflict security.job_profile_role
    security.role_conflict security.work_conflict'),
  ('metric', 'read', 'select', null, 'operations.table_size operations.slow_statement operations.report'),
  ('scheduled-job', 'read', 'select', null, 'operations.planning operations.run operations.run_line
    operations.schedule'),
  ('scheduled-job', 'change', 'insert update delete', null, 'operations.schedule'),
  ('site-information', 'read', 'select', 'site_id', 'security.site_place'),
  ('user', 'read', 'select', null, 'security.attempted_conflict security.database_login security.duty_performed
    security.effective_role security.effective_site security.feed_access security.job_profile_role
    security.operating_system_user security.person security.person_subject security.role_assignment
    security.withheld_role'),
  ('user', 'change', 'delete', null, 'security.operating_system_user'),
  ('user', 'change', 'insert update', null, 'security.operating_system_user security.person security.role_assignment');

insert into pg_temp.delivered_relation (object, action, commands, relations, site_column, self_column, columns) values
  ('access-request', 'read', 'select', 'security.access_request', null, 'person_id', null),
  ('export-request', 'read', 'select', 'security.export_request', null, 'person_id', null),
  ('own-choice', 'change', 'select insert update', 'security.own_choice', null, 'person_id', null),
  ('support-session', 'read', 'select', 'security.support_session', null, 'person_id', null),
  ('audit-trail', 'read', 'select', 'audit.entry', 'site_id', 'person_id', null),
  ('catalogue', 'read', 'select', 'platform.operator_fact', null, null, 'fact set_values set_at ended_at'),
  ('session', 'read', 'select', 'security.api_key', null, 'person_id',
    'api_key_id person_id label shown_prefix scopes made_at ends_at last_used_at ended_at ended_reason'),
  ('session', 'read', 'select', 'security.session', null, 'person_id',
    'session_id person_id method scopes opened_at last_used_at idle_ends_after ends_at stepped_up_at ended_at
    ended_reason');
