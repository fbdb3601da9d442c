drop table billing.ad_hoc_line;
drop table billing.tier_result;
drop table billing.line_input;
drop table billing.statement_line;
