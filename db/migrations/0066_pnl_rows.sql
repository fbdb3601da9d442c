--! why: the rows of the P&L stand in one table for SQL, with their names

alter table warehouse.summary_category add column pnl_row text;
update warehouse.summary_category set pnl_row = lower(replace(summary_category, ' ', '-'));
alter table warehouse.summary_category
  alter column pnl_row set not null,
  add constraint summary_category_pnl_row_is_unique unique (pnl_row);
comment on column warehouse.summary_category.pnl_row is
  'Row of the P&L that its accounts count in, such as internal-revenue.';
