-- The site list: what a site is called and where it belongs holds from a day to a day (valid_from_on to valid_to_on).
-- A list speaks of the day `effective`; the list that arrived last is believed from that day on.

create function warehouse.supersede_versions(versions regclass, sites text[], effective date, batch bigint)
returns bigint
language plpgsql as $$
declare
  moved bigint;
  closed bigint;
begin
  execute format(
    $sql$
      with gone as (delete from %1$s as present where site_id = any ($1) and valid_from_on >= $2 returning present.*)
      insert into %1$s_history select gone.*, $3, now() from gone
    $sql$, versions)
  using sites, effective, batch;
  get diagnostics moved = row_count;
  execute format(
    'update %s set valid_to_on = $2 where site_id = any ($1) and (valid_to_on is null or valid_to_on > $2)', versions)
  using sites, effective;
  get diagnostics closed = row_count;
  return greatest(moved, closed);
end
$$;
comment on function warehouse.supersede_versions(regclass, text[], date, bigint) is
  'Ends what was known of sites at a day; what was known from that day on goes to history.';

create function warehouse.apply_versions(versions regclass, name_column name, effective date, batch bigint)
returns table (inserted bigint, superseded bigint)
language plpgsql as $$
declare
  columns text[];
  changed text[];
begin
  select array_agg(attname::text order by attnum) into columns
  from pg_attribute
  where attrelid = versions and attnum > 0 and not attisdropped
    and attname not in ('site_id', 'valid_from_on', 'valid_to_on', 'batch_id', 'source_line');
  execute format(
    $sql$
      select array_agg(arriving.site_id)
      from sources.master_non_financial as arriving
      left join %1$s as present on present.site_id = arriving.site_id and present.valid_to_on is null
      where not arriving.is_held
        and not (%2$s and (present.site_id is null) = (arriving.%3$I is null))
    $sql$, versions, warehouse.same_row(columns), name_column)
  into changed;
  superseded := warehouse.supersede_versions(versions, coalesce(changed, '{}'), effective, batch);
  execute format(
    $sql$
      insert into %1$s (site_id, valid_from_on, %2$s, batch_id, source_line)
      select site_id, $2, %2$s, $3, source_line from sources.master_non_financial
      where site_id = any ($1) and not is_held and %3$I is not null
    $sql$, versions, warehouse.column_list(columns), name_column)
  using coalesce(changed, '{}'), effective, batch;
  get diagnostics inserted = row_count;
  return next;
end
$$;
comment on function warehouse.apply_versions(regclass, name, date, bigint) is
  'Begins a new version of each site whose columns changed; a site without the named column has none.';

create function warehouse.apply_sites(slice text, effective date, batch bigint)
returns table (inserted bigint, superseded bigint)
language plpgsql as $$
declare
  vanished text[];
  changed_sites bigint;
begin
  insert into warehouse.site (site_id, is_listed)
  select site_id, true from sources.master_non_financial where not is_held
  on conflict (site_id) do update set is_listed = true where not warehouse.site.is_listed;

  perform warehouse.apply_versions('warehouse.site_version', 'site_name', effective, batch);
  perform warehouse.apply_versions('warehouse.site_district_manager', 'district_manager', effective, batch);
  perform warehouse.end_overrides(
    array(select site_id from sources.master_non_financial where not is_held),
    '{gl_string,street_address,city,state,zip,opened_on,closed_on,legal_entity,cog_segment,business_segment,'
      'pl_category}',
    batch);

  select count(*) into inserted from sources.master_non_financial as arriving
  where exists (select from warehouse.site_version as v where v.site_id = arriving.site_id and v.batch_id = batch)
    or exists (
      select from warehouse.site_district_manager as m where m.site_id = arriving.site_id and m.batch_id = batch);
  select count(distinct site_id) into changed_sites from (
    select site_id from warehouse.site_version where valid_to_on = effective
    union all select site_id from warehouse.site_version_history where superseded_by_batch_id = batch
    union all select site_id from warehouse.site_district_manager where valid_to_on = effective
    union all select site_id from warehouse.site_district_manager_history where superseded_by_batch_id = batch
  ) as ended
  join (
    select site_id from warehouse.site_version where batch_id = batch
    union select site_id from warehouse.site_district_manager where batch_id = batch
  ) as begun using (site_id);

  if slice = 'whole list' then
    select coalesce(array_agg(site_id), '{}') into vanished
    from warehouse.site as present
    where is_listed and not exists (
      select from sources.master_non_financial as arriving where arriving.site_id = present.site_id);
    update warehouse.site set is_listed = false where site_id = any (vanished);
    perform warehouse.supersede_versions('warehouse.site_version', vanished, effective, batch);
    perform warehouse.supersede_versions('warehouse.site_district_manager', vanished, effective, batch);
  end if;
  superseded := changed_sites + coalesce(cardinality(vanished), 0);
  perform warehouse.publish_places();
  return next;
end
$$;
comment on function warehouse.apply_sites(text, date, bigint) is
  'Applies the site list; a site that it no longer holds stays, marked as not listed.';
