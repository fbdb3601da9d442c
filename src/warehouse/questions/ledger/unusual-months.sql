-- Months of the ledger that are out of the ordinary (operations.md section 7, Outlier): what is booked is compared with
-- the two years before, and whoever reads the list asks the site. Nothing is held back.

create function warehouse.unusual_month_rows(sites text[], first_month date, last_month date)
returns table (
  fact text, type text, site_id text, period_month date, account_id text, account_name text, summary_category text,
  entity text, account_index integer, amount numeric, displayed_amount numeric,
  batch_id bigint, source_line integer, file_name text, received_at timestamptz
)
language sql stable as $$
  select
    fact, type, site_id, period_month, account_id, account_name, summary_category,
    entity, account_index, amount, displayed_amount,
    batch_id, source_line, file_name, received_at
  from warehouse.summary_rows(
    sites, (first_month - interval '24 months')::date, (last_month + interval '1 month')::date)
  where type = 'ACTUAL' and displayed_amount is not null
$$;
comment on function warehouse.unusual_month_rows(text[], date, date) is
  'Ledger rows of months and of the 24 months before them that count on the P&L.';

create function warehouse.unusual_months(sites text[], first_month date, last_month date)
returns table (
  site_id text, period_month date, line text, amount numeric, month_before numeric, year_before numeric,
  mean numeric, standard_deviation numeric, months_before bigint, reasons text[]
)
language sql stable as $$
  with booked as (
    select site_id, period_month, summary_category, sum(displayed_amount) as amount
    from warehouse.unusual_month_rows(sites, first_month, last_month)
    group by 1, 2, 3
  ), closed as (
    select distinct site_id, period_month from booked
  ), used as (
    select distinct site_id, summary_category from booked
  ), monthly as (
    -- A row without a posting in a month that has others is 0 there: a missing posting is unusual too.
    select closed.site_id, closed.period_month, used.summary_category, coalesce(booked.amount, 0) as amount
    from closed
    join used using (site_id)
    left join booked using (site_id, period_month, summary_category)
  ), compared as (
    select monthly.*,
      sum(amount) over (own range between '1 month' preceding and '1 month' preceding) as month_before,
      sum(amount) over (own range between '12 months' preceding and '12 months' preceding) as year_before,
      avg(amount) over two_years as mean,
      stddev_samp(amount) over two_years as standard_deviation,
      count(*) over two_years as months_before
    from monthly
    window own as (partition by site_id, summary_category order by period_month),
      two_years as (own range between '24 months' preceding and '1 month' preceding)
  ), limits as (
    select platform.fact_first('unusual-month-deviations')::numeric as deviations,
      platform.fact_first('unusual-month-on-prior-year')::numeric / 100 as on_prior_year,
      platform.fact_first('unusual-month-on-month')::numeric / 100 as on_month,
      platform.fact_first('unusual-month-amount')::numeric as least
  ), measured as (
    select compared.*, limits.*, category.pnl_row as line, category.position,
      category.counts_in_flc >= 0 as is_revenue,
      -- Of fewer months than a year nobody knows what is usual; what is as it was a year ago is the season.
      months_before >= 12
        and not coalesce(abs(amount - year_before) <= greatest(on_month * abs(year_before), least), false) as is_judged
    from compared
    join warehouse.summary_category as category using (summary_category)
    cross join limits
    where period_month between first_month and last_month
  ), judged as (
    select measured.*,
      array_remove(array[
        case when is_judged and abs(amount - mean) > greatest(deviations * standard_deviation, least)
          then 'deviation' end,
        case when is_revenue and year_before > 0 and amount - year_before > greatest(on_prior_year * year_before, least)
          then 'prior-year' end,
        -- Claims come and go: a row may vary as it always has.
        case when is_judged
            and abs(amount - month_before) > greatest(on_month * abs(month_before), 2 * standard_deviation, least)
          then 'month-on-month' end
      ], null) as reasons
    from measured
  )
  select site_id, period_month, line, amount, month_before, year_before, mean, standard_deviation, months_before,
    reasons
  from judged
  where reasons <> '{}'
  order by period_month, site_id, position
$$;
comment on function warehouse.unusual_months(text[], date, date) is
  'Rows of the P&L of the ledger by site and month, displayed sign, that are unusual, with the reasons: more than so '
  'many standard deviations from the mean of the 24 months before, revenue so many percent above the same month of the '
  'prior year, or a change on the month before beyond two standard deviations; the first and the last only where 12 '
  'months are booked before and the prior year was otherwise. The limits are facts of the operator '
  '(unusual-month-...).';
