delete from security.table_retention where relation = 'contracts.increase_decision';
delete from security.table_class where relation = 'contracts.increase_decision';
delete from security.personal_column where relation = 'contracts.increase_decision';
alter table contracts.approval drop column rate_increase;
drop table contracts.increase_decision;
