-- What the lists say of who may see which site goes on to the security room, in the transaction of the load.

create function warehouse.publish_access(batch bigint) returns void
language plpgsql as $$
begin
  delete from security.feed_access;
  insert into security.feed_access (user_id, job_profile, site_id, batch_id)
  -- One row of what is compared: a list may name a user in capitals too, or a profile as a blank.
  select distinct on (user_id, job_profile, site_id) user_id, job_profile, site_id, batch_id
  from (
    select lower(trim(access.user_id)) as user_id, coalesce(access.job_profile, '') as job_profile, access.batch_id,
      coalesce(case scope.site_column
        when 'SITE' then access.site_id
        when 'COST_CENTER' then access.cost_center
      end, '') as site_id
    from warehouse.site_access as access
    left join security.job_profile_role as scope on scope.job_profile = access.job_profile
  ) as granted
  where user_id <> ''
  order by user_id, job_profile, site_id, batch_id;
  perform security.refresh_access(batch);
end
$$;
comment on function warehouse.publish_access(bigint) is
  'Hands Workday''s row security on: each person with the sites of the one column that counts for the job profile.';

create function warehouse.publish_places() returns void
language plpgsql as $$
begin
  delete from security.site_place;
  insert into security.site_place (site_id, district, region)
  select site_id, district, svp_region from warehouse.site_version where valid_to_on is null;
  perform security.refresh_access();
end
$$;
comment on function warehouse.publish_places() is
  'Hands on where each site belongs, for roles that are held for a district or a region.';
