-- Questions about sites and who may see them.

create function warehouse.unknown_sites(sites text[]) returns table (site_id text)
language sql stable as $$
  select each_site.site_id from unnest(sites) as each_site (site_id)
  where not exists (select from warehouse.site where site.site_id = each_site.site_id)
$$;
comment on function warehouse.unknown_sites(text[]) is 'Which of the named sites the warehouse does not know.';

create function warehouse.site_span(of_site text) returns table (opened_on date, closed_on date)
language sql stable as $$
  select details.opened_on, details.closed_on from warehouse.site_now(of_site) as details where details.is_known
$$;
comment on function warehouse.site_span(text) is
  'First and last day of work of a site as set here, else as its newest record says; null where it says none, no row '
  'for an unknown site.';

create function warehouse.works_in(of_site text, month date) returns boolean
language sql stable as $$
  select coalesce((
    select coalesce(opened_on < month + interval '1 month', true) and coalesce(closed_on >= month, true)
    from warehouse.site_span(of_site)), true)
$$;
comment on function warehouse.works_in(text, date) is
  'Whether a site works on a day of a month: it has opened by its end and has not closed before it begins. A site that '
  'closes is billed and forecast for the month of its last day and not after (operations.md 10).';

create function warehouse.site_access_rows(person text)
returns table (
  fact text, user_id text, job_profile text, role text, scope text, site_id text,
  batch_id bigint, source_line integer, file_name text, received_at timestamptz
)
language sql stable as $$
  select
    'warehouse.site_access', access.user_id, access.job_profile, scope.role, scope.site_column,
    case scope.site_column when 'SITE' then access.site_id when 'COST_CENTER' then access.cost_center end,
    access.batch_id, access.source_line, batch.file_name, batch.received_at
  from warehouse.site_access as access
  left join security.job_profile_role as scope on scope.job_profile = access.job_profile
  left join sources.batch on batch.batch_id = access.batch_id
  where lower(trim(access.user_id)) = lower(trim(person))
$$;
comment on function warehouse.site_access_rows(text) is
  'Row security of a person, in any case; role and site are null where the job profile opens none (personal data).';

create function warehouse.site_access_of(person text) returns table (site_id text, role text, job_profile text)
language sql stable as $$
  select distinct site_id, role, job_profile from warehouse.site_access_rows(person) where site_id <> ''
$$;
comment on function warehouse.site_access_of(text) is 'Sites that a person may see, and in which role.';

create function warehouse.why_no_access(person text) returns table (message text)
language sql stable as $$
  select case
    when count(*) = 0 then format(
      'The site data of %s could not be retrieved: Workday''s row security does not list this person. '
      'Ask the administrator of Workday to add the person, then load workday_rls_bisecurity again.', person)
    when count(role) = 0 then format(
      'The site data of %s could not be retrieved: the job profile %s opens no site. '
      'Ask the administrator of Workday for one that does (%s), then load workday_rls_bisecurity again.',
      person, coalesce(string_agg(distinct job_profile, ', '), '(none)'),
      (select string_agg(scope.job_profile, ', ' order by scope.job_profile) from security.job_profile_role as scope))
    else format(
      'The site data of %s could not be retrieved: no row names a site in %s, the column that counts for %s. '
      'Ask the administrator of Workday to fill it in, then load workday_rls_bisecurity again.',
      person, string_agg(distinct scope, ' or '), string_agg(distinct job_profile, ', '))
    end
  from warehouse.site_access_rows(person)
$$;
comment on function warehouse.why_no_access(text) is 'Why a person sees no site, and whom to ask.';

create function warehouse.site_history_rows(site text, on_day date)
returns table (
  fact text, site_id text, valid_from_on date, valid_to_on date, site_name text, district text, district_manager text,
  svp_region text, cog_segment text, business_segment text, pl_category text, legal_entity text, contract_type text,
  rooms_available numeric, parking_spaces numeric, opened_on date, closed_on date,
  batch_id bigint, source_line integer, file_name text, received_at timestamptz
)
language sql stable as $$
  select
    said.fact, said.site_id, said.valid_from_on, said.valid_to_on, said.site_name, said.district,
    said.district_manager, said.svp_region, said.cog_segment, said.business_segment, said.pl_category,
    said.legal_entity, said.contract_type, trim_scale(said.rooms_available), trim_scale(said.parking_spaces),
    said.opened_on, said.closed_on, said.batch_id, said.source_line, batch.file_name, batch.received_at
  from (
    select
      'warehouse.site_version' as fact, site_id, valid_from_on, valid_to_on, site_name, district,
      null as district_manager, svp_region, cog_segment, business_segment, pl_category, legal_entity, contract_type,
      rooms_available, parking_spaces, opened_on, closed_on, batch_id, source_line
    from warehouse.site_version
    where site_version.site_id = site
    union all
    select
      'warehouse.site_district_manager', site_id, valid_from_on, valid_to_on, null, null,
      district_manager, null, null, null, null, null, null,
      null, null, null, null, batch_id, source_line
    from warehouse.site_district_manager
    where site_district_manager.site_id = site
  ) as said
  left join sources.batch on batch.batch_id = said.batch_id
  where on_day is null
    or (said.valid_from_on <= on_day and (said.valid_to_on is null or said.valid_to_on > on_day))
