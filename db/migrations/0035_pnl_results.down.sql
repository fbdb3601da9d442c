drop table warehouse.forecast, forecasting.outdated, forecasting.component, forecasting.pnl_cell,
  forecasting.site_month,
  forecasting.run;
