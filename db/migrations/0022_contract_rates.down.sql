drop table contracts.mid_month_advance;
drop table contracts.bell_service;
drop table contracts.revenue_share_tier;
drop table contracts.revenue_share_structure;
drop table contracts.labor_hour_rate;
drop table contracts.fixed_fee_rate;
drop table contracts.invoice_group;
