drop table warehouse.revenue_detail;
drop table warehouse.revenue_value;
