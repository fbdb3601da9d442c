-- What is older than its class says goes, unless a legal hold covers it. The report of a dry run and of a real one are
-- made by the same conditions.

create function security.retention_cutoff(keep_months integer, as_of date) returns date
language sql immutable as $$
  select (date_trunc('month', as_of) - make_interval(months => keep_months))::date
$$;
comment on function security.retention_cutoff(integer, date) is 'First day that is still kept.';

create function security.site_column_of(relation text) returns text
language sql stable as $$
  select attname::text from pg_attribute
  where attrelid = to_regclass(relation) and attname in ('site_id', 'slice_site_id') and not attisdropped
$$;
comment on function security.site_column_of(text) is 'Column with the site, where a table has one.';

create function security.purge_condition(class security.retention_class, as_of date) returns text
language sql stable as $$
  select concat_ws(' and ',
    format('%I < %L', class.time_column, security.retention_cutoff(class.keep_months, as_of)),
    '(' || class.condition || ')')
$$;
comment on function security.purge_condition(security.retention_class, date) is
  'Which rows are older than the class says.';

create function security.held_condition(class security.retention_class) returns text
language sql stable as $$
  select case
    when exists (select from security.legal_hold where site_id is null and released_at is null) then 'true'
    when security.site_column_of(class.relation) is null then 'false'
    else format('coalesce(%I in (select site_id from security.legal_hold where released_at is null), false)',
      security.site_column_of(class.relation))
  end
$$;
comment on function security.held_condition(security.retention_class) is
  'Which rows a legal hold keeps: those of its site, or everything when it names none.';

create function security.retention_report(as_of date)
returns table (retention_class text, relation text, kept_from date, expired bigint, held bigint)
language plpgsql stable as $$
declare
  class security.retention_class;
begin
  for class in select * from security.retention_class as listed order by listed.retention_class loop
    continue when to_regclass(class.relation) is null;
    retention_class := class.retention_class;
    relation := class.relation;
    kept_from := security.retention_cutoff(class.keep_months, as_of);
    execute format('select count(*) filter (where not %1$s), count(*) filter (where %1$s) from %2$s where %3$s',
      security.held_condition(class), class.relation::regclass, security.purge_condition(class, as_of))
    into expired, held;
    return next;
  end loop;
end
$$;
comment on function security.retention_report(date) is
  'By class: rows to purge, and rows that are old enough and held.';

create function security.drop_month(month regclass) returns void
language plpgsql set lock_timeout = '5s' as $$
begin
  execute format('drop table %s', month);
end
$$;
comment on function security.drop_month(regclass) is
  'Drops a month of a partitioned table; fails (55P03) where the table is read for more than five seconds, so that '
  'nobody waits behind it for long.';

create function security.drop_expired_months(class security.retention_class, as_of date) returns bigint
language plpgsql as $$
declare
  month record;
  gone bigint := 0;
  counted bigint;
begin
  -- A month that is over and holds nothing that is kept goes as a whole; that costs the same for any number of rows.
  for month in
    select inhrelid::regclass as name from pg_inherits where inhparent = class.relation::regclass order by 1
  loop
    execute format('select case when bool_and((%s) and not (%s)) then count(*) end from %s',
      security.purge_condition(class, as_of), security.held_condition(class), month.name)
    into counted;
    if counted > 0 then
      perform security.drop_month(month.name);
      gone := gone + counted;
    end if;
  end loop;
  return gone;
end
$$;
comment on function security.drop_expired_months(security.retention_class, date) is
  'Drops the months of a partitioned table of which nothing is kept; how many rows.';

create function security.purge_followers(relation text, condition text) returns void
language plpgsql as $$
declare
  follower record;
  those text;
begin
  -- What is part of a row goes before it, found by the foreign key.
  for follower in
    select conrelid::regclass as name, part.relation as part_relation,
      (select string_agg(quote_ident(attname), ', ' order by place)
        from unnest(conkey) with ordinality as key (n, place)
        join pg_attribute on attrelid = conrelid and attnum = n) as columns,
      (select string_agg(quote_ident(attname), ', ' order by place)
        from unnest(confkey) with ordinality as key (n, place)
        join pg_attribute on attrelid = confrelid and attnum = n) as keys
    from security.table_retention as part
    join pg_constraint on conrelid = to_regclass(part.relation) and contype = 'f'
    where part.follows = purge_followers.relation and confrelid = to_regclass(purge_followers.relation)
    -- Lines go before their invoices, as both are parts of the statement.
    order by exists (select from pg_constraint as inner_key where inner_key.contype = 'f'
      and inner_key.confrelid = pg_constraint.conrelid and inner_key.conrelid <> pg_constraint.conrelid
      and inner_key.conrelid in (select to_regclass(other.relation) from security.table_retention as other
        where other.follows = purge_followers.relation)), part.relation
  loop
    those := format('(%s) in (select %s from %s where %s)', follower.columns, follower.keys,
      relation::regclass, condition);
    perform security.purge_followers(follower.part_relation, those);
    execute format('delete from %s where %s', follower.name, those);
  end loop;
