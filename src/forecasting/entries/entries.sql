-- What versions of a forecast say. A row stands from its change until another change of the same version wrote it anew;
-- a version that was taken from another reads there what it does not say itself, as of the change it was taken at.
-- Five tables hold the entries. `entry_area` describes them once; what reads and what saves them follows from it.

create function forecasting.entry_area()
returns table (area text, relation text, reader text, period_column text, item_column text)
language sql immutable as $$
  values
    ('statistics', 'statistic_day', 'statistic_days', 'day_on', null),
    ('rates', 'parking_rate', 'parking_rates', 'rate_month', 'category'),
    ('payroll', 'payroll_day', 'payroll_days', 'day_on', 'job_code'),
    ('other-revenue', 'other_revenue', 'other_revenues', 'revenue_month', 'kind'),
    ('other-expense', 'other_expense', 'other_expenses', 'expense_month', 'account_id')
$$;
comment on function forecasting.entry_area() is
  'The areas of a forecast: the table of each, the function that reads it, and its columns of the day or month and of '
  'the item; statistics have no item. Every numeric column is a measure.';

create function forecasting.measure_columns(relation text) returns table (column_name text, measure text)
language sql stable as $$
  select attname::text, replace(attname, '_', '-')
  from pg_attribute
  where attrelid = ('forecasting.' || relation)::regclass and atttypid = 'numeric'::regtype and not attisdropped
  order by attnum
$$;
comment on function forecasting.measure_columns(text) is
  'Columns of a table of entries that hold values, in their order, and the measures they are.';

-- One function for each area: typed columns, and a question that the planner reads through.
do $make$
declare
  described record;
  measures text;
begin
  for described in select * from forecasting.entry_area() loop
    select string_agg(quote_ident(column_name), ', ') into measures
    from forecasting.measure_columns(described.relation);
    execute format($function$
create function forecasting.%1$I(versions bigint[], first_on date, end_on date)
returns table (version_id bigint, site_id text, %3$I date, %4$s change_id bigint, %5$s numeric)
language sql stable as $$
  select reads.version_id, entry.site_id, entry.%3$I, %6$s entry.change_id, entry.%7$s
  from forecasting.lineage as reads
  join forecasting.%2$I as entry
    on entry.site_id = reads.site_id and entry.version_id = reads.ancestor_id
    and entry.%3$I >= first_on and entry.%3$I < end_on and entry.change_id <= reads.up_to_change_id
    and (entry.superseded_change_id is null or entry.superseded_change_id > reads.up_to_change_id)
  where reads.version_id = any (versions) and (reads.depth = 0 or not exists (
    select from forecasting.lineage as nearer
    join forecasting.%2$I as over
      on over.site_id = nearer.site_id and over.version_id = nearer.ancestor_id
      and over.%3$I = entry.%3$I %8$s
      and over.change_id <= nearer.up_to_change_id
    where nearer.site_id = reads.site_id and nearer.version_id = reads.version_id
      and nearer.depth < reads.depth))
$$;
comment on function forecasting.%1$I(bigint[], date, date) is %9$L;
      $function$,
      described.reader, described.relation, described.period_column,
      quote_ident(described.item_column) || ' text,', replace(measures, ', ', ' numeric, '),
      'entry.' || quote_ident(described.item_column) || ',', replace(measures, ', ', ', entry.'),
      'and over.' || quote_ident(described.item_column) || ' = entry.' || quote_ident(described.item_column),
      format('Entries of the area %s that versions say, from a day on, before another.', described.area));
  end loop;
end
$make$;

-- Each area with its values one below the other.
do $make$
declare
  questions text;
begin
  select string_agg(format($area$
  select said.version_id, said.site_id, %1$L, said.%3$I, %4$s, cell.measure, cell.value, said.change_id
  from forecasting.%2$I(versions, first_on, end_on) as said
  cross join lateral (values %5$s) as cell (measure, value)
  where cell.value is not null$area$,
    area, reader, period_column, coalesce('said.' || quote_ident(item_column), ''''''),
    (select string_agg(format('(%L, said.%I)', measure, column_name), ', ')
     from forecasting.measure_columns(relation))), ' union all ')
  into questions
  from forecasting.entry_area();
  execute format($function$
create function forecasting.entries(versions bigint[], first_on date, end_on date)
returns table (
  version_id bigint, site_id text, area text, period_on date, item text, measure text, value numeric, change_id bigint)
language sql stable as $$ %s $$
  $function$, questions);
end
$make$;
comment on function forecasting.entries(bigint[], date, date) is
  'Every value that versions say, one row for each, whatever the area; what is null is not there.';

create function forecasting.counts_in_span(area text, period_on date, opened_on date, closed_on date)
returns boolean
language sql immutable as $$
  select coalesce(opened_on <= case when area in ('statistics', 'payroll') then period_on
      else (period_on + interval '1 month - 1 day')::date end, true)
    and coalesce(period_on <= closed_on, true)
$$;
comment on function forecasting.counts_in_span(text, date, date, date) is
  'Whether an entry of an area is of a day on which the site works (its first and last day of work, null where none is '
  'known); what is entered by month counts while the site works on any day of it.';
