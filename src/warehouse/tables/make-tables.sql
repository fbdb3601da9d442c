-- The tables of a feed follow from its declaration and from the fact or list that its rows go to: feeds.sql calls these
-- functions with what the declarations say, at every change of definitions and after every migration.

create function warehouse.declared_columns(declared text)
returns table (place bigint, name text, type regtype, type_name text, personal text)
language sql stable as $$
  select place, split_part(word, ':', 1), split_part(split_part(word, ':', 2), '(', 1)::regtype,
    split_part(word, ':', 2), nullif(split_part(word, ':', 3), '')
  from security.words(declared) with ordinality as listed (word, place)
$$;
comment on function warehouse.declared_columns(text) is
  'Columns of a declaration: name:type, with the class of personal data behind it.';

create function warehouse.require_fact(feed text, goes_to text, declared text) returns void
language plpgsql stable as $$
declare
  fault text;
begin
  if to_regclass(goes_to) is null then
    raise exception 'the feed % goes to %, which no migration makes', feed, goes_to;
  end if;
  select case
      when attname is null then format('the feed %s declares %s, which %s does not have', feed, name, goes_to)
      when name is null then format('%s has the column %s, which the feed %s does not declare', goes_to, attname, feed)
      else format('%s.%s is %s, and the feed %s declares %s', goes_to, attname, atttypid::regtype, feed, type)
    end
  into fault
  from warehouse.declared_columns(declared)
  full join (
    select attname, atttypid, attnum from pg_attribute
    where attrelid = goes_to::regclass and attnum > 0 and not attisdropped
      and attname not in ('batch_id', 'source_line', 'occurrence')) as held on attname = name
  where attname is null or name is null or atttypid <> type
  order by place, attnum limit 1;
  if fault is not null then
    raise exception '%', fault;
  end if;
end
$$;
comment on function warehouse.require_fact(text, text, text) is
  'Says in one sentence what a migration forgot of the table that the rows of a feed go to.';

create function warehouse.staged_columns(goes_to regclass, declared text, repeats boolean)
returns table (place bigint, name text, type text, clause text, says text)
language sql stable as $$
  select place, name, coalesce(format_type(atttypid, atttypmod), type_name), '', coalesce(
    col_description(attrelid, attnum),
    'As the source says it' || case when personal is not null then ' (personal data).' else '.' end)
  from warehouse.declared_columns(declared)
  left join pg_attribute on attrelid = goes_to and attname = name and not attisdropped
  union all
  values
    (1001, 'source_line', 'integer', ' not null',
      'Physical line of the source file where the record begins; row of the sheet for a workbook.'),
    (1002, 'is_held', 'boolean', ' not null default false',
      'A check holds the row back; it still keeps its key and slice.')
  union all
  select 1003, 'occurrence', 'integer', ' not null default 1',
    'Tells rows of one key apart; 0 while a record that is taken in again has no number yet.'
  where repeats
$$;
comment on function warehouse.staged_columns(regclass, text, boolean) is
  'Columns of the staging table of a feed: those it declares, as the table that they go to has them, and those of the '
  'intake.';

create function warehouse.make_staging(staging text, goes_to text, repeats boolean, declared text) returns void
language plpgsql as $$
declare
  staged_in text := 'sources.' || staging;
  due_columns text[] := (select array_agg(name || ' ' || type order by name)
    from warehouse.staged_columns(goes_to::regclass, declared, repeats));
  held text[] := (select array_agg(attname || ' ' || format_type(atttypid, atttypmod) order by attname)
    from pg_attribute where attrelid = to_regclass(staged_in) and attnum > 0 and not attisdropped);
  made_of record;
begin
  if held = due_columns then
    return;
  end if;
  -- What is in it is in transit: a load holds this lock until it has emptied the table.
  if not pg_try_advisory_xact_lock(hashtextextended(staged_in, 0)) then
    raise exception 'a load into % is running', staged_in using errcode = 'lock_not_available';
  end if;
  execute format('drop table if exists %s', staged_in);
  execute (select format('create unlogged table %s (%s)', staged_in,
    string_agg(format('%I %s%s', name, type, clause), ', ' order by place))
    from warehouse.staged_columns(goes_to::regclass, declared, repeats));
  execute format('comment on table %s is %L', staged_in, 'Typed rows on their way into ' || goes_to || '.');
  for made_of in select name, says from warehouse.staged_columns(goes_to::regclass, declared, repeats) loop
    execute format('comment on column %s.%I is %L', staged_in, made_of.name, made_of.says);
  end loop;
  perform security.force_row_security(staged_in::regclass);
  insert into security.table_class (relation, data_class, audited, reason)
  values (staged_in, 2, 'no', 'rows in transit: empty between loads') on conflict do nothing;
  insert into security.table_retention (relation, why)
  values (staged_in, 'empty between loads') on conflict do nothing;
