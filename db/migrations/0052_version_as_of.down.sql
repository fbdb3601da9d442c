alter table contracts.version drop constraint version_as_of_is_a_month;
alter table contracts.version drop column as_of_month;
