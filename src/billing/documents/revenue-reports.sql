-- The reports on the revenue of a statement, with the calendar year up to its month (billing.md 4.11), from the facts
-- that its run read. Figures are exact; whoever prints them rounds.

create function billing.year_to_date(of_statement bigint) returns table (
  statement_id bigint, site_id text, service_month date, version_id bigint)
language sql stable as $$
  select distinct on (statement.service_month)
    statement.statement_id, statement.site_id, statement.service_month, statement.contract_version_id
  from billing.statement as reported
  join billing.statement on statement.site_id = reported.site_id
    and statement.service_month >= date_trunc('year', reported.service_month)
    and statement.service_month <= reported.service_month
    and (statement.statement_id = reported.statement_id
      or (statement.service_month < reported.service_month and statement.run_id <= reported.run_id))
  where reported.statement_id = of_statement
  order by statement.service_month, statement.is_standing desc, statement.statement_id desc
$$;
comment on function billing.year_to_date(bigint) is
  'A statement, and of each earlier month of its calendar year the version that there was when it was made.';

create function billing.parking_department(of_statement bigint) returns table (
  part text, month text, title text, "operator share %" text, "owner share %" text, "up to" text, amount text,
  "due to operator" text, "due to owner" text)
language sql stable as $$
  (select 'Lines of the statement', to_char(service_month, 'YYYY-MM'), line.title, null, null, null,
    line.amount::text, null, null
  from billing.year_to_date(of_statement) as statement
  join contracts.version as terms on terms.version_id = statement.version_id and has_management_agreement
  join billing.statement_line as line on line.statement_id = statement.statement_id
  order by service_month, line.line_id)
  union all
  (select case tier.kind when 'revenue' then 'Revenue share' else 'Profit share' end,
    to_char(service_month, 'YYYY-MM'),
    concat(case tier.kind when 'revenue' then format('Structure %s, tier ', structure) else 'Tier ' end,
      row_number() over (partition by tier.statement_id, tier.kind, structure order by tier.position)),
    trim_scale(share_percent)::text, trim_scale(100 - share_percent)::text,
    case when limit_amount = 0 then 'no limit' else trim_scale(limit_amount)::text end, trim_scale(amount)::text,
    trim_scale(due)::text, trim_scale(amount - due)::text
  from billing.year_to_date(of_statement) as statement
  join billing.tier_result as tier using (statement_id)
  order by tier.kind desc, service_month, tier.structure, tier.position)
$$;
comment on function billing.parking_department(bigint) is
  'How revenue or profit spread over the tiers, as it was stored with each statement (billing.md 2.5.2, 2.14); with a '
  'management agreement also the lines that made the profit.';

create function billing.validation_report(of_statement bigint) returns table (
  part text, month text, validations text, "threshold type" text, threshold text, revenue text,
  "free of charge" text, "above threshold" text, billed text)
language sql stable as $$
  select part, to_char(service_month, 'YYYY-MM'), trim_scale(validations)::text,
    case kind when 'RevenuePercentage' then 'percent of revenue' when 'ValidationAmount' then 'amount'
      else 'vehicles' end, trim_scale(threshold)::text,
    case kind when 'RevenuePercentage' then trim_scale(revenue)::text end, trim_scale(free)::text,
    trim_scale(greatest(validations - free, 0))::text, billed::text
  from billing.year_to_date(of_statement) as statement
  cross join lateral (
    select coalesce(sum(billable_net_validation) filter (where deposit_flag = 'V'), 0) as validations,
      coalesce(sum(net_external_revenue) filter (where deposit_flag is distinct from 'V'
        and upper(coalesce(revenue_category, '')) <> 'PER MAN HOUR'), 0) as net_revenue
    from billing.statement as reported
    cross join lateral billing.revenue_read(statement.site_id, statement.service_month,
      (statement.service_month + interval '1 month')::date, reported.run_id)
    where reported.statement_id = of_statement) as facts
  cross join lateral (
    select 'Revenue share' as part, validation_kind as kind, coalesce(validation_amount, 0) as threshold,
      (select coalesce(sum(amount), 0) from billing.tier_result as tier
        where tier.statement_id = statement.statement_id and tier.kind = 'revenue') as revenue,
      (select coalesce(sum(amount), 0) from billing.statement_line as line
        where line.statement_id = statement.statement_id and line.component = 'validation') as billed
    from contracts.revenue_share_structure as structure join contracts.version using (version_id)
    where structure.version_id = statement.version_id and structure.position = 1 and has_revenue_share
      and validation_kind is not null
    union all
    select 'Management agreement', validation_kind, coalesce(validation_amount, 0), net_revenue, null
    from contracts.management_fee as fee join contracts.version using (version_id)
    where fee.version_id = statement.version_id and fee.position = 1 and has_management_agreement and has_validation
      and validation_kind is not null) as threshold
  cross join lateral (
    select case kind when 'RevenuePercentage' then revenue * threshold / 100
      when 'ValidationAmount' then threshold else 0 end as free) as share
  order by 1 desc, 2
