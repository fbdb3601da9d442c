-- The rows of the P&L. Made from pnl-rows.ts by `npm run fix`.

-- Places are unique: the old ones make way first, and what keeps one is not a row any more.
update warehouse.summary_category set position = -position;
insert into warehouse.summary_category (summary_category, pnl_row, position, displayed_sign, counts_in_flc) values
  ('EXTERNAL REVENUE', 'external-revenue', 1, 1, 0),
  ('INTERNAL REVENUE', 'internal-revenue', 2, -1, 1),
  ('PAYROLL', 'payroll', 3, 1, -1),
  ('CLAIMS', 'claims', 4, 1, -1),
  ('PARKING RENTS', 'parking-rents', 5, 1, -1),
  ('OTHER EXPENSE', 'other-expense', 6, 1, -1),
  ('PTEB', 'pteb', 7, 1, -1),
  ('INSURANCE', 'insurance', 8, 1, -1),
  ('UNMAPPED', 'unmapped', 9, 1, -1)
on conflict (summary_category) do update set
  pnl_row = excluded.pnl_row, position = excluded.position, displayed_sign = excluded.displayed_sign,
  counts_in_flc = excluded.counts_in_flc;
delete from warehouse.summary_category where position < 0;

create function warehouse.budget_actual_summary(sites text[], year integer)
returns table (
  site_id text, period_month date, type text,
  external_revenue numeric,
  internal_revenue numeric,
  payroll numeric,
  claims numeric,
  parking_rents numeric,
  other_expense numeric,
  pteb numeric,
  insurance numeric,
  unmapped numeric,
  occupied_rooms numeric, flc numeric
)
language sql stable as $$
  select
    site_id, period_month, type,
    sum(displayed_amount) filter (where summary_category = 'EXTERNAL REVENUE'),
    sum(displayed_amount) filter (where summary_category = 'INTERNAL REVENUE'),
    sum(displayed_amount) filter (where summary_category = 'PAYROLL'),
    sum(displayed_amount) filter (where summary_category = 'CLAIMS'),
    sum(displayed_amount) filter (where summary_category = 'PARKING RENTS'),
    sum(displayed_amount) filter (where summary_category = 'OTHER EXPENSE'),
    sum(displayed_amount) filter (where summary_category = 'PTEB'),
    sum(displayed_amount) filter (where summary_category = 'INSURANCE'),
    sum(displayed_amount) filter (where summary_category = 'UNMAPPED'),
    sum(room_count),
    sum(flc_amount)
  from warehouse.budget_actual_summary_rows(sites, year)
  group by site_id, period_month, type
$$;
comment on function warehouse.budget_actual_summary(text[], integer) is
  'P&L by site, month and type, displayed sign: null is no row, but front line contribution counts it as zero.';
