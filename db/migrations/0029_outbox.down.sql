delete from security.object_relation where relation in ('billing.mailing', 'billing.posting');
delete from security.table_class where relation in ('billing.mailing', 'billing.posting');
delete from security.personal_column where relation in ('billing.mailing', 'billing.posting');
drop table billing.posting;
drop table billing.mailing;
