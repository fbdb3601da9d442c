delete from security.privilege where object = 'statement-support';
delete from security.object where object = 'statement-support';
