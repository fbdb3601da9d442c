-- Whoever entered or overrode a value does not approve the forecast that holds it (operations.md 1.6).

create function forecasting.changes_behind(of_version bigint, of_kind text, after_change bigint) returns text[]
language sql stable as $$
  select coalesce(array_agg('forecast change ' || change_id), '{}')
  from forecasting.lineage
  join forecasting.version as ancestor on ancestor.version_id = ancestor_id and ancestor.kind = of_kind
  join forecasting.change on change.version_id = ancestor_id and change_id <= up_to_change_id
  where lineage.version_id = of_version and change_id > after_change
$$;
comment on function forecasting.changes_behind(bigint, text, bigint) is
  'Changes later than one that a version rests on, those of working versions or of scenarios, as segregation of duties '
  'names them.';

create function forecasting.last_approved_change(site text, wanted_year integer) returns bigint
language sql stable as $$
  select coalesce(max(last_change_id), 0)
  from forecasting.submission join forecasting.version using (version_id)
  where submission.site_id = site and submission.plan_year = wanted_year and state = 'approved'
$$;
comment on function forecasting.last_approved_change(text, integer) is
  'The newest change of a site and year that somebody approved; 0 before the first approval.';