$$;
comment on function warehouse.site_history_rows(text, date) is
  'What the site lists said of a site and its district manager (personal data); on one day only, when it is given.';

create function warehouse.site_history(site text, on_day date)
returns table (
  valid_from_on date, valid_to_on date, site_name text, district text, district_manager text,
  svp_region text, cog_segment text, business_segment text, pl_category text, legal_entity text, contract_type text,
  rooms_available numeric, parking_spaces numeric, opened_on date, closed_on date
)
language sql stable as $$
  -- Name and manager change on different days: the history breaks wherever either of them does.
  with said as (
    select
      valid_from_on, valid_to_on, site_name, district, district_manager, svp_region, cog_segment, business_segment,
      pl_category, legal_entity, contract_type, rooms_available, parking_spaces, opened_on, closed_on
    from warehouse.site_history_rows(site, null)
  ),
  edge as (
    select valid_from_on as changed_on from said union select valid_to_on from said where valid_to_on is not null
  ),
  span as (
    select changed_on as from_on, lead(changed_on) over (order by changed_on) as to_on from edge
  )
  select
    span.from_on, span.to_on, min(site_name), min(district), min(district_manager),
    min(svp_region), min(cog_segment), min(business_segment), min(pl_category), min(legal_entity), min(contract_type),
    min(rooms_available), min(parking_spaces), min(opened_on), min(closed_on)
  from span
  join said
    on said.valid_from_on <= span.from_on and (said.valid_to_on is null or said.valid_to_on > span.from_on)
  where on_day is null or (span.from_on <= on_day and (span.to_on is null or span.to_on > on_day))
  group by span.from_on, span.to_on
$$;
comment on function warehouse.site_history(text, date) is
  'What was known of a site and its district manager, span by span; of one day only, when a day is given.';

create function warehouse.site_places() returns table (
  site_id text, district text, region text, manager text, district_manager text, legal_entity text, contract_type text,
  pl_category text, cog_segment text, business_segment text)
language sql stable as $$
  select site.site_id, coalesce(district, 'no district'), coalesce(svp_region, 'no region'),
    coalesce(first_name || ' ' || last_name, 'no account manager'),
    coalesce(managed.district_manager, 'no district manager'), coalesce(legal_entity, 'no company'),
    coalesce(contract_type, 'no contract type'), coalesce(pl_category, 'no P&L category'),
    coalesce(cog_segment, 'no growth segment'), coalesce(business_segment, 'no business segment')
  from warehouse.site
  cross join lateral warehouse.site_now(site.site_id) as place
  left join lateral (
    select held.district_manager from warehouse.site_district_manager as held
    where held.site_id = site.site_id order by valid_from_on desc limit 1) as managed on true
  left join warehouse.site_manager as held on held.site_id = site.site_id
$$;
comment on function warehouse.site_places() is
  'The sites that the caller may see with the fields by which sites are chosen and grouped, as they count now; where '
  'a site has none, that is said in words, such as no district, so that those sites can be chosen, too.';

create function warehouse.sites_by(filter jsonb) returns table (site_id text)
language sql stable as $$
  select place.site_id
  from warehouse.site_places() as place
  where not exists (
    select from jsonb_each(filter) as condition (field, value)
    where not coalesce(value ? case field
      when 'site' then place.site_id when 'district' then district when 'region' then region
      when 'manager' then manager when 'districtManager' then district_manager
      when 'legalEntity' then legal_entity when 'contractType' then contract_type
      when 'plCategory' then pl_category when 'cogSegment' then cog_segment
      when 'businessSegment' then business_segment end, false))
  order by 1
$$;
comment on function warehouse.sites_by(jsonb) is
  'Sites that the caller may see, narrowed by fields of the site master: values of a field are alternatives, and every '
  'field that is named has to fit (forecasting.md 2.7; golden FILT-01).';
