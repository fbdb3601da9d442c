-- What waited is calculated with the next change of its site.
update security.retention_class set condition = replace(condition, '
       and not exists (select from forecasting.failure where failure.run_id = run.run_id)', '')
where retention_class = 'runs of the P&L';
delete from security.table_retention where relation = 'forecasting.failure';
delete from security.object_relation where relation = 'forecasting.failure';
delete from security.table_class where relation = 'forecasting.failure';
drop table forecasting.failure;
