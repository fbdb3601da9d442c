delete from security.retention_class where relation = 'operations.alert';
delete from security.table_retention
where relation in ('operations.alert_rule', 'operations.alert_notice', 'operations.alert_silence');
delete from security.object_relation
where relation in ('operations.alert_rule', 'operations.alert', 'operations.alert_notice', 'operations.alert_silence');
delete from security.table_class
where relation in ('operations.alert_rule', 'operations.alert', 'operations.alert_notice', 'operations.alert_silence');
delete from security.personal_column
where relation in ('operations.alert_rule', 'operations.alert', 'operations.alert_notice', 'operations.alert_silence');
drop table operations.alert_notice, operations.alert, operations.alert_rule, operations.alert_silence;
