drop table warehouse.timesheet;
drop table warehouse.schedule_cost;
drop table warehouse.shift;
drop table warehouse.payroll_day;
