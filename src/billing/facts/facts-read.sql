-- Facts as a run of billing read them: rows that came or were replaced since are seen as they were. A run before this
-- was kept, and no run at all, sees the facts of today.

create function billing.was_read(batch bigint, last_read bigint, unread bigint[]) returns boolean
language sql immutable as $$
  select last_read is null or (batch <= last_read and not batch = any (unread))
$$;
comment on function billing.was_read(bigint, bigint, bigint[]) is
  'Whether a load was there for a run: it is not newer than the last one and had ended.';

create function billing.loads_now() returns table (last_read bigint, unread bigint[])
language sql stable as $$
  select newest, array(
    select id from generate_series(greatest(newest - 1000, 1), newest) as id
    where not exists (select from sources.batch where batch_id = id and state <> 'receiving'))
  from (select max(batch_id) as newest from sources.batch) as newest_batch
$$;
comment on function billing.loads_now() is
  'The newest load, and those before it that have not ended, or are being written; a load ends long before a thousand '
  'others came after it.';

create function billing.loads_of(by_run bigint) returns table (last_read bigint, unread bigint[])
language sql stable as $$
  select (select last_batch_id from billing.run where run_id = by_run),
    (select open_batch_ids from billing.run where run_id = by_run)
$$;
comment on function billing.loads_of(bigint) is 'What a run read; always one row, null for a run that did not keep it.';

create function billing.may_support(asked_site text, asked_object text) returns boolean
language sql stable security definer set search_path = '' as $$
  -- Billing itself is nobody's request: the owner, who has taken on no role.
  select (session_user = current_user and current_setting('role') = 'none')
    or security.may(asked_object, 'read', asked_site) or security.may('statement-support', 'read', asked_site)
$$;
comment on function billing.may_support(text, text) is
  'The caller may see rows of an object behind a statement of the site: by the right to the object itself, or to what '
  'stands behind statements.';

-- The four below are all that reads facts for an explanation or a report. They read as the owner and ask the matrix
-- themselves, because whoever works on a statement sees its rows and no others.

create function billing.revenue_read(site text, first_day date, end_day date, by_run bigint) returns table (
  revenue_on date, revenue_code text, revenue_category text, collection_type text, deposit_flag text,
  tax_rate numeric, net_external_revenue numeric, external_revenue numeric, billable_net_validation numeric,
  vehicle_count numeric, batch_id bigint, source_line integer)
language sql stable security definer set search_path = '' as $$
  select fact.revenue_on, fact.revenue_code, fact.revenue_category, fact.collection_type, fact.deposit_flag,
    fact.tax_rate, fact.net_external_revenue, fact.external_revenue, fact.billable_net_validation,
    fact.vehicle_count, fact.batch_id, fact.source_line
  from billing.loads_of(by_run) as loads
  join billing.may_support(site, 'revenue') as is_seen on is_seen
  join warehouse.revenue_detail as fact on fact.site_id = site and fact.revenue_on >= first_day
    and fact.revenue_on < end_day and billing.was_read(fact.batch_id, last_read, unread)
  union all
  select fact.revenue_on, fact.revenue_code, fact.revenue_category, fact.collection_type, fact.deposit_flag,
    fact.tax_rate, fact.net_external_revenue, fact.external_revenue, fact.billable_net_validation,
    fact.vehicle_count, fact.batch_id, fact.source_line
  from billing.loads_of(by_run) as loads
  join billing.may_support(site, 'revenue') as is_seen on is_seen
  join warehouse.revenue_detail_history as fact on fact.site_id = site and fact.revenue_on >= first_day
    and fact.revenue_on < end_day and billing.was_read(fact.batch_id, last_read, unread)
    and not billing.was_read(fact.superseded_by_batch_id, last_read, unread)
$$;
comment on function billing.revenue_read(text, date, date, bigint) is 'Daily revenue of a site as a run read it.';

create function billing.rooms_read(site text, first_day date, end_day date, by_run bigint) returns table (
  revenue_on date, file_name text, value numeric, batch_id bigint, source_line integer)
