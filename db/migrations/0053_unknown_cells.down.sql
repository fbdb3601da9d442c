update forecasting.pnl_cell
set budget = coalesce(budget, 0), forecast = coalesce(forecast, 0), trend = coalesce(trend, 0)
where budget is null or forecast is null or trend is null;
-- Nobody is at work while a version is taken back: no reader waits for the scan.
alter table forecasting.pnl_cell
  -- squawk-ignore adding-not-nullable-field
  alter column budget set not null,
  -- squawk-ignore adding-not-nullable-field
  alter column forecast set not null,
  -- squawk-ignore adding-not-nullable-field
  alter column trend set not null;
comment on column forecasting.pnl_cell.budget is 'Of the ledger''s budget.';
comment on column forecasting.pnl_cell.forecast is
  'From the entries of managers and the terms of the contract, without actuals.';
comment on column forecasting.pnl_cell.trend is
  'Actual when closed, else actuals so far with the forecast of what is left.';
