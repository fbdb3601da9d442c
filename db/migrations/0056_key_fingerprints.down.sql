delete from security.table_class where relation = 'security.key_fingerprint';
drop table security.key_fingerprint;
