-- What only clauses of contracts look at (billing.md 3.5); `billed_sites` as in facts.sql.

create function billing.labor_weeks(billed_sites jsonb, month date) returns table (
  site_id text, starts_on text, days integer, job_code text, regular_hours numeric, premium_hours numeric)
language sql stable as $$
  select sheet.site_id, greatest(sunday, month)::text,
    least(sunday + 6, last_day) - greatest(sunday, month) + 1, sheet.job_code,
    sum(round(billing.regular_minutes(sheet) / 60.0, 2)), sum(round(billing.premium_minutes(sheet) / 60.0, 2))
  from jsonb_to_recordset(billed_sites) as billed_site (site_id text)
  join warehouse.timesheet as sheet on sheet.site_id = billed_site.site_id
  cross join lateral (
    select sheet.worked_on - extract(dow from sheet.worked_on)::integer as sunday,
      (month + interval '1 month')::date - 1 as last_day) as week
  where worked_on >= month and worked_on < month + interval '1 month'
  group by 1, 2, 3, 4
  order by 1, 2, 4
$$;
comment on function billing.labor_weeks(jsonb, date) is
  'Hours of sites by job and week of a month, Sunday to Saturday, cut at its first and last day; rounded by timesheet '
  'row as billing.labor_totals.';

create function billing.earlier_amounts(billed_sites jsonb, month date) returns table (
  site_id text, period text, component text, amount numeric)
language sql stable as $$
  with standing as (
    select statement.site_id, service_month, statement_id
    from jsonb_to_recordset(billed_sites) as billed_site (site_id text, from_month date)
    join billing.statement
      on statement.site_id = billed_site.site_id and service_month >= billed_site.from_month and service_month < month
    where statement.is_standing
  )
  select standing.site_id, to_char(service_month, 'YYYY-MM'), line.component, sum(line.amount)
  from standing join billing.statement_line as line using (statement_id)
  group by 1, 2, 3
  union all
  select former.site_id, to_char(former.service_month, 'YYYY-MM'), billing.former_component(line),
    sum((line ->> 'amount')::numeric)
  from billing.before_daybook(billed_sites, month) as former
  join billing.former_record as invoice on invoice.entity = 'invoice' and invoice.parent_id = former.former_id
  cross join lateral jsonb_array_elements(invoice.lines) as line
  group by 1, 2, 3
  order by 1, 2, 3
$$;
comment on function billing.earlier_amounts(jsonb, date) is
  'What earlier service months billed by component, in the version of each that stands; of the old system where '
  'Daybook did not bill.';
