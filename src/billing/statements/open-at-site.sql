create function billing.open_at_site(of_site text, closes_on date)
returns table (kind text, subject text, month date, state text)
language sql stable as $$
  select 'statement', statement.statement_id::text, statement.service_month, statement.state
  from billing.statement
  where statement.site_id = of_site and statement.is_standing and statement.state <> 'Sent'
  union all
  -- Months that nobody has billed, from the first that was billed or the site was onboarded for; of a site of which
  -- neither is known the last three. More than a year ago is history.
  select 'month not billed', to_char(due.month, 'YYYY-MM'), due.month, null
  from (
    select generate_series(
      greatest(
        date_trunc('month', closes_on) - interval '11 months',
        coalesce(
          (select min(service_month) from billing.statement where site_id = of_site),
          (select date_trunc('month', min(from_on)) from warehouse.site_onboarding where site_id = of_site),
          date_trunc('month', closes_on) - interval '2 months')),
      date_trunc('month', closes_on), interval '1 month')::date as month) as due
  where exists (
    select from contracts.version as terms
    where terms.site_id = of_site and terms.state = 'active' and terms.from_month <= due.month)
    and not exists (
      select from billing.statement
      where statement.site_id = of_site and statement.service_month = due.month and statement.is_standing)
  union all
  select 'ad-hoc line', line.ad_hoc_id::text, line.service_month, line.title
  from billing.ad_hoc_line as line
  where line.site_id = of_site and line.deleted_at is null and not exists (
    select from billing.statement
    where statement.site_id = of_site and statement.service_month = line.service_month and statement.state = 'Sent')
  union all
  select 'contract', 'version ' || terms.number, terms.from_month, terms.state
  from contracts.version as terms
  where terms.site_id = of_site and (terms.state = 'waiting' or (terms.state = 'active' and not exists (
    select from contracts.version as newer
    where newer.site_id = of_site and newer.state = 'active' and newer.from_month > terms.from_month)))
  order by 3, 1, 2
$$;
comment on function billing.open_at_site(text, date) is
  'What is still to be done in billing at a site that closes on a day: statements not sent, months not billed, lines '
  'added by hand that nobody has sent, and the contract.';
