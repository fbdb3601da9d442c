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
  execute format('alter table sources.%I drop column is_held, drop column if exists occurrence', name);
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

create function sources.end_copy(staging text, repeats boolean) returns void
language plpgsql as $$
begin
  -- After the copy, so that a default that no row stores stands for all of them.
  execute format('alter table sources.%I add column is_held boolean not null default false', staging);
  if repeats then
    execute format('alter table sources.%I add column occurrence integer not null default 1', staging);
  end if;
end
$$;
comment on function sources.end_copy(text, boolean) is
  'Readies a month staging table for the checks; with a number for rows of one key where the feed repeats keys.';

create function sources.is_checked(staging text) returns boolean
language sql stable as $$
  select not exists (
    select from pg_attribute
    where attrelid = format('sources.%I', staging)::regclass and attname = 'is_held' and not attisdropped)
$$;
comment on function sources.is_checked(text) is 'A staging table has its key already, so every key stands once.';

create function sources.said_columns(staging text) returns text[]
language sql stable as $$
  select array_agg(attname::text order by attnum) from pg_attribute
  where attrelid = format('sources.%I', staging)::regclass and attnum > 0 and not attisdropped
    and attname not in ('batch_id', 'source_line', 'is_held', 'occurrence')
$$;
comment on function sources.said_columns(text) is 'Columns of a staging table that the source filled.';

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

create function sources.hold_duplicates(
  staging text, feed_name text, keys text[], headers text[], period text, only_with text, same_words boolean
) returns bigint
language plpgsql as $$
declare
  held_count bigint;
begin
  if sources.is_checked(staging) then
    return 0;
  end if;
  execute format(
    $sql$
      with repeated as (
        select array_agg(source_line order by source_line) as lines
        from sources.%2$I where %3$s group by %1$s having count(*) > 1
      ), held as (
        update sources.%2$I as row set is_held = true
        from repeated cross join lateral unnest(repeated.lines) as line
        where row.source_line = line
        returning row.source_line, repeated.lines, row.%4$I::text as site_id, %5$s::date as slice_on,
          concat_ws(', ', %6$s) as key
      )
      insert into sources.staged_fault (
        feed, source_line, column_name, value, rule, message, slice_site_id, slice_on)
      select %7$L, source_line, %8$L, key, %9$L, format(%10$L, array_to_string(lines[1:5], ', '), key),
        site_id, slice_on
      from held
    $sql$,
    (select string_agg(quote_ident(name), ', ')
      from unnest(case when same_words then sources.said_columns(staging) else keys end) as name),
    staging,
    case when only_with is null then 'true' else format('%I <> %L', only_with, '') end,
    case when 'site_id' = any (keys) then 'site_id' else keys[1] end,
    case when period is null then 'null' else format('row.%I', period) end,
    (select string_agg(format('%L || row.%I', header || ' ', name), ', ')
      from unnest(keys, headers) as listed (name, header)),
    feed_name,
    array_to_string(headers, ', '),
    case when same_words then 'same record twice' else 'duplicate key' end,
    case when same_words then
      'Lines %s say the same, word for word (%s). Take one of them in and discard the others; if each of them '
      'happened, give each a number of its own.'
      else 'Lines %s carry the same key (%s); keep one of them.' end);
  get diagnostics held_count = row_count;
  return held_count;
end
$$;
comment on function sources.hold_duplicates(text, text, text[], text[], text, text, boolean) is
  'Holds back every row whose key stands more than once in the file, or which says the same as another; only rows with '
  'a value in the named column, when one is named. How many rows.';

create function sources.repeated_rows(staging text, keys text[]) returns bigint
language plpgsql stable as $$
declare
  repeated bigint := 0;
begin
  if not sources.is_checked(staging) then
    execute format(
      'select coalesce(sum(rows), 0)
       from (select count(*) as rows from sources.%I group by %s having count(*) > 1) as several',
      staging, (select string_agg(quote_ident(name), ', ') from unnest(keys) as name))
    into repeated;
  end if;
  return repeated;
end
$$;
comment on function sources.repeated_rows(text, text[]) is 'How many rows of a staging table share their key.';

