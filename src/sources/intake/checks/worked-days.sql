-- Nobody works more than 24 hours of a day (operations.md 7).

create function sources.minutes_of(columns jsonb) returns text
language sql immutable as $$
  select coalesce(string_agg(format('coalesce(%I, 0)', name), ' + '), '0')
  from jsonb_array_elements_text(columns) as name
$$;
comment on function sources.minutes_of(jsonb) is 'Sum of columns with minutes, for SQL that is put together.';

create function sources.hold_long_days(staging text, feed_name text, header text, period text, worked jsonb)
returns bigint
language plpgsql as $$
declare
  held_count bigint;
begin
  execute format(
    $sql$
      with counted as (
        select source_line, %2$I as person, %3$I as day_on, %4$s as minutes from sources.%1$I
        where %2$I <> '' and not is_held and %6$s
        union all
        select source_line, %2$I, %3$I + 1, %5$s from sources.%1$I where %2$I <> '' and not is_held and %6$s
      ), long as (
        select array_agg(source_line order by source_line) as lines, sum(minutes) as minutes, day_on
        from counted where minutes > 0 group by person, day_on having sum(minutes) > 1440
      ), held as (
        update sources.%1$I as row set is_held = true
        from long cross join lateral unnest(long.lines) as line
        where row.source_line = line
        returning row.source_line, long.lines, long.minutes, long.day_on, row.site_id, row.%3$I as slice_on
      )
      insert into sources.staged_fault (
        feed, source_line, column_name, value, rule, message, slice_site_id, slice_on)
      select $1, source_line, $2, minutes::text, 'more than 24 hours a day',
        format('Lines %%s give one person %%s minutes on %%s; a day has 24 hours, 1,440 minutes. Correct them, or take '
          'in those that are right.', array_to_string(lines[1:5], ', '), minutes, to_char(day_on, 'YYYY-MM-DD')),
        site_id, slice_on
      from held
    $sql$,
    staging, worked ->> 'person', period, sources.minutes_of(worked -> 'minutes'),
    sources.minutes_of(worked -> 'nextDay'),
    case when worked ->> 'unless' is null then 'true' else format('%I is not true', worked ->> 'unless') end)
  using feed_name, header;
  get diagnostics held_count = row_count;
  return held_count;
end
$$;
comment on function sources.hold_long_days(text, text, text, text, jsonb) is
  'Holds back every row of a person whose minutes of one day, with those that rows of the day before count into it, '
  'come to more than 24 hours; how many rows.';
