--! why: the P&L as it was calculated, by site, month, row and component (forecasting.md 2.8)

create table forecasting.run (
  run_id bigint generated always as identity,
  plan_year integer not null,
  as_of_on date not null,
  cause text not null,
  sites integer not null,
  site_months integer not null,
  started_at timestamptz not null,
  finished_at timestamptz,
  started_by text not null,
  constraint run_pkey primary key (run_id)
);
comment on table forecasting.run is 'One calculation of the P&L; every computed row names its run.';
comment on column forecasting.run.run_id is 'Its number.';
comment on column forecasting.run.plan_year is 'Calendar year.';
comment on column forecasting.run.as_of_on is 'Day that the calculation takes for today.';
comment on column forecasting.run.cause is 'What called for it: command, save, load or start.';
comment on column forecasting.run.sites is 'Sites that were calculated.';
comment on column forecasting.run.site_months is 'Months of sites that were calculated.';
comment on column forecasting.run.started_at is 'When it began.';
comment on column forecasting.run.finished_at is 'When it ended.';
comment on column forecasting.run.started_by is 'Who started it (personal data).';

create table forecasting.site_month (
  site_id text not null,
  version_id bigint not null,
  plan_month date not null,
  state text not null,
  revenue_actual_to_on date,
  payroll_actual_to_on date,
  contract_version_id bigint,
  profit numeric(20,8),
  fingerprint text not null,
  notes text[] not null,
  run_id bigint not null,
  constraint site_month_pkey primary key (site_id, version_id, plan_month),
  constraint site_month_version_exists foreign key (version_id) references forecasting.version,
  constraint site_month_run_exists foreign key (run_id) references forecasting.run,
  constraint site_month_state_is_known check (state in ('closed', 'open', 'future'))
);
comment on table forecasting.site_month is
  'Month of a site as the P&L took it: closed or blended, up to which day actuals go, and from which inputs.';
comment on column forecasting.site_month.site_id is 'Site number, four digits with leading zeros.';
comment on column forecasting.site_month.version_id is 'Version of the forecast.';
comment on column forecasting.site_month.plan_month is 'Month, as its first day.';
comment on column forecasting.site_month.state is
  'closed: the ledger has it; open: actuals up to a day, then the forecast; future: the forecast.';
comment on column forecasting.site_month.revenue_actual_to_on is
  'Last day of the month with revenue; null without any.';
comment on column forecasting.site_month.payroll_actual_to_on is
  'Last day of the month with payroll; null without any.';
comment on column forecasting.site_month.contract_version_id is
  'Version of the contract whose terms hold; null without a contract.';
comment on column forecasting.site_month.profit is 'Profit of a management agreement; null without one.';
comment on column forecasting.site_month.fingerprint is
  'SHA-256 of every input; the same inputs give the same results.';
comment on column forecasting.site_month.notes is 'What was missing, in words; empty when nothing was.';
comment on column forecasting.site_month.run_id is 'Run that calculated it.';

create index site_month_version on forecasting.site_month (version_id);
create index site_month_run on forecasting.site_month (run_id);

create table forecasting.pnl_cell (
  site_id text not null,
  version_id bigint not null,
  plan_month date not null,
  line text not null,
  budget numeric(20,8) not null,
  forecast numeric(20,8) not null,
  actual numeric(20,8),
  trend numeric(20,8) not null,
  source text not null,
  run_id bigint not null,
  constraint pnl_cell_pkey primary key (site_id, version_id, plan_month, line),
  constraint pnl_cell_version_exists foreign key (version_id) references forecasting.version,
  constraint pnl_cell_run_exists foreign key (run_id) references forecasting.run,
  constraint pnl_cell_source_is_known check (source in ('actual', 'blended', 'forecast', 'budget', 'fallback'))
);
comment on table forecasting.pnl_cell is
  'A row of the P&L of a site in a month; money as displayed: revenue and expense above 0.';
