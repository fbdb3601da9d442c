drop schema forecasting cascade;
