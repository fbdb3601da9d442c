import { pnlRows } from './pnl-rows.ts';

/** Columns of the summary by month, one for each row of the P&L in its order. */
export const pnlColumns: readonly string[] = pnlRows.map(({ row }) => row.replaceAll('-', '_'));

/**
 * What SQL knows of the rows of the P&L: their table, and the summary by month with a column for each. The text of
 * `pnl-rows.sql`, written by `npm run fix`.
 */
export function pnlRowsDefinition(): string {
  const categories = pnlRows.map(
    ({ row, category, displayedSign, contribution }, index) =>
      `  ('${category}', '${row}', ${String(index + 1)}, ${String(displayedSign)}, ${String(contribution)})`,
  );
  const sums = pnlRows.map(
    ({ category }) => `    sum(displayed_amount) filter (where summary_category = '${category}'),`,
  );
  return `-- The rows of the P&L. Made from pnl-rows.ts by \`npm run fix\`.

-- Places are unique: the old ones make way first, and what keeps one is not a row any more.
update warehouse.summary_category set position = -position;
insert into warehouse.summary_category (summary_category, pnl_row, position, displayed_sign, counts_in_flc) values
${categories.join(',\n')}
on conflict (summary_category) do update set
  pnl_row = excluded.pnl_row, position = excluded.position, displayed_sign = excluded.displayed_sign,
  counts_in_flc = excluded.counts_in_flc;
delete from warehouse.summary_category where position < 0;

create function warehouse.budget_actual_summary(sites text[], year integer)
returns table (
  site_id text, period_month date, type text,
${pnlColumns.map((column) => `  ${column} numeric,`).join('\n')}
  occupied_rooms numeric, flc numeric
)
language sql stable as $$
  select
    site_id, period_month, type,
${sums.join('\n')}
    sum(room_count),
    sum(flc_amount)
  from warehouse.budget_actual_summary_rows(sites, year)
  group by site_id, period_month, type
$$;
comment on function warehouse.budget_actual_summary(text[], integer) is
  'P&L by site, month and type, displayed sign: null is no row, but front line contribution counts it as zero.';
`;
}
