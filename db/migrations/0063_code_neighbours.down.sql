alter table warehouse.job_code drop column neighbour_code;
alter table warehouse.job_profile drop column neighbour_code;
alter table warehouse.revenue_code drop column neighbour_code;
