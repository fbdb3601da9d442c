update forecasting.pnl_cell
set budget = coalesce(budget, 0), forecast = coalesce(forecast, 0), trend = coalesce(trend, 0)
where budget is null or forecast is null or trend is null;
alter table forecasting.pnl_cell
  alter column budget set not null,
  alter column forecast set not null,
  alter column trend set not null;
