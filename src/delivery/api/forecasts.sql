-- What is expected, for SQL clients: the working forecast of each site, by month and row of the P&L.

create view api.profit_and_loss with (security_invoker) as
select
  cell.site_id, cell.plan_month, cell.line, cell.budget, cell.forecast, cell.actual, cell.trend,
  cell.trend - cell.budget as variance, cell.source, cell.run_id
from forecasting.pnl_cell as cell
join forecasting.version on version.version_id = cell.version_id
where version.kind = 'working';
comment on view api.profit_and_loss is
  'The P&L of each site by month and row: budget, forecast, actual once closed, and trend.';

create view api.internal_revenue_component with (security_invoker) as
select part.site_id, part.plan_month, part.component, part.forecast, part.trend, part.is_fallback, part.run_id
from forecasting.component as part
join forecasting.version using (site_id, version_id)
where version.kind = 'working';
comment on view api.internal_revenue_component is
  'Internal revenue of each site by month and component of its contract; trend is empty once the month is closed.';

create view api.profit_and_loss_updating with (security_invoker) as
select old.site_id, old.plan_month, old.cause, old.since_at
from forecasting.outdated as old
join forecasting.version using (site_id, version_id)
where version.kind = 'working';
comment on view api.profit_and_loss_updating is
  'Months of sites whose P&L is being calculated anew, and what changed; until then the last result stays readable.';