create function sources.equal_rows(staging text, keys text[], headers text[])
returns table (rows bigint, line integer, other_line integer, key text)
language plpgsql stable as $$
begin
  if sources.is_checked(staging) then
    return;
  end if;
  return query execute format(
    $sql$
      with equal as (
        select count(*) as rows, min(source_line) as line, (array_agg(source_line order by source_line))[2] as other,
          concat_ws(', ', %3$s) as key
        from sources.%1$I where not is_held
        group by %2$s having count(*) > 1
      )
      select (select sum(equal.rows)::bigint from equal), line, other, key from equal order by line limit 1
    $sql$,
    staging,
    (select string_agg(quote_ident(name), ', ') from unnest(sources.said_columns(staging)) as name),
    (select string_agg(format('%L || %I', header || ' ', name), ', ')
      from unnest(keys, headers) as listed (name, header)));
end
$$;
comment on function sources.equal_rows(text, text[], text[]) is
  'How many rows of a staging table say the same as another one, and the first two of them; no row when none does.';

create function sources.several_of_one(staging text, identity text, keys text[])
returns table (rows bigint, line integer, other_line integer, named text)
language plpgsql stable as $$
begin
  if sources.is_checked(staging) then
    return;
  end if;
  return query execute format(
    $sql$
      with several as (
        select count(*) as rows, min(source_line) as line, (array_agg(source_line order by source_line))[2] as other,
          min(%2$I) as named
        from sources.%1$I where not is_held and %2$I <> ''
        group by %3$s having count(*) > 1
      )
      select (select sum(several.rows)::bigint from several), line, other, named from several order by line limit 1
    $sql$,
    staging, identity, (select string_agg(quote_ident(name), ', ') from unnest(keys) as name));
end
$$;
comment on function sources.several_of_one(text, text, text[]) is
  'How many rows share a key with the identity that their source gave them, and the first two; no row when none does.';

create function sources.recall_occurrences(staging text, ids bigint[], moved bigint[]) returns void
language plpgsql as $$
begin
  execute format(
    $sql$
      update sources.%I as row
      set occurrence = case when quarantine_id = any ($2) then 0 else coalesce(held.occurrence, 0) end
      from sources.quarantine as held
      where held.quarantine_id = any ($1) and held.source_line = row.source_line
    $sql$, staging)
  using ids, moved;
end
$$;
comment on function sources.recall_occurrences(text, bigint[], bigint[]) is
  'Gives records that are loaded again the number under which they kept a row in place; 0, to be numbered anew, '
  'those that had none and those that moved to another key.';

create function sources.note_occurrences(staging text, feed_name text) returns void
language plpgsql as $$
begin
  execute format(
    'update sources.staged_fault as fault set occurrence = nullif(row.occurrence, 0) from sources.%I as row
     where fault.feed = $1 and fault.source_line = row.source_line', staging)
  using feed_name;
end
$$;
comment on function sources.note_occurrences(text, text) is
  'Notes under which number of its key a record that is held back keeps a row of the warehouse in place.';

create function sources.hold_unknown(
  staging text, feed_name text, reference text, header text, dimension text, ids text[], nearest text[], period text
) returns bigint
language plpgsql as $$
declare
  held_count bigint;
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
          else concat_ws(' ', format('Revenue code %%s is not in the catalogue or no longer active.', id),
            'Nearest known: ' || $5[array_position($1, id)] || '.', 'Use an active code.')
        end,
        $4, id, site_id, slice_on
      from held
    $sql$,
    staging, reference, case when period is null then 'null' else format('row.%I', period) end)
  using ids, feed_name, header, dimension, nearest;
  get diagnostics held_count = row_count;
  return held_count;
end
$$;
comment on function sources.hold_unknown(text, text, text, text, text, text[], text[], text) is
  'Holds back rows that name a site, account or code the warehouse does not know, with the nearest known code; how '
  'many rows.';

create function sources.note_extent(staging text, period text, batch bigint, sites text[]) returns void
language plpgsql as $$
begin
  execute format(
    'update sources.batch as load set first_on = least(load.first_on, said.first_on),
       last_on = greatest(load.last_on, said.last_on), site_ids = $2
     from (select min(%1$I) as first_on, max(%1$I) as last_on from sources.%2$I) as said where batch_id = $1',
    period, staging)
  using batch, sites;
end
$$;
comment on function sources.note_extent(text, text, bigint, text[]) is
  'Keeps with a load the days or months that its rows speak of, and their sites.';
