-- What is expected, for SQL clients: the working forecast of each site, by month and row of the P&L.

create view api.profit_and_loss with (security_invoker) as
with cell as not materialized (
  select held.site_id, held.version_id, held.plan_month, held.line, held.budget, held.forecast, held.actual,
    held.trend, held.source, held.run_id
  from forecasting.pnl_cell as held
  join forecasting.version on version.version_id = held.version_id
  where version.kind = 'working'),
contribution as not materialized (
  select site_id, version_id, plan_month,
    sum(counts_in_flc * budget) as budget, sum(counts_in_flc * forecast) as forecast,
    sum(counts_in_flc * actual) as actual, sum(counts_in_flc * trend) as trend,
    min(source) filter (where counts_in_flc = 1) as source, max(run_id) as run_id
  from cell join warehouse.summary_category on pnl_row = line
  where counts_in_flc <> 0
  group by site_id, version_id, plan_month)
select site_id, plan_month, line, budget::numeric(28, 8) as budget, forecast::numeric(28, 8) as forecast,
  actual::numeric(28, 8) as actual, trend::numeric(28, 8) as trend, (trend - budget)::numeric(28, 8) as variance,
  source, run_id
from cell
union all
select site_id, plan_month, 'front-line-contribution', budget::numeric(28, 8), forecast::numeric(28, 8),
  actual::numeric(28, 8), trend::numeric(28, 8), (trend - budget)::numeric(28, 8), source, run_id
from contribution
union all
-- From January on, of the months that have both.
select site_id, plan_month, 'flc-to-budget-cumulative', (budget - budget)::numeric(28, 8),
  (sum(forecast - budget) over running)::numeric(28, 8),
  (case when actual is not null then sum(actual - budget) over running end)::numeric(28, 8),
  (sum(trend - budget) over running)::numeric(28, 8), (sum(trend - budget) over running)::numeric(28, 8),
  source, run_id
from contribution
window running as (partition by site_id, version_id order by plan_month);
comment on view api.profit_and_loss is
  'The P&L of each site by month and row: budget, forecast, actual once closed, and trend. The rows '
  'front-line-contribution and flc-to-budget-cumulative are sums of the others: leave them out of a sum over '
  'rows. Key: site_id, plan_month, line.';
comment on column api.profit_and_loss.site_id is 'Site number, four digits with leading zeros.';
comment on column api.profit_and_loss.plan_month is 'Month, as its first day.';
comment on column api.profit_and_loss.line is 'Row, such as external-revenue or front-line-contribution.';
comment on column api.profit_and_loss.budget is 'Budget, displayed sign; null if the month has none.';
comment on column api.profit_and_loss.forecast is 'Forecast without actuals; null if nothing is expected.';
comment on column api.profit_and_loss.actual is 'From the closed ledger; null until the month is closed.';
comment on column api.profit_and_loss.trend is
  'Actual once closed, otherwise actuals so far plus the forecast for the rest; null without data.';
comment on column api.profit_and_loss.variance is 'Trend less budget; null if either has no data.';
comment on column api.profit_and_loss.source is
  'Source of the trend: actual, blended, forecast, budget or fallback; for sums, that of internal revenue.';
comment on column api.profit_and_loss.run_id is 'Run that calculated it; for sums, the newest one.';

create view api.internal_revenue_component with (security_invoker) as
select part.site_id, part.plan_month, part.component, part.forecast, part.trend, part.is_fallback, part.run_id
from forecasting.component as part
join forecasting.version using (site_id, version_id)
where version.kind = 'working';
comment on view api.internal_revenue_component is
  'Internal revenue of each site by month and component of its contract; trend is empty once the month is '
  'closed. Key: site_id, plan_month, component.';