end
$$;
comment on function security.purge_followers(text, text) is
  'Purges what is part of the rows that are about to go, down to the parts of parts.';

create function security.purge_class(class security.retention_class, as_of date) returns bigint
language plpgsql as $$
declare
  gone bigint := 0;
  counted bigint;
begin
  if (select relkind = 'p' from pg_class where oid = class.relation::regclass) then
    gone := security.drop_expired_months(class, as_of);
  end if;
  perform security.purge_followers(class.relation, format('(%s) and not (%s)',
    security.purge_condition(class, as_of), security.held_condition(class)));
  execute format('delete from %s where (%s) and not (%s)', class.relation::regclass,
    security.purge_condition(class, as_of), security.held_condition(class));
  get diagnostics counted = row_count;
  return gone + counted;
end
$$;
comment on function security.purge_class(security.retention_class, date) is
  'Purges what a class lets go; how many rows.';

create function audit.hash_at(place bigint) returns bytea
language sql stable as $$
  select coalesce(
    (select hash from audit.entry where position = place),
    (select digest from audit.head where kind = 'purge' and last_position = place order by signed_at desc limit 1),
    sha256(''))
$$;
comment on function audit.hash_at(bigint) is
  'Hash of an entry, also of the last that was purged; before the first, SHA-256 of nothing.';

create function audit.digest_of_heads(up_to bigint) returns text
language sql stable as $$
  select encode(sha256(convert_to(coalesce(string_agg(line, '' order by line collate "C"), ''), 'UTF8')), 'hex')
  from (
    select distinct lpad(position::text, 20, '0') || ' ' || encode(hash, 'hex') || E'\n' as line
    from audit.head where position <= up_to
  ) as listed
$$;
comment on function audit.digest_of_heads(bigint) is
  'Digest of the heads up to a position, as the verifier works it out: a purge vouches with it for the heads of what '
  'it takes away.';

create function security.purge_trail(class security.retention_class, as_of date) returns bigint
language plpgsql as $$
declare
  cutoff date := security.retention_cutoff(class.keep_months, as_of);
  last record;
  month record;
  gone bigint := 0;
begin
  if security.held_condition(class) = 'true' then
    return 0;
  end if;
  -- Only whole months from the beginning, so that what stays is a chain. The content of the last entry that goes is
  -- noted: its hash is what the first that stays follows, so nobody can invent an older one.
  select position, hash, audit.content(entry) as content into last
  from audit.entry where chained_at < cutoff order by position desc limit 1;
  if last.position is null then
    return 0;
  end if;
  perform audit.note('trail purged', 'audit.entry', null, jsonb_build_object(
    'first', jsonb_build_object('new', (select min(position) from audit.entry)),
    'last', jsonb_build_object('new', last.position),
    'hash', jsonb_build_object('new', encode(last.hash, 'hex')),
    'content', jsonb_build_object('new', last.content),
    'hash_before', jsonb_build_object('new', encode(audit.hash_at(last.position - 1), 'hex')),
    'heads', jsonb_build_object('new', audit.digest_of_heads(last.position))));
  while audit.chain(10000) is not null loop end loop;
  select count(*) into gone from audit.entry where position <= last.position;
  delete from audit.personal_value where position <= last.position;
  for month in
    select inhrelid::regclass as name from pg_inherits
    where inhparent = 'audit.entry'::regclass
      and inhrelid::regclass::text < 'audit.entry_' || to_char(cutoff, 'YYYY_MM')
    order by inhrelid::regclass::text
  loop
    perform security.drop_month(month.name);
  end loop;
  return gone;
end
$$;
comment on function security.purge_trail(security.retention_class, date) is
  'Purges the oldest months of the trail and notes where it begins from now on; how many entries.';

create function security.purge(as_of date)
returns table (retention_class text, relation text, kept_from date, expired bigint, held bigint)
language plpgsql as $$
declare
  class security.retention_class;
  line record;
  report jsonb := '[]';
begin
  for line in select * from security.retention_report(as_of) loop
    retention_class := line.retention_class;
    relation := line.relation;
    kept_from := line.kept_from;
    held := line.held;
    select listed.* into class from security.retention_class as listed
    where listed.retention_class = line.retention_class;
    expired := case when class.relation = 'audit.entry' then security.purge_trail(class, as_of)
      else security.purge_class(class, as_of) end;
    report := report || jsonb_build_object('class', retention_class, 'relation', relation, 'kept_from', kept_from,
      'gone', expired, 'held', held);
    return next;
  end loop;
  insert into security.purge (as_of_on, purged_by, report) values (as_of, security.caller(), report);
end
$$;
comment on function security.purge(date) is
  'Purges every class and keeps the report; by class, what went and what a hold kept.';
