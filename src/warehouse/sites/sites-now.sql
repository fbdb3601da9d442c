-- A site as it counts: what was set here goes before the lists. Billing, forecasting and views read it here.

create function warehouse.site_now(of_site text)
returns table (
  is_known boolean, site_name text, gl_string text, street_address text, city text, state text, zip text,
  rooms_available numeric, parking_spaces numeric, opened_on date, closed_on date, district text, svp_region text,
  cog_segment text, business_segment text, pl_category text, legal_entity text, contract_type text,
  is_deposited_by_operator boolean, emails text, recipient text, attention text, vendor text
)
language sql stable
-- Bound when it is made: a login reads it through views of the api and may use no schema but that.
begin atomic
  select
    newest.site_id is not null or own.changed is not null, newest.site_name,
    case when own.changed ? 'gl_string' then own.changed ->> 'gl_string' else newest.gl_string end,
    case when own.changed ? 'street_address' then own.changed ->> 'street_address' else newest.street_address end,
    case when own.changed ? 'city' then own.changed ->> 'city' else newest.city end,
    case when own.changed ? 'state' then own.changed ->> 'state' else newest.state end,
    case when own.changed ? 'zip' then own.changed ->> 'zip' else newest.zip end,
    newest.rooms_available, newest.parking_spaces,
    case when own.changed ? 'opened_on' then (own.changed ->> 'opened_on')::date else newest.opened_on end,
    case when own.changed ? 'closed_on' then (own.changed ->> 'closed_on')::date else newest.closed_on end,
    newest.district, newest.svp_region,
    case when own.changed ? 'cog_segment' then own.changed ->> 'cog_segment' else newest.cog_segment end,
    case when own.changed ? 'business_segment' then own.changed ->> 'business_segment' else newest.business_segment end,
    case when own.changed ? 'pl_category' then own.changed ->> 'pl_category' else newest.pl_category end,
    case when own.changed ? 'legal_entity' then own.changed ->> 'legal_entity' else newest.legal_entity end,
    newest.contract_type, newest.is_deposited_by_operator,
    case when own.changed ? 'emails' then own.changed ->> 'emails' else contact.email_recipient end,
    own.changed ->> 'recipient', own.changed ->> 'attention', own.changed ->> 'vendor'
  from (select of_site as site_id) as chosen
  left join lateral (
    select version.* from warehouse.site_version as version
    where version.site_id = chosen.site_id order by version.valid_from_on desc limit 1) as newest on true
  left join warehouse.customer_contact as contact on contact.site_id = chosen.site_id
  left join lateral (
    select jsonb_object_agg(set_here.field, set_here.value) as changed from warehouse.site_override as set_here
    where set_here.site_id = chosen.site_id and set_here.ended_at is null) as own on true;
end;
comment on function warehouse.site_now(text) is
  'A site by the newest list, with what was set here in place of it; one row, whatever is known of the site.';
grant execute on function warehouse.site_now(text) to daybook_member;

-- Clients see where their site belongs, and not the list of territories.
create function warehouse.territory_called(of_territory bigint) returns text
language sql stable security definer set search_path = '' as $$
  select territory_name from warehouse.territory where territory_id = of_territory
$$;
comment on function warehouse.territory_called(bigint) is 'The name of a territory.';
grant execute on function warehouse.territory_called(bigint) to daybook_member;

create function warehouse.site_records(sites text[], today date)
returns table (
  site_id text, is_listed boolean, site_name text, street_address text, city text, state text, zip text,
  rooms_available numeric, parking_spaces numeric, opened_on date, closed_on date, district text,
  district_manager text, account_manager text, svp_region text, cog_segment text, business_segment text,
  pl_category text, legal_entity text, contract_type text, is_deposited_by_operator boolean, is_general boolean,
  gl_string text, emails text, recipient text, attention text, vendor text, territory text
)
language sql stable as $$
  select site.site_id, site.is_listed, site_name, street_address, city, state, zip, trim_scale(rooms_available),
    trim_scale(parking_spaces), opened_on, closed_on, district, district_manager,
    nullif(concat_ws(' ', first_name, last_name), ''), svp_region, cog_segment, business_segment, pl_category,
    legal_entity, contract_type, is_deposited_by_operator, is_general,
    case when is_general then gl_string end, case when is_general then emails end,
    case when is_general then recipient end, case when is_general then attention end,
    case when is_general then vendor end,
    warehouse.territory_called(territory_id)
  from warehouse.site
  cross join lateral warehouse.site_now(site.site_id) as details
  cross join lateral (select security.may('site-information', 'read', site.site_id) as is_general) as shown
  left join warehouse.site_manager as manager on manager.site_id = site.site_id
  left join lateral (
    select held.district_manager from warehouse.site_district_manager as held
    where held.site_id = site.site_id order by valid_from_on desc limit 1) as led on true
  left join warehouse.site_territory as placed
    on placed.site_id = site.site_id and from_on <= today and (to_on is null or to_on > today)
  where sites is null or site.site_id = any (sites)
  order by site.site_id