create view api.contract_performance with (security_invoker) as
with billed as (
  select line.site_id, service_month, component, sum(line.amount) as billed
  from billing.statement_line as line
  join billing.statement using (statement_id)
  where is_standing
  group by 1, 2, 3
), expected as (
  select part.site_id, plan_month as service_month, component, part.forecast
  from forecasting.component as part
  join forecasting.version using (site_id, version_id)
  join (select site_id, service_month from billing.statement where is_standing) as statement
    on statement.site_id = part.site_id and statement.service_month = part.plan_month
  where version.kind = 'working'
)
select
  site_id, service_month, component, billed::numeric(19, 5) as billed, forecast::numeric(28, 8) as forecast,
  (coalesce(billed, 0) - coalesce(forecast, 0))::numeric(28, 8) as difference,
  (case when forecast <> 0 then round((coalesce(billed, 0) - forecast) * 100 / abs(forecast), 2) end)::numeric(28, 8)
    as difference_percent
from billed full join expected using (site_id, service_month, component);
comment on view api.contract_performance is
  'Billed against forecast, by site, month and component of the contract, in months with a '
  'statement. Key: site_id, service_month, component.';
comment on column api.contract_performance.site_id is 'Site of the statement.';
comment on column api.contract_performance.service_month is 'Billed month, as its first day.';
comment on column api.contract_performance.component is 'Component of the contract.';
comment on column api.contract_performance.billed is 'Sum of the lines of the current statement; null for none.';
comment on column api.contract_performance.forecast is 'Forecast internal revenue of the component; null for none.';
comment on column api.contract_performance.difference is 'Billed less forecast.';
comment on column api.contract_performance.difference_percent is 'The same in percent of the forecast.';

create view api.profit_and_loss_updating with (security_invoker) as
select old.site_id, old.plan_month, old.cause, old.since_at
from forecasting.outdated as old
join forecasting.version using (site_id, version_id)
where version.kind = 'working';
comment on view api.profit_and_loss_updating is
  'Months of sites whose P&L is being recalculated, and what changed; until then the last result stays '
  'readable. Key: site_id, plan_month.';

create view api.forecast with (security_invoker) as
select site_id, period_month, line, amount, run_id from warehouse.forecast;
comment on view api.forecast is
  'Forecast of each site by month and P&L row, as the warehouse keeps it for reports and '
  'billing. Key: site_id, period_month, line.';

-- Lineage names each working version once and is read by those only who may read entries: for the others there is no
-- row, not one that passes the budget off as the forecast.
create view api.forecast_account with (security_invoker) as
select
  part.site_id, part.period_month, part.account_id, shown.line,
  sum(part.budget)::numeric(28, 5) as budget,
  coalesce(max(part.entered), sum(part.budget))::numeric(28, 5) as forecast, count(part.entered) > 0 as is_entered
from (
  select planned.site_id, planned.period_month, planned.account_id, planned.amount as budget, null::numeric as entered
  from warehouse.budget as planned
  where exists (
    select from forecasting.version
    join forecasting.lineage using (site_id, version_id)
    where version.site_id = planned.site_id and version.kind = 'working' and lineage.depth = 0
      and version.plan_year = extract(year from planned.period_month)::integer)
  union all
  select entry.site_id, entry.expense_month, entry.account_id, 0, entry.amount
  from forecasting.other_expense as entry
  join forecasting.version using (site_id, version_id)
  where version.kind = 'working' and entry.superseded_change_id is null and entry.amount is not null) as part
join warehouse.pnl_accounts() as account using (account_id)
-- Payroll is forecast by job, and its taxes by payroll.
join (
  select summary_category, pnl_row as line from warehouse.summary_category
  where counts_in_flc = -1 and pnl_row not in ('payroll', 'pteb')) as shown
  on shown.summary_category = account.summary_category
group by part.site_id, part.period_month, part.account_id, shown.line;
comment on view api.forecast_account is
  'Expected expense of each site by month and main account: the working version, otherwise the budget. '
  'The rows other-expense and parking-rents are the sums of their accounts; claims are never forecast, and '
  'insurance follows payroll, so their accounts show the budget. Key: site_id, period_month, account_id.';
