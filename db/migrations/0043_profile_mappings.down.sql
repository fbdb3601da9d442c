delete from security.object_relation where relation in ('forecasting.profile_mapping', 'forecasting.profile_target');
delete from security.table_class where relation in ('forecasting.profile_mapping', 'forecasting.profile_target');
delete from security.personal_column where relation = 'forecasting.profile_mapping';
drop table forecasting.profile_target;
drop table forecasting.profile_mapping;
