--! why: a second copy of a secured column is read by those who may read the column, and by nobody else

-- The file of a contract holds its review thresholds, which the contract desk may not see.
update security.object_relation set columns =
  '{export_id,site_id,file_name,sha256,received_at,received_by,outcome}'
where object = 'contract' and action = 'change' and relation = 'contracts.received_export' and command = 'select';

insert into security.object (object, says) values
  ('audit-content', 'What the trail tells of tables that no right to read speaks of');
insert into security.privilege (role, object, action, scope) values ('auditor', 'audit-content', 'read', 'all');
