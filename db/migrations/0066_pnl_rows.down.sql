alter table warehouse.summary_category drop column pnl_row;
