-- Lists end what was set here, unless the operator lets it stay.

create function warehouse.end_overrides(sites text[], fields text[], load bigint) returns void
language sql as $$
  update warehouse.site_override as own
  set ended_at = now(), ended_reason = 'list',
    ended_by = (select file_name from sources.batch where batch_id = load)
  where own.site_id = any (sites) and own.field = any (fields) and own.ended_at is null and not own.is_kept
    -- A site that was closed here is not open again because the list has not heard of it.
    and (own.field <> 'closed_on' or exists (
      select from warehouse.site_version as listed
      where listed.site_id = own.site_id and listed.valid_to_on is null and listed.closed_on is not null))
$$;
comment on function warehouse.end_overrides(text[], text[], bigint) is
  'Ends what was set here of sites that a list names, where it holds until the next list only. A closing day holds '
  'until a list has one.';
