delete from security.object_relation where relation in ('billing.unit_posting', 'billing.unit_outcome');
delete from security.table_class where relation in ('billing.unit_posting', 'billing.unit_outcome');
delete from security.personal_column where relation in ('billing.unit_posting', 'billing.unit_outcome');
drop table billing.unit_outcome;
drop table billing.unit_posting;
