--! why: which tables the objects of the matrix are made of, as far as they exist

insert into security.object_relation (object, action, relation, command, site_column)
select listed.object, 'read', relation, 'select', case when has_site then 'site_id' end
from (values
  ('catalogue', array['account', 'account_history', 'summary_category', 'parking_statistic', 'job_code', 'job_profile',
    'revenue_code', 'calendar_day', 'ledger_company'], false),
  ('site', array['site', 'site_version', 'site_version_history', 'site_district_manager',
    'site_district_manager_history', 'site_manager', 'site_manager_history'], true),
  ('site-information', array['customer_contact', 'customer_contact_history'], true),
  ('site-information', array['gl_account', 'gl_account_history'], false),
  ('profit-and-loss', array['ledger_balance', 'ledger_balance_history', 'budget', 'budget_history'], true),
  ('budget', array['budget', 'budget_history', 'payroll_budget', 'payroll_budget_history'], true),
  ('labor', array['payroll_day', 'payroll_day_history', 'payroll_budget', 'payroll_budget_history', 'schedule_cost',
    'schedule_cost_history'], true),
  ('labor-allocation', array['employee_job', 'employee_job_history', 'shift', 'shift_history', 'timesheet',
    'timesheet_history'], true),
  ('salary', array['site_salary', 'site_salary_history'], true),
  ('revenue', array['revenue_value', 'revenue_value_history', 'revenue_detail', 'revenue_detail_history'], true)
) as listed (object, names, has_site)
cross join lateral unnest(names) as name
cross join lateral (select 'warehouse.' || name as relation) as named;

-- A decision on a record in quarantine says what, who, when and why; what was received stays as it is.
insert into security.object_relation (object, action, relation, command, site_column, condition, columns) values
  ('data-flow', 'change', 'sources.quarantine', 'update', null, null,
    '{state,decided_by,decided_at,decided_reason}'),
  ('revenue-report', 'execute', 'sources.quarantine', 'update', 'slice_site_id', $$feed ~ '^revenue_'$$,
    '{state,decided_by,decided_at,decided_reason}');

-- Shifts and timesheets without the person who worked.
insert into security.object_relation (object, action, relation, command, site_column, columns)
select 'labor', 'read', nspname || '.' || relname, 'select', 'site_id',
  (select array_agg(attname::text order by attnum) from pg_attribute
    where attrelid = pg_class.oid and attnum > 0 and not attisdropped and attname <> 'employee_id')
from pg_class join pg_namespace on pg_namespace.oid = relnamespace
where nspname = 'warehouse' and relname in ('shift', 'shift_history', 'timesheet', 'timesheet_history');

insert into security.object_relation (object, action, relation, command, columns) values
  ('load', 'read', 'sources.batch', 'select',
    '{batch_id,source,feed,file_name,received_at,finished_at,effective_on,state}');
insert into security.object_relation (object, action, relation, command, site_column, condition) values
  -- A view of the site header shows contacts to those who may see them, and null to the others.
  ('site', 'read', 'warehouse.customer_contact', 'null', 'site_id', null),
  ('data-flow', 'read', 'sources.batch', 'select', null, null),
  ('data-flow', 'read', 'sources.batch_warning', 'select', null, null),
  ('data-flow', 'read', 'sources.quarantine', 'select', null, null),
  ('revenue-report', 'read', 'sources.quarantine', 'select', 'slice_site_id', $$feed ~ '^revenue_'$$),
  ('user', 'read', 'warehouse.site_access', 'select', null, null),
  ('user', 'read', 'warehouse.site_access_history', 'select', null, null);

insert into security.object_relation (object, action, relation, command)
select object, action, 'security.' || name, command
from (values
  ('user', 'read', array['person', 'person_subject', 'operating_system_user', 'database_login', 'role_assignment',
    'effective_role', 'effective_site', 'feed_access', 'attempted_conflict', 'duty_performed'], 'select'),
  ('user', 'change', array['person', 'operating_system_user', 'role_assignment'], 'insert'),
  ('user', 'change', array['person', 'operating_system_user', 'role_assignment'], 'update'),
  ('user', 'change', array['operating_system_user'], 'delete'),
  ('right', 'read', array['role', 'object', 'privilege', 'object_relation', 'table_class', 'role_conflict',
    'duty_conflict', 'job_profile_role'], 'select'),
  ('right', 'change', array['role_conflict', 'duty_conflict', 'job_profile_role'], 'insert'),
  ('right', 'change', array['role_conflict', 'duty_conflict', 'job_profile_role'], 'update'),
  ('right', 'change', array['role_conflict', 'duty_conflict', 'job_profile_role'], 'delete'),
  ('retention', 'read', array['retention_class', 'legal_hold', 'purge'], 'select'),
  ('retention', 'change', array['retention_class', 'legal_hold'], 'insert'),
  ('retention', 'change', array['retention_class', 'legal_hold'], 'update'),
  ('personal-data', 'read', array['personal_column', 'table_class'], 'select')
) as listed (object, action, names, command)
cross join lateral unnest(names) as name;

insert into security.object_relation (object, action, relation, command, self_column, columns)
values
  ('session', 'read', 'security.session', 'select', 'person_id', '{session_id,person_id,method,scopes,opened_at,
    last_used_at,idle_ends_after,ends_at,stepped_up_at,ended_at,ended_reason}'),
  ('session', 'read', 'security.api_key', 'select', 'person_id', '{api_key_id,person_id,label,shown_prefix,scopes,
    made_at,ends_at,last_used_at,ended_at,ended_reason}');
insert into security.object_relation (object, action, relation, command, site_column, self_column) values
  ('audit-trail', 'read', 'audit.entry', 'select', 'site_id', 'person_id'),
  ('audit-trail', 'read', 'audit.head', 'select', null, null),
  ('audit-trail', 'read', 'audit.personal_value', 'null', null, null),
  ('personal-data', 'read', 'audit.personal_value', 'select', null, null),
  ('audit-trail', 'read', 'audit.signing_key', 'select', null, null);
insert into security.object_relation (object, action, relation, command, site_column) values
  ('site-information', 'read', 'security.site_place', 'select', 'site_id');
