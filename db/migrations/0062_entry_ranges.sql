--! why: what calculates for every site holds only figures that a person can mean (forecasting.md 7.1, operations.md 7)

-- Rows that were kept before stand as they are; from now on nothing beyond these limits goes in.
alter table forecasting.statistic_day
  add constraint statistic_day_rooms_are_few check (occupied_rooms between 0 and 5000) not valid,
  add constraint statistic_day_vehicles_are_few check (
    least(valet_daily, valet_overnight, valet_monthly, valet_aggregator, valet_comps, self_daily, self_overnight,
      self_monthly, self_aggregator, self_comps) >= 0
    and greatest(valet_daily, valet_overnight, valet_monthly, valet_aggregator, valet_comps, self_daily, self_overnight,
      self_monthly, self_aggregator, self_comps) <= 99999) not valid,
  add constraint statistic_day_percentages_are_some check (
    drive_in_percent between 0 and 100 and capture_percent between 0 and 100) not valid;
alter table forecasting.parking_rate
  add constraint parking_rate_is_a_rate check (rate between 0 and 999.99) not valid;
alter table forecasting.payroll_day
  add constraint payroll_day_is_a_day check (
    hours between 0 and 1500 and cost between 0 and 1000000 and rate_per_hour between 0 and 100000) not valid;
alter table forecasting.other_revenue
  add constraint other_revenue_is_money check (amount between -99999999.99 and 99999999.99) not valid;
alter table forecasting.other_expense
  add constraint other_expense_is_money check (amount between 0 and 99999999.99) not valid;
alter table forecasting.change
  add constraint change_reason_is_short check (char_length(reason) <= 2000) not valid;
alter table forecasting.submission
  add constraint submission_reason_is_short check (char_length(reason) <= 2000) not valid;
