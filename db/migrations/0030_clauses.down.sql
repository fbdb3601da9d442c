delete from security.object_relation where relation in ('contracts.clause', 'contracts.clause_step');
delete from security.table_class where relation in ('contracts.clause', 'contracts.clause_step');
delete from security.personal_column where relation in ('contracts.clause', 'contracts.clause_step');
drop table contracts.clause_step;
drop table contracts.clause;
