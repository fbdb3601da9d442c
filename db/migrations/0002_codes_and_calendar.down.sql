drop table warehouse.ledger_company;
drop table warehouse.calendar_day;
drop table warehouse.revenue_code;
drop table warehouse.job_profile;
drop table warehouse.job_code;
delete from warehouse.parking_statistic;
delete from warehouse.summary_category;
