delete from security.retention_class;
