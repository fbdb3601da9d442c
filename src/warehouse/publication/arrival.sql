-- What the warehouse says of rows that have arrived, before they are published.

create function warehouse.known_ids(dimension text, ids text[]) returns setof text
language sql stable as $$
  select site_id from warehouse.site where dimension = 'site' and site_id = any (ids)
  union all
  select account_id from warehouse.account where dimension = 'account' and account_id = any (ids)
  union all
  select revenue_code from warehouse.revenue_code
  where dimension = 'revenue_code' and revenue_code = any (ids) and is_active
$$;
comment on function warehouse.known_ids(text, text[]) is
  'Which of these sites, accounts or active revenue codes the warehouse knows.';

create function warehouse.known_codes(kind text) returns setof text
language sql stable as $$
  select job_code from warehouse.job_code where known_codes.kind = 'job_code'
  union all
  select job_profile from warehouse.job_profile where known_codes.kind = 'job_profile'
  union all
  select revenue_code from warehouse.revenue_code where known_codes.kind = 'revenue_code'
$$;
comment on function warehouse.known_codes(text) is 'Every code of a kind: job_code, job_profile or revenue_code.';

create function warehouse.codes_in_use(kind text) returns setof text
language sql stable as $$
  select job_code from warehouse.job_code where codes_in_use.kind = 'job_code' and is_active
  union all
  select revenue_code from warehouse.revenue_code where codes_in_use.kind = 'revenue_code' and is_active
$$;
comment on function warehouse.codes_in_use(text) is 'Every code of a kind that is in use: job_code or revenue_code.';

create function warehouse.discover_codes(kind text, codes text[], staging text[], batch bigint) returns setof text
language plpgsql as $$
declare
  staged text;
  new_codes text[];
begin
  -- The kind is asked once: each branch writes one table, in the order of the codes, so that loads cannot deadlock.
  if kind = 'job_code' then
    with discovered as (
      insert into warehouse.job_code (job_code, job_title, first_seen_batch_id)
      select code, code, batch from unnest(codes) as code order by code
      on conflict (job_code) do nothing
      returning job_code
    )
    select array_agg(job_code) into new_codes from discovered;
  elsif kind = 'job_profile' then
    with discovered as (
      insert into warehouse.job_profile (job_profile, first_seen_batch_id)
      select code, batch from unnest(codes) as code order by code
      on conflict (job_profile) do nothing
      returning job_profile
    )
    select array_agg(job_profile) into new_codes from discovered;
  else
    with discovered as (
      insert into warehouse.revenue_code (revenue_code, first_seen_batch_id)
      select code, batch from unnest(codes) as code order by code
      on conflict (revenue_code) do nothing
      returning revenue_code
    )
    select array_agg(revenue_code) into new_codes from discovered;
  end if;
  if new_codes is null then
    return;
  end if;
  if kind = 'revenue_code' then
    foreach staged in array staging loop
      execute format(
        $sql$
          update warehouse.revenue_code as present set revenue_category = named.revenue_category
          from (select revenue_code, min(revenue_category) as revenue_category from %s
            where revenue_code = any ($1) group by revenue_code) as named
          where present.revenue_code = named.revenue_code and present.revenue_category is null
        $sql$, staged::regclass)
      using new_codes;
    end loop;
  end if;
  return query select unnest(new_codes);
end
$$;
comment on function warehouse.discover_codes(text, text[], text[], bigint) is
  'Adds codes that a file brings for the first time (data.md F3: a new code gets the code as title); which they are.';

create function warehouse.note_neighbours(kind text, codes text[], neighbours text[]) returns void
language plpgsql as $$
begin
  update warehouse.job_code set neighbour_code = near.neighbour
  from unnest(codes, neighbours) as near (code, neighbour)
  where kind = 'job_code' and job_code.job_code = near.code;
  update warehouse.job_profile set neighbour_code = near.neighbour
  from unnest(codes, neighbours) as near (code, neighbour)
  where kind = 'job_profile' and job_profile.job_profile = near.code;
  update warehouse.revenue_code set neighbour_code = near.neighbour
  from unnest(codes, neighbours) as near (code, neighbour)
  where kind = 'revenue_code' and revenue_code.revenue_code = near.code;
end
$$;
comment on function warehouse.note_neighbours(text, text[], text[]) is
  'Keeps with new codes the known ones that they resemble.';

create function warehouse.name_job_codes(staging regclass) returns void
language plpgsql as $$
begin
  execute format(
    $sql$
      update warehouse.job_code as present set job_title = named.job_title
      from (select job_code, min(job_title) as job_title from %s
        where not is_held and job_title is not null group by job_code) as named
      where present.job_code = named.job_code and present.job_title = present.job_code
        and named.job_title <> present.job_code
    $sql$, staging);
end
$$;
comment on function warehouse.name_job_codes(regclass) is 'Gives job codes without a title the one that Workday uses.';
