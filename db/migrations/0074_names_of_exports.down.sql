delete from security.object_relation
where object = 'contract' and action = 'read' and relation = 'contracts.received_export';
