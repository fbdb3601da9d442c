-- Checks over the rows of a staging table. Each holds back the rows at fault and says why in sources.staged_fault.

create function sources.copy_statement(staging text, columns text[]) returns text
language sql immutable as $$
  select format('copy sources.%I (%s) from stdin', staging, string_agg(quote_ident(name), ', ' order by position))
  from unnest(columns) with ordinality as listed (name, position)
$$;
comment on function sources.copy_statement(text, text[]) is 'Statement that streams typed rows into a staging table.';

create function sources.create_month(staging text, period text, month date, batch bigint) returns text
language plpgsql as $$
declare
  name text := format('%s_%s_batch_%s', staging, to_char(month, 'YYYY_MM'), batch);
begin
  execute format('create table sources.%I (like sources.%I)', name, staging);
  execute format('alter table sources.%I drop column is_held', name);
  execute format(
    'alter table sources.%I add column batch_id bigint not null default %s,
       add constraint arrived_month check (%I >= %L and %I < %L)',
    name, batch, period, month, period, (month + interval '1 month')::date);
  return name;
end
$$;
comment on function sources.create_month(text, text, date, bigint) is
  'Makes a staging table for one month of a large file; '
  'when the warehouse lacks the month, the table becomes its partition.';

create function sources.end_copy(staging text) returns void
language plpgsql as $$
begin
  -- After the copy, so that a default that no row stores stands for all of them.
  execute format('alter table sources.%I add column is_held boolean not null default false', staging);
end
$$;
comment on function sources.end_copy(text) is 'Readies a month staging table for the checks.';

create function sources.clear_staging(staging text, feed_name text) returns void
language plpgsql as $$
declare
  month_table record;
begin
  execute format('truncate sources.%I', staging);
  delete from sources.staged_fault where feed = feed_name;
  for month_table in
    select relname from pg_class
    where relnamespace = 'sources'::regnamespace and relkind = 'r'
      and relname ~ format('^%s_\d{4}_\d{2}_batch_\d+$', staging)
  loop
    execute format('drop table sources.%I', month_table.relname);
  end loop;
end
$$;
comment on function sources.clear_staging(text, text) is
  'Empties the staging tables of a feed, what a crash left of them too, and forgets its faults.';

create function sources.hold_faulty(staging text, feed_name text) returns void
language plpgsql as $$
begin
  execute format(
    'update sources.%I as row set is_held = true from sources.staged_fault as fault
     where fault.feed = $1 and fault.source_line = row.source_line', staging)
  using feed_name;
end
$$;
comment on function sources.hold_faulty(text, text) is
  'Holds back the rows whose record could not be read as its columns say.';

create function sources.hold_duplicates(staging text, feed_name text, keys text[], headers text[], period text)
returns bigint
language plpgsql as $$
declare
  found bigint;
begin
  if not exists (
    select from pg_attribute
    where attrelid = format('sources.%I', staging)::regclass and attname = 'is_held' and not attisdropped) then
    -- The table has its key already, so every key stands once.
    return 0;
  end if;
  execute format(
    $sql$
      with repeated as (
        select %1$s, array_agg(source_line order by source_line) as lines
        from sources.%2$I group by %1$s having count(*) > 1
      ), held as (
        update sources.%2$I as row set is_held = true from repeated
        where %3$s
        returning row.source_line, repeated.lines, row.%4$I::text as site_id, %5$s::date as slice_on,
          concat_ws(', ', %6$s) as key
      )
      insert into sources.staged_fault (
        feed, source_line, column_name, value, rule, message, slice_site_id, slice_on)
      select %7$L, source_line, %8$L, key, 'duplicate key',
        format('Lines %%s carry the same key (%%s); keep one of them.', array_to_string(lines[1:5], ', '), key),
        site_id, slice_on
      from held
    $sql$,
    (select string_agg(quote_ident(name), ', ') from unnest(keys) as name),
    staging,
    (select string_agg(format('row.%1$I = repeated.%1$I', name), ' and ') from unnest(keys) as name),
    case when 'site_id' = any (keys) then 'site_id' else keys[1] end,
    case when period is null then 'null' else format('row.%I', period) end,
    (select string_agg(format('%L || row.%I', header || ' ', name), ', ')
      from unnest(keys, headers) as listed (name, header)),
    feed_name,
    array_to_string(headers, ', '));
  get diagnostics found = row_count;
  return found;
end
$$;
comment on function sources.hold_duplicates(text, text, text[], text[], text) is
  'Holds back every row whose key stands more than once in the file; how many rows.';

create function sources.hold_unknown(
  staging text, feed_name text, reference text, header text, dimension text, ids text[], period text
) returns bigint
language plpgsql as $$
declare
  found bigint;
begin
  execute format(
    $sql$
      with held as (
        update sources.%1$I as row set is_held = true
        where %2$I = any ($1)
        returning row.source_line, row.%2$I as id, row.site_id, %3$s::date as slice_on
      )
      insert into sources.staged_fault (
        feed, source_line, column_name, value, rule, message, waits_for, waits_for_id, slice_site_id, slice_on)
      select $2, source_line, $3, id, 'unknown ' || replace($4, '_', ' '),
        case $4
          when 'site' then format(
            'Site %%s is not known. Load the site list that holds it; the record is then taken in by itself.', id)
          when 'account' then format(
            'Account %%s is not known. Load the chart that holds it; the record is then taken in by itself.', id)
          else format('Revenue code %%s is not in the catalogue or no longer active. Use an active code.', id)
        end,
        $4, id, site_id, slice_on
      from held
    $sql$,
    staging, reference, case when period is null then 'null' else format('row.%I', period) end)
  using ids, feed_name, header, dimension;
  get diagnostics found = row_count;
  return found;
end
$$;
comment on function sources.hold_unknown(text, text, text, text, text, text[], text) is
  'Holds back rows that name a site, account or code the warehouse does not know; how many rows.';
