-- Personal data of one person, found and erased by the inventory (security.personal_column): exact values without
-- regard to case, an address inside a list, and the value inside texts and records that were kept as received.

create function security.escaped(literal text) returns text
language sql immutable as $$
  select regexp_replace(literal, '([][\\.*+?^$(){}|/-])', '\\\1', 'g')
$$;
comment on function security.escaped(text) is 'A text as a pattern that finds the text itself.';

create function security.value_pattern(identifier text) returns text
language sql immutable as $$
  -- The value by itself: no letter, digit or part of an address may touch it. A number inside an amount is none.
  select '(?<![[:alnum:]._%+@-])' || security.escaped(trim(identifier)) || '(?![[:alnum:]_@-]|\.[[:alnum:]])'
$$;
comment on function security.value_pattern(text) is 'Pattern that finds an identifier inside a text, in any case.';

create function security.any_pattern(identifiers text[]) returns text
language sql immutable as $$
  select string_agg(security.value_pattern(identifier), '|') from unnest(identifiers) as identifier
$$;
comment on function security.any_pattern(text[]) is 'Pattern that finds any of the identifiers inside a text.';

create function security.name_parts(identifiers text[]) returns table (first_name text, last_name text)
language sql immutable as $$
  -- In a record as received, first and last name are values of their own, each in quotes.
  select format('"\s*%s\s*"', security.escaped(split_part(name, ' ', 1))),
    format('"\s*%s\s*"', security.escaped(trim(substr(name, strpos(name, ' ')))))
  from (select trim(identifier) as name from unnest(identifiers) as identifier) as listed
  where strpos(name, ' ') > 0
$$;
comment on function security.name_parts(text[]) is
  'Of each identifier that is a full name: the patterns of first and last name inside a record.';

create function security.trace_pattern(identifiers text[]) returns text
language sql immutable as $$
  select concat_ws('|', security.any_pattern(identifiers),
    (select string_agg(format('%1$s[^}]*%2$s|%2$s[^}]*%1$s', first_name, last_name), '|')
      from security.name_parts(identifiers)))
$$;
comment on function security.trace_pattern(text[]) is
  'Pattern that finds any of the identifiers inside a text, and first and last name apart in a record.';

create function security.personal_condition(wanted_column text, class text) returns text
language sql immutable as $$
  select case
    -- First and last name stand apart in some tables; the person is asked for with both.
    when wanted_column in ('first_name', 'last_name') then
      'lower(trim(first_name) || '' '' || trim(last_name)) = any ($1)'
    when class = 'record' then format('%I::text ~* $2', wanted_column)
    when class = 'identifier' then format('%I = any ($3)', wanted_column)
    else format('(lower(trim(%1$I)) = any ($1) or %1$I ~* $2)', wanted_column)
  end
$$;
comment on function security.personal_condition(text, text) is
  'When a column speaks of the person: $1 the identifiers in lower case, $2 the pattern of their traces, '
  '$3 their pseudonyms.';

create function security.personal_assignment(wanted_column text, class text, type regtype) returns text
language sql immutable as $$
  select case
    when wanted_column = 'last_name' then 'first_name = $4, last_name = $4'
    when class = 'record' then format('%1$I = regexp_replace(%1$I::text, $5, $4, ''gi'')::%2$s', wanted_column, type)
    else format('%1$I = regexp_replace(%1$I, $5, $4, ''gi'')', wanted_column)
  end
$$;
comment on function security.personal_assignment(text, text, regtype) is
  'How a column stops speaking of the person: $5 the pattern of the identifiers, $4 what stands in.';

create function security.personal_rows(identifiers text[], pseudonyms text[])
returns table (relation text, column_name text, content jsonb)
language plpgsql stable as $$
declare
  listed record;
begin
  for listed in
    select personal.relation, personal.column_name, class from security.personal_column as personal
    where class <> 'pay' and to_regclass(personal.relation) is not null
    order by personal.relation, personal.column_name
  loop
    return query execute format(
      'select %L::text, %L::text, to_jsonb(kept) from %s as kept where %s', listed.relation, listed.column_name,
      listed.relation::regclass, security.personal_condition(listed.column_name, listed.class))
    using array(select lower(trim(identifier)) from unnest(identifiers) as identifier),
      security.trace_pattern(identifiers), pseudonyms;
  end loop;
end
$$;
comment on function security.personal_rows(text[], text[]) is
  'Every row that speaks of a person, by the column that does (personal data).';

create function security.erase_values(identifiers text[], pseudonyms text[], stand_in text)
returns table (relation text, rows bigint)
language plpgsql as $$
declare
  listed record;
