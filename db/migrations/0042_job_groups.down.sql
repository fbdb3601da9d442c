drop trigger trail_insert on warehouse.job_code;
drop trigger trail_update on warehouse.job_code;
drop trigger trail_delete on warehouse.job_code;
drop trigger trail_truncate on warehouse.job_code;
update security.table_class set audited = 'by batch', reason = 'its rows name their load and keep their own history'
where relation = 'warehouse.job_code';
delete from security.object_relation where relation in ('forecasting.job_group', 'forecasting.grouped_job');
delete from security.table_class where relation in ('forecasting.job_group', 'forecasting.grouped_job');
drop table forecasting.grouped_job;
drop table forecasting.job_group;
