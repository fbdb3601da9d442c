delete from security.privilege where object = 'audit-content';
delete from security.object where object = 'audit-content';
update security.object_relation set columns = null
where object = 'contract' and action = 'change' and relation = 'contracts.received_export' and command = 'select';
