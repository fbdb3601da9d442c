-- Lines that later versions delivered on tables which are gone with them.
delete from security.object_relation where to_regclass(relation) is null;
delete from security.table_retention where relation = 'security.delivered_line';
delete from security.table_class where relation = 'security.delivered_line';
drop table security.delivered_line;
