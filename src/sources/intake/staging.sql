-- Checks over the rows of a staging table. Each holds back the rows at fault and says why in sources.staged_fault.

create function sources.copy_statement(staging text, columns text[]) returns text
language sql immutable as $$
  select format('copy sources.%I (%s) from stdin', staging, string_agg(quote_ident(name), ', ' order by position))
  from unnest(columns) with ordinality as listed (name, position)
$$;
comment on function sources.copy_statement(text, text[]) is 'Statement that streams typed rows into a staging table.';

create function sources.clear_staging(staging text, feed_name text) returns void
language plpgsql as $$
begin
  execute format('truncate sources.%I', staging);
  delete from sources.staged_fault where feed = feed_name;
end
$$;
comment on function sources.clear_staging(text, text) is 'Empties a staging table and forgets the faults of its feed.';

create function sources.control_totals(staging text, columns text[], headers text[]) returns jsonb
language plpgsql stable as $$
declare
  totals text;
  answer jsonb;
begin
  select string_agg(
    format('%L, jsonb_build_object(''count'', count(%2$I)::text, ''sum'', sum(%2$I)::text)', header, name), ', ')
  into totals
  from unnest(columns, headers) as listed (name, header);
  execute format('select jsonb_build_object(%s) from sources.%I', totals, staging) into answer;
  return answer;
end
$$;
comment on function sources.control_totals(text, text[], text[]) is
  'Count and exact sum of each numeric column of the rows received, by header name.';

create function sources.hold_duplicates(staging text, feed_name text, keys text[], headers text[], period text)
returns bigint
language plpgsql as $$
declare
  found bigint;
begin
  execute format(
    $sql$
      with repeated as (
        select %1$s, array_agg(source_line order by source_line) as lines
        from sources.%2$I group by %1$s having count(*) > 1
      ), held as (
        update sources.%2$I as row set is_held = true from repeated
        where %3$s
        returning row.source_line, repeated.lines, row.%4$I::text as site_id, %5$s::date as slice_on, concat_ws(', ', %6$s) as key
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
