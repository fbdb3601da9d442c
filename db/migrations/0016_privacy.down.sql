drop table security.purge;
drop table security.legal_hold;
drop table security.retention_class;
drop table security.subject;
