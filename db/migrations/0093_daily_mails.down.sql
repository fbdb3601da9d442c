delete from security.retention_class where retention_class = 'daily mails';
delete from security.table_class where relation = 'billing.daily_mail';
delete from security.personal_column where relation = 'billing.daily_mail';
drop table billing.daily_mail;
