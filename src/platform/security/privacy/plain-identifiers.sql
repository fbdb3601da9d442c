-- Identifiers that were loaded before they were sealed at the door.

create function security.plain_identifiers(relation text, column_name text) returns table (value text)
language plpgsql stable as $$
begin
  return query execute format(
    'select distinct %1$I from %2$s where %1$I is not null and %1$I <> %3$L and %1$I !~ %4$L',
    column_name, relation::regclass, '', '^p[a-z2-7]{26}$');
end
$$;
comment on function security.plain_identifiers(text, text) is 'Identifiers in a column that are no pseudonyms yet.';

create function security.seal_identifiers(relation text, column_name text, pairs jsonb) returns bigint
language plpgsql as $$
declare
  sealed bigint;
begin
  execute format(
    'update %1$s as kept set %2$I = listed.pseudonym
     from jsonb_to_recordset($1) as listed (value text, pseudonym text) where kept.%2$I = listed.value',
    relation::regclass, column_name)
  using pairs;
  get diagnostics sealed = row_count;
  return sealed;
end
$$;
comment on function security.seal_identifiers(text, text, jsonb) is
  'Puts pseudonyms in the place of identifiers; how many rows.';
