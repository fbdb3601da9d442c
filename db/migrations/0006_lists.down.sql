drop table warehouse.employee_job;
drop table warehouse.site_manager;
drop table warehouse.site_salary;
drop table warehouse.site_access;
drop table warehouse.customer_contact;
drop table warehouse.gl_account;
