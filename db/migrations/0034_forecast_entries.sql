--! why: what managers enter; null is not touched, 0 is an explicit zero (forecasting.md 1.10)

create table forecasting.statistic_day (
  site_id text not null,
  version_id bigint not null,
  day_on date not null,
  change_id bigint not null,
  superseded_change_id bigint,
  occupied_rooms numeric(19,5),
  valet_daily numeric(19,5),
  valet_overnight numeric(19,5),
  valet_monthly numeric(19,5),
  valet_aggregator numeric(19,5),
  valet_comps numeric(19,5),
  self_daily numeric(19,5),
  self_overnight numeric(19,5),
  self_monthly numeric(19,5),
  self_aggregator numeric(19,5),
  self_comps numeric(19,5),
  drive_in_percent numeric(19,5),
  capture_percent numeric(19,5),
  constraint statistic_day_pkey primary key (site_id, version_id, day_on, change_id),
  constraint statistic_day_change_exists foreign key (change_id) references forecasting.change
);
comment on table forecasting.statistic_day is
  'Statistics of a day: occupied rooms and vehicles by category. A value that is null follows the budget.';
comment on column forecasting.statistic_day.site_id is 'Site number, four digits with leading zeros.';
comment on column forecasting.statistic_day.version_id is 'Version that the change was made in.';
comment on column forecasting.statistic_day.day_on is 'Day.';
comment on column forecasting.statistic_day.change_id is 'Change that wrote the row.';
comment on column forecasting.statistic_day.superseded_change_id is
  'Change of the same version that wrote it anew; null while it stands.';
comment on column forecasting.statistic_day.occupied_rooms is 'Occupied rooms.';
comment on column forecasting.statistic_day.valet_daily is 'Vehicles parked by valets by the day.';
comment on column forecasting.statistic_day.valet_overnight is 'Vehicles parked by valets overnight.';
comment on column forecasting.statistic_day.valet_monthly is 'Monthly parkers with valet, sold that day.';
comment on column forecasting.statistic_day.valet_aggregator is 'Vehicles with valet, booked by a third party.';
comment on column forecasting.statistic_day.valet_comps is 'Vehicles with valet that park free.';
comment on column forecasting.statistic_day.self_daily is 'Vehicles parked by their drivers by the day.';
comment on column forecasting.statistic_day.self_overnight is 'Vehicles parked by their drivers overnight.';
comment on column forecasting.statistic_day.self_monthly is 'Monthly parkers without valet, sold that day.';
comment on column forecasting.statistic_day.self_aggregator is 'Vehicles without valet, booked by a third party.';
comment on column forecasting.statistic_day.self_comps is 'Vehicles without valet that park free.';
comment on column forecasting.statistic_day.drive_in_percent is
  'Overnight vehicles as percent of occupied rooms, as entered.';
comment on column forecasting.statistic_day.capture_percent is
  'Overnight vehicles with valet as percent of all overnight vehicles, as entered.';

create unique index statistic_day_stands_once on forecasting.statistic_day (site_id, version_id, day_on)
where superseded_change_id is null;
create index statistic_day_change on forecasting.statistic_day (change_id);

create table forecasting.parking_rate (
  site_id text not null,
  version_id bigint not null,
  rate_month date not null,
  category text not null,
  change_id bigint not null,
  superseded_change_id bigint,
  rate numeric(20,8),
  constraint parking_rate_pkey primary key (site_id, version_id, rate_month, category, change_id),
  constraint parking_rate_change_exists foreign key (change_id) references forecasting.change,
  constraint parking_rate_is_of_a_month check (extract(day from rate_month) = 1)
);
comment on table forecasting.parking_rate is 'Rate of a category in a month. A rate that is null follows the budget.';
comment on column forecasting.parking_rate.site_id is 'Site number, four digits with leading zeros.';
comment on column forecasting.parking_rate.version_id is 'Version that the change was made in.';
comment on column forecasting.parking_rate.rate_month is 'Month, as its first day.';
comment on column forecasting.parking_rate.category is
  'valet-daily, self-overnight and so on; also those of third parties.';
comment on column forecasting.parking_rate.change_id is 'Change that wrote the row.';
comment on column forecasting.parking_rate.superseded_change_id is
  'Change of the same version that wrote it anew; null while it stands.';
comment on column forecasting.parking_rate.rate is 'Money for one vehicle.';

create unique index parking_rate_stands_once on forecasting.parking_rate (site_id, version_id, rate_month, category)
where superseded_change_id is null;
create index parking_rate_change on forecasting.parking_rate (change_id);

