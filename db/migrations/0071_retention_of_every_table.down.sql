do $$
declare
  listed record;
begin
  for listed in
    select relation, column_name, col_description(attrelid, attnum) as says
    from security.personal_column join pg_attribute on attrelid = to_regclass(relation) and attname = column_name
    where (relation, column_name) in (
      ('billing.run', 'proceed_reason'), ('billing.statement_change', 'reason'), ('forecasting.change', 'reason'),
      ('forecasting.submission', 'reason'), ('forecasting.version', 'reason'), ('security.legal_hold', 'reason'),
      ('sources.quarantine', 'decided_reason'), ('warehouse.account_mapping', 'reason'))
  loop
    execute format('comment on column %s.%I is %L', listed.relation, listed.column_name,
      replace(listed.says, ' (personal data)', ''));
    delete from security.personal_column
    where personal_column.relation = listed.relation and personal_column.column_name = listed.column_name;
  end loop;
end
$$;
delete from security.retention_class where retention_class in ('statements', 'lines added by hand',
  'readiness of sites', 'runs of billing', 'unit statistics', 'answers on unit statistics', 'index values replaced',
  'forecast versions', 'runs of the P&L', 'mappings of job profiles ended', 'mappings of accounts ended',
  'duties performed', 'tests of restored backups', 'outbox files');
delete from security.object_relation where relation = 'security.table_retention';
delete from security.table_class where relation = 'security.table_retention';
drop table security.table_retention;
