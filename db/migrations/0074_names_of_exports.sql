--! why: whoever may read a contract is told which file its terms came with; the file stays with the contract desk

insert into security.object_relation (object, action, relation, command, site_column, columns) values
  ('contract', 'read', 'contracts.received_export', 'select', 'site_id', '{export_id,site_id,file_name}');