create table forecasting.payroll_day (
  site_id text not null,
  version_id bigint not null,
  day_on date not null,
  job_code text not null,
  change_id bigint not null,
  superseded_change_id bigint,
  hours numeric(19,5),
  cost numeric(19,5),
  rate_per_hour numeric(20,8),
  constraint payroll_day_pkey primary key (site_id, version_id, day_on, job_code, change_id),
  constraint payroll_day_change_exists foreign key (change_id) references forecasting.change,
  constraint payroll_day_job_exists foreign key (job_code) references warehouse.job_code
);
comment on table forecasting.payroll_day is
  'Hours and cost of a job on a day. Values that are null follow the budget.';
comment on column forecasting.payroll_day.site_id is 'Site number, four digits with leading zeros.';
comment on column forecasting.payroll_day.version_id is 'Version that the change was made in.';
comment on column forecasting.payroll_day.day_on is 'Day.';
comment on column forecasting.payroll_day.job_code is 'Job code.';
comment on column forecasting.payroll_day.change_id is 'Change that wrote the row.';
comment on column forecasting.payroll_day.superseded_change_id is
  'Change of the same version that wrote it anew; null while it stands.';
comment on column forecasting.payroll_day.hours is 'Hours.';
comment on column forecasting.payroll_day.cost is 'Cost in money.';
comment on column forecasting.payroll_day.rate_per_hour is
  'Hourly rate that made one of the two out of the other; null when both were entered.';

create unique index payroll_day_stands_once on forecasting.payroll_day (site_id, version_id, day_on, job_code)
where superseded_change_id is null;
create index payroll_day_job on forecasting.payroll_day (job_code);
create index payroll_day_change on forecasting.payroll_day (change_id);

create table forecasting.other_revenue (
  site_id text not null,
  version_id bigint not null,
  revenue_month date not null,
  kind text not null,
  change_id bigint not null,
  superseded_change_id bigint,
  amount numeric(19,5),
  constraint other_revenue_pkey primary key (site_id, version_id, revenue_month, kind, change_id),
  constraint other_revenue_change_exists foreign key (change_id) references forecasting.change,
  constraint other_revenue_is_of_a_month check (extract(day from revenue_month) = 1)
);
comment on table forecasting.other_revenue is
  'Other internal revenue of a month, by kind; the tab that feeds internal revenue (forecasting.md 1.5).';
comment on column forecasting.other_revenue.site_id is 'Site number, four digits with leading zeros.';
comment on column forecasting.other_revenue.version_id is 'Version that the change was made in.';
comment on column forecasting.other_revenue.revenue_month is 'Month, as its first day.';
comment on column forecasting.other_revenue.kind is
  'billable-expense, revenue-validation, miscellaneous, client-paid-expense, gpo-fees or signing-bonus.';
comment on column forecasting.other_revenue.change_id is 'Change that wrote the row.';
comment on column forecasting.other_revenue.superseded_change_id is
  'Change of the same version that wrote it anew; null while it stands.';
comment on column forecasting.other_revenue.amount is 'Money; the sign is that of its effect on internal revenue.';

create unique index other_revenue_stands_once on forecasting.other_revenue (site_id, version_id, revenue_month, kind)
where superseded_change_id is null;
create index other_revenue_change on forecasting.other_revenue (change_id);

create table forecasting.other_expense (
  site_id text not null,
  version_id bigint not null,
  expense_month date not null,
  account_id text not null,
  change_id bigint not null,
  superseded_change_id bigint,
  amount numeric(19,5),
  constraint other_expense_pkey primary key (site_id, version_id, expense_month, account_id, change_id),
  constraint other_expense_change_exists foreign key (change_id) references forecasting.change,
  constraint other_expense_is_of_a_month check (extract(day from expense_month) = 1),
  constraint other_expense_account_exists foreign key (account_id) references warehouse.account
);
comment on table forecasting.other_expense is
  'Other expense of a month, by account. An amount that is null follows the budget.';
comment on column forecasting.other_expense.site_id is 'Site number, four digits with leading zeros.';
comment on column forecasting.other_expense.version_id is 'Version that the change was made in.';
comment on column forecasting.other_expense.expense_month is 'Month, as its first day.';
comment on column forecasting.other_expense.account_id is 'GL account, one of the editable ones.';
comment on column forecasting.other_expense.change_id is 'Change that wrote the row.';
comment on column forecasting.other_expense.superseded_change_id is
  'Change of the same version that wrote it anew; null while it stands.';
comment on column forecasting.other_expense.amount is 'Money.';

create unique index other_expense_stands_once
on forecasting.other_expense (site_id, version_id, expense_month, account_id)
where superseded_change_id is null;
create index other_expense_account on forecasting.other_expense (account_id);
create index other_expense_change on forecasting.other_expense (change_id);
