-- What the warehouse says of rows that have arrived, before they are published.

create function warehouse.unknown_references(staging regclass, reference name, dimension text) returns setof text
language plpgsql stable as $$
begin
  return query execute format(
    $sql$
      select id from (select distinct %1$I as id from %2$s where not is_held) as arriving
      where not exists (select from warehouse.%3$I as known where known.%4$I = arriving.id)
      order by id
    $sql$, reference, staging, dimension, case dimension when 'revenue_code' then dimension else dimension || '_id' end);
end
$$;
comment on function warehouse.unknown_references(regclass, name, text) is
  'Sites or accounts that arriving rows name and the warehouse does not know.';

create function warehouse.known_ids(dimension text, ids text[]) returns setof text
language sql stable as $$
  select site_id from warehouse.site where dimension = 'site' and site_id = any (ids)
  union all
  select account_id from warehouse.account where dimension = 'account' and account_id = any (ids)
$$;
comment on function warehouse.known_ids(text, text[]) is 'Which of these sites or accounts the warehouse knows.';

create function warehouse.discover_codes(staging regclass, code name, batch bigint) returns bigint
language plpgsql as $$
declare
  discovered bigint;
begin
  execute case code
    when 'job_code' then format(
      $sql$
        insert into warehouse.job_code (job_code, job_title, first_seen_batch_id)
        select distinct job_code, job_code, $1 from %s where not is_held
        on conflict (job_code) do nothing
      $sql$, staging)
    when 'job_profile' then format(
      $sql$
        insert into warehouse.job_profile (job_profile, first_seen_batch_id)
        select distinct job_profile, $1 from %s where not is_held and job_profile is not null
        on conflict (job_profile) do nothing
      $sql$, staging)
    when 'revenue_code' then format(
      $sql$
        insert into warehouse.revenue_code (revenue_code, revenue_category, first_seen_batch_id)
        select revenue_code, min(revenue_category), $1 from %s
        where not is_held and revenue_code <> '' group by revenue_code
        on conflict (revenue_code) do nothing
      $sql$, staging)
    end
  using batch;
  get diagnostics discovered = row_count;
  return discovered;
end
$$;
comment on function warehouse.discover_codes(regclass, name, bigint) is
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
