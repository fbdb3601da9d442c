-- A pseudonym is a keyed hash of a number, so that the same number joins without a question. For somebody who was
-- erased that is too much: whoever has the key and the number would find the rows. They get another one, which is
-- random and stands nowhere else.

create function security.random_pseudonym() returns text
language sql volatile as $$
  -- 26 letters and digits of the alphabet of pseudonyms, from 104 random bits.
  select 'p' || left(translate(encode(sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())), 'hex'),
    '0189', 'ghij'), 26)
$$;
comment on function security.random_pseudonym() is 'A pseudonym that stands for nobody.';

create function security.unlink_pseudonym(pseudonym text, stand_in text) returns table (relation text, rows bigint)
language plpgsql as $$
declare
  listed record;
begin
  for listed in
    select personal.relation, personal.column_name from security.personal_column as personal
    where personal.is_sealed and to_regclass(personal.relation) is not null
    order by personal.relation, personal.column_name
  loop
    return query execute format(
      'with changed as (update %1$s as kept set %2$I = $2 where %2$I = $1 returning kept.tableoid)
       select tableoid::regclass::text, count(*) from changed group by tableoid',
      listed.relation::regclass, listed.column_name)
    using pseudonym, stand_in;
  end loop;
  -- Records that are held back hold pseudonyms in what was received.
  return query
    with changed as (
      update sources.quarantine as held
      set record = replace(held.record::text, unlink_pseudonym.pseudonym, unlink_pseudonym.stand_in)::jsonb,
        value = replace(held.value, unlink_pseudonym.pseudonym, unlink_pseudonym.stand_in)
      where held.record::text like '%' || unlink_pseudonym.pseudonym || '%'
        or held.value like '%' || unlink_pseudonym.pseudonym || '%'
      returning 1
    )
    select 'sources.quarantine', count(*) from changed having count(*) > 0;
end
$$;
comment on function security.unlink_pseudonym(text, text) is
  'Puts another pseudonym in the place of one, in every table; how many rows of which, months of a fact by themselves.';

create function security.unlink_erased() returns table (relation text, rows bigint)
language sql as $$
  select touched.relation, sum(touched.rows)::bigint
  from security.subject
  cross join lateral (select security.random_pseudonym() as stand_in where subject.erased_at is not null) as other
  cross join lateral security.unlink_pseudonym(subject.pseudonym, other.stand_in) as touched
  group by touched.relation
$$;
comment on function security.unlink_erased() is
  'Unlinks the rows of everybody who was erased from their pseudonyms; nobody knows the new ones. Rows by table.';
