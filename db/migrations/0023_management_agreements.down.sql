drop table contracts.non_gl_expense;
drop table contracts.profit_share_tier;
drop table contracts.management_fee_job;
drop table contracts.management_fee;
drop table contracts.billable_accounts;
drop table contracts.deposited_revenue;