$$;
comment on function warehouse.site_records(text[], date) is
  'Sites that the caller sees, null for all; general information (operations.md 1.3) is null for who may not read it.';

create function warehouse.site_fields(of_site text)
returns table (
  field text, listed text, set_here text, is_set_here boolean, set_by text, set_at timestamptz, reason text,
  is_kept boolean
)
language sql stable as $$
  select said.field, said.listed, own.value, own.override_id is not null, own.set_by, own.set_at, own.reason,
    own.is_kept
  from (
    select said.field, said.listed, said.place
    from (select of_site as site_id) as chosen
    left join lateral (
      select version.* from warehouse.site_version as version
      where version.site_id = chosen.site_id order by valid_from_on desc limit 1) as newest on true
    left join warehouse.customer_contact as contact on contact.site_id = chosen.site_id
    cross join lateral (values
      (1, 'gl_string', newest.gl_string), (2, 'street_address', newest.street_address), (3, 'city', newest.city),
      (4, 'state', newest.state), (5, 'zip', newest.zip), (6, 'recipient', null), (7, 'emails', email_recipient),
      (8, 'attention', null), (9, 'vendor', null), (10, 'opened_on', newest.opened_on::text),
      (11, 'closed_on', newest.closed_on::text), (12, 'legal_entity', newest.legal_entity),
      (13, 'pl_category', newest.pl_category), (14, 'cog_segment', newest.cog_segment),
      (15, 'business_segment', newest.business_segment)) as said (place, field, listed)) as said
  left join warehouse.site_override as own
    on own.site_id = of_site and own.field = said.field and own.ended_at is null
  order by said.place
$$;
comment on function warehouse.site_fields(text) is
  'What may be set of a site: what the lists say, and what was set here in place of it, by whom and why.';

create function warehouse.site_events(of_site text)
returns table (happened_at timestamptz, who text, event text, field text, value text, reason text)
language sql stable as $$
  select set_at, set_by, 'set', site_override.field, site_override.value, site_override.reason
  from warehouse.site_override where site_override.site_id = of_site
  union all
  select ended_at, ended_by, 'back to the list', site_override.field, null, null
  from warehouse.site_override
  where site_override.site_id = of_site and ended_reason in ('withdrawn', 'list')
  union all
  select received_at, file_name, 'site list', null, null, null
  from (
    select batch_id from warehouse.site_version where site_version.site_id = of_site
    union all
    select batch_id from warehouse.site_version_history where site_version_history.site_id = of_site) as listed
  join sources.batch using (batch_id)
  union all
  select received_at, file_name, 'customer list', 'emails', null, null
  from (
    select batch_id from warehouse.customer_contact where customer_contact.site_id = of_site
    union all
    select batch_id from warehouse.customer_contact_history where customer_contact_history.site_id = of_site) as listed
  join sources.batch using (batch_id)
  union all
  select added_at, added_by, 'contact added', kind || ' contact', contact_name, null
  from warehouse.site_contact where site_contact.site_id = of_site
  union all
  select ended_at, ended_by, 'contact ended', kind || ' contact', contact_name, null
  from warehouse.site_contact where site_contact.site_id = of_site and ended_at is not null
  order by 1
$$;
comment on function warehouse.site_events(text) is
  'What changed the record of a site, oldest first: settings and their ends, contacts, and lists with something new. '
  'How many there are is its revision, by which a change says what it has seen.';
