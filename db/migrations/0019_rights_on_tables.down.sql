delete from security.object_relation;
