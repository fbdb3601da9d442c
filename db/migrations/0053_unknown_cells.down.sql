update forecasting.pnl_cell
set budget = coalesce(budget, 0), forecast = coalesce(forecast, 0), trend = coalesce(trend, 0)
where budget is null or forecast is null or trend is null;
alter table forecasting.pnl_cell
  alter column budget set not null,
  alter column forecast set not null,
  alter column trend set not null;
comment on column forecasting.pnl_cell.budget is 'Of the ledger''s budget.';
comment on column forecasting.pnl_cell.forecast is
  'From the entries of managers and the terms of the contract, without actuals.';
comment on column forecasting.pnl_cell.trend is
  'Actual when closed, else actuals so far with the forecast of what is left.';