$$;
comment on function billing.validation_report(bigint) is
  'Validations of each month, what the contract gives free and what is above (billing.md 2.6, 2.14); billed is the '
  'line of the statement, null where the excess counts in the profit instead.';

create function billing.mix_of_sales(of_statement bigint) returns table (
  category text, "revenue code" text, vehicles text, "net revenue" text, "gross revenue" text,
  "vehicles this year" text, "net this year" text, "gross this year" text)
language sql stable as $$
  select coalesce(revenue_category, '-'), revenue_code,
    trim_scale(coalesce(sum(vehicle_count) filter (where is_asked), 0))::text,
    trim_scale(coalesce(sum(net_external_revenue) filter (where is_asked), 0))::text,
    trim_scale(coalesce(sum(external_revenue) filter (where is_asked), 0))::text,
    trim_scale(coalesce(sum(vehicle_count), 0))::text, trim_scale(coalesce(sum(net_external_revenue), 0))::text,
    trim_scale(coalesce(sum(external_revenue), 0))::text
  from billing.statement
  cross join lateral billing.revenue_read(statement.site_id, date_trunc('year', service_month)::date,
    (service_month + interval '1 month')::date, run_id) as detail
  cross join lateral (select revenue_on >= service_month as is_asked) as in_month
  where statement_id = of_statement and deposit_flag is distinct from 'V'
  group by 1, 2
  order by 1, 2
$$;
comment on function billing.mix_of_sales(bigint) is
  'Revenue of a month and of its year by category and code, without validations.';

create function billing.tax_report(of_statement bigint) returns table (
  "deposited by" text, "tax rate %" text, "net revenue" text, tax text, "net this year" text, "tax this year" text)
language sql stable as $$
  select case deposit_flag when 'Y' then 'operator' else 'client' end, trim_scale(tax_rate)::text,
    trim_scale(coalesce(sum(net_external_revenue) filter (where is_asked), 0))::text,
    trim_scale(coalesce(sum(net_external_revenue * tax_rate / 100) filter (where is_asked), 0))::text,
    trim_scale(coalesce(sum(net_external_revenue), 0))::text,
    trim_scale(coalesce(sum(net_external_revenue * tax_rate / 100), 0))::text
  from billing.statement
  cross join lateral billing.revenue_read(statement.site_id, date_trunc('year', service_month)::date,
    (service_month + interval '1 month')::date, run_id) as detail
  cross join lateral (select revenue_on >= service_month as is_asked) as in_month
  where statement_id = of_statement and deposit_flag is distinct from 'V' and coalesce(tax_rate, 0) <> 0
    and (deposit_flag = 'Y' or upper(coalesce(revenue_category, '')) not in ('PER MAN HOUR', 'OTHER REVENUE'))
  group by 1, tax_rate
  order by 1, tax_rate
$$;
comment on function billing.tax_report(bigint) is
  'Net revenue and parking tax by rate, of a month and of its year; what the client collected without hours of people '
  'and other revenue, as it is billed (billing.md 2.9).';
