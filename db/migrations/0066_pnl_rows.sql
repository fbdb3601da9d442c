--! why: the rows of the P&L stand in one table for SQL, with their names

alter table warehouse.summary_category add column pnl_row text;
update warehouse.summary_category set pnl_row = lower(replace(summary_category, ' ', '-'));
-- Nine rows.
alter table warehouse.summary_category
  -- squawk-ignore adding-not-nullable-field
  alter column pnl_row set not null,
  -- squawk-ignore constraint-missing-not-valid, disallowed-unique-constraint
  add constraint summary_category_pnl_row_is_unique unique (pnl_row);
comment on column warehouse.summary_category.pnl_row is
  'Row of the P&L that its accounts count in, such as internal-revenue.';
