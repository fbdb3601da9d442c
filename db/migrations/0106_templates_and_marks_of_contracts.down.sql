delete from security.table_retention where relation in ('contracts.template', 'contracts.contract_mark');
delete from security.table_class where relation in ('contracts.template', 'contracts.contract_mark');
delete from security.personal_column where relation in ('contracts.template', 'contracts.contract_mark');
drop table contracts.contract_mark;
drop table contracts.template;
