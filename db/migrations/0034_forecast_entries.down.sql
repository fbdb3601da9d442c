drop table forecasting.statistic_day, forecasting.parking_rate, forecasting.payroll_day, forecasting.other_revenue,
  forecasting.other_expense;