comment on column api.forecast_account.site_id is 'Site number, four digits with leading zeros.';
comment on column api.forecast_account.period_month is 'Month, as its first day.';
comment on column api.forecast_account.account_id is 'Main account of expense.';
comment on column api.forecast_account.line is 'P&L row that the account counts in.';
comment on column api.forecast_account.budget is 'Approved budget, ledger sign; 0 if there is only an entry.';
comment on column api.forecast_account.forecast is 'Entry for the account and month, otherwise the budget.';
comment on column api.forecast_account.is_entered is 'Whether somebody entered it; if false, the budget is shown.';

create view api.forecast_event with (security_invoker) as
select site_id, event_id, kind, title, first_on, last_on, effect_percent, territory_name, note, added_at, added_by
from forecasting.event where ended_at is null;
comment on view api.forecast_event is
  'Games, conferences, closures and similar events at a site, shown with its forecast. Key: site_id, event_id.';

create view api.forecast_submission with (security_invoker) as
select submission_id, sent.site_id, sent.plan_year, cycle_month, version.name as version_name, sent.state,
  submitted_at, submitted_by, decided_at, decided_by, sent.reason,
  coalesce(cardinality(deviations), 0) > 0 as deviates, array_to_string(deviations, '; ') as deviations
from forecasting.submission as sent
join forecasting.version using (site_id, version_id);
comment on view api.forecast_submission is
  'Submitted and recorded forecasts and their decisions; those that deviate from the budget beyond the '
  'limits name the months. Key: submission_id.';
comment on column api.forecast_submission.deviates is
  'A month deviates so far from the budget that the district manager must decide.';
comment on column api.forecast_submission.deviations is 'Those months, in words.';
comment on column api.forecast_submission.version_name is 'Version that holds what was submitted.';

create view api.forecast_accuracy with (security_invoker) as
select site_id, plan_month, line, lead as months_ahead, is_last, forecast::numeric(28, 8) as forecast,
  actual::numeric(28, 8) as actual, variance::numeric(28, 8) as variance,
  variance_percent::numeric(20, 2) as variance_percent, band::numeric(9, 4) as band
from forecasting.accuracy_rows(null, '-infinity', 'infinity');
comment on view api.forecast_accuracy is
  'How near forecasts of record came to closed months of sites, by row of the P&L and months ahead. A month counts '
  'once where is_last. Key: site_id, plan_month, line, months_ahead.';
comment on column api.forecast_accuracy.site_id is 'Site number, four digits with leading zeros.';
comment on column api.forecast_accuracy.plan_month is 'Month, as its first day.';
comment on column api.forecast_accuracy.line is 'Row of the P&L, or front-line-contribution.';
comment on column api.forecast_accuracy.months_ahead is 'Months from the one that it was submitted for to this one.';
comment on column api.forecast_accuracy.is_last is 'The last forecast of the month that was submitted before it ended.';
comment on column api.forecast_accuracy.forecast is 'What the forecast of record said, as displayed.';
comment on column api.forecast_accuracy.actual is 'What happened, of the closed ledger.';
comment on column api.forecast_accuracy.variance is 'Forecast less actual: above 0 is too much.';
comment on column api.forecast_accuracy.variance_percent is
  'The same in percent of what happened; null where something was forecast and nothing happened.';
comment on column api.forecast_accuracy.band is
  'The narrowest of the operator''s percentages (5, 10, 15) that it is within; null beyond all of them.';

create view api.variance_comment with (security_invoker) as
select comment_id, site_id, plan_month, line, says, added_at, added_by, ended_at, ended_by
from forecasting.variance_comment;
comment on view api.variance_comment is
  'Comments on a P&L row of a site and month; replaced ones have an end (personal data). Key: '
  'comment_id.';

create view api.forecast_proforma with (security_invoker) as
select line.proforma_id, line.site_id, line.period_month, line.account_id, line.amount, proforma.state
from forecasting.proforma_line as line join forecasting.proforma using (proforma_id);
comment on view api.forecast_proforma is
  'Amounts in place of the budget of sites without one, once approved; ledger sign. Key: '
  'proforma_id, period_month, account_id.';
comment on column api.forecast_proforma.state is 'entered, approved, rejected, or replaced by a newer one.';
