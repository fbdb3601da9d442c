-- Versions of forecasts. Taking one from another copies nothing: it reads the other as of its newest change.

create function forecasting.working_versions(sites text[], wanted_year integer, maker text)
returns table (site_id text, version_id bigint)
language plpgsql as $$
begin
  with made as (
    insert into forecasting.version (site_id, plan_year, name, kind, made_at, made_by)
    select site.site_id, wanted_year, 'working', 'working', now(), maker
    from warehouse.site
    where site.site_id = any (sites) and not exists (
      select from forecasting.version as known
      where known.site_id = site.site_id and known.plan_year = wanted_year and known.kind = 'working')
    order by site.site_id
    on conflict do nothing
    returning version.version_id, version.site_id)
  insert into forecasting.lineage (version_id, site_id, depth, ancestor_id, up_to_change_id)
  select made.version_id, made.site_id, 0, made.version_id, 9223372036854775807 from made;
  return query
  select version.site_id, version.version_id from forecasting.version
  where plan_year = wanted_year and kind = 'working' and version.site_id = any (sites);
end
$$;
comment on function forecasting.working_versions(text[], integer, text) is
  'The working version of each site for a year, made where there is none yet.';

create function forecasting.take_versions(bases bigint[], wanted_name text, wanted_kind text, maker text, why text)
returns table (site_id text, version_id bigint)
language plpgsql as $$
begin
  perform from forecasting.version where version.version_id = any (bases) order by version.version_id for share;
  return query
  with made as (
    insert into forecasting.version (
      site_id, plan_year, name, kind, based_on_id, last_change_id, made_at, made_by, reason)
    select base.site_id, plan_year, wanted_name, wanted_kind, base.version_id, base.last_change_id, now(), maker, why
    from forecasting.version as base where base.version_id = any (bases) order by base.site_id
    returning version.version_id, version.site_id, based_on_id, last_change_id),
  reads as (
    insert into forecasting.lineage (version_id, site_id, depth, ancestor_id, up_to_change_id)
    select made.version_id, made.site_id, 0, made.version_id, 9223372036854775807 from made
    union all
    select made.version_id, made.site_id, depth + 1, ancestor_id, least(up_to_change_id, made.last_change_id)
    from made
    join forecasting.lineage as base on base.site_id = made.site_id and base.version_id = made.based_on_id)
  select made.site_id, made.version_id from made;
end
$$;
comment on function forecasting.take_versions(bigint[], text, text, text, text) is
  'Takes a version from each of others under a name; what they say now is what it says, until it says otherwise.';
