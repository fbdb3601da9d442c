--! why: rights become a definition, so what a version delivers is told apart from what the operator decided

create table security.delivered_line (
  relation text not null,
  key jsonb not null,
  line jsonb not null,
  constraint delivered_line_pkey primary key (relation, key)
);
comment on table security.delivered_line is
  'What the definitions of this version delivered of roles and rights (rights.sql of the stages), line by line. A line '
  'of the matrix or of the conflicts that differs from it was decided by the operator and is kept.';
comment on column security.delivered_line.relation is 'Table that the line was delivered to.';
comment on column security.delivered_line.key is 'Primary key of the line.';
comment on column security.delivered_line.line is 'The whole line.';
insert into security.table_class (relation, data_class, audited, reason) values
  ('security.delivered_line', 1, 'by batch', 'made anew from the files of this version; what they change is in the '
    'trail by row');
insert into security.table_retention (relation, why) values
  ('security.delivered_line', 'what this version delivers; the files keep what earlier versions did');
select security.force_row_security('security.delivered_line');

-- What migrations had delivered up to here, from which the decisions of an operator are told apart for the first time.
-- Never to be added to: what is delivered now stands in the rights.sql of the stages.
create temporary table was_delivered (object text, action text, note text, roles text) on commit drop;
insert into pg_temp.was_delivered values
  ('access-request', 'read', null,
    'accountManager=self auditor billingAdmin=self billingManager=self contractAdmin=self corporateConsumer=self
    customerService=self dataOps=self dba=self districtManager=self financeManager=self forecastAdmin=self
    regionalVp=self revenueApprover=self rssAdmin=self securityAdmin siteAdmin=self svp=self systemAdmin
    territoryManager=self'),
  ('access-request', 'change', 'Asking, for oneself or for somebody else.',
    'accountManager=self auditor=self billingAdmin=self billingManager=self contractAdmin=self corporateConsumer=self
    customerService=self dataOps=self dba=self districtManager=self financeManager=self forecastAdmin=self
    regionalVp=self revenueApprover=self rssAdmin=self securityAdmin=self siteAdmin=self svp=self systemAdmin=self
    territoryManager=self'),
  ('access-request', 'execute', 'Granting, after a manager approved; or at once in an emergency.',
    'securityAdmin systemAdmin'),
  ('access-request', 'approve', 'As a manager.',
    'billingAdmin contractAdmin corporateConsumer districtManager=district financeManager forecastAdmin
    regionalVp=region siteAdmin svp=hierarchy'),
  ('audit-content', 'read', null, 'auditor'),
  ('audit-evidence', 'execute', null, 'auditor securityAdmin'),
  ('audit-trail', 'read', null, 'auditor districtManager=district financeManager forecastAdmin regionalVp=region
    securityAdmin systemAdmin'),
  ('audit-trail', 'read', 'Own changes only.', 'accountManager=self'),
  ('billing-configuration', 'change', null, 'billingAdmin systemAdmin'),
  ('budget', 'read', null, 'auditor financeManager forecastAdmin'),
  ('budget', 'execute', null, 'forecastAdmin'),
  ('claimed-day', 'execute', 'Each claim is in the trail; in a sample anybody may.',
    'forecastAdmin'),
  ('configuration', 'read', null, 'auditor systemAdmin'),
  ('configuration', 'change', null, 'systemAdmin'),
  ('contract', 'read', null, 'accountManager=own auditor billingAdmin billingManager contractAdmin corporateConsumer
    districtManager=district financeManager forecastAdmin regionalVp=region revenueApprover svp'),
  ('contract', 'change', null, 'billingAdmin contractAdmin'),
  ('contract', 'approve', null, 'billingManager corporateConsumer districtManager=district regionalVp=region svp'),
  ('contract-configuration', 'change', null, 'contractAdmin systemAdmin'),
  ('data-flow', 'read', null, 'auditor dataOps systemAdmin'),
  ('data-flow', 'change', null, 'dataOps systemAdmin'),
  ('data-flow-summary', 'read', null, 'auditor billingAdmin billingManager corporateConsumer dataOps financeManager
    forecastAdmin svp systemAdmin'),
  ('forecast', 'read', null, 'accountManager=own auditor corporateConsumer districtManager=district financeManager
    forecastAdmin regionalVp=region service:reporting svp=hierarchy'),
  ('forecast', 'change', null, 'accountManager=own forecastAdmin'),
  ('forecast', 'change', 'Within an explicit edit mode; every override is in the trail.',
    'districtManager=district regionalVp=region'),
  ('forecast', 'execute', null, 'accountManager=own forecastAdmin'),
  ('forecast', 'approve', null, 'districtManager=district financeManager forecastAdmin regionalVp=region'),
  ('job-code', 'read', null, 'accountManager auditor billingAdmin districtManager forecastAdmin regionalVp'),
  ('job-code', 'change', null, 'billingAdmin forecastAdmin'),
  ('labor', 'read', null, 'accountManager=own auditor corporateConsumer districtManager=district financeManager
    forecastAdmin regionalVp=region service:reporting svp=hierarchy'),
  ('labor-allocation', 'read', null, 'auditor districtManager=district forecastAdmin systemAdmin'),
  ('ledger-posting', 'read', null, 'auditor billingAdmin billingManager financeManager'),
  ('ledger-posting', 'execute', null, 'billingAdmin'),
  ('personal-data', 'read', null, 'auditor securityAdmin'),
  ('personal-data', 'execute', null, 'securityAdmin'),
  ('profit-and-loss', 'read', null, 'accountManager=own auditor billingAdmin corporateConsumer
    districtManager=district financeManager forecastAdmin regionalVp=region revenueApprover service:reporting
    svp=hierarchy'),
  ('report', 'execute', null, 'accountManager=own auditor billingAdmin billingManager contractAdmin corporateConsumer
    districtManager=district financeManager forecastAdmin regionalVp=region svp=hierarchy'),
  ('retention', 'read', null, 'auditor securityAdmin systemAdmin'),
  ('retention', 'change', null, 'securityAdmin'),
  ('revenue', 'read', null, 'accountManager=own auditor billingAdmin billingManager corporateConsumer
    districtManager=district financeManager forecastAdmin regionalVp=region revenueApprover rssAdmin service:reporting
    svp=hierarchy'),
  ('revenue-report', 'read', null, 'accountManager=own auditor billingAdmin billingManager districtManager=district
    rssAdmin'),
  ('revenue-report', 'execute', null, 'accountManager=own districtManager=district rssAdmin'),
  ('revenue-report', 'approve', null, 'rssAdmin'),
  ('review-threshold', 'read', null, 'auditor billingAdmin billingManager financeManager forecastAdmin
    revenueApprover'),
  ('review-threshold', 'change', null, 'billingAdmin'),
  ('right', 'read', null, 'auditor securityAdmin systemAdmin'),
  ('right', 'change', null, 'securityAdmin'),
  ('salary', 'read', null, 'service:forecasting'),
  ('session', 'read', null, 'auditor securityAdmin systemAdmin'),
  ('session', 'change', null, 'securityAdmin systemAdmin'),
  ('site', 'read', null, 'accountManager=own auditor billingAdmin billingManager contractAdmin corporateConsumer
    customerUser=own dataOps districtManager=district financeManager forecastAdmin regionalVp=region revenueApprover
    rssAdmin service:intake service:reporting siteAdmin svp=hierarchy systemAdmin territoryManager=region'),
  ('site', 'change', null, 'siteAdmin territoryManager=region'),
  ('site-configuration', 'change', null, 'siteAdmin systemAdmin'),
  ('site-from-master', 'execute', null, 'billingAdmin siteAdmin'),
  ('site-information', 'read', null, 'auditor billingAdmin billingManager contractAdmin financeManager forecastAdmin
    revenueApprover siteAdmin territoryManager=region'),
  ('site-information', 'change', null, 'billingAdmin siteAdmin'),
  ('site-readiness', 'read', null, 'accountManager=own auditor billingAdmin billingManager districtManager=district
    financeManager regionalVp=region revenueApprover'),
  ('site-readiness', 'change', null, 'accountManager=own districtManager=district'),
  ('source-file', 'execute', null, 'dataOps service:intake systemAdmin'),
  ('statement', 'read', null, 'accountManager=own auditor billingAdmin billingManager contractAdmin customerUser=own
    districtManager=district forecastAdmin regionalVp=region revenueApprover svp=hierarchy'),
  ('statement', 'read', 'Aggregates; a single statement only with a recorded reason.',
    'corporateConsumer financeManager'),
  ('statement', 'execute', null, 'billingAdmin billingManager'),
  ('statement-approval', 'approve', 'Only while another person handled it before (segregation of duties).',
    'financeManager revenueApprover'),
  ('statement-line', 'change', null, 'billingAdmin billingManager'),
  ('statement-not-ready', 'execute', null, 'billingAdmin'),
  ('statement-review', 'approve', 'Only while another person handled it before (segregation of duties).',
    'billingAdmin billingManager financeManager revenueApprover'),
  ('statement-sending', 'execute', null, 'billingAdmin billingManager'),
  ('statement-support', 'read', 'Hours by job and day, without people.',
    'billingAdmin billingManager revenueApprover'),
  ('user', 'read', null, 'auditor forecastAdmin securityAdmin systemAdmin'),
  ('user', 'change', null, 'securityAdmin systemAdmin'),
  ('user', 'change', 'Roles above district manager only, and never to oneself.',
    'forecastAdmin');

insert into security.delivered_line (relation, key, line)
select 'security.privilege', jsonb_build_object('role', role, 'object', object, 'action', action),
  jsonb_build_object('role', role, 'object', object, 'action', action, 'scope', scope, 'note', note)
from pg_temp.was_delivered
cross join lateral regexp_split_to_table(roles, '\s+') as named
cross join lateral (
  select split_part(named, '=', 1) as role, coalesce(nullif(split_part(named, '=', 2), ''), 'all') as scope) as given;

insert into security.delivered_line (relation, key, line)
select relation, (select jsonb_object_agg(name, line -> name) from unnest(keys) as name), line
from (
  select 'security.role_conflict' as relation, '{role,other_role}'::text[] as keys, jsonb_build_object(
    'role', role, 'other_role', 'revenueApprover',
    'reason', 'generating and editing a statement against approving it') as line
  from unnest('{billingAdmin,billingManager}'::text[]) as role
  union all
  select 'security.work_conflict', '{work,other_work}', jsonb_build_object(
    'work', work, 'other_work', other_work, 'reason', reason)
  from (values
    ('administration', 'business', 'administration of the system against business operation'),
    ('audit', 'administration', 'audit is independent'),
    ('audit', 'business', 'audit is independent'),
    ('audit', 'upkeep', 'audit is independent'),
    ('client', 'administration', 'a client''s contact is not an employee'),
    ('client', 'audit', 'a client''s contact is not an employee'),
    ('client', 'business', 'a client''s contact is not an employee'),
    ('client', 'upkeep', 'a client''s contact is not an employee')) as apart (work, other_work, reason)
  union all
  select 'security.duty_conflict', '{first_duty,second_duty}', jsonb_build_object(
    'first_duty', first_duty, 'second_duty', second_duty, 'within', within, 'reason', reason)
  from (values
    ('change-threshold', 'approve-statement', 'site and cycle', 'who moves the limit does not judge by it'),
    ('edit-contract', 'approve-contract', 'contract version', 'initiation against approval'),
    ('edit-statement', 'approve-statement', 'statement', 'initiation against approval'),
    ('enter-forecast', 'approve-forecast', 'submission of a forecast', 'data entry against validation'),
    ('generate-statement', 'approve-statement', 'statement', 'initiation against approval'),
    ('override-forecast', 'approve-forecast', 'submission of a forecast',
      'who overrode a value is not its only approver'),
    ('post-batch', 'reverse-posting', 'ledger documents of a statement',
      'a second person above the configured amount'),
    ('request-access', 'approve-access', 'role assignment', 'nobody approves a request of their own'),
    ('submit-revenue-report', 'override-check', 'file of a revenue report', 'data entry against validation')
  ) as apart (first_duty, second_duty, within, reason)
  union all
  select 'security.job_profile_role', '{job_profile}', jsonb_build_object(
    'job_profile', job_profile, 'role', role, 'site_column', site_column)
  from (
    select unnest('{DISTMGR,AREAMGR,SRDISTMGR}'::text[]), 'districtManager', 'SITE'
    union all
    select unnest('{DOO,ACCTMGR,ASSOCM,SRACCTMGR,ASOPSMGR,TRANSMGR}'::text[]), 'accountManager', 'COST_CENTER'
  ) as mapped (job_profile, role, site_column)) as listed;