language sql stable security definer set search_path = '' as $$
  select fact.revenue_on, fact.file_name, fact.value, fact.batch_id, fact.source_line
  from billing.loads_of(by_run) as loads
  join billing.may_support(site, 'revenue') as is_seen on is_seen
  join warehouse.revenue_value as fact on fact.site_id = site and fact.revenue_category = 'OCCUPIED ROOMS'
    and fact.revenue_on >= first_day and fact.revenue_on < end_day
    and billing.was_read(fact.batch_id, last_read, unread)
  union all
  select fact.revenue_on, fact.file_name, fact.value, fact.batch_id, fact.source_line
  from billing.loads_of(by_run) as loads
  join billing.may_support(site, 'revenue') as is_seen on is_seen
  join warehouse.revenue_value_history as fact on fact.site_id = site and fact.revenue_category = 'OCCUPIED ROOMS'
    and fact.revenue_on >= first_day and fact.revenue_on < end_day
    and billing.was_read(fact.batch_id, last_read, unread)
    and not billing.was_read(fact.superseded_by_batch_id, last_read, unread)
$$;
comment on function billing.rooms_read(text, date, date, bigint) is 'Occupied rooms of a site as a run read them.';

create function billing.hours_read(site text, first_day date, end_day date, by_run bigint) returns table (
  worked_on date, job_code text, regular integer, premium integer, batch_id bigint, source_line integer)
language sql stable security definer set search_path = '' as $$
  select fact.worked_on, fact.job_code, billing.regular_minutes(fact), billing.premium_minutes(fact),
    fact.batch_id, fact.source_line
  from billing.loads_of(by_run) as loads
  join billing.may_support(site, 'labor') as is_seen on is_seen
  join warehouse.timesheet as fact on fact.site_id = site and fact.worked_on >= first_day
    and fact.worked_on < end_day and billing.was_read(fact.batch_id, last_read, unread)
  union all
  select fact.worked_on, fact.job_code, billing.regular_minutes(sheet), billing.premium_minutes(sheet),
    fact.batch_id, fact.source_line
  from billing.loads_of(by_run) as loads
  join billing.may_support(site, 'labor') as is_seen on is_seen
  join warehouse.timesheet_history as fact on fact.site_id = site and fact.worked_on >= first_day
    and fact.worked_on < end_day and billing.was_read(fact.batch_id, last_read, unread)
    and not billing.was_read(fact.superseded_by_batch_id, last_read, unread)
  cross join lateral jsonb_populate_record(null::warehouse.timesheet, to_jsonb(fact)) as sheet
$$;
comment on function billing.hours_read(text, date, date, bigint) is
  'Timesheet rows of a site as a run read them, with their regular and premium minutes.';

create function billing.balances_read(site text, first_month date, end_day date, by_run bigint) returns table (
  period_month date, account_id text, account_description text, entity text, amount numeric, batch_id bigint,
  source_line integer)
language sql stable security definer set search_path = '' as $$
  select fact.period_month, fact.account_id, fact.account_description, fact.entity, fact.amount, fact.batch_id,
    fact.source_line
  from billing.loads_of(by_run) as loads
  join billing.may_support(site, 'profit-and-loss') as is_seen on is_seen
  join warehouse.ledger_balance as fact on fact.site_id = site and fact.period_month >= first_month
    and fact.period_month < end_day and billing.was_read(fact.batch_id, last_read, unread)
  union all
  select fact.period_month, fact.account_id, fact.account_description, fact.entity, fact.amount, fact.batch_id,
    fact.source_line
  from billing.loads_of(by_run) as loads
  join billing.may_support(site, 'profit-and-loss') as is_seen on is_seen
  join warehouse.ledger_balance_history as fact on fact.site_id = site and fact.period_month >= first_month
    and fact.period_month < end_day and billing.was_read(fact.batch_id, last_read, unread)
    and not billing.was_read(fact.superseded_by_batch_id, last_read, unread)
$$;
comment on function billing.balances_read(text, date, date, bigint) is 'Ledger balances of a site as a run read them.';

grant execute on function billing.may_support(text, text), billing.revenue_read(text, date, date, bigint),
  billing.rooms_read(text, date, date, bigint), billing.hours_read(text, date, date, bigint),
  billing.balances_read(text, date, date, bigint) to daybook_stages;
