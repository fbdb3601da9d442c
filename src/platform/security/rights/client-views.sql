-- What SQL clients find: comments on every column, types that ODBC can hold, and no table that they may not open.

create function security.passed_columns(shown regclass)
returns table (column_name name, place smallint, relation oid, relation_place integer)
language sql stable as $$
  -- The rule of a view keeps for each column the column of a table that it passes on as it is; 0 is none. The list of
  -- the view itself comes after those of its sub-selects.
  select attname, attnum, passed.origin[1]::oid, passed.origin[2]::integer
  from pg_attribute
  join pg_rewrite on ev_class = shown
  cross join lateral (
    select origin from regexp_matches(ev_action::text, format(
      ':resno %s :resname %s :ressortgroupref \d+ :resorigtbl (\d+) :resorigcol (\d+) :resjunk false', attnum, attname),
      'g') with ordinality as listed (origin, occurrence)
    order by occurrence desc limit 1) as passed
  where attrelid = shown and attnum > 0
$$;
comment on function security.passed_columns(regclass) is
  'Columns of a view with the column of a table that each passes on; relation 0 for a column that is worked out.';

create function security.describe_columns(shown regclass) returns void
language plpgsql as $$
declare
  passed record;
begin
  for passed in
    select column_name, col_description(relation, relation_place) as says from security.passed_columns(shown)
    where col_description(shown, place) is null and col_description(relation, relation_place) is not null
  loop
    execute format('comment on column %s.%I is %L', shown, passed.column_name, passed.says);
  end loop;
end
$$;
comment on function security.describe_columns(regclass) is
  'Gives columns of a view that pass on a column of a table its comment, unless they have one of their own.';

create function security.bounded_columns(shown regclass) returns text
language sql stable as $$
  select string_agg(
    case
      -- A bound would keep a filter from the index; codes that lead one are short.
      when atttypid <> 'text'::regtype or exists (
        select from pg_index where indrelid = relation and indkey[0] = relation_place) then quote_ident(attname)
      when attname ~ '(reason|message|formula|refusal|value|note|cause|attempted|conflicts_with|subject|description)'
        then format('%1$I::varchar(4000) as %1$I', attname)
      else format('%1$I::varchar(255) as %1$I', attname)
    end, ', ' order by attnum)
  from pg_attribute left join security.passed_columns(shown) on place = attnum
  where attrelid = shown and attnum > 0
$$;
comment on function security.bounded_columns(regclass) is
  'The columns of a view with a length for each text: 4000 for sentences, 255 for names and codes.';

create function security.shape_view(shown regclass) returns void
language plpgsql as $$
declare
  name text := shown::text;
  bounded text := security.bounded_columns(shown);
  definition text := rtrim(pg_get_viewdef(shown), '; ');
  options text := (select coalesce(' with (' || array_to_string(reloptions, ', ') || ')', '')
    from pg_class where oid = shown);
  about text := obj_description(shown, 'pg_class');
  said record;
  comments text[];
begin
  perform security.describe_columns(shown);
  if bounded !~ '::varchar' then
    return;
  end if;
  select array_agg(format('comment on column %s.%I is %L', name, attname, col_description(attrelid, attnum)))
  into comments
  from pg_attribute
  where attrelid = shown and attnum > 0 and col_description(attrelid, attnum) is not null;
  execute format('drop view %s', name);
  execute format('create view %s%s as select %s from (%s) as shown', name, options, bounded, definition);
  execute format('comment on view %s is %L', name, about);
  for said in select unnest(comments) as statement loop
    execute said.statement;
  end loop;
end
$$;
comment on function security.shape_view(regclass) is
  'Describes the columns of a view of the api and bounds its texts, so that ODBC gives them a type of their own.';

create function security.shape_views() returns void
language plpgsql as $$
declare
  shown regclass;
begin
  for shown in select oid from pg_class where relnamespace = 'api'::regnamespace and relkind = 'v' order by oid loop
    perform security.shape_view(shown);
  end loop;
end
$$;
comment on function security.shape_views() is 'Shapes every view of the api for SQL clients.';

create function security.narrow_catalogue() returns boolean
language plpgsql as $$
declare
  listed name;
  definition text;
begin
  -- A view of the api reads its tables with the rights of the caller, so these rights make the tables visible in
  -- information_schema, although nobody may use their schemas. Only a superuser may put that right.
  if not (select rolsuper from pg_roles where rolname = current_user) then
    return false;
  end if;
  foreach listed in array array['tables', 'columns', 'views', 'table_privileges', 'column_privileges']::name[] loop
    definition := rtrim(pg_get_viewdef(format('information_schema.%I', listed)::regclass), '; ');
    continue when definition ~ 'has_schema_privilege';
    execute format(
      'create or replace view information_schema.%I as select * from (%s) as listed
         where has_schema_privilege(table_schema::name, ''usage'')', listed, definition);
  end loop;
  return true;
end
$$;
comment on function security.narrow_catalogue() is
  'Lists in information_schema only what lies in a schema that the reader may use; false where the owner may not.';
