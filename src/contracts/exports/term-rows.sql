-- Terms go in and out as rows; what is a term and where it stands is described in TypeScript (describedTerms).

create function contracts.add_term_rows(term_tables jsonb) returns void
language plpgsql as $$
declare
  added record;
begin
  for added in
    select relation, rows
    from rows from (jsonb_to_recordset(term_tables) as (relation text, rows jsonb)) with ordinality
    order by ordinality
  loop
    execute format(
      'insert into contracts.%1$I overriding system value
       select held.* from jsonb_populate_recordset(null::contracts.%1$I, $1) as held', added.relation)
    using added.rows;
  end loop;
end
$$;
comment on function contracts.add_term_rows(jsonb) is
  'Adds rows of versions to tables of terms: an array of objects with a relation and its rows by column, in the order '
  'in which they refer to each other.';

create function contracts.term_rows(relations text[], version_ids bigint[]) returns table (relation text, rows text)
language plpgsql stable as $$
begin
  foreach relation in array relations loop
    return query execute format(
      'select %1$L, coalesce(jsonb_agg(to_jsonb(held)), ''[]'')::text
       from contracts.%1$I as held where held.version_id = any ($1)', relation)
    using version_ids;
  end loop;
end
$$;
comment on function contracts.term_rows(text[], bigint[]) is
  'What tables of terms hold of some versions, as JSON by column: numbers keep their decimals. What the caller may not '
  'see is not there.';
