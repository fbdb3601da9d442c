-- Whoever moves the limits of a site does not judge by them (operations.md 1.6).

create function contracts.limits_subject(site text, version bigint) returns text
language sql immutable as $$
  select format('review limits of site %s, contract version %s', site, version)
$$;
comment on function contracts.limits_subject(text, bigint) is
  'The limits of a contract version as segregation of duties names them.';

create function contracts.moved_limits(versions bigint[]) returns setof text
language sql stable as $$
  select contracts.limits_subject(version.site_id, version.version_id)
  from contracts.version
  join contracts.review_threshold as limits using (version_id)
  cross join lateral (
    select former.deviation_amount, former.deviation_percent
    from contracts.version as before join contracts.review_threshold as former using (version_id)
    where before.contract_id = version.contract_id and before.number < version.number and before.state <> 'rejected'
    order by before.number desc limit 1) as former
  where version.version_id = any (versions)
    and (limits.deviation_amount, limits.deviation_percent) is distinct from
      (former.deviation_amount, former.deviation_percent)
$$;
comment on function contracts.moved_limits(bigint[]) is
  'Of contract versions, those whose review limits are not those of the version before, as segregation of duties names '
  'them. A first version moves nothing.';