begin
  for listed in
    select personal.relation, personal.column_name, class, atttypid::regtype as type
    from security.personal_column as personal
    join pg_attribute on attrelid = to_regclass(personal.relation) and attname = personal.column_name
    -- Pay is a figure and stays; sealed identifiers go with their key; what the trail keeps is deleted there.
    where class not in ('pay', 'identifier') and personal.column_name <> 'first_name'
      and personal.relation !~ '^audit\.'
    order by personal.relation, personal.column_name
  loop
    execute format('update %s as kept set %s where %s', listed.relation::regclass,
      security.personal_assignment(listed.column_name, listed.class, listed.type),
      security.personal_condition(listed.column_name, listed.class))
    using array(select lower(trim(identifier)) from unnest(identifiers) as identifier),
      security.trace_pattern(identifiers), pseudonyms, stand_in, security.any_pattern(identifiers);
    get diagnostics rows = row_count;
    if rows > 0 then
      relation := listed.relation;
      return next;
    end if;
  end loop;
end
$$;
comment on function security.erase_values(text[], text[], text) is
  'Puts a stand-in where values speak of a person, in every table of the inventory; how many rows of which.';

create function security.erase_split_names(identifiers text[], stand_in text) returns void
language plpgsql as $$
declare
  part record;
begin
  for part in select * from security.name_parts(identifiers) loop
    update sources.quarantine
    set record = regexp_replace(
        regexp_replace(record::text, part.first_name, to_json(stand_in)::text, 'gi'),
        part.last_name, to_json(stand_in)::text, 'gi')::jsonb
    where record::text ~* part.first_name and record::text ~* part.last_name;
  end loop;
end
$$;
comment on function security.erase_split_names(text[], text) is
  'The same in records of quarantine where first and last name stand apart.';

create function security.erase_people(identifiers text[], stand_in text) returns bigint
language plpgsql as $$
declare
  gone bigint[];
  of_login name;
begin
  select array_agg(person_id) into gone from security.person
  where user_id = any (select lower(trim(identifier)) from unnest(identifiers) as identifier)
    or lower(trim(display_name)) = any (select lower(trim(identifier)) from unnest(identifiers) as identifier);
  for of_login in select login_name from security.database_login where person_id = any (gone) loop
    perform security.end_login(of_login);
  end loop;
  delete from security.person_subject where person_id = any (gone);
  delete from security.operating_system_user where person_id = any (gone);
  delete from security.own_choice where person_id = any (gone);
  update security.person
  set user_id = stand_in || '-' || person_id, display_name = null, is_enabled = false, disabled_reason = 'erased'
  where person_id = any (gone);
  perform security.refresh_access();
  return coalesce(cardinality(gone), 0);
end
$$;
comment on function security.erase_people(text[], text) is
  'Takes name and ways to sign in from whoever the identifiers are; roles end, and what they did keeps their number.';

create function security.erase_person(identifiers text[], pseudonyms text[], stand_in text) returns jsonb
language plpgsql as $$
declare
  counts jsonb;
  people bigint;
  subjects bigint;
  erased text[];
begin
  -- What waits for the chain holds values too; they go where they can be erased.
  while audit.chain(10000) is not null loop end loop;
  people := security.erase_people(identifiers, stand_in);
  select coalesce(jsonb_object_agg(relation, rows), '{}') into counts
  from (
    select relation, sum(rows) as rows from security.erase_values(identifiers, pseudonyms, stand_in) group by relation
  ) as erased_rows;
  perform security.erase_split_names(identifiers, stand_in);
  update security.subject set wrapped_key = null, ciphertext = null, key_version = null, erased_at = now()
  where pseudonym = any (pseudonyms) and erased_at is null;
  get diagnostics subjects = row_count;
  -- Rows of facts stay, and are found by nobody's number any more.
  select counts || coalesce(jsonb_object_agg(unlinked.relation, unlinked.rows), '{}') into counts
  from security.unlink_erased() as unlinked;
  -- The changes above told the trail the old values; these go as well.
  while audit.chain(10000) is not null loop end loop;
  with gone as (
    delete from audit.personal_value where value ~* security.trace_pattern(identifiers || pseudonyms)
    returning position, column_name, side
  )
  select array_agg(format('%s %s %s', position, column_name, side) order by position, column_name, side)
  into erased from gone;
  counts := counts || jsonb_build_object('security.person', people, 'security.subject', subjects,
    'audit.personal_value', coalesce(cardinality(erased), 0));
  -- The list stands in the chain, so the loss of any other value is found (audit-trail.md).
  perform audit.note('erasure', 'security.person', null, jsonb_build_object(
    'rows', jsonb_build_object('new', counts),
    'erased_values', jsonb_build_object('new', coalesce(to_jsonb(erased), '[]'))));
  while audit.chain(10000) is not null loop end loop;
  return counts;
end
$$;
comment on function security.erase_person(text[], text[], text) is
  'Erases a person: values, identifiers with their keys, ways to sign in, values kept for the trail. Figures and '
  'entries stay. Rows by table.';
