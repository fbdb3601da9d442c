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

create function warehouse.discover_codes(kind text, codes text[], staging text[], batch bigint) returns void
language plpgsql as $$
declare
  staged text;
  new_codes text[];
begin
  insert into warehouse.job_code (job_code, job_title, first_seen_batch_id)
  select code, code, batch from unnest(codes) as code where kind = 'job_code'
  on conflict (job_code) do nothing;
  insert into warehouse.job_profile (job_profile, first_seen_batch_id)
  select code, batch from unnest(codes) as code where kind = 'job_profile'
  on conflict (job_profile) do nothing;
  if kind <> 'revenue_code' then
    return;
  end if;
  with discovered as (
    insert into warehouse.revenue_code (revenue_code, first_seen_batch_id)
    select code, batch from unnest(codes) as code
    on conflict (revenue_code) do nothing
    returning revenue_code
  )
  select array_agg(revenue_code) into new_codes from discovered;
  if new_codes is null then
    return;
  end if;
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
end
$$;
comment on function warehouse.discover_codes(text, text[], text[], bigint) is
  'Adds codes that a file brings for the first time (data.md F3: a new code gets the code as title).';

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
