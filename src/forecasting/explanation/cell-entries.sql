-- What was entered behind a cell of the P&L, who entered it, and in which file.

create function forecasting.cell_entries(version bigint, month date, areas text[]) returns table (
  area text, item text, first_on text, last_on text, days bigint, value numeric, changed_by text,
  changed_at timestamptz, action text, file_names text[])
language sql stable as $$
  with said as (
    select entry.area, case entry.area
        when 'statistics' then measure when 'payroll' then item || ' ' || measure else item end as item,
      period_on as said_on, entry.value, change_id
    from forecasting.entries(array[version], month, (month + interval '1 month')::date) as entry
    -- No row of the P&L is calculated from these.
    where entry.area = any (areas) and measure not in (
      'valet-comps', 'self-comps', 'drive-in-percent', 'capture-percent', 'rate-per-hour'))
  select area, item, min(said_on)::text, max(said_on)::text, count(*), sum(value), changed_by, changed_at, action,
    file_names
  from said join forecasting.change using (change_id)
  left join lateral warehouse.site_span(change.site_id) as span on true
  where forecasting.counts_in_span(area, said_on, span.opened_on, span.closed_on)
  group by area, item, change_id, changed_by, changed_at, action, file_names
  order by area, item, min(said_on)
$$;
comment on function forecasting.cell_entries(bigint, date, text[]) is
  'Values that a version says in a month and that count, by item and saving: how many days, their sum, who entered '
  'them, when, and in which file.';