end
$$;
comment on function warehouse.make_staging(text, text, boolean, text) is
  'Makes the staging table of a feed, or makes it again where it differs from the declaration; not while a load runs.';

create function warehouse.mark_fact(goes_to text, declared text) returns void
language plpgsql as $$
begin
  if not (select relrowsecurity from pg_class where oid = goes_to::regclass) then
    perform security.force_row_security(goes_to::regclass);
  end if;
  insert into security.table_class (relation, data_class, audited, reason)
  select goes_to, case when bool_or(personal is not null) then 3 else 2 end, 'by batch',
    'its rows name their load and keep their own history'
  from warehouse.declared_columns(declared) on conflict do nothing;
  insert into security.personal_column (relation, column_name, class, is_sealed)
  select goes_to, name, replace(personal, 'e-mail', 'contact'), personal = 'identifier'
  from warehouse.declared_columns(declared) where personal is not null on conflict do nothing;
end
$$;
comment on function warehouse.mark_fact(text, text) is
  'Row security, class and personal data of a table that takes the rows of a feed, unless its migration said them.';

create function warehouse.keep_history_as_long(fact regclass) returns void
language plpgsql as $$
declare
  history text := fact || '_history';
begin
  if exists (select from security.retention_class where relation = history)
    or exists (select from security.table_retention where relation = history) then
    return;
  end if;
  insert into security.retention_class (retention_class, relation, time_column, keep_months, condition, source,
    online_years)
  select retention_class || ' history', history, time_column, keep_months, condition, source, online_years
  from security.retention_class where relation = fact::text;
  if not found then
    raise exception '% does not say how long the rows of its history are kept', fact
      using detail = format('A migration says it in security.retention_class, for the fact or for %s.', history);
  end if;
end
$$;
comment on function warehouse.keep_history_as_long(regclass) is
  'A history is kept as long as its fact, unless a migration says otherwise.';

create function warehouse.make_history(fact regclass) returns void
language plpgsql as $$
declare
  history text := fact || '_history';
  added record;
begin
  if to_regclass(history) is null then
    execute format('create table %s (like %s including defaults including comments)', history, fact);
    execute format('alter table %s add superseded_by_batch_id bigint not null,
      add superseded_at timestamptz not null', history);
    execute format('comment on table %s is %L', history,
      format('Rows of %s that a later load changed or no longer held.', fact));
    execute format('comment on column %s.superseded_by_batch_id is %L', history, 'Load that replaced the row.');
    execute format('comment on column %s.superseded_at is %L', history, 'When it was replaced.');
    execute (select format('create index %I on %s (%s)', relname || '_history_key', history,
      concat_ws(', ', quote_ident((warehouse.key_columns(fact))[1]), quote_ident(attname)))
      from pg_class left join pg_partitioned_table on partrelid = pg_class.oid
      left join pg_attribute on attrelid = pg_class.oid and attnum = partattrs[0] where pg_class.oid = fact);
    perform security.force_row_security(history::regclass);
  end if;
  for added in
    select attname, col_description(attrelid, attnum) as says, concat(format_type(atttypid, atttypmod),
      ' not null default ' || pg_get_expr(adbin, adrelid)) as type
    from pg_attribute left join pg_attrdef on adrelid = attrelid and adnum = attnum
    where attrelid = fact and attnum > 0 and not attisdropped and not exists (
      select from pg_attribute as existing where existing.attrelid = history::regclass
        and existing.attname = pg_attribute.attname)
  loop
    -- Rows of before it have the default, or nothing.
    execute format('alter table %s add column %I %s', history, added.attname, added.type);
    execute format('comment on column %s.%I is %L', history, added.attname, added.says);
  end loop;
  insert into security.table_class (relation, data_class, audited, reason)
  select history, data_class, audited, reason from security.table_class where relation = fact::text
  on conflict do nothing;
  insert into security.personal_column (relation, column_name, class, is_sealed)
  select history, column_name, class, is_sealed from security.personal_column where relation = fact::text
  on conflict do nothing;
  perform warehouse.keep_history_as_long(fact);
end
$$;
comment on function warehouse.make_history(regclass) is
  'Makes the history of a fact or list from its columns, or gives it the columns that the table was given since.';

create function warehouse.make_tables(feed text, goes_to text, repeats boolean, declared text) returns void
language plpgsql as $$
begin
  perform warehouse.require_fact(feed, goes_to, declared);
  perform warehouse.mark_fact(goes_to, declared);
  perform warehouse.make_history(goes_to::regclass);
  perform warehouse.make_staging(feed, goes_to, repeats, declared);
end
$$;
comment on function warehouse.make_tables(text, text, boolean, text) is
  'Makes what a feed needs in addition to the fact or list of its migration: marks, history and staging table.';
