delete from security.table_retention where relation in ('billing.account_finding', 'billing.account_check');
delete from security.retention_class where relation = 'billing.account_run';
delete from security.table_class
  where relation in ('billing.account_run', 'billing.account_check', 'billing.account_finding');
delete from security.personal_column where relation = 'billing.account_run';
drop table billing.account_finding;
drop table billing.account_check;
drop table billing.account_run;