comment on column forecasting.pnl_cell.site_id is 'Site number, four digits with leading zeros.';
comment on column forecasting.pnl_cell.version_id is 'Version of the forecast.';
comment on column forecasting.pnl_cell.plan_month is 'Month, as its first day.';
comment on column forecasting.pnl_cell.line is 'Row, such as external-revenue or other-expense.';
comment on column forecasting.pnl_cell.budget is 'Of the ledger''s budget.';
comment on column forecasting.pnl_cell.forecast is
  'From the entries of managers and the terms of the contract, without actuals.';
comment on column forecasting.pnl_cell.actual is 'Of the closed ledger; null while the month is not closed.';
comment on column forecasting.pnl_cell.trend is
  'Actual when closed, else actuals so far with the forecast of what is left.';
comment on column forecasting.pnl_cell.source is
  'Of the trend: actual, blended, forecast, budget, or fallback where an input was missing.';
comment on column forecasting.pnl_cell.run_id is 'Run that calculated it.';

create index pnl_cell_month on forecasting.pnl_cell (plan_month, site_id) include (version_id);
create index pnl_cell_version on forecasting.pnl_cell (version_id);
create index pnl_cell_run on forecasting.pnl_cell (run_id);

create table forecasting.component (
  site_id text not null,
  version_id bigint not null,
  plan_month date not null,
  component text not null,
  forecast numeric(20,8) not null,
  trend numeric(20,8),
  is_fallback boolean not null,
  run_id bigint not null,
  constraint component_pkey primary key (site_id, version_id, plan_month, component),
  constraint component_version_exists foreign key (version_id) references forecasting.version,
  constraint component_run_exists foreign key (run_id) references forecasting.run
);
comment on table forecasting.component is
  'Internal revenue of a site in a month by component of its contract; the sum is the row internal-revenue.';
comment on column forecasting.component.site_id is 'Site number, four digits with leading zeros.';
comment on column forecasting.component.version_id is 'Version of the forecast.';
comment on column forecasting.component.plan_month is 'Month, as its first day.';
comment on column forecasting.component.component is 'Component of the contract, or other-revenue.';
comment on column forecasting.component.forecast is 'Without actuals of the month.';
comment on column forecasting.component.trend is
  'With actuals so far; null when the month is closed: the ledger has no components.';
comment on column forecasting.component.is_fallback is 'An input was missing and the budget stood in for it.';
comment on column forecasting.component.run_id is 'Run that calculated it.';

create index component_version on forecasting.component (version_id);
create index component_run on forecasting.component (run_id);

create table forecasting.outdated (
  site_id text not null,
  version_id bigint not null,
  plan_month date not null,
  cause text not null,
  since_at timestamptz not null,
  constraint outdated_pkey primary key (site_id, version_id, plan_month),
  constraint outdated_version_exists foreign key (version_id) references forecasting.version
);
comment on table forecasting.outdated is
  'Months of sites whose P&L is to be calculated anew; the result before stays readable until then.';
comment on column forecasting.outdated.site_id is 'Site number, four digits with leading zeros.';
comment on column forecasting.outdated.version_id is 'Version of the forecast.';
comment on column forecasting.outdated.plan_month is 'Month, as its first day.';
comment on column forecasting.outdated.cause is 'What changed: entries, budget, actuals or contract.';
comment on column forecasting.outdated.since_at is 'When.';

create index outdated_version on forecasting.outdated (version_id);

create table warehouse.forecast (
  site_id text not null,
  period_month date not null,
  line text not null,
  amount numeric(20,8) not null,
  run_id bigint not null,
  constraint forecast_pkey primary key (site_id, period_month, line),
  constraint forecast_site_exists foreign key (site_id) references warehouse.site
);
comment on table warehouse.forecast is
  'What is expected of a site in a month by row of the P&L, for reports and billing to compare with.';
comment on column warehouse.forecast.site_id is 'Site number, four digits with leading zeros.';
comment on column warehouse.forecast.period_month is 'Month, as its first day.';
comment on column warehouse.forecast.line is 'Row of the P&L.';
comment on column warehouse.forecast.amount is 'Money as displayed.';
comment on column warehouse.forecast.run_id is 'Calculation that it comes from.';

create index forecast_month on warehouse.forecast (period_month, site_id);
