-- Versions of forecasts. Taking one from another copies nothing: it reads the other as of its newest change.

create function forecasting.working_versions(sites text[], wanted_year integer, maker text)
returns table (site_id text, version_id bigint)
language plpgsql as $$
begin
  with created as (
    insert into forecasting.version (site_id, plan_year, name, kind, made_at, made_by)
    select site.site_id, wanted_year, 'working', 'working', now(), maker
    from warehouse.site
    where site.site_id = any (sites) and not exists (
      select from forecasting.version as existing
      where existing.site_id = site.site_id and existing.plan_year = wanted_year and existing.kind = 'working')
    order by site.site_id
    on conflict do nothing
    returning version.version_id, version.site_id)
  insert into forecasting.lineage (version_id, site_id, depth, ancestor_id, up_to_change_id)
  select created.version_id, created.site_id, 0, created.version_id, 9223372036854775807 from created;
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
  with created as (
    insert into forecasting.version (
      site_id, plan_year, name, kind, based_on_id, last_change_id, made_at, made_by, reason)
    select base.site_id, plan_year, wanted_name, wanted_kind, base.version_id, base.last_change_id, now(), maker, why
    from forecasting.version as base where base.version_id = any (bases) order by base.site_id
    returning version.version_id, version.site_id, based_on_id, last_change_id),
  reads as (
    insert into forecasting.lineage (version_id, site_id, depth, ancestor_id, up_to_change_id)
    select created.version_id, created.site_id, 0, created.version_id, 9223372036854775807 from created
    union all
    select created.version_id, created.site_id, depth + 1, ancestor_id, least(up_to_change_id, created.last_change_id)
    from created
    join forecasting.lineage as base on base.site_id = created.site_id and base.version_id = created.based_on_id)
  select created.site_id, created.version_id from created;
end
$$;
comment on function forecasting.take_versions(bigint[], text, text, text, text) is
  'Takes a version from each of others under a name; what they say now is what it says, until it says otherwise.';
