-- The schema of the migrated database, written by `npm run db:dump` from the catalogue. Do not edit.

create schema platform;
comment on schema platform is 'What every stage stands on: migrations, definitions, and later security, quality and operations.';

create table platform.definition_object (
  made_order integer not null,
  kind text not null,
  identity text not null,
  file text not null,
  constraint definition_object_pkey PRIMARY KEY (made_order)
);
comment on table platform.definition_object is 'Every object that the definition files made; dropped in reverse order before they are remade.';
comment on column platform.definition_object.made_order is 'Order in which they were made.';
comment on column platform.definition_object.kind is 'Kind of object, such as function or view.';
comment on column platform.definition_object.identity is 'Qualified name with argument types, as PostgreSQL identifies it.';
comment on column platform.definition_object.file is 'Definition file that made it, below src.';

create table platform.definition_set (
  is_current boolean not null,
  sha256 text not null,
  made_at timestamp with time zone not null default now(),
  constraint definition_set_has_one_row CHECK (is_current),
  constraint definition_set_pkey PRIMARY KEY (is_current)
);
comment on table platform.definition_set is 'Which state of the definition files this database holds; no row when they were dropped.';
comment on column platform.definition_set.is_current is 'Always true: there is one set at a time.';
comment on column platform.definition_set.sha256 is 'SHA-256 (hex) over all definition files; another hash makes the next migrate remake them.';
comment on column platform.definition_set.made_at is 'When they were made.';

create table platform.migration (
  number integer not null,
  name text not null,
  up_sha256 text not null,
  down_sha256 text not null,
  applied_at timestamp with time zone not null default now(),
  applied_by text not null default SESSION_USER,
  seconds numeric(12,3) not null,
  constraint migration_pkey PRIMARY KEY (number)
);
comment on table platform.migration is 'The migrations that were applied to this database, one row each.';
comment on column platform.migration.number is 'Place in the one line of migrations, from 1 without gaps; the number in the file name.';
comment on column platform.migration.name is 'Name of the migration: the file name without number and ending.';
comment on column platform.migration.up_sha256 is 'SHA-256 (hex) of the file that was applied; a file with another hash is refused.';
comment on column platform.migration.down_sha256 is 'SHA-256 (hex) of the file that undoes it, as it was when this one was applied.';
comment on column platform.migration.applied_at is 'When it was applied.';
comment on column platform.migration.applied_by is 'Database role that applied it.';
comment on column platform.migration.seconds is 'How long it took.';

create schema sources;
comment on schema sources is 'What others tell us: loads, their rows in transit, and rows in quarantine.';

create unlogged table sources.account_summary (
  site_id text,
  period_month date,
  account_id text,
  entity text,
  account_index integer,
  amount numeric(19,5),
  reported_site text,
  account_description text,
  balance_type text,
  balance_on date,
  transaction_type text,
  transaction_id text,
  department text,
  fiscal_year integer,
  fiscal_quarter integer,
  fiscal_month integer,
  is_adjustment boolean,
  source_loaded_at timestamp with time zone,
  source_system text,
  source_line integer not null,
  is_held boolean not null default false
);
comment on table sources.account_summary is 'Typed rows on their way into warehouse.ledger_balance.';
comment on column sources.account_summary.site_id is 'Site number, four digits with leading zeros.';
comment on column sources.account_summary.period_month is 'Ledger month, as its first day.';
comment on column sources.account_summary.account_id is 'Main account, four digits.';
comment on column sources.account_summary.entity is 'Entity of the ledger; empty when the source gave none.';
comment on column sources.account_summary.account_index is 'Account index of the ledger; 0 when the source gave none.';
comment on column sources.account_summary.amount is 'Ledger balance with the ledger sign: internal revenue negative.';
comment on column sources.account_summary.reported_site is 'Site as the ledger wrote it.';
comment on column sources.account_summary.account_description is 'Account text as the ledger wrote it.';
comment on column sources.account_summary.balance_type is 'ACTUAL, where the source says it.';
comment on column sources.account_summary.balance_on is 'Date of the balance.';
comment on column sources.account_summary.transaction_type is 'Kind of transaction.';
comment on column sources.account_summary.transaction_id is 'Transaction of the ledger.';
comment on column sources.account_summary.department is 'Department.';
comment on column sources.account_summary.fiscal_year is 'Fiscal year.';
comment on column sources.account_summary.fiscal_quarter is 'Fiscal quarter, 1 to 4.';
comment on column sources.account_summary.fiscal_month is 'Fiscal month, 1 to 12.';
comment on column sources.account_summary.is_adjustment is 'The balance is an adjustment.';
comment on column sources.account_summary.source_loaded_at is 'When the source loaded the row.';
comment on column sources.account_summary.source_system is 'System that the source names.';
comment on column sources.account_summary.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';
comment on column sources.account_summary.is_held is 'A check holds the row back; it still keeps its key and slice.';

create table sources.batch (
  batch_id bigint not null generated always as identity,
  source text not null,
  feed text not null,
  file_name text not null,
  sha256 text not null,
  size_bytes bigint not null,
  received_by text not null,
  received_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  state text not null,
  rows_received bigint not null default 0,
  rows_loaded bigint not null default 0,
  rows_unchanged bigint not null default 0,
  rows_superseded bigint not null default 0,
  rows_quarantined bigint not null default 0,
  control_totals jsonb,
  effective_on date,
  same_as_batch_id bigint,
  replay_of_batch_id bigint,
  refusal jsonb,
  constraint batch_accounts_for_every_record CHECK (((state <> ALL (ARRAY['loaded'::text, 'unchanged'::text])) OR (rows_received = ((rows_loaded + rows_unchanged) + rows_quarantined)))),
  constraint batch_pkey PRIMARY KEY (batch_id),
  constraint batch_replay_of_exists FOREIGN KEY (replay_of_batch_id) REFERENCES sources.batch(batch_id),
  constraint batch_same_as_exists FOREIGN KEY (same_as_batch_id) REFERENCES sources.batch(batch_id),
  constraint batch_state_is_known CHECK ((state = ANY (ARRAY['receiving'::text, 'loaded'::text, 'unchanged'::text, 'refused'::text, 'failed'::text])))
);
CREATE INDEX batch_content ON sources.batch USING btree (feed, sha256);
CREATE INDEX batch_replay_of_batch_id ON sources.batch USING btree (replay_of_batch_id) WHERE (replay_of_batch_id IS NOT NULL);
CREATE INDEX batch_same_as_batch_id ON sources.batch USING btree (same_as_batch_id) WHERE (same_as_batch_id IS NOT NULL);
comment on table sources.batch is 'One row per file that arrived, whatever became of it.';
comment on column sources.batch.batch_id is 'Number of the load.';
comment on column sources.batch.source is 'System that sent the file.';
comment on column sources.batch.feed is 'Kind of file.';
comment on column sources.batch.file_name is 'Name of the file, without its folder.';
comment on column sources.batch.sha256 is 'SHA-256 of the bytes as received, in hexadecimal.';
comment on column sources.batch.size_bytes is 'Size as received.';
comment on column sources.batch.received_by is 'Who loaded it.';
comment on column sources.batch.received_at is 'When the load began.';
comment on column sources.batch.finished_at is 'When it ended.';
comment on column sources.batch.state is 'receiving, then loaded, unchanged, refused or failed.';
comment on column sources.batch.rows_received is 'Records of the file.';
comment on column sources.batch.rows_loaded is 'Records that became new rows of the warehouse.';
comment on column sources.batch.rows_unchanged is 'Records that the warehouse already held.';
comment on column sources.batch.rows_superseded is 'Earlier rows that changed or vanished and went to history.';
comment on column sources.batch.rows_quarantined is 'Records held back by a check.';
comment on column sources.batch.control_totals is 'Per numeric column: count and exact sum of the records received.';
comment on column sources.batch.effective_on is 'The day a complete list speaks of.';
comment on column sources.batch.same_as_batch_id is 'Earlier load of the same bytes, when unchanged.';
comment on column sources.batch.replay_of_batch_id is 'Load whose quarantined records were taken in again.';
comment on column sources.batch.refusal is 'Why it was refused or failed: code, message, next step.';

create table sources.batch_warning (
  batch_warning_id bigint not null generated always as identity,
  batch_id bigint not null,
  rule text not null,
  message text not null,
  constraint batch_warning_batch_exists FOREIGN KEY (batch_id) REFERENCES sources.batch(batch_id),
  constraint batch_warning_pkey PRIMARY KEY (batch_warning_id)
);
CREATE INDEX batch_warning_batch_id ON sources.batch_warning USING btree (batch_id);
comment on table sources.batch_warning is 'What a load was allowed with, but somebody should look at.';
comment on column sources.batch_warning.batch_warning_id is 'Number of the warning.';
comment on column sources.batch_warning.batch_id is 'Load.';
comment on column sources.batch_warning.rule is 'Check that warns.';
comment on column sources.batch_warning.message is 'What it saw, with site, month and figure.';

create unlogged table sources.budget_datatab_pr (
  site_id text,
  period_month date,
  job_profile text,
  measure text,
  amount numeric(19,5),
  source_line integer not null,
  is_held boolean not null default false
);
comment on table sources.budget_datatab_pr is 'Typed rows on their way into warehouse.payroll_budget.';
comment on column sources.budget_datatab_pr.site_id is 'Site number, four digits with leading zeros.';
comment on column sources.budget_datatab_pr.period_month is 'Ledger month, as its first day.';
comment on column sources.budget_datatab_pr.job_profile is 'Job profile, upper case.';
comment on column sources.budget_datatab_pr.measure is 'PR HOURS (hours) or PAYROLL (dollars).';
comment on column sources.budget_datatab_pr.amount is 'Budgeted hours or dollars, by measure.';
comment on column sources.budget_datatab_pr.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';
comment on column sources.budget_datatab_pr.is_held is 'A check holds the row back; it still keeps its key and slice.';

create unlogged table sources.budget_final (
  site_id text,
  period_month date,
  account_id text,
  amount numeric(19,5),
  source_line integer not null,
  is_held boolean not null default false
);
comment on table sources.budget_final is 'Typed rows on their way into warehouse.budget.';
comment on column sources.budget_final.site_id is 'Site number, four digits with leading zeros.';
comment on column sources.budget_final.period_month is 'Ledger month, as its first day.';
comment on column sources.budget_final.account_id is 'Main account, four digits.';
comment on column sources.budget_final.amount is 'Budgeted balance with the ledger sign: internal revenue negative.';
comment on column sources.budget_final.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';
comment on column sources.budget_final.is_held is 'A check holds the row back; it still keeps its key and slice.';

create unlogged table sources.chart_of_account (
  account_id text,
  account_name text,
  category text,
  summary_category text,
  source_line integer not null,
  is_held boolean not null default false
);
comment on table sources.chart_of_account is 'Typed rows on their way into warehouse.account.';
comment on column sources.chart_of_account.account_id is 'Main account, four digits.';
comment on column sources.chart_of_account.account_name is 'Name.';
comment on column sources.chart_of_account.category is 'Category of the chart.';
comment on column sources.chart_of_account.summary_category is 'Summary category that decides where the account counts; null = unmapped.';
comment on column sources.chart_of_account.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';
comment on column sources.chart_of_account.is_held is 'A check holds the row back; it still keeps its key and slice.';

create unlogged table sources.gl_accounts (
  account_number text,
  company_database text,
  status text,
  source_line integer not null,
  is_held boolean not null default false
);
comment on table sources.gl_accounts is 'Typed rows on their way into warehouse.gl_account.';
comment on column sources.gl_accounts.account_number is 'Full ledger string.';
comment on column sources.gl_accounts.company_database is 'Ledger database that holds it, upper case.';
comment on column sources.gl_accounts.status is 'Status, upper case.';
comment on column sources.gl_accounts.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';
comment on column sources.gl_accounts.is_held is 'A check holds the row back; it still keeps its key and slice.';

create unlogged table sources.gp_customer_mstr (
  site_id text,
  email_recipient text,
  source_line integer not null,
  is_held boolean not null default false
);
comment on table sources.gp_customer_mstr is 'Typed rows on their way into warehouse.customer_contact.';
comment on column sources.gp_customer_mstr.site_id is 'Site number, four digits with leading zeros.';
comment on column sources.gp_customer_mstr.email_recipient is 'E-mail recipients of the customer (personal data).';
comment on column sources.gp_customer_mstr.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';
comment on column sources.gp_customer_mstr.is_held is 'A check holds the row back; it still keeps its key and slice.';

create unlogged table sources.master_non_financial (
  site_id text,
  site_name text,
  gl_string text,
  street_address text,
  city text,
  state text,
  zip text,
  rooms_available numeric(12,2),
  parking_spaces numeric(12,2),
  opened_on date,
  closed_on date,
  district text,
  svp_region text,
  cog_segment text,
  business_segment text,
  pl_category text,
  legal_entity text,
  contract_type text,
  is_deposited_by_operator boolean,
  source_line integer not null,
  is_held boolean not null default false,
  district_manager text
);
comment on table sources.master_non_financial is 'Typed rows on their way into warehouse.site_version.';
comment on column sources.master_non_financial.site_id is 'Site number, four digits with leading zeros.';
comment on column sources.master_non_financial.site_name is 'Name.';
comment on column sources.master_non_financial.gl_string is 'Ledger string; its first segment picks the company.';
comment on column sources.master_non_financial.street_address is 'Street and number.';
comment on column sources.master_non_financial.city is 'City.';
comment on column sources.master_non_financial.state is 'State, two letters.';
comment on column sources.master_non_financial.zip is 'Postal code.';
comment on column sources.master_non_financial.rooms_available is 'Hotel rooms.';
comment on column sources.master_non_financial.parking_spaces is 'Parking spaces.';
comment on column sources.master_non_financial.opened_on is 'First day worked.';
comment on column sources.master_non_financial.closed_on is 'Last day worked.';
comment on column sources.master_non_financial.district is 'District.';
comment on column sources.master_non_financial.svp_region is 'Region of the senior vice president.';
comment on column sources.master_non_financial.cog_segment is 'Growth segment (Base, Acquisition, New PY, Lost PY, New CY, Lost CY).';
comment on column sources.master_non_financial.business_segment is 'Business segment.';
comment on column sources.master_non_financial.pl_category is 'Category of the P&L the site belongs to.';
comment on column sources.master_non_financial.legal_entity is 'Legal entity.';
comment on column sources.master_non_financial.contract_type is 'Free label of the contract; never decides billing.';
comment on column sources.master_non_financial.is_deposited_by_operator is 'The operator deposits the revenue of the site.';
comment on column sources.master_non_financial.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';
comment on column sources.master_non_financial.is_held is 'A check holds the row back; it still keeps its key and slice.';
comment on column sources.master_non_financial.district_manager is 'Name of the district manager (personal data).';

create unlogged table sources.payroll_summary (
  site_id text,
  worked_on date,
  job_code text,
  pay_type text,
  hours numeric(19,5),
  dollars numeric(19,5),
  source_line integer not null,
  is_held boolean not null default false
);
comment on table sources.payroll_summary is 'Typed rows on their way into warehouse.payroll_day.';
comment on column sources.payroll_summary.site_id is 'Site number, four digits with leading zeros.';
comment on column sources.payroll_summary.worked_on is 'Day worked.';
comment on column sources.payroll_summary.job_code is 'Job code of Legion, upper case.';
comment on column sources.payroll_summary.pay_type is 'Pay type, upper case: REGULAR, DIFFERENTIAL, MEAL PREMIUM, …';
comment on column sources.payroll_summary.hours is 'Hours.';
comment on column sources.payroll_summary.dollars is 'Dollars.';
comment on column sources.payroll_summary.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';
comment on column sources.payroll_summary.is_held is 'A check holds the row back; it still keeps its key and slice.';

create table sources.quarantine (
  quarantine_id bigint not null generated always as identity,
  batch_id bigint not null,
  feed text not null,
  source_line integer not null,
  column_name text,
  value text,
  rule text not null,
  message text not null,
  waits_for text,
  waits_for_id text,
  record jsonb not null,
  slice_site_id text,
  slice_on date,
  state text not null default 'open'::text,
  decided_by text,
  decided_at timestamp with time zone,
  decided_reason text,
  resolved_by_batch_id bigint,
  constraint quarantine_batch_exists FOREIGN KEY (batch_id) REFERENCES sources.batch(batch_id),
  constraint quarantine_discard_has_a_reason CHECK (((state <> 'discarded'::text) OR (length(TRIM(BOTH FROM decided_reason)) > 0))),
  constraint quarantine_pkey PRIMARY KEY (quarantine_id),
  constraint quarantine_resolved_by_exists FOREIGN KEY (resolved_by_batch_id) REFERENCES sources.batch(batch_id),
  constraint quarantine_state_is_known CHECK ((state = ANY (ARRAY['open'::text, 'waiting'::text, 'replayed'::text, 'superseded'::text, 'discarded'::text])))
);
CREATE INDEX quarantine_batch_id ON sources.quarantine USING btree (batch_id);
CREATE INDEX quarantine_resolved_by ON sources.quarantine USING btree (resolved_by_batch_id) WHERE (resolved_by_batch_id IS NOT NULL);
CREATE INDEX quarantine_undecided ON sources.quarantine USING btree (feed, waits_for, waits_for_id) WHERE (state = ANY (ARRAY['open'::text, 'waiting'::text]));
comment on table sources.quarantine is 'Records that a check held back, until they are taken in, superseded or discarded. May hold personal data.';
comment on column sources.quarantine.quarantine_id is 'Number of the record in quarantine.';
comment on column sources.quarantine.batch_id is 'Load that brought it.';
comment on column sources.quarantine.feed is 'Kind of file.';
comment on column sources.quarantine.source_line is 'Physical line of the file where the record begins.';
comment on column sources.quarantine.column_name is 'Column at fault, by its name in the source.';
comment on column sources.quarantine.value is 'Value that was seen.';
comment on column sources.quarantine.rule is 'Check that failed.';
comment on column sources.quarantine.message is 'What is wrong and what to do.';
comment on column sources.quarantine.waits_for is 'site or account, when the record only waits for one.';
comment on column sources.quarantine.waits_for_id is 'Number it waits for.';
comment on column sources.quarantine.record is 'The record as received: column name to text.';
comment on column sources.quarantine.slice_site_id is 'Site of the slice, when readable.';
comment on column sources.quarantine.slice_on is 'Day or month of the slice, when readable.';
comment on column sources.quarantine.state is 'open, waiting, replayed, superseded or discarded.';
comment on column sources.quarantine.decided_by is 'Who decided.';
comment on column sources.quarantine.decided_at is 'When.';
comment on column sources.quarantine.decided_reason is 'Why; always given for a discard.';
comment on column sources.quarantine.resolved_by_batch_id is 'Load that took the record in, or that superseded its slice.';

create unlogged table sources.revenue_daily_detail (
  site_id text,
  revenue_on date,
  revenue_code text,
  collection_type text,
  revenue_category text,
  deposit_flag text,
  external_revenue numeric(19,5),
  net_external_revenue numeric(19,5),
  vehicle_count numeric(19,5),
  tax_rate numeric(19,5),
  billable_net_validation numeric(19,5),
  source_line integer not null,
  is_held boolean not null default false
);
comment on table sources.revenue_daily_detail is 'Typed rows on their way into warehouse.revenue_detail.';
comment on column sources.revenue_daily_detail.site_id is 'Site number, four digits with leading zeros.';
comment on column sources.revenue_daily_detail.revenue_on is 'Day of the revenue.';
comment on column sources.revenue_daily_detail.revenue_code is 'Revenue code, upper case.';
comment on column sources.revenue_daily_detail.collection_type is 'How the revenue was collected, upper case; empty when not said.';
comment on column sources.revenue_daily_detail.revenue_category is 'Revenue category, upper case.';
comment on column sources.revenue_daily_detail.deposit_flag is 'Y deposited by the operator, N not, V validation.';
comment on column sources.revenue_daily_detail.external_revenue is 'Gross revenue in dollars.';
comment on column sources.revenue_daily_detail.net_external_revenue is 'Revenue in dollars net of tax and adjustments.';
comment on column sources.revenue_daily_detail.vehicle_count is 'Vehicles.';
comment on column sources.revenue_daily_detail.tax_rate is 'Parking tax in percent.';
comment on column sources.revenue_daily_detail.billable_net_validation is 'Validation amount to bill, in dollars.';
comment on column sources.revenue_daily_detail.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';
comment on column sources.revenue_daily_detail.is_held is 'A check holds the row back; it still keeps its key and slice.';

create unlogged table sources.revenue_datamart_daily (
  site_id text,
  revenue_on date,
  revenue_code text,
  revenue_category text,
  value_type text,
  file_name text,
  value numeric(19,5),
  is_draft boolean,
  source_loaded_at timestamp with time zone,
  source_line integer not null,
  is_held boolean not null default false
);
comment on table sources.revenue_datamart_daily is 'Typed rows on their way into warehouse.revenue_value.';
comment on column sources.revenue_datamart_daily.site_id is 'Site number, four digits with leading zeros.';
comment on column sources.revenue_datamart_daily.revenue_on is 'Day of the revenue.';
comment on column sources.revenue_datamart_daily.revenue_code is 'Revenue code, upper case; empty where the source gave none.';
comment on column sources.revenue_datamart_daily.revenue_category is 'Revenue category, upper case.';
comment on column sources.revenue_datamart_daily.value_type is 'REVENUE, VEHICLES or OTHER.';
comment on column sources.revenue_datamart_daily.file_name is 'Workbook that the value comes from; empty when unknown.';
comment on column sources.revenue_datamart_daily.value is 'Dollars, vehicles or another count, by value type.';
comment on column sources.revenue_datamart_daily.is_draft is 'The source marks the value as a draft.';
comment on column sources.revenue_datamart_daily.source_loaded_at is 'When the source loaded the row.';
comment on column sources.revenue_datamart_daily.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';
comment on column sources.revenue_datamart_daily.is_held is 'A check holds the row back; it still keeps its key and slice.';

create unlogged table sources.schedule_cost_entity (
  site_id text,
  scheduled_on date,
  job_code text,
  cost numeric(19,5),
  source_line integer not null,
  is_held boolean not null default false
);
comment on table sources.schedule_cost_entity is 'Typed rows on their way into warehouse.schedule_cost.';
comment on column sources.schedule_cost_entity.site_id is 'Site number, four digits with leading zeros.';
comment on column sources.schedule_cost_entity.scheduled_on is 'Day.';
comment on column sources.schedule_cost_entity.job_code is 'Job code of Legion, upper case.';
comment on column sources.schedule_cost_entity.cost is 'Scheduled cost in dollars, unrounded.';
comment on column sources.schedule_cost_entity.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';
comment on column sources.schedule_cost_entity.is_held is 'A check holds the row back; it still keeps its key and slice.';

create unlogged table sources.shift_entity (
  site_id text,
  shift_on date,
  job_code text,
  employee_id text,
  starts_at timestamp with time zone,
  ends_at timestamp with time zone,
  schedule_week text,
  regular_minutes integer,
  overtime_minutes integer,
  double_overtime_minutes integer,
  is_deleted boolean,
  source_line integer not null,
  is_held boolean not null default false
);
comment on table sources.shift_entity is 'Typed rows on their way into warehouse.shift.';
comment on column sources.shift_entity.site_id is 'Site number, four digits with leading zeros.';
comment on column sources.shift_entity.shift_on is 'Day of the shift: 1 January of the year plus day of the year less one.';
comment on column sources.shift_entity.job_code is 'Job code of Legion, upper case.';
comment on column sources.shift_entity.employee_id is 'Person, as an identifier of Legion (personal data); empty when nobody is named.';
comment on column sources.shift_entity.starts_at is 'Start.';
comment on column sources.shift_entity.ends_at is 'End.';
comment on column sources.shift_entity.schedule_week is 'Week of the schedule, as the source names it.';
comment on column sources.shift_entity.regular_minutes is 'Regular minutes.';
comment on column sources.shift_entity.overtime_minutes is 'Overtime minutes.';
comment on column sources.shift_entity.double_overtime_minutes is 'Double overtime minutes.';
comment on column sources.shift_entity.is_deleted is 'The shift was taken off the schedule; it counts nowhere.';
comment on column sources.shift_entity.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';
comment on column sources.shift_entity.is_held is 'A check holds the row back; it still keeps its key and slice.';

create unlogged table sources.staged_fault (
  feed text not null,
  source_line integer not null,
  column_name text,
  value text,
  rule text not null,
  message text not null,
  waits_for text,
  waits_for_id text,
  record jsonb,
  slice_site_id text,
  slice_on date
);
CREATE INDEX staged_fault_line ON sources.staged_fault USING btree (feed, source_line);
comment on table sources.staged_fault is 'Faults of the file that is being taken in; they become quarantine when the load succeeds.';
comment on column sources.staged_fault.feed is 'Kind of file.';
comment on column sources.staged_fault.source_line is 'Physical line of the file where the record begins.';
comment on column sources.staged_fault.column_name is 'Column at fault, by its name in the source.';
comment on column sources.staged_fault.value is 'Value that was seen.';
comment on column sources.staged_fault.rule is 'Check that failed.';
comment on column sources.staged_fault.message is 'What is wrong and what to do.';
comment on column sources.staged_fault.waits_for is 'site or account, when the record only waits for one.';
comment on column sources.staged_fault.waits_for_id is 'Number it waits for.';
comment on column sources.staged_fault.record is 'The record as received; filled in once the checks are through.';
comment on column sources.staged_fault.slice_site_id is 'Site of the slice, when readable.';
comment on column sources.staged_fault.slice_on is 'Day or month of the slice, when readable.';

create unlogged table sources.timesheet_entity (
  site_id text,
  worked_on date,
  job_code text,
  employee_id text,
  regular_minutes integer,
  regular_minutes_next_day integer,
  overtime_minutes integer,
  overtime_minutes_next_day integer,
  double_overtime_minutes integer,
  double_overtime_minutes_next_day integer,
  holiday_minutes integer,
  holiday_minutes_next_day integer,
  holiday_overtime_minutes integer,
  holiday_overtime_minutes_next_day integer,
  holiday_double_overtime_minutes integer,
  holiday_double_overtime_minutes_next_day integer,
  source_line integer not null,
  is_held boolean not null default false
);
comment on table sources.timesheet_entity is 'Typed rows on their way into warehouse.timesheet.';
comment on column sources.timesheet_entity.site_id is 'Site number, four digits with leading zeros.';
comment on column sources.timesheet_entity.worked_on is 'Day worked.';
comment on column sources.timesheet_entity.job_code is 'Job code of Legion, upper case.';
comment on column sources.timesheet_entity.employee_id is 'Person, as an identifier of Legion (personal data); empty when nobody is named.';
comment on column sources.timesheet_entity.regular_minutes is 'Regular minutes.';
comment on column sources.timesheet_entity.regular_minutes_next_day is 'Regular minutes that fell on the next day.';
comment on column sources.timesheet_entity.overtime_minutes is 'Overtime minutes.';
comment on column sources.timesheet_entity.overtime_minutes_next_day is 'Overtime minutes that fell on the next day.';
comment on column sources.timesheet_entity.double_overtime_minutes is 'Double overtime minutes.';
comment on column sources.timesheet_entity.double_overtime_minutes_next_day is 'Double overtime minutes that fell on the next day.';
comment on column sources.timesheet_entity.holiday_minutes is 'Holiday minutes.';
comment on column sources.timesheet_entity.holiday_minutes_next_day is 'Holiday minutes that fell on the next day.';
comment on column sources.timesheet_entity.holiday_overtime_minutes is 'Holiday overtime minutes.';
comment on column sources.timesheet_entity.holiday_overtime_minutes_next_day is 'Holiday overtime minutes that fell on the next day.';
comment on column sources.timesheet_entity.holiday_double_overtime_minutes is 'Holiday double overtime minutes.';
comment on column sources.timesheet_entity.holiday_double_overtime_minutes_next_day is 'Holiday double overtime minutes that fell on the next day.';
comment on column sources.timesheet_entity.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';
comment on column sources.timesheet_entity.is_held is 'A check holds the row back; it still keeps its key and slice.';

create unlogged table sources.workday_job_codes (
  site_id text,
  employee_id text,
  job_code text,
  effective_on date,
  ended_on date,
  job_title text,
  status text,
  job_family text,
  is_salaried boolean,
  source_line integer not null,
  is_held boolean not null default false
);
comment on table sources.workday_job_codes is 'Typed rows on their way into warehouse.employee_job.';
comment on column sources.workday_job_codes.site_id is 'Site number, four digits with leading zeros.';
comment on column sources.workday_job_codes.employee_id is 'Person (personal data).';
comment on column sources.workday_job_codes.job_code is 'Job code, upper case.';
comment on column sources.workday_job_codes.effective_on is 'First day in the job; 1900-01-01 when not said.';
comment on column sources.workday_job_codes.ended_on is 'Last day in the job.';
comment on column sources.workday_job_codes.job_title is 'Title of the job.';
comment on column sources.workday_job_codes.status is 'Status, upper case: ACTIVE, …';
comment on column sources.workday_job_codes.job_family is 'Family of the job.';
comment on column sources.workday_job_codes.is_salaried is 'The position is salaried.';
comment on column sources.workday_job_codes.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';
comment on column sources.workday_job_codes.is_held is 'A check holds the row back; it still keeps its key and slice.';

create unlogged table sources.workday_rls_bisecurity (
  user_id text,
  job_profile text,
  cost_center text,
  site_id text,
  source_line integer not null,
  is_held boolean not null default false
);
comment on table sources.workday_rls_bisecurity is 'Typed rows on their way into warehouse.site_access.';
comment on column sources.workday_rls_bisecurity.user_id is 'Person (personal data).';
comment on column sources.workday_rls_bisecurity.job_profile is 'Job profile, upper case.';
comment on column sources.workday_rls_bisecurity.cost_center is 'Site by cost centre; empty when none.';
comment on column sources.workday_rls_bisecurity.site_id is 'Site by location; empty when none.';
comment on column sources.workday_rls_bisecurity.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';
comment on column sources.workday_rls_bisecurity.is_held is 'A check holds the row back; it still keeps its key and slice.';

create unlogged table sources.workday_site_managers (
  site_id text,
  employee_id text,
  last_name text,
  first_name text,
  source_line integer not null,
  is_held boolean not null default false
);
comment on table sources.workday_site_managers is 'Typed rows on their way into warehouse.site_manager.';
comment on column sources.workday_site_managers.site_id is 'Site number, four digits with leading zeros.';
comment on column sources.workday_site_managers.employee_id is 'Account manager (personal data).';
comment on column sources.workday_site_managers.last_name is 'Last name (personal data).';
comment on column sources.workday_site_managers.first_name is 'First name (personal data).';
comment on column sources.workday_site_managers.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';
comment on column sources.workday_site_managers.is_held is 'A check holds the row back; it still keeps its key and slice.';

create unlogged table sources.workday_site_salaries (
  site_id text,
  work_email text,
  person_name text,
  annual_base_pay numeric(19,5),
  allocated_amount numeric(19,5),
  distribution_percent numeric(19,5),
  source_line integer not null,
  is_held boolean not null default false
);
comment on table sources.workday_site_salaries is 'Typed rows on their way into warehouse.site_salary.';
comment on column sources.workday_site_salaries.site_id is 'Site number, four digits with leading zeros.';
comment on column sources.workday_site_salaries.work_email is 'E-mail of the person (personal data).';
comment on column sources.workday_site_salaries.person_name is 'Name of the person (personal data).';
comment on column sources.workday_site_salaries.annual_base_pay is 'Annual base pay in dollars (personal data).';
comment on column sources.workday_site_salaries.allocated_amount is 'Part of it that the site bears, in dollars (personal data).';
comment on column sources.workday_site_salaries.distribution_percent is 'Share of the site in percent.';
comment on column sources.workday_site_salaries.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';
comment on column sources.workday_site_salaries.is_held is 'A check holds the row back; it still keeps its key and slice.';

CREATE OR REPLACE FUNCTION sources.clear_staging(staging text, feed_name text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  month_table record;
begin
  execute format('truncate sources.%I', staging);
  delete from sources.staged_fault where feed = feed_name;
  for month_table in
    select relname from pg_class
    where relnamespace = 'sources'::regnamespace and relkind = 'r'
      and relname ~ format('^%s_\d{4}_\d{2}_batch_\d+$', staging)
  loop
    execute format('drop table sources.%I', month_table.relname);
  end loop;
end
$function$;
comment on function sources.clear_staging(staging text, feed_name text) is 'Empties the staging tables of a feed, what a crash left of them too, and forgets its faults.';

CREATE OR REPLACE FUNCTION sources.copy_statement(staging text, columns text[])
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select format('copy sources.%I (%s) from stdin', staging, string_agg(quote_ident(name), ', ' order by position))
  from unnest(columns) with ordinality as listed (name, position)
$function$;
comment on function sources.copy_statement(staging text, columns text[]) is 'Statement that streams typed rows into a staging table.';

CREATE OR REPLACE FUNCTION sources.create_month(staging text, period text, month date, batch bigint)
 RETURNS text
 LANGUAGE plpgsql
AS $function$
declare
  name text := format('%s_%s_batch_%s', staging, to_char(month, 'YYYY_MM'), batch);
begin
  execute format('create table sources.%I (like sources.%I)', name, staging);
  execute format('alter table sources.%I drop column is_held', name);
  execute format(
    'alter table sources.%I add column batch_id bigint not null default %s,
       add constraint arrived_month check (%I >= %L and %I < %L)',
    name, batch, period, month, period, (month + interval '1 month')::date);
  return name;
end
$function$;
comment on function sources.create_month(staging text, period text, month date, batch bigint) is 'Makes a staging table for one month of a large file; when the warehouse lacks the month, the table becomes its partition.';

CREATE OR REPLACE FUNCTION sources.end_copy(staging text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  -- After the copy, so that a default that no row stores stands for all of them.
  execute format('alter table sources.%I add column is_held boolean not null default false', staging);
end
$function$;
comment on function sources.end_copy(staging text) is 'Readies a month staging table for the checks.';

CREATE OR REPLACE FUNCTION sources.hold_duplicates(staging text, feed_name text, keys text[], headers text[], period text)
 RETURNS bigint
 LANGUAGE plpgsql
AS $function$
declare
  found bigint;
begin
  if not exists (
    select from pg_attribute
    where attrelid = format('sources.%I', staging)::regclass and attname = 'is_held' and not attisdropped) then
    -- The table has its key already, so every key stands once.
    return 0;
  end if;
  execute format(
    $sql$
      with repeated as (
        select %1$s, array_agg(source_line order by source_line) as lines
        from sources.%2$I group by %1$s having count(*) > 1
      ), held as (
        update sources.%2$I as row set is_held = true from repeated
        where %3$s
        returning row.source_line, repeated.lines, row.%4$I::text as site_id, %5$s::date as slice_on,
          concat_ws(', ', %6$s) as key
      )
      insert into sources.staged_fault (
        feed, source_line, column_name, value, rule, message, slice_site_id, slice_on)
      select %7$L, source_line, %8$L, key, 'duplicate key',
        format('Lines %%s carry the same key (%%s); keep one of them.', array_to_string(lines[1:5], ', '), key),
        site_id, slice_on
      from held
    $sql$,
    (select string_agg(quote_ident(name), ', ') from unnest(keys) as name),
    staging,
    (select string_agg(format('row.%1$I = repeated.%1$I', name), ' and ') from unnest(keys) as name),
    case when 'site_id' = any (keys) then 'site_id' else keys[1] end,
    case when period is null then 'null' else format('row.%I', period) end,
    (select string_agg(format('%L || row.%I', header || ' ', name), ', ')
      from unnest(keys, headers) as listed (name, header)),
    feed_name,
    array_to_string(headers, ', '));
  get diagnostics found = row_count;
  return found;
end
$function$;
comment on function sources.hold_duplicates(staging text, feed_name text, keys text[], headers text[], period text) is 'Holds back every row whose key stands more than once in the file; how many rows.';

CREATE OR REPLACE FUNCTION sources.hold_faulty(staging text, feed_name text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  execute format(
    'update sources.%I as row set is_held = true from sources.staged_fault as fault
     where fault.feed = $1 and fault.source_line = row.source_line', staging)
  using feed_name;
end
$function$;
comment on function sources.hold_faulty(staging text, feed_name text) is 'Holds back the rows whose record could not be read as its columns say.';

CREATE OR REPLACE FUNCTION sources.hold_unknown(staging text, feed_name text, reference text, header text, dimension text, ids text[], period text)
 RETURNS bigint
 LANGUAGE plpgsql
AS $function$
declare
  found bigint;
begin
  execute format(
    $sql$
      with held as (
        update sources.%1$I as row set is_held = true
        where %2$I = any ($1)
        returning row.source_line, row.%2$I as id, row.site_id, %3$s::date as slice_on
      )
      insert into sources.staged_fault (
        feed, source_line, column_name, value, rule, message, waits_for, waits_for_id, slice_site_id, slice_on)
      select $2, source_line, $3, id, 'unknown ' || replace($4, '_', ' '),
        case $4
          when 'site' then format(
            'Site %%s is not known. Load the site list that holds it; the record is then taken in by itself.', id)
          when 'account' then format(
            'Account %%s is not known. Load the chart that holds it; the record is then taken in by itself.', id)
          else format('Revenue code %%s is not in the catalogue or no longer active. Use an active code.', id)
        end,
        $4, id, site_id, slice_on
      from held
    $sql$,
    staging, reference, case when period is null then 'null' else format('row.%I', period) end)
  using ids, feed_name, header, dimension;
  get diagnostics found = row_count;
  return found;
end
$function$;
comment on function sources.hold_unknown(staging text, feed_name text, reference text, header text, dimension text, ids text[], period text) is 'Holds back rows that name a site, account or code the warehouse does not know; how many rows.';

CREATE OR REPLACE FUNCTION sources.quarantine_faults(feed_name text, batch bigint)
 RETURNS bigint
 LANGUAGE plpgsql
AS $function$
declare
  kept bigint;
begin
  insert into sources.quarantine (
    batch_id, feed, source_line, column_name, value, rule, message, waits_for, waits_for_id, record, slice_site_id,
    slice_on, state)
  select distinct on (source_line)
    batch, feed, source_line, column_name, value, rule, message, waits_for, waits_for_id, record, slice_site_id,
    slice_on, case when waits_for is null then 'open' else 'waiting' end
  from sources.staged_fault
  where feed = feed_name
  -- A record that is wrong and waits is wrong: it needs a person, not a site.
  order by source_line, (waits_for is null) desc;
  get diagnostics kept = row_count;
  return kept;
end
$function$;
comment on function sources.quarantine_faults(feed_name text, batch bigint) is 'Moves the faults of the file being taken in to quarantine, one entry per record; how many.';

CREATE OR REPLACE FUNCTION sources.supersede_quarantine(feed_name text, staging text, slice text, period text, batch bigint)
 RETURNS bigint
 LANGUAGE plpgsql
AS $function$
declare
  superseded bigint;
begin
  execute format(
    $sql$
      update sources.quarantine as waiting
      set state = 'superseded', resolved_by_batch_id = $2, decided_at = now(),
        decided_reason = 'A newer file covers the same records.'
      where waiting.feed = $1 and waiting.state in ('open', 'waiting') and waiting.batch_id <> $2 and %s
    $sql$,
    case slice
      when 'whole list' then 'true'
      when 'site and month' then format(
        '(waiting.slice_site_id, date_trunc(''month'', waiting.slice_on)) in
          (select site_id, date_trunc(''month'', %I) from sources.%I)', period, staging)
      when 'site and day' then format(
        '(waiting.slice_site_id, waiting.slice_on) in (select site_id, %I from sources.%I)', period, staging)
      else 'false'
    end)
  using feed_name, batch;
  get diagnostics superseded = row_count;
  return superseded;
end
$function$;
comment on function sources.supersede_quarantine(feed_name text, staging text, slice text, period text, batch bigint) is 'Closes undecided records whose slice a newer file replaced; how many.';

create schema warehouse;
comment on schema warehouse is 'What happened: dimensions with their history and facts at the grain of the sources.';

create table warehouse.account (
  account_id text not null,
  account_name text not null,
  category text,
  summary_category text,
  is_listed boolean not null default true,
  batch_id bigint not null,
  source_line integer not null,
  constraint account_number_has_four_digits CHECK ((account_id ~ '^[0-9]{4}$'::text)),
  constraint account_pkey PRIMARY KEY (account_id)
);
comment on table warehouse.account is 'Main accounts of the ledger, statistical ones included.';
comment on column warehouse.account.account_id is 'Main account, four digits.';
comment on column warehouse.account.account_name is 'Name.';
comment on column warehouse.account.category is 'Category of the chart.';
comment on column warehouse.account.summary_category is 'Summary category that decides where the account counts; null = unmapped.';
comment on column warehouse.account.is_listed is 'False once the newest chart no longer holds the account.';
comment on column warehouse.account.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.account.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';

create table warehouse.account_history (
  account_id text not null,
  account_name text,
  category text,
  summary_category text,
  batch_id bigint not null,
  source_line integer not null,
  superseded_by_batch_id bigint not null,
  superseded_at timestamp with time zone not null,
  constraint account_history_pkey PRIMARY KEY (account_id, superseded_by_batch_id)
);
comment on table warehouse.account_history is 'Earlier versions of accounts.';
comment on column warehouse.account_history.account_id is 'Main account, four digits.';
comment on column warehouse.account_history.account_name is 'Name until then.';
comment on column warehouse.account_history.category is 'Category until then.';
comment on column warehouse.account_history.summary_category is 'Summary category until then.';
comment on column warehouse.account_history.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.account_history.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';
comment on column warehouse.account_history.superseded_by_batch_id is 'Load that replaced the row.';
comment on column warehouse.account_history.superseded_at is 'When it was replaced.';

create table warehouse.budget (
  site_id text not null,
  period_month date not null,
  account_id text not null,
  amount numeric(19,5) not null,
  batch_id bigint not null,
  source_line integer not null,
  constraint budget_account_exists FOREIGN KEY (account_id) REFERENCES warehouse.account(account_id),
  constraint budget_pkey PRIMARY KEY (site_id, period_month, account_id),
  constraint budget_site_exists FOREIGN KEY (site_id) REFERENCES warehouse.site(site_id)
) partition by RANGE (period_month);
CREATE INDEX budget_account_id ON ONLY warehouse.budget USING btree (account_id);
comment on table warehouse.budget is 'Approved budget: site x month x account.';
comment on column warehouse.budget.site_id is 'Site number, four digits with leading zeros.';
comment on column warehouse.budget.period_month is 'Ledger month, as its first day.';
comment on column warehouse.budget.account_id is 'Main account, four digits.';
comment on column warehouse.budget.amount is 'Budgeted balance with the ledger sign: internal revenue negative.';
comment on column warehouse.budget.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.budget.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';

create table warehouse.budget_history (
  site_id text not null,
  period_month date not null,
  account_id text not null,
  amount numeric(19,5) not null,
  batch_id bigint not null,
  source_line integer not null,
  superseded_by_batch_id bigint not null,
  superseded_at timestamp with time zone not null
);
CREATE INDEX budget_history_key ON warehouse.budget_history USING btree (site_id, period_month);
comment on table warehouse.budget_history is 'Rows of warehouse.budget that a later load changed or no longer held.';
comment on column warehouse.budget_history.site_id is 'Site number, four digits with leading zeros.';
comment on column warehouse.budget_history.period_month is 'Ledger month, as its first day.';
comment on column warehouse.budget_history.account_id is 'Main account, four digits.';
comment on column warehouse.budget_history.amount is 'Budgeted balance with the ledger sign: internal revenue negative.';
comment on column warehouse.budget_history.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.budget_history.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';
comment on column warehouse.budget_history.superseded_by_batch_id is 'Load that replaced the row.';
comment on column warehouse.budget_history.superseded_at is 'When it was replaced.';

create table warehouse.calendar_day (
  day_on date not null,
  month_on date not null,
  year smallint not null,
  month_of_year smallint not null,
  day_of_year smallint not null,
  iso_weekday smallint not null,
  constraint calendar_day_pkey PRIMARY KEY (day_on)
);
comment on table warehouse.calendar_day is 'The calendar, 2015 to 2050.';
comment on column warehouse.calendar_day.day_on is 'Day.';
comment on column warehouse.calendar_day.month_on is 'First day of its month.';
comment on column warehouse.calendar_day.year is 'Year.';
comment on column warehouse.calendar_day.month_of_year is 'Month, 1 to 12.';
comment on column warehouse.calendar_day.day_of_year is 'Day of the year, 1 to 366.';
comment on column warehouse.calendar_day.iso_weekday is '1 Monday to 7 Sunday.';

create table warehouse.customer_contact (
  site_id text not null,
  email_recipient text,
  batch_id bigint not null,
  source_line integer not null,
  constraint customer_contact_pkey PRIMARY KEY (site_id),
  constraint customer_contact_site_exists FOREIGN KEY (site_id) REFERENCES warehouse.site(site_id)
);
comment on table warehouse.customer_contact is 'Billing contact of a site (personal data).';
comment on column warehouse.customer_contact.site_id is 'Site number, four digits with leading zeros.';
comment on column warehouse.customer_contact.email_recipient is 'E-mail recipients of the customer (personal data).';
comment on column warehouse.customer_contact.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.customer_contact.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';

create table warehouse.customer_contact_history (
  site_id text not null,
  email_recipient text,
  batch_id bigint not null,
  source_line integer not null,
  superseded_by_batch_id bigint not null,
  superseded_at timestamp with time zone not null
);
CREATE INDEX customer_contact_history_key ON warehouse.customer_contact_history USING btree (site_id);
comment on table warehouse.customer_contact_history is 'Rows of warehouse.customer_contact that a later load changed or no longer held.';
comment on column warehouse.customer_contact_history.site_id is 'Site number, four digits with leading zeros.';
comment on column warehouse.customer_contact_history.email_recipient is 'E-mail recipients of the customer (personal data).';
comment on column warehouse.customer_contact_history.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.customer_contact_history.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';
comment on column warehouse.customer_contact_history.superseded_by_batch_id is 'Load that replaced the row.';
comment on column warehouse.customer_contact_history.superseded_at is 'When it was replaced.';

create table warehouse.employee_job (
  site_id text not null,
  employee_id text not null,
  job_code text not null,
  effective_on date not null,
  ended_on date,
  job_title text,
  status text,
  job_family text,
  is_salaried boolean,
  batch_id bigint not null,
  source_line integer not null,
  constraint employee_job_pkey PRIMARY KEY (site_id, employee_id, job_code, effective_on),
  constraint employee_job_site_exists FOREIGN KEY (site_id) REFERENCES warehouse.site(site_id)
);
comment on table warehouse.employee_job is 'Who works where in which job (personal data).';
comment on column warehouse.employee_job.site_id is 'Site number, four digits with leading zeros.';
comment on column warehouse.employee_job.employee_id is 'Person (personal data).';
comment on column warehouse.employee_job.job_code is 'Job code, upper case.';
comment on column warehouse.employee_job.effective_on is 'First day in the job; 1900-01-01 when not said.';
comment on column warehouse.employee_job.ended_on is 'Last day in the job.';
comment on column warehouse.employee_job.job_title is 'Title of the job.';
comment on column warehouse.employee_job.status is 'Status, upper case: ACTIVE, …';
comment on column warehouse.employee_job.job_family is 'Family of the job.';
comment on column warehouse.employee_job.is_salaried is 'The position is salaried.';
comment on column warehouse.employee_job.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.employee_job.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';

create table warehouse.employee_job_history (
  site_id text not null,
  employee_id text not null,
  job_code text not null,
  effective_on date not null,
  ended_on date,
  job_title text,
  status text,
  job_family text,
  is_salaried boolean,
  batch_id bigint not null,
  source_line integer not null,
  superseded_by_batch_id bigint not null,
  superseded_at timestamp with time zone not null
);
CREATE INDEX employee_job_history_key ON warehouse.employee_job_history USING btree (site_id);
comment on table warehouse.employee_job_history is 'Rows of warehouse.employee_job that a later load changed or no longer held.';
comment on column warehouse.employee_job_history.site_id is 'Site number, four digits with leading zeros.';
comment on column warehouse.employee_job_history.employee_id is 'Person (personal data).';
comment on column warehouse.employee_job_history.job_code is 'Job code, upper case.';
comment on column warehouse.employee_job_history.effective_on is 'First day in the job; 1900-01-01 when not said.';
comment on column warehouse.employee_job_history.ended_on is 'Last day in the job.';
comment on column warehouse.employee_job_history.job_title is 'Title of the job.';
comment on column warehouse.employee_job_history.status is 'Status, upper case: ACTIVE, …';
comment on column warehouse.employee_job_history.job_family is 'Family of the job.';
comment on column warehouse.employee_job_history.is_salaried is 'The position is salaried.';
comment on column warehouse.employee_job_history.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.employee_job_history.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';
comment on column warehouse.employee_job_history.superseded_by_batch_id is 'Load that replaced the row.';
comment on column warehouse.employee_job_history.superseded_at is 'When it was replaced.';

create table warehouse.gl_account (
  account_number text not null,
  company_database text not null,
  status text,
  batch_id bigint not null,
  source_line integer not null,
  constraint gl_account_pkey PRIMARY KEY (account_number, company_database)
);
comment on table warehouse.gl_account is 'Ledger account strings and their status.';
comment on column warehouse.gl_account.account_number is 'Full ledger string.';
comment on column warehouse.gl_account.company_database is 'Ledger database that holds it, upper case.';
comment on column warehouse.gl_account.status is 'Status, upper case.';
comment on column warehouse.gl_account.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.gl_account.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';

create table warehouse.gl_account_history (
  account_number text not null,
  company_database text not null,
  status text,
  batch_id bigint not null,
  source_line integer not null,
  superseded_by_batch_id bigint not null,
  superseded_at timestamp with time zone not null
);
CREATE INDEX gl_account_history_key ON warehouse.gl_account_history USING btree (account_number);
comment on table warehouse.gl_account_history is 'Rows of warehouse.gl_account that a later load changed or no longer held.';
comment on column warehouse.gl_account_history.account_number is 'Full ledger string.';
comment on column warehouse.gl_account_history.company_database is 'Ledger database that holds it, upper case.';
comment on column warehouse.gl_account_history.status is 'Status, upper case.';
comment on column warehouse.gl_account_history.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.gl_account_history.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';
comment on column warehouse.gl_account_history.superseded_by_batch_id is 'Load that replaced the row.';
comment on column warehouse.gl_account_history.superseded_at is 'When it was replaced.';

create table warehouse.job_code (
  job_code text not null,
  job_title text not null,
  is_active boolean not null default true,
  first_seen_batch_id bigint,
  constraint job_code_pkey PRIMARY KEY (job_code)
);
comment on table warehouse.job_code is 'Job codes; a code that a labor file brings is added by itself.';
comment on column warehouse.job_code.job_code is 'Job code of Legion, upper case.';
comment on column warehouse.job_code.job_title is 'Title; the code itself until somebody names it.';
comment on column warehouse.job_code.is_active is 'False when the code is no longer used.';
comment on column warehouse.job_code.first_seen_batch_id is 'Load that first brought the code.';

create table warehouse.job_profile (
  job_profile text not null,
  first_seen_batch_id bigint,
  constraint job_profile_pkey PRIMARY KEY (job_profile)
);
comment on table warehouse.job_profile is 'Job profiles; a profile that a file brings is added by itself.';
comment on column warehouse.job_profile.job_profile is 'Job profile of Workday and of the payroll budget, upper case.';
comment on column warehouse.job_profile.first_seen_batch_id is 'Load that first brought the profile.';

create table warehouse.ledger_balance (
  site_id text not null,
  period_month date not null,
  account_id text not null,
  entity text not null,
  account_index integer not null,
  amount numeric(19,5) not null,
  reported_site text,
  account_description text,
  balance_type text,
  balance_on date,
  transaction_type text,
  transaction_id text,
  department text,
  fiscal_year integer,
  fiscal_quarter integer,
  fiscal_month integer,
  is_adjustment boolean,
  source_loaded_at timestamp with time zone,
  source_system text,
  batch_id bigint not null,
  source_line integer not null,
  constraint ledger_balance_account_exists FOREIGN KEY (account_id) REFERENCES warehouse.account(account_id),
  constraint ledger_balance_pkey PRIMARY KEY (site_id, period_month, account_id, entity, account_index),
  constraint ledger_balance_site_exists FOREIGN KEY (site_id) REFERENCES warehouse.site(site_id)
) partition by RANGE (period_month);
CREATE INDEX ledger_balance_account_id ON ONLY warehouse.ledger_balance USING btree (account_id);
comment on table warehouse.ledger_balance is 'Closed ledger balances: site x month x account x entity x account index.';
comment on column warehouse.ledger_balance.site_id is 'Site number, four digits with leading zeros.';
comment on column warehouse.ledger_balance.period_month is 'Ledger month, as its first day.';
comment on column warehouse.ledger_balance.account_id is 'Main account, four digits.';
comment on column warehouse.ledger_balance.entity is 'Entity of the ledger; empty when the source gave none.';
comment on column warehouse.ledger_balance.account_index is 'Account index of the ledger; 0 when the source gave none.';
comment on column warehouse.ledger_balance.amount is 'Ledger balance with the ledger sign: internal revenue negative.';
comment on column warehouse.ledger_balance.reported_site is 'Site as the ledger wrote it.';
comment on column warehouse.ledger_balance.account_description is 'Account text as the ledger wrote it.';
comment on column warehouse.ledger_balance.balance_type is 'ACTUAL, where the source says it.';
comment on column warehouse.ledger_balance.balance_on is 'Date of the balance.';
comment on column warehouse.ledger_balance.transaction_type is 'Kind of transaction.';
comment on column warehouse.ledger_balance.transaction_id is 'Transaction of the ledger.';
comment on column warehouse.ledger_balance.department is 'Department.';
comment on column warehouse.ledger_balance.fiscal_year is 'Fiscal year.';
comment on column warehouse.ledger_balance.fiscal_quarter is 'Fiscal quarter, 1 to 4.';
comment on column warehouse.ledger_balance.fiscal_month is 'Fiscal month, 1 to 12.';
comment on column warehouse.ledger_balance.is_adjustment is 'The balance is an adjustment.';
comment on column warehouse.ledger_balance.source_loaded_at is 'When the source loaded the row.';
comment on column warehouse.ledger_balance.source_system is 'System that the source names.';
comment on column warehouse.ledger_balance.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.ledger_balance.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';

create table warehouse.ledger_balance_history (
  site_id text not null,
  period_month date not null,
  account_id text not null,
  entity text not null,
  account_index integer not null,
  amount numeric(19,5) not null,
  reported_site text,
  account_description text,
  balance_type text,
  balance_on date,
  transaction_type text,
  transaction_id text,
  department text,
  fiscal_year integer,
  fiscal_quarter integer,
  fiscal_month integer,
  is_adjustment boolean,
  source_loaded_at timestamp with time zone,
  source_system text,
  batch_id bigint not null,
  source_line integer not null,
  superseded_by_batch_id bigint not null,
  superseded_at timestamp with time zone not null
);
CREATE INDEX ledger_balance_history_key ON warehouse.ledger_balance_history USING btree (site_id, period_month);
comment on table warehouse.ledger_balance_history is 'Rows of warehouse.ledger_balance that a later load changed or no longer held.';
comment on column warehouse.ledger_balance_history.site_id is 'Site number, four digits with leading zeros.';
comment on column warehouse.ledger_balance_history.period_month is 'Ledger month, as its first day.';
comment on column warehouse.ledger_balance_history.account_id is 'Main account, four digits.';
comment on column warehouse.ledger_balance_history.entity is 'Entity of the ledger; empty when the source gave none.';
comment on column warehouse.ledger_balance_history.account_index is 'Account index of the ledger; 0 when the source gave none.';
comment on column warehouse.ledger_balance_history.amount is 'Ledger balance with the ledger sign: internal revenue negative.';
comment on column warehouse.ledger_balance_history.reported_site is 'Site as the ledger wrote it.';
comment on column warehouse.ledger_balance_history.account_description is 'Account text as the ledger wrote it.';
comment on column warehouse.ledger_balance_history.balance_type is 'ACTUAL, where the source says it.';
comment on column warehouse.ledger_balance_history.balance_on is 'Date of the balance.';
comment on column warehouse.ledger_balance_history.transaction_type is 'Kind of transaction.';
comment on column warehouse.ledger_balance_history.transaction_id is 'Transaction of the ledger.';
comment on column warehouse.ledger_balance_history.department is 'Department.';
comment on column warehouse.ledger_balance_history.fiscal_year is 'Fiscal year.';
comment on column warehouse.ledger_balance_history.fiscal_quarter is 'Fiscal quarter, 1 to 4.';
comment on column warehouse.ledger_balance_history.fiscal_month is 'Fiscal month, 1 to 12.';
comment on column warehouse.ledger_balance_history.is_adjustment is 'The balance is an adjustment.';
comment on column warehouse.ledger_balance_history.source_loaded_at is 'When the source loaded the row.';
comment on column warehouse.ledger_balance_history.source_system is 'System that the source names.';
comment on column warehouse.ledger_balance_history.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.ledger_balance_history.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';
comment on column warehouse.ledger_balance_history.superseded_by_batch_id is 'Load that replaced the row.';
comment on column warehouse.ledger_balance_history.superseded_at is 'When it was replaced.';

create table warehouse.ledger_company (
  prefix text not null,
  company text not null,
  constraint ledger_company_pkey PRIMARY KEY (prefix)
);
comment on table warehouse.ledger_company is 'Which company a ledger string belongs to; the row with an empty prefix stands for all others.';
comment on column warehouse.ledger_company.prefix is 'First segment of the ledger string.';
comment on column warehouse.ledger_company.company is 'Company of that segment.';

create table warehouse.parking_statistic (
  statistic text not null,
  "position" smallint not null,
  revenue_account_id text,
  vehicle_account_id text,
  revenue_codes text[] not null,
  constraint parking_statistic_pkey PRIMARY KEY (statistic),
  constraint parking_statistic_position_is_unique UNIQUE ("position")
);
comment on table warehouse.parking_statistic is 'Parking statistics: how accounts and revenue codes map to valet and self, daily, overnight and monthly.';
comment on column warehouse.parking_statistic.statistic is 'Name, for example valet-daily.';
comment on column warehouse.parking_statistic."position" is 'Order of display, from 1.';
comment on column warehouse.parking_statistic.revenue_account_id is 'Account of the budgeted or booked revenue.';
comment on column warehouse.parking_statistic.vehicle_account_id is 'Account of the budgeted or booked count.';
comment on column warehouse.parking_statistic.revenue_codes is 'Revenue codes of the daily reports that count here.';

create table warehouse.payroll_budget (
  site_id text not null,
  period_month date not null,
  job_profile text not null,
  measure text not null,
  amount numeric(19,5) not null,
  batch_id bigint not null,
  source_line integer not null,
  constraint payroll_budget_pkey PRIMARY KEY (site_id, period_month, job_profile, measure),
  constraint payroll_budget_site_exists FOREIGN KEY (site_id) REFERENCES warehouse.site(site_id)
) partition by RANGE (period_month);
comment on table warehouse.payroll_budget is 'Payroll budget: site x month x job profile x measure.';
comment on column warehouse.payroll_budget.site_id is 'Site number, four digits with leading zeros.';
comment on column warehouse.payroll_budget.period_month is 'Ledger month, as its first day.';
comment on column warehouse.payroll_budget.job_profile is 'Job profile, upper case.';
comment on column warehouse.payroll_budget.measure is 'PR HOURS (hours) or PAYROLL (dollars).';
comment on column warehouse.payroll_budget.amount is 'Budgeted hours or dollars, by measure.';
comment on column warehouse.payroll_budget.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.payroll_budget.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';

create table warehouse.payroll_budget_history (
  site_id text not null,
  period_month date not null,
  job_profile text not null,
  measure text not null,
  amount numeric(19,5) not null,
  batch_id bigint not null,
  source_line integer not null,
  superseded_by_batch_id bigint not null,
  superseded_at timestamp with time zone not null
);
CREATE INDEX payroll_budget_history_key ON warehouse.payroll_budget_history USING btree (site_id, period_month);
comment on table warehouse.payroll_budget_history is 'Rows of warehouse.payroll_budget that a later load changed or no longer held.';
comment on column warehouse.payroll_budget_history.site_id is 'Site number, four digits with leading zeros.';
comment on column warehouse.payroll_budget_history.period_month is 'Ledger month, as its first day.';
comment on column warehouse.payroll_budget_history.job_profile is 'Job profile, upper case.';
comment on column warehouse.payroll_budget_history.measure is 'PR HOURS (hours) or PAYROLL (dollars).';
comment on column warehouse.payroll_budget_history.amount is 'Budgeted hours or dollars, by measure.';
comment on column warehouse.payroll_budget_history.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.payroll_budget_history.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';
comment on column warehouse.payroll_budget_history.superseded_by_batch_id is 'Load that replaced the row.';
comment on column warehouse.payroll_budget_history.superseded_at is 'When it was replaced.';

create table warehouse.payroll_day (
  site_id text not null,
  worked_on date not null,
  job_code text not null,
  pay_type text not null,
  hours numeric(19,5) not null,
  dollars numeric(19,5) not null,
  batch_id bigint not null,
  source_line integer not null,
  constraint payroll_day_pkey PRIMARY KEY (site_id, worked_on, job_code, pay_type),
  constraint payroll_day_site_exists FOREIGN KEY (site_id) REFERENCES warehouse.site(site_id)
) partition by RANGE (worked_on);
comment on table warehouse.payroll_day is 'Payroll: site x day x job code x pay type.';
comment on column warehouse.payroll_day.site_id is 'Site number, four digits with leading zeros.';
comment on column warehouse.payroll_day.worked_on is 'Day worked.';
comment on column warehouse.payroll_day.job_code is 'Job code of Legion, upper case.';
comment on column warehouse.payroll_day.pay_type is 'Pay type, upper case: REGULAR, DIFFERENTIAL, MEAL PREMIUM, …';
comment on column warehouse.payroll_day.hours is 'Hours.';
comment on column warehouse.payroll_day.dollars is 'Dollars.';
comment on column warehouse.payroll_day.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.payroll_day.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';

create table warehouse.payroll_day_history (
  site_id text not null,
  worked_on date not null,
  job_code text not null,
  pay_type text not null,
  hours numeric(19,5) not null,
  dollars numeric(19,5) not null,
  batch_id bigint not null,
  source_line integer not null,
  superseded_by_batch_id bigint not null,
  superseded_at timestamp with time zone not null
);
CREATE INDEX payroll_day_history_key ON warehouse.payroll_day_history USING btree (site_id, worked_on);
comment on table warehouse.payroll_day_history is 'Rows of warehouse.payroll_day that a later load changed or no longer held.';
comment on column warehouse.payroll_day_history.site_id is 'Site number, four digits with leading zeros.';
comment on column warehouse.payroll_day_history.worked_on is 'Day worked.';
comment on column warehouse.payroll_day_history.job_code is 'Job code of Legion, upper case.';
comment on column warehouse.payroll_day_history.pay_type is 'Pay type, upper case: REGULAR, DIFFERENTIAL, MEAL PREMIUM, …';
comment on column warehouse.payroll_day_history.hours is 'Hours.';
comment on column warehouse.payroll_day_history.dollars is 'Dollars.';
comment on column warehouse.payroll_day_history.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.payroll_day_history.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';
comment on column warehouse.payroll_day_history.superseded_by_batch_id is 'Load that replaced the row.';
comment on column warehouse.payroll_day_history.superseded_at is 'When it was replaced.';

create table warehouse.revenue_code (
  revenue_code text not null,
  revenue_category text,
  is_active boolean not null default true,
  first_seen_batch_id bigint,
  constraint revenue_code_pkey PRIMARY KEY (revenue_code)
);
comment on table warehouse.revenue_code is 'Revenue codes of the daily reports.';
comment on column warehouse.revenue_code.revenue_code is 'Revenue code, upper case.';
comment on column warehouse.revenue_code.revenue_category is 'Category, upper case; null until a file names it.';
comment on column warehouse.revenue_code.is_active is 'False: the revenue workbook refuses the code.';
comment on column warehouse.revenue_code.first_seen_batch_id is 'Load that first brought the code; null for the codes of the catalogue.';

create table warehouse.revenue_detail (
  site_id text not null,
  revenue_on date not null,
  revenue_code text not null,
  collection_type text not null,
  revenue_category text,
  deposit_flag text,
  external_revenue numeric(19,5),
  net_external_revenue numeric(19,5),
  vehicle_count numeric(19,5),
  tax_rate numeric(19,5),
  billable_net_validation numeric(19,5),
  batch_id bigint not null,
  source_line integer not null,
  constraint revenue_detail_pkey PRIMARY KEY (site_id, revenue_on, revenue_code, collection_type),
  constraint revenue_detail_site_exists FOREIGN KEY (site_id) REFERENCES warehouse.site(site_id)
) partition by RANGE (revenue_on);
comment on table warehouse.revenue_detail is 'Daily revenue, wide form: site x day x revenue code x collection type.';
comment on column warehouse.revenue_detail.site_id is 'Site number, four digits with leading zeros.';
comment on column warehouse.revenue_detail.revenue_on is 'Day of the revenue.';
comment on column warehouse.revenue_detail.revenue_code is 'Revenue code, upper case.';
comment on column warehouse.revenue_detail.collection_type is 'How the revenue was collected, upper case; empty when not said.';
comment on column warehouse.revenue_detail.revenue_category is 'Revenue category, upper case.';
comment on column warehouse.revenue_detail.deposit_flag is 'Y deposited by the operator, N not, V validation.';
comment on column warehouse.revenue_detail.external_revenue is 'Gross revenue in dollars.';
comment on column warehouse.revenue_detail.net_external_revenue is 'Revenue in dollars net of tax and adjustments.';
comment on column warehouse.revenue_detail.vehicle_count is 'Vehicles.';
comment on column warehouse.revenue_detail.tax_rate is 'Parking tax in percent.';
comment on column warehouse.revenue_detail.billable_net_validation is 'Validation amount to bill, in dollars.';
comment on column warehouse.revenue_detail.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.revenue_detail.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';

create table warehouse.revenue_detail_history (
  site_id text not null,
  revenue_on date not null,
  revenue_code text not null,
  collection_type text not null,
  revenue_category text,
  deposit_flag text,
  external_revenue numeric(19,5),
  net_external_revenue numeric(19,5),
  vehicle_count numeric(19,5),
  tax_rate numeric(19,5),
  billable_net_validation numeric(19,5),
  batch_id bigint not null,
  source_line integer not null,
  superseded_by_batch_id bigint not null,
  superseded_at timestamp with time zone not null
);
CREATE INDEX revenue_detail_history_key ON warehouse.revenue_detail_history USING btree (site_id, revenue_on);
comment on table warehouse.revenue_detail_history is 'Rows of warehouse.revenue_detail that a later load changed or no longer held.';
comment on column warehouse.revenue_detail_history.site_id is 'Site number, four digits with leading zeros.';
comment on column warehouse.revenue_detail_history.revenue_on is 'Day of the revenue.';
comment on column warehouse.revenue_detail_history.revenue_code is 'Revenue code, upper case.';
comment on column warehouse.revenue_detail_history.collection_type is 'How the revenue was collected, upper case; empty when not said.';
comment on column warehouse.revenue_detail_history.revenue_category is 'Revenue category, upper case.';
comment on column warehouse.revenue_detail_history.deposit_flag is 'Y deposited by the operator, N not, V validation.';
comment on column warehouse.revenue_detail_history.external_revenue is 'Gross revenue in dollars.';
comment on column warehouse.revenue_detail_history.net_external_revenue is 'Revenue in dollars net of tax and adjustments.';
comment on column warehouse.revenue_detail_history.vehicle_count is 'Vehicles.';
comment on column warehouse.revenue_detail_history.tax_rate is 'Parking tax in percent.';
comment on column warehouse.revenue_detail_history.billable_net_validation is 'Validation amount to bill, in dollars.';
comment on column warehouse.revenue_detail_history.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.revenue_detail_history.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';
comment on column warehouse.revenue_detail_history.superseded_by_batch_id is 'Load that replaced the row.';
comment on column warehouse.revenue_detail_history.superseded_at is 'When it was replaced.';

create table warehouse.revenue_value (
  site_id text not null,
  revenue_on date not null,
  revenue_code text not null,
  revenue_category text not null,
  value_type text not null,
  file_name text not null,
  value numeric(19,5) not null,
  is_draft boolean,
  source_loaded_at timestamp with time zone,
  batch_id bigint not null,
  source_line integer not null,
  constraint revenue_value_pkey PRIMARY KEY (site_id, revenue_on, revenue_code, revenue_category, value_type, file_name),
  constraint revenue_value_site_exists FOREIGN KEY (site_id) REFERENCES warehouse.site(site_id)
) partition by RANGE (revenue_on);
comment on table warehouse.revenue_value is 'Daily revenue reports, long form: site x day x code x category x value type x file.';
comment on column warehouse.revenue_value.site_id is 'Site number, four digits with leading zeros.';
comment on column warehouse.revenue_value.revenue_on is 'Day of the revenue.';
comment on column warehouse.revenue_value.revenue_code is 'Revenue code, upper case; empty where the source gave none.';
comment on column warehouse.revenue_value.revenue_category is 'Revenue category, upper case.';
comment on column warehouse.revenue_value.value_type is 'REVENUE, VEHICLES or OTHER.';
comment on column warehouse.revenue_value.file_name is 'Workbook that the value comes from; empty when unknown.';
comment on column warehouse.revenue_value.value is 'Dollars, vehicles or another count, by value type.';
comment on column warehouse.revenue_value.is_draft is 'The source marks the value as a draft.';
comment on column warehouse.revenue_value.source_loaded_at is 'When the source loaded the row.';
comment on column warehouse.revenue_value.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.revenue_value.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';

create table warehouse.revenue_value_history (
  site_id text not null,
  revenue_on date not null,
  revenue_code text not null,
  revenue_category text not null,
  value_type text not null,
  file_name text not null,
  value numeric(19,5) not null,
  is_draft boolean,
  source_loaded_at timestamp with time zone,
  batch_id bigint not null,
  source_line integer not null,
  superseded_by_batch_id bigint not null,
  superseded_at timestamp with time zone not null
);
CREATE INDEX revenue_value_history_key ON warehouse.revenue_value_history USING btree (site_id, revenue_on);
comment on table warehouse.revenue_value_history is 'Rows of warehouse.revenue_value that a later load changed or no longer held.';
comment on column warehouse.revenue_value_history.site_id is 'Site number, four digits with leading zeros.';
comment on column warehouse.revenue_value_history.revenue_on is 'Day of the revenue.';
comment on column warehouse.revenue_value_history.revenue_code is 'Revenue code, upper case; empty where the source gave none.';
comment on column warehouse.revenue_value_history.revenue_category is 'Revenue category, upper case.';
comment on column warehouse.revenue_value_history.value_type is 'REVENUE, VEHICLES or OTHER.';
comment on column warehouse.revenue_value_history.file_name is 'Workbook that the value comes from; empty when unknown.';
comment on column warehouse.revenue_value_history.value is 'Dollars, vehicles or another count, by value type.';
comment on column warehouse.revenue_value_history.is_draft is 'The source marks the value as a draft.';
comment on column warehouse.revenue_value_history.source_loaded_at is 'When the source loaded the row.';
comment on column warehouse.revenue_value_history.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.revenue_value_history.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';
comment on column warehouse.revenue_value_history.superseded_by_batch_id is 'Load that replaced the row.';
comment on column warehouse.revenue_value_history.superseded_at is 'When it was replaced.';

create table warehouse.schedule_cost (
  site_id text not null,
  scheduled_on date not null,
  job_code text not null,
  cost numeric(19,5) not null,
  batch_id bigint not null,
  source_line integer not null,
  constraint schedule_cost_pkey PRIMARY KEY (site_id, scheduled_on, job_code),
  constraint schedule_cost_site_exists FOREIGN KEY (site_id) REFERENCES warehouse.site(site_id)
) partition by RANGE (scheduled_on);
comment on table warehouse.schedule_cost is 'Cost of the schedule: site x day x job code.';
comment on column warehouse.schedule_cost.site_id is 'Site number, four digits with leading zeros.';
comment on column warehouse.schedule_cost.scheduled_on is 'Day.';
comment on column warehouse.schedule_cost.job_code is 'Job code of Legion, upper case.';
comment on column warehouse.schedule_cost.cost is 'Scheduled cost in dollars, unrounded.';
comment on column warehouse.schedule_cost.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.schedule_cost.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';

create table warehouse.schedule_cost_history (
  site_id text not null,
  scheduled_on date not null,
  job_code text not null,
  cost numeric(19,5) not null,
  batch_id bigint not null,
  source_line integer not null,
  superseded_by_batch_id bigint not null,
  superseded_at timestamp with time zone not null
);
CREATE INDEX schedule_cost_history_key ON warehouse.schedule_cost_history USING btree (site_id, scheduled_on);
comment on table warehouse.schedule_cost_history is 'Rows of warehouse.schedule_cost that a later load changed or no longer held.';
comment on column warehouse.schedule_cost_history.site_id is 'Site number, four digits with leading zeros.';
comment on column warehouse.schedule_cost_history.scheduled_on is 'Day.';
comment on column warehouse.schedule_cost_history.job_code is 'Job code of Legion, upper case.';
comment on column warehouse.schedule_cost_history.cost is 'Scheduled cost in dollars, unrounded.';
comment on column warehouse.schedule_cost_history.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.schedule_cost_history.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';
comment on column warehouse.schedule_cost_history.superseded_by_batch_id is 'Load that replaced the row.';
comment on column warehouse.schedule_cost_history.superseded_at is 'When it was replaced.';

create table warehouse.shift (
  site_id text not null,
  shift_on date not null,
  job_code text not null,
  employee_id text not null,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone,
  schedule_week text,
  regular_minutes integer not null,
  overtime_minutes integer not null,
  double_overtime_minutes integer not null,
  is_deleted boolean not null,
  batch_id bigint not null,
  source_line integer not null,
  constraint shift_pkey PRIMARY KEY (site_id, shift_on, job_code, employee_id, starts_at),
  constraint shift_site_exists FOREIGN KEY (site_id) REFERENCES warehouse.site(site_id)
) partition by RANGE (shift_on);
comment on table warehouse.shift is 'Scheduled shifts, deleted ones included.';
comment on column warehouse.shift.site_id is 'Site number, four digits with leading zeros.';
comment on column warehouse.shift.shift_on is 'Day of the shift: 1 January of the year plus day of the year less one.';
comment on column warehouse.shift.job_code is 'Job code of Legion, upper case.';
comment on column warehouse.shift.employee_id is 'Person, as an identifier of Legion (personal data); empty when nobody is named.';
comment on column warehouse.shift.starts_at is 'Start.';
comment on column warehouse.shift.ends_at is 'End.';
comment on column warehouse.shift.schedule_week is 'Week of the schedule, as the source names it.';
comment on column warehouse.shift.regular_minutes is 'Regular minutes.';
comment on column warehouse.shift.overtime_minutes is 'Overtime minutes.';
comment on column warehouse.shift.double_overtime_minutes is 'Double overtime minutes.';
comment on column warehouse.shift.is_deleted is 'The shift was taken off the schedule; it counts nowhere.';
comment on column warehouse.shift.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.shift.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';

create table warehouse.shift_history (
  site_id text not null,
  shift_on date not null,
  job_code text not null,
  employee_id text not null,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone,
  schedule_week text,
  regular_minutes integer not null,
  overtime_minutes integer not null,
  double_overtime_minutes integer not null,
  is_deleted boolean not null,
  batch_id bigint not null,
  source_line integer not null,
  superseded_by_batch_id bigint not null,
  superseded_at timestamp with time zone not null
);
CREATE INDEX shift_history_key ON warehouse.shift_history USING btree (site_id, shift_on);
comment on table warehouse.shift_history is 'Rows of warehouse.shift that a later load changed or no longer held.';
comment on column warehouse.shift_history.site_id is 'Site number, four digits with leading zeros.';
comment on column warehouse.shift_history.shift_on is 'Day of the shift: 1 January of the year plus day of the year less one.';
comment on column warehouse.shift_history.job_code is 'Job code of Legion, upper case.';
comment on column warehouse.shift_history.employee_id is 'Person, as an identifier of Legion (personal data); empty when nobody is named.';
comment on column warehouse.shift_history.starts_at is 'Start.';
comment on column warehouse.shift_history.ends_at is 'End.';
comment on column warehouse.shift_history.schedule_week is 'Week of the schedule, as the source names it.';
comment on column warehouse.shift_history.regular_minutes is 'Regular minutes.';
comment on column warehouse.shift_history.overtime_minutes is 'Overtime minutes.';
comment on column warehouse.shift_history.double_overtime_minutes is 'Double overtime minutes.';
comment on column warehouse.shift_history.is_deleted is 'The shift was taken off the schedule; it counts nowhere.';
comment on column warehouse.shift_history.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.shift_history.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';
comment on column warehouse.shift_history.superseded_by_batch_id is 'Load that replaced the row.';
comment on column warehouse.shift_history.superseded_at is 'When it was replaced.';

create table warehouse.site (
  site_id text not null,
  is_listed boolean not null,
  first_seen_at timestamp with time zone not null default now(),
  constraint site_number_has_four_digits CHECK ((site_id ~ '^[0-9]{4}$'::text)),
  constraint site_pkey PRIMARY KEY (site_id)
);
comment on table warehouse.site is 'Sites that facts may refer to; what is known about them over time is in site_version.';
comment on column warehouse.site.site_id is 'Site number, four digits with leading zeros.';
comment on column warehouse.site.is_listed is 'False once the newest site list no longer holds the site; its facts stay.';
comment on column warehouse.site.first_seen_at is 'When the site was first taken in.';

create table warehouse.site_access (
  user_id text not null,
  job_profile text,
  cost_center text not null,
  site_id text not null,
  batch_id bigint not null,
  source_line integer not null,
  constraint site_access_pkey PRIMARY KEY (user_id, cost_center, site_id)
);
comment on table warehouse.site_access is 'Row security of Workday: which person may see which site (personal data).';
comment on column warehouse.site_access.user_id is 'Person (personal data).';
comment on column warehouse.site_access.job_profile is 'Job profile, upper case.';
comment on column warehouse.site_access.cost_center is 'Site by cost centre; empty when none.';
comment on column warehouse.site_access.site_id is 'Site by location; empty when none.';
comment on column warehouse.site_access.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.site_access.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';

create table warehouse.site_access_history (
  user_id text not null,
  job_profile text,
  cost_center text not null,
  site_id text not null,
  batch_id bigint not null,
  source_line integer not null,
  superseded_by_batch_id bigint not null,
  superseded_at timestamp with time zone not null
);
CREATE INDEX site_access_history_key ON warehouse.site_access_history USING btree (user_id);
comment on table warehouse.site_access_history is 'Rows of warehouse.site_access that a later load changed or no longer held.';
comment on column warehouse.site_access_history.user_id is 'Person (personal data).';
comment on column warehouse.site_access_history.job_profile is 'Job profile, upper case.';
comment on column warehouse.site_access_history.cost_center is 'Site by cost centre; empty when none.';
comment on column warehouse.site_access_history.site_id is 'Site by location; empty when none.';
comment on column warehouse.site_access_history.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.site_access_history.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';
comment on column warehouse.site_access_history.superseded_by_batch_id is 'Load that replaced the row.';
comment on column warehouse.site_access_history.superseded_at is 'When it was replaced.';

create table warehouse.site_district_manager (
  site_id text not null,
  valid_from_on date not null,
  valid_to_on date,
  district_manager text not null,
  batch_id bigint not null,
  source_line integer not null,
  constraint site_district_manager_ends_after_it_begins CHECK ((valid_to_on > valid_from_on)),
  constraint site_district_manager_pkey PRIMARY KEY (site_id, valid_from_on),
  constraint site_district_manager_site_exists FOREIGN KEY (site_id) REFERENCES warehouse.site(site_id)
);
comment on table warehouse.site_district_manager is 'Who was district manager of a site, from day to day (personal data).';
comment on column warehouse.site_district_manager.site_id is 'Site number, four digits with leading zeros.';
comment on column warehouse.site_district_manager.valid_from_on is 'First day on which this version held.';
comment on column warehouse.site_district_manager.valid_to_on is 'First day on which it no longer held; null while it holds.';
comment on column warehouse.site_district_manager.district_manager is 'Name of the district manager (personal data).';
comment on column warehouse.site_district_manager.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.site_district_manager.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';

create table warehouse.site_district_manager_history (
  site_id text not null,
  valid_from_on date not null,
  valid_to_on date,
  district_manager text not null,
  batch_id bigint not null,
  source_line integer not null,
  superseded_by_batch_id bigint not null,
  superseded_at timestamp with time zone not null
);
CREATE INDEX site_district_manager_history_key ON warehouse.site_district_manager_history USING btree (site_id);
comment on table warehouse.site_district_manager_history is 'Rows of warehouse.site_district_manager that a later load changed or no longer held.';
comment on column warehouse.site_district_manager_history.site_id is 'Site number, four digits with leading zeros.';
comment on column warehouse.site_district_manager_history.valid_from_on is 'First day on which this version held.';
comment on column warehouse.site_district_manager_history.valid_to_on is 'First day on which it no longer held; null while it holds.';
comment on column warehouse.site_district_manager_history.district_manager is 'Name of the district manager (personal data).';
comment on column warehouse.site_district_manager_history.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.site_district_manager_history.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';
comment on column warehouse.site_district_manager_history.superseded_by_batch_id is 'Load that replaced the row.';
comment on column warehouse.site_district_manager_history.superseded_at is 'When it was replaced.';

create table warehouse.site_manager (
  site_id text not null,
  employee_id text,
  last_name text,
  first_name text,
  batch_id bigint not null,
  source_line integer not null,
  constraint site_manager_pkey PRIMARY KEY (site_id),
  constraint site_manager_site_exists FOREIGN KEY (site_id) REFERENCES warehouse.site(site_id)
);
comment on table warehouse.site_manager is 'Account manager of a site (personal data).';
comment on column warehouse.site_manager.site_id is 'Site number, four digits with leading zeros.';
comment on column warehouse.site_manager.employee_id is 'Account manager (personal data).';
comment on column warehouse.site_manager.last_name is 'Last name (personal data).';
comment on column warehouse.site_manager.first_name is 'First name (personal data).';
comment on column warehouse.site_manager.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.site_manager.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';

create table warehouse.site_manager_history (
  site_id text not null,
  employee_id text,
  last_name text,
  first_name text,
  batch_id bigint not null,
  source_line integer not null,
  superseded_by_batch_id bigint not null,
  superseded_at timestamp with time zone not null
);
CREATE INDEX site_manager_history_key ON warehouse.site_manager_history USING btree (site_id);
comment on table warehouse.site_manager_history is 'Rows of warehouse.site_manager that a later load changed or no longer held.';
comment on column warehouse.site_manager_history.site_id is 'Site number, four digits with leading zeros.';
comment on column warehouse.site_manager_history.employee_id is 'Account manager (personal data).';
comment on column warehouse.site_manager_history.last_name is 'Last name (personal data).';
comment on column warehouse.site_manager_history.first_name is 'First name (personal data).';
comment on column warehouse.site_manager_history.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.site_manager_history.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';
comment on column warehouse.site_manager_history.superseded_by_batch_id is 'Load that replaced the row.';
comment on column warehouse.site_manager_history.superseded_at is 'When it was replaced.';

create table warehouse.site_salary (
  site_id text not null,
  work_email text not null,
  person_name text not null,
  annual_base_pay numeric(19,5) not null,
  allocated_amount numeric(19,5) not null,
  distribution_percent numeric(19,5) not null,
  batch_id bigint not null,
  source_line integer not null,
  constraint site_salary_pkey PRIMARY KEY (site_id, work_email),
  constraint site_salary_site_exists FOREIGN KEY (site_id) REFERENCES warehouse.site(site_id)
);
comment on table warehouse.site_salary is 'Salaried people and the share of their pay that a site bears (personal data).';
comment on column warehouse.site_salary.site_id is 'Site number, four digits with leading zeros.';
comment on column warehouse.site_salary.work_email is 'E-mail of the person (personal data).';
comment on column warehouse.site_salary.person_name is 'Name of the person (personal data).';
comment on column warehouse.site_salary.annual_base_pay is 'Annual base pay in dollars (personal data).';
comment on column warehouse.site_salary.allocated_amount is 'Part of it that the site bears, in dollars (personal data).';
comment on column warehouse.site_salary.distribution_percent is 'Share of the site in percent.';
comment on column warehouse.site_salary.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.site_salary.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';

create table warehouse.site_salary_history (
  site_id text not null,
  work_email text not null,
  person_name text not null,
  annual_base_pay numeric(19,5) not null,
  allocated_amount numeric(19,5) not null,
  distribution_percent numeric(19,5) not null,
  batch_id bigint not null,
  source_line integer not null,
  superseded_by_batch_id bigint not null,
  superseded_at timestamp with time zone not null
);
CREATE INDEX site_salary_history_key ON warehouse.site_salary_history USING btree (site_id);
comment on table warehouse.site_salary_history is 'Rows of warehouse.site_salary that a later load changed or no longer held.';
comment on column warehouse.site_salary_history.site_id is 'Site number, four digits with leading zeros.';
comment on column warehouse.site_salary_history.work_email is 'E-mail of the person (personal data).';
comment on column warehouse.site_salary_history.person_name is 'Name of the person (personal data).';
comment on column warehouse.site_salary_history.annual_base_pay is 'Annual base pay in dollars (personal data).';
comment on column warehouse.site_salary_history.allocated_amount is 'Part of it that the site bears, in dollars (personal data).';
comment on column warehouse.site_salary_history.distribution_percent is 'Share of the site in percent.';
comment on column warehouse.site_salary_history.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.site_salary_history.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';
comment on column warehouse.site_salary_history.superseded_by_batch_id is 'Load that replaced the row.';
comment on column warehouse.site_salary_history.superseded_at is 'When it was replaced.';

create table warehouse.site_version (
  site_id text not null,
  valid_from_on date not null,
  valid_to_on date,
  site_name text not null,
  gl_string text,
  street_address text,
  city text,
  state text,
  zip text,
  rooms_available numeric(12,2),
  parking_spaces numeric(12,2),
  opened_on date,
  closed_on date,
  district text,
  svp_region text,
  cog_segment text,
  business_segment text,
  pl_category text,
  legal_entity text,
  contract_type text,
  is_deposited_by_operator boolean,
  batch_id bigint not null,
  source_line integer not null,
  constraint site_version_ends_after_it_begins CHECK ((valid_to_on > valid_from_on)),
  constraint site_version_pkey PRIMARY KEY (site_id, valid_from_on),
  constraint site_version_site_exists FOREIGN KEY (site_id) REFERENCES warehouse.site(site_id)
);
comment on table warehouse.site_version is 'What the site list said of a site, from day to day; one row in force at a time.';
comment on column warehouse.site_version.site_id is 'Site number, four digits with leading zeros.';
comment on column warehouse.site_version.valid_from_on is 'First day on which this version held.';
comment on column warehouse.site_version.valid_to_on is 'First day on which it no longer held; null while it holds.';
comment on column warehouse.site_version.site_name is 'Name.';
comment on column warehouse.site_version.gl_string is 'Ledger string; its first segment picks the company.';
comment on column warehouse.site_version.street_address is 'Street and number.';
comment on column warehouse.site_version.city is 'City.';
comment on column warehouse.site_version.state is 'State, two letters.';
comment on column warehouse.site_version.zip is 'Postal code.';
comment on column warehouse.site_version.rooms_available is 'Hotel rooms.';
comment on column warehouse.site_version.parking_spaces is 'Parking spaces.';
comment on column warehouse.site_version.opened_on is 'First day worked.';
comment on column warehouse.site_version.closed_on is 'Last day worked.';
comment on column warehouse.site_version.district is 'District.';
comment on column warehouse.site_version.svp_region is 'Region of the senior vice president.';
comment on column warehouse.site_version.cog_segment is 'Growth segment (Base, Acquisition, New PY, Lost PY, New CY, Lost CY).';
comment on column warehouse.site_version.business_segment is 'Business segment.';
comment on column warehouse.site_version.pl_category is 'Category of the P&L the site belongs to.';
comment on column warehouse.site_version.legal_entity is 'Legal entity.';
comment on column warehouse.site_version.contract_type is 'Free label of the contract; never decides billing.';
comment on column warehouse.site_version.is_deposited_by_operator is 'The operator deposits the revenue of the site.';
comment on column warehouse.site_version.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.site_version.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';

create table warehouse.site_version_history (
  site_id text not null,
  valid_from_on date not null,
  valid_to_on date,
  site_name text not null,
  gl_string text,
  street_address text,
  city text,
  state text,
  zip text,
  rooms_available numeric(12,2),
  parking_spaces numeric(12,2),
  opened_on date,
  closed_on date,
  district text,
  svp_region text,
  cog_segment text,
  business_segment text,
  pl_category text,
  legal_entity text,
  contract_type text,
  is_deposited_by_operator boolean,
  batch_id bigint not null,
  source_line integer not null,
  superseded_by_batch_id bigint not null,
  superseded_at timestamp with time zone not null
);
CREATE INDEX site_version_history_key ON warehouse.site_version_history USING btree (site_id);
comment on table warehouse.site_version_history is 'Rows of warehouse.site_version that a later load changed or no longer held.';
comment on column warehouse.site_version_history.site_id is 'Site number, four digits with leading zeros.';
comment on column warehouse.site_version_history.valid_from_on is 'First day on which this version held.';
comment on column warehouse.site_version_history.valid_to_on is 'First day on which it no longer held; null while it holds.';
comment on column warehouse.site_version_history.site_name is 'Name.';
comment on column warehouse.site_version_history.gl_string is 'Ledger string; its first segment picks the company.';
comment on column warehouse.site_version_history.street_address is 'Street and number.';
comment on column warehouse.site_version_history.city is 'City.';
comment on column warehouse.site_version_history.state is 'State, two letters.';
comment on column warehouse.site_version_history.zip is 'Postal code.';
comment on column warehouse.site_version_history.rooms_available is 'Hotel rooms.';
comment on column warehouse.site_version_history.parking_spaces is 'Parking spaces.';
comment on column warehouse.site_version_history.opened_on is 'First day worked.';
comment on column warehouse.site_version_history.closed_on is 'Last day worked.';
comment on column warehouse.site_version_history.district is 'District.';
comment on column warehouse.site_version_history.svp_region is 'Region of the senior vice president.';
comment on column warehouse.site_version_history.cog_segment is 'Growth segment (Base, Acquisition, New PY, Lost PY, New CY, Lost CY).';
comment on column warehouse.site_version_history.business_segment is 'Business segment.';
comment on column warehouse.site_version_history.pl_category is 'Category of the P&L the site belongs to.';
comment on column warehouse.site_version_history.legal_entity is 'Legal entity.';
comment on column warehouse.site_version_history.contract_type is 'Free label of the contract; never decides billing.';
comment on column warehouse.site_version_history.is_deposited_by_operator is 'The operator deposits the revenue of the site.';
comment on column warehouse.site_version_history.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.site_version_history.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';
comment on column warehouse.site_version_history.superseded_by_batch_id is 'Load that replaced the row.';
comment on column warehouse.site_version_history.superseded_at is 'When it was replaced.';

create table warehouse.summary_category (
  summary_category text not null,
  "position" smallint not null,
  displayed_sign smallint not null,
  counts_in_flc smallint not null,
  constraint summary_category_pkey PRIMARY KEY (summary_category),
  constraint summary_category_position_is_unique UNIQUE ("position")
);
comment on table warehouse.summary_category is 'The eight summary categories of the P&L.';
comment on column warehouse.summary_category.summary_category is 'Name, upper case.';
comment on column warehouse.summary_category."position" is 'Place on the P&L, from 1.';
comment on column warehouse.summary_category.displayed_sign is 'Ledger balance times this is the displayed amount: -1 for internal revenue.';
comment on column warehouse.summary_category.counts_in_flc is 'Sign in front line contribution: 1 revenue, -1 expense, 0 neither.';

create table warehouse.timesheet (
  site_id text not null,
  worked_on date not null,
  job_code text not null,
  employee_id text not null,
  regular_minutes integer not null,
  regular_minutes_next_day integer not null,
  overtime_minutes integer not null,
  overtime_minutes_next_day integer not null,
  double_overtime_minutes integer not null,
  double_overtime_minutes_next_day integer not null,
  holiday_minutes integer not null,
  holiday_minutes_next_day integer not null,
  holiday_overtime_minutes integer not null,
  holiday_overtime_minutes_next_day integer not null,
  holiday_double_overtime_minutes integer not null,
  holiday_double_overtime_minutes_next_day integer not null,
  batch_id bigint not null,
  source_line integer not null,
  constraint timesheet_pkey PRIMARY KEY (site_id, worked_on, job_code, employee_id),
  constraint timesheet_site_exists FOREIGN KEY (site_id) REFERENCES warehouse.site(site_id)
) partition by RANGE (worked_on);
comment on table warehouse.timesheet is 'Minutes worked by kind: site x day x job code x person.';
comment on column warehouse.timesheet.site_id is 'Site number, four digits with leading zeros.';
comment on column warehouse.timesheet.worked_on is 'Day worked.';
comment on column warehouse.timesheet.job_code is 'Job code of Legion, upper case.';
comment on column warehouse.timesheet.employee_id is 'Person, as an identifier of Legion (personal data); empty when nobody is named.';
comment on column warehouse.timesheet.regular_minutes is 'Regular minutes.';
comment on column warehouse.timesheet.regular_minutes_next_day is 'Regular minutes that fell on the next day.';
comment on column warehouse.timesheet.overtime_minutes is 'Overtime minutes.';
comment on column warehouse.timesheet.overtime_minutes_next_day is 'Overtime minutes that fell on the next day.';
comment on column warehouse.timesheet.double_overtime_minutes is 'Double overtime minutes.';
comment on column warehouse.timesheet.double_overtime_minutes_next_day is 'Double overtime minutes that fell on the next day.';
comment on column warehouse.timesheet.holiday_minutes is 'Holiday minutes.';
comment on column warehouse.timesheet.holiday_minutes_next_day is 'Holiday minutes that fell on the next day.';
comment on column warehouse.timesheet.holiday_overtime_minutes is 'Holiday overtime minutes.';
comment on column warehouse.timesheet.holiday_overtime_minutes_next_day is 'Holiday overtime minutes that fell on the next day.';
comment on column warehouse.timesheet.holiday_double_overtime_minutes is 'Holiday double overtime minutes.';
comment on column warehouse.timesheet.holiday_double_overtime_minutes_next_day is 'Holiday double overtime minutes that fell on the next day.';
comment on column warehouse.timesheet.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.timesheet.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';

create table warehouse.timesheet_history (
  site_id text not null,
  worked_on date not null,
  job_code text not null,
  employee_id text not null,
  regular_minutes integer not null,
  regular_minutes_next_day integer not null,
  overtime_minutes integer not null,
  overtime_minutes_next_day integer not null,
  double_overtime_minutes integer not null,
  double_overtime_minutes_next_day integer not null,
  holiday_minutes integer not null,
  holiday_minutes_next_day integer not null,
  holiday_overtime_minutes integer not null,
  holiday_overtime_minutes_next_day integer not null,
  holiday_double_overtime_minutes integer not null,
  holiday_double_overtime_minutes_next_day integer not null,
  batch_id bigint not null,
  source_line integer not null,
  superseded_by_batch_id bigint not null,
  superseded_at timestamp with time zone not null
);
CREATE INDEX timesheet_history_key ON warehouse.timesheet_history USING btree (site_id, worked_on);
comment on table warehouse.timesheet_history is 'Rows of warehouse.timesheet that a later load changed or no longer held.';
comment on column warehouse.timesheet_history.site_id is 'Site number, four digits with leading zeros.';
comment on column warehouse.timesheet_history.worked_on is 'Day worked.';
comment on column warehouse.timesheet_history.job_code is 'Job code of Legion, upper case.';
comment on column warehouse.timesheet_history.employee_id is 'Person, as an identifier of Legion (personal data); empty when nobody is named.';
comment on column warehouse.timesheet_history.regular_minutes is 'Regular minutes.';
comment on column warehouse.timesheet_history.regular_minutes_next_day is 'Regular minutes that fell on the next day.';
comment on column warehouse.timesheet_history.overtime_minutes is 'Overtime minutes.';
comment on column warehouse.timesheet_history.overtime_minutes_next_day is 'Overtime minutes that fell on the next day.';
comment on column warehouse.timesheet_history.double_overtime_minutes is 'Double overtime minutes.';
comment on column warehouse.timesheet_history.double_overtime_minutes_next_day is 'Double overtime minutes that fell on the next day.';
comment on column warehouse.timesheet_history.holiday_minutes is 'Holiday minutes.';
comment on column warehouse.timesheet_history.holiday_minutes_next_day is 'Holiday minutes that fell on the next day.';
comment on column warehouse.timesheet_history.holiday_overtime_minutes is 'Holiday overtime minutes.';
comment on column warehouse.timesheet_history.holiday_overtime_minutes_next_day is 'Holiday overtime minutes that fell on the next day.';
comment on column warehouse.timesheet_history.holiday_double_overtime_minutes is 'Holiday double overtime minutes.';
comment on column warehouse.timesheet_history.holiday_double_overtime_minutes_next_day is 'Holiday double overtime minutes that fell on the next day.';
comment on column warehouse.timesheet_history.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.timesheet_history.source_line is 'Physical line of the source file where the record begins; row of the sheet for a workbook.';
comment on column warehouse.timesheet_history.superseded_by_batch_id is 'Load that replaced the row.';
comment on column warehouse.timesheet_history.superseded_at is 'When it was replaced.';

CREATE OR REPLACE FUNCTION warehouse.account_total(site text, month date, accounts text[], kind text)
 RETURNS TABLE(value numeric)
 LANGUAGE sql
 STABLE
AS $function$
  select sum(amount) from warehouse.account_total_rows(site, month, accounts, kind)
$function$;
comment on function warehouse.account_total(site text, month date, accounts text[], kind text) is 'Total of one or more accounts in a month, ledger sign; null when no row is booked.';

CREATE OR REPLACE FUNCTION warehouse.account_total_rows(site text, month date, accounts text[], kind text)
 RETURNS TABLE(fact text, site_id text, period_month date, account_id text, account_name text, entity text, account_index integer, amount numeric, batch_id bigint, source_line integer, file_name text, received_at timestamp with time zone)
 LANGUAGE sql
 STABLE
AS $function$
  select
    fact, site_id, period_month, account_id, account_name, entity, account_index,
    amount, batch_id, source_line, file_name, received_at
  from warehouse.ledger_rows(kind, array[site], month, (month + interval '1 month')::date)
  where account_id = any (accounts)
$function$;
comment on function warehouse.account_total_rows(site text, month date, accounts text[], kind text) is 'Ledger rows of the named accounts.';

CREATE OR REPLACE FUNCTION warehouse.apply_accounts(slice text, batch bigint)
 RETURNS TABLE(inserted bigint, superseded bigint)
 LANGUAGE plpgsql
AS $function$
declare
  changed text[];
  vanished text[];
begin
  select coalesce(array_agg(account_id), '{}') into changed
  from sources.chart_of_account as arriving
  join warehouse.account as present using (account_id)
  where not arriving.is_held
    and (arriving.account_name, arriving.category, arriving.summary_category, true)
      is distinct from (present.account_name, present.category, present.summary_category, present.is_listed);
  select coalesce(array_agg(account_id), '{}') into vanished
  from warehouse.account as present
  where slice = 'whole list' and is_listed
    and not exists (select from sources.chart_of_account as arriving where arriving.account_id = present.account_id);

  insert into warehouse.account_history (
    account_id, account_name, category, summary_category, batch_id, source_line, superseded_by_batch_id, superseded_at)
  select account_id, account_name, category, summary_category, batch_id, source_line, batch, now()
  from warehouse.account where account_id = any (changed || vanished);
  update warehouse.account set is_listed = false where account_id = any (vanished);
  insert into warehouse.account (
    account_id, account_name, category, summary_category, is_listed, batch_id, source_line)
  select account_id, account_name, category, summary_category, true, batch, source_line
  from sources.chart_of_account as arriving
  where not is_held
    and (account_id = any (changed)
      or not exists (select from warehouse.account as present where present.account_id = arriving.account_id))
  on conflict (account_id) do update set
    account_name = excluded.account_name,
    category = excluded.category,
    summary_category = excluded.summary_category,
    is_listed = true,
    batch_id = excluded.batch_id,
    source_line = excluded.source_line;
  get diagnostics inserted = row_count;
  superseded := cardinality(changed) + cardinality(vanished);
  return next;
end
$function$;
comment on function warehouse.apply_accounts(slice text, batch bigint) is 'Applies the chart of accounts.';

CREATE OR REPLACE FUNCTION warehouse.apply_list(list regclass, staging regclass, slice text, batch bigint)
 RETURNS TABLE(inserted bigint, superseded bigint)
 LANGUAGE plpgsql
AS $function$
begin
  return query
    select * from warehouse.apply_rows(
      list, list, staging, 'true',
      case slice
        when 'whole list' then 'true'
        when 'row' then
          format('exists (select from %s as arriving where %s)',
            staging, warehouse.same_key(warehouse.key_columns(list)))
      end,
      batch);
end
$function$;
comment on function warehouse.apply_list(list regclass, staging regclass, slice text, batch bigint) is 'Applies a complete list, or single rows of one.';

CREATE OR REPLACE FUNCTION warehouse.apply_month(fact regclass, staging regclass, period name, month date, slice text, batch bigint)
 RETURNS TABLE(arrived_rows bigint, held_rows bigint, inserted bigint, superseded bigint)
 LANGUAGE plpgsql
AS $function$
declare
  arrived text := format('arriving.%1$I >= %2$L and arriving.%1$I < %3$L',
    period, month, (month + interval '1 month')::date);
  replaced text;
begin
  replaced := case slice
    when 'site and month' then
      format('present.site_id in (select arriving.site_id from %s as arriving where %s)', staging, arrived)
    when 'site and day' then
      format(
        '(present.site_id, present.%1$I) in (
           select arriving.site_id, arriving.%1$I from %2$s as arriving where %3$s)',
        period, staging, arrived)
    when 'row' then
      format('exists (select from %s as arriving where %s and %s)',
        staging, warehouse.same_key(warehouse.key_columns(fact)), arrived)
  end;
  return query
    select counted.arrived_rows, counted.held_rows, applied.inserted, applied.superseded
    from warehouse.count_staged(staging, arrived) as counted
    cross join warehouse.apply_rows(
      warehouse.ensure_partition(fact, period, month), fact, staging, arrived, replaced, batch) as applied;
end
$function$;
comment on function warehouse.apply_month(fact regclass, staging regclass, period name, month date, slice text, batch bigint) is 'Applies one month of arriving rows to a fact; the slice is what the arriving rows replace.';

CREATE OR REPLACE FUNCTION warehouse.apply_rows(target regclass, root regclass, staging regclass, arrived text, replaced text, batch bigint)
 RETURNS TABLE(inserted bigint, superseded bigint)
 LANGUAGE plpgsql
AS $function$
declare
  keys text[] := warehouse.key_columns(root);
  same_key text := warehouse.same_key(keys);
  all_columns text[] := keys || warehouse.value_columns(root);
begin
  execute format(
    $sql$
      with gone as (
        delete from %1$s as present
        where (%2$s) and not exists (
          select from %3$s as arriving
          where %4$s and %5$s and (arriving.is_held or (%6$s)))
        returning present.*
      )
      insert into %7$s_history (%9$s, batch_id, source_line, superseded_by_batch_id, superseded_at)
      select %9$s, batch_id, source_line, %8$s, now() from gone
    $sql$,
    target, replaced, staging, same_key, arrived, warehouse.same_row(warehouse.value_columns(root)), root, batch,
    warehouse.column_list(all_columns));
  get diagnostics superseded = row_count;

  execute format(
    $sql$
      insert into %1$s (%2$s, batch_id, source_line)
      select %3$s, %4$s, arriving.source_line from %5$s as arriving
      where not arriving.is_held and %6$s and not exists (select from %1$s as present where %7$s)
    $sql$,
    target, warehouse.column_list(all_columns), warehouse.column_list(all_columns, 'arriving'), batch, staging,
    arrived, same_key);
  get diagnostics inserted = row_count;
  return next;
end
$function$;
comment on function warehouse.apply_rows(target regclass, root regclass, staging regclass, arrived text, replaced text, batch bigint) is 'Applies the arriving rows that meet the condition "arrived" to a table; "replaced" says which present rows they replace.';

CREATE OR REPLACE FUNCTION warehouse.apply_sites(slice text, effective date, batch bigint)
 RETURNS TABLE(inserted bigint, superseded bigint)
 LANGUAGE plpgsql
AS $function$
declare
  vanished text[];
  changed_sites bigint;
begin
  insert into warehouse.site (site_id, is_listed)
  select site_id, true from sources.master_non_financial where not is_held
  on conflict (site_id) do update set is_listed = true where not warehouse.site.is_listed;

  perform warehouse.apply_versions('warehouse.site_version', 'site_name', effective, batch);
  perform warehouse.apply_versions('warehouse.site_district_manager', 'district_manager', effective, batch);

  select count(*) into inserted from sources.master_non_financial as arriving
  where exists (select from warehouse.site_version as v where v.site_id = arriving.site_id and v.batch_id = batch)
    or exists (
      select from warehouse.site_district_manager as m where m.site_id = arriving.site_id and m.batch_id = batch);
  select count(distinct site_id) into changed_sites from (
    select site_id from warehouse.site_version where valid_to_on = effective
    union all select site_id from warehouse.site_version_history where superseded_by_batch_id = batch
    union all select site_id from warehouse.site_district_manager where valid_to_on = effective
    union all select site_id from warehouse.site_district_manager_history where superseded_by_batch_id = batch
  ) as ended
  join (
    select site_id from warehouse.site_version where batch_id = batch
    union select site_id from warehouse.site_district_manager where batch_id = batch
  ) as begun using (site_id);

  if slice = 'whole list' then
    select coalesce(array_agg(site_id), '{}') into vanished
    from warehouse.site as present
    where is_listed and not exists (
      select from sources.master_non_financial as arriving where arriving.site_id = present.site_id);
    update warehouse.site set is_listed = false where site_id = any (vanished);
    perform warehouse.supersede_versions('warehouse.site_version', vanished, effective, batch);
    perform warehouse.supersede_versions('warehouse.site_district_manager', vanished, effective, batch);
  end if;
  superseded := changed_sites + coalesce(cardinality(vanished), 0);
  return next;
end
$function$;
comment on function warehouse.apply_sites(slice text, effective date, batch bigint) is 'Applies the site list; a site that it no longer holds stays, marked as not listed.';

CREATE OR REPLACE FUNCTION warehouse.apply_versions(versions regclass, name_column name, effective date, batch bigint)
 RETURNS TABLE(inserted bigint, superseded bigint)
 LANGUAGE plpgsql
AS $function$
declare
  columns text[];
  changed text[];
begin
  select array_agg(attname::text order by attnum) into columns
  from pg_attribute
  where attrelid = versions and attnum > 0 and not attisdropped
    and attname not in ('site_id', 'valid_from_on', 'valid_to_on', 'batch_id', 'source_line');
  execute format(
    $sql$
      select array_agg(arriving.site_id)
      from sources.master_non_financial as arriving
      left join %1$s as present on present.site_id = arriving.site_id and present.valid_to_on is null
      where not arriving.is_held
        and not (%2$s and (present.site_id is null) = (arriving.%3$I is null))
    $sql$, versions, warehouse.same_row(columns), name_column)
  into changed;
  superseded := warehouse.supersede_versions(versions, coalesce(changed, '{}'), effective, batch);
  execute format(
    $sql$
      insert into %1$s (site_id, valid_from_on, %2$s, batch_id, source_line)
      select site_id, $2, %2$s, $3, source_line from sources.master_non_financial
      where site_id = any ($1) and not is_held and %3$I is not null
    $sql$, versions, warehouse.column_list(columns), name_column)
  using coalesce(changed, '{}'), effective, batch;
  get diagnostics inserted = row_count;
  return next;
end
$function$;
comment on function warehouse.apply_versions(versions regclass, name_column name, effective date, batch bigint) is 'Begins a new version of each site whose columns changed; a site without the named column has none.';

CREATE OR REPLACE FUNCTION warehouse.attach_converted(fact regclass, staging regclass, month date)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  empty_month regclass := warehouse.partition_of(fact, month);
begin
  if empty_month is not null then
    if not warehouse.is_month_empty(fact, month) then
      raise exception 'month % of % has rows by now', month, fact using errcode = 'object_not_in_prerequisite_state';
    end if;
    execute format('drop table %s', empty_month);
  end if;
  perform warehouse.attach_month(fact, staging, month);
end
$function$;
comment on function warehouse.attach_converted(fact regclass, staging regclass, month date) is 'Makes a converted month visible as part of its fact.';

CREATE OR REPLACE FUNCTION warehouse.attach_month(fact regclass, month_table regclass, month date)
 RETURNS regclass
 LANGUAGE plpgsql
AS $function$
declare
  final_name text := warehouse.partition_name(fact, month);
  named record;
begin
  if (select relnamespace <> 'warehouse'::regnamespace from pg_class where oid = month_table) then
    execute format('alter table %s set schema warehouse', month_table);
  end if;
  execute format('alter table %s rename to %I', month_table, final_name);
  for named in
    select conname from pg_constraint where conrelid = month_table and contype = 'p'
  loop
    execute format('alter table %s rename constraint %I to %I', month_table, named.conname, final_name || '_pkey');
  end loop;
  execute format(
    'alter table %s attach partition %s for values from (%L) to (%L)',
    fact, month_table, month, (month + interval '1 month')::date);
  -- It only spared the attachment from reading the table again.
  execute format('alter table %s drop constraint arrived_month', month_table);
  return month_table;
end
$function$;
comment on function warehouse.attach_month(fact regclass, month_table regclass, month date) is 'Makes a month table the partition of its fact.';

CREATE OR REPLACE FUNCTION warehouse.average_hourly_rate(site text, job text, as_of date)
 RETURNS TABLE(value numeric)
 LANGUAGE sql
 STABLE
AS $function$
  select coalesce(warehouse.rate(sum(dollars), sum(rate_hours)), 0.000000)
  from warehouse.average_hourly_rate_rows(site, job, as_of)
$function$;
comment on function warehouse.average_hourly_rate(site text, job text, as_of date) is 'All dollars over the hours without the two premiums, 14 days, cut to 6 decimals; 0 when there are no hours.';

CREATE OR REPLACE FUNCTION warehouse.average_hourly_rate_rows(site text, job text, as_of date)
 RETURNS TABLE(fact text, site_id text, worked_on date, job_code text, pay_type text, hours numeric, dollars numeric, rate_hours numeric, batch_id bigint, source_line integer, file_name text, received_at timestamp with time zone)
 LANGUAGE sql
 STABLE
AS $function$
  select
    fact, site_id, worked_on, job_code, pay_type, hours, dollars, rate_hours,
    batch_id, source_line, file_name, received_at
  from warehouse.payroll_rows(site, job, as_of - 13, as_of)
$function$;
comment on function warehouse.average_hourly_rate_rows(site text, job text, as_of date) is 'Payroll of the 14 days that end with the given one.';

CREATE OR REPLACE FUNCTION warehouse.budget_actual_summary(sites text[], year integer)
 RETURNS TABLE(site_id text, period_month date, type text, external_revenue numeric, internal_revenue numeric, payroll numeric, claims numeric, parking_rents numeric, other_expense numeric, pteb numeric, insurance numeric, occupied_rooms numeric, flc numeric)
 LANGUAGE sql
 STABLE
AS $function$
  select
    site_id, period_month, type,
    sum(displayed_amount) filter (where summary_category = 'EXTERNAL REVENUE'),
    sum(displayed_amount) filter (where summary_category = 'INTERNAL REVENUE'),
    sum(displayed_amount) filter (where summary_category = 'PAYROLL'),
    sum(displayed_amount) filter (where summary_category = 'CLAIMS'),
    sum(displayed_amount) filter (where summary_category = 'PARKING RENTS'),
    sum(displayed_amount) filter (where summary_category = 'OTHER EXPENSE'),
    sum(displayed_amount) filter (where summary_category = 'PTEB'),
    sum(displayed_amount) filter (where summary_category = 'INSURANCE'),
    sum(room_count),
    sum(flc_amount)
  from warehouse.budget_actual_summary_rows(sites, year)
  group by site_id, period_month, type
$function$;
comment on function warehouse.budget_actual_summary(sites text[], year integer) is 'P&L by site, month and type, displayed sign: null is no row, but front line contribution counts it as zero.';

CREATE OR REPLACE FUNCTION warehouse.budget_actual_summary_rows(sites text[], year integer)
 RETURNS TABLE(fact text, type text, site_id text, period_month date, account_id text, account_name text, summary_category text, entity text, account_index integer, amount numeric, displayed_amount numeric, flc_amount numeric, room_count numeric, batch_id bigint, source_line integer, file_name text, received_at timestamp with time zone)
 LANGUAGE sql
 STABLE
AS $function$
  select
    fact, type, site_id, period_month, account_id, account_name, summary_category,
    entity, account_index, amount, displayed_amount, flc_amount, room_count,
    batch_id, source_line, file_name, received_at
  from warehouse.summary_rows(sites, make_date(year, 1, 1), make_date(year + 1, 1, 1))
$function$;
comment on function warehouse.budget_actual_summary_rows(sites text[], year integer) is 'Rows of summary_rows in a year.';

CREATE OR REPLACE FUNCTION warehouse.budget_daily(site text, month date)
 RETURNS TABLE(day_on date, external_revenue numeric, occupied_rooms numeric, valet_daily numeric, valet_overnight numeric, valet_monthly numeric, valet_comps numeric, self_daily numeric, self_overnight numeric, self_monthly numeric, self_comps numeric, valet_daily_revenue numeric, valet_overnight_revenue numeric, valet_monthly_revenue numeric, self_daily_revenue numeric, self_overnight_revenue numeric, self_monthly_revenue numeric, valet_daily_rate numeric, valet_overnight_rate numeric, valet_monthly_rate numeric, self_daily_rate numeric, self_overnight_rate numeric, self_monthly_rate numeric)
 LANGUAGE sql
 STABLE
AS $function$
  with by_statistic as (
    select
      statistic, sum(external_revenue) as external_revenue, sum(revenue) as revenue, sum(vehicles) as vehicles,
      warehouse.parking_rate_of(sum(revenue), sum(vehicles)) as rate
    from warehouse.budget_daily_rows(site, month)
    group by statistic
  ),
  day as (
    select
      calendar_day.day_on,
      extract(day from calendar_day.day_on)::integer as number,
      extract(day from month + interval '1 month' - interval '1 day')::integer as days
    from warehouse.calendar_day
    where calendar_day.day_on >= month and calendar_day.day_on < (month + interval '1 month')::date
  ),
  share as (
    select
      day.day_on, statistic, rate,
      warehouse.spread(external_revenue, number, days) as external_revenue,
      warehouse.spread(revenue, number, days) as revenue,
      warehouse.spread(vehicles, number, days) as vehicles
    from day cross join by_statistic
  )
  select
    share.day_on, sum(external_revenue), sum(vehicles) filter (where statistic = 'occupied-rooms'),
    sum(vehicles) filter (where statistic = 'valet-daily'),
    sum(vehicles) filter (where statistic = 'valet-overnight'),
    sum(vehicles) filter (where statistic = 'valet-monthly'),
    sum(vehicles) filter (where statistic = 'valet-comps'),
    sum(vehicles) filter (where statistic = 'self-daily'),
    sum(vehicles) filter (where statistic = 'self-overnight'),
    sum(vehicles) filter (where statistic = 'self-monthly'),
    sum(vehicles) filter (where statistic = 'self-comps'),
    sum(revenue) filter (where statistic = 'valet-daily'),
    sum(revenue) filter (where statistic = 'valet-overnight'),
    sum(revenue) filter (where statistic = 'valet-monthly'),
    sum(revenue) filter (where statistic = 'self-daily'),
    sum(revenue) filter (where statistic = 'self-overnight'),
    sum(revenue) filter (where statistic = 'self-monthly'),
    min(rate) filter (where statistic = 'valet-daily'),
    min(rate) filter (where statistic = 'valet-overnight'),
    min(rate) filter (where statistic = 'valet-monthly'),
    min(rate) filter (where statistic = 'self-daily'),
    min(rate) filter (where statistic = 'self-overnight'),
    min(rate) filter (where statistic = 'self-monthly')
  from share
  group by share.day_on
$function$;
comment on function warehouse.budget_daily(site text, month date) is 'Budgeted external revenue and parking statistics by day, spread evenly; the days sum to the month exactly.';

CREATE OR REPLACE FUNCTION warehouse.budget_daily_rows(site text, month date)
 RETURNS TABLE(fact text, statistic text, site_id text, period_month date, account_id text, account_name text, external_revenue numeric, revenue numeric, vehicles numeric, batch_id bigint, source_line integer, file_name text, received_at timestamp with time zone)
 LANGUAGE sql
 STABLE
AS $function$
  select
    booked.fact, statistic.statistic, booked.site_id, booked.period_month, booked.account_id, booked.account_name,
    case when booked.summary_category = 'EXTERNAL REVENUE' then booked.amount end,
    case when booked.account_id = statistic.revenue_account_id then booked.amount end,
    case when booked.account_id = statistic.vehicle_account_id then booked.amount end,
    booked.batch_id, booked.source_line, booked.file_name, booked.received_at
  from warehouse.ledger_rows('budget', array[site], month, (month + interval '1 month')::date) as booked
  left join warehouse.parking_statistic as statistic
    on booked.account_id in (statistic.revenue_account_id, statistic.vehicle_account_id)
  where statistic.statistic is not null or booked.summary_category = 'EXTERNAL REVENUE'
$function$;
comment on function warehouse.budget_daily_rows(site text, month date) is 'Budget rows that are spread over the days of their month.';

CREATE OR REPLACE FUNCTION warehouse.category_total(site text, month date, category text, kind text)
 RETURNS TABLE(value numeric)
 LANGUAGE sql
 STABLE
AS $function$
  select sum(amount) from warehouse.category_total_rows(site, month, category, kind)
$function$;
comment on function warehouse.category_total(site text, month date, category text, kind text) is 'Total of a summary category in a month, ledger sign; null when no row is booked.';

CREATE OR REPLACE FUNCTION warehouse.category_total_rows(site text, month date, category text, kind text)
 RETURNS TABLE(fact text, site_id text, period_month date, account_id text, account_name text, entity text, account_index integer, amount numeric, batch_id bigint, source_line integer, file_name text, received_at timestamp with time zone)
 LANGUAGE sql
 STABLE
AS $function$
  select
    fact, site_id, period_month, account_id, account_name, entity, account_index,
    amount, batch_id, source_line, file_name, received_at
  from warehouse.ledger_rows(kind, array[site], month, (month + interval '1 month')::date)
  where summary_category = category
$function$;
comment on function warehouse.category_total_rows(site text, month date, category text, kind text) is 'Ledger rows of the accounts that the chart puts into a summary category.';

CREATE OR REPLACE FUNCTION warehouse.column_list(columns text[], alias text DEFAULT NULL::text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select string_agg(case when alias is null then format('%I', name) else format('%I.%I', alias, name) end, ', ')
  from unnest(columns) as name
$function$;
comment on function warehouse.column_list(columns text[], alias text) is 'Quoted names, for SQL that is put together.';

CREATE OR REPLACE FUNCTION warehouse.convert_month(fact regclass, staging regclass, arrived bigint)
 RETURNS bigint
 LANGUAGE plpgsql
AS $function$
declare
  held bigint := 0;
  mandatory text;
  wanted record;
begin
  if not exists (select from pg_attribute where attrelid = staging and attname = 'is_held' and not attisdropped) then
    -- Converted before a key was found repeated in another month of the same file.
    execute format('select $1 - count(*) from %s', staging) into held using arrived;
    return held;
  end if;
  execute format('delete from %s where is_held', staging);
  get diagnostics held = row_count;
  select string_agg(format('alter column %I set not null', attname), ', ') into mandatory
  from pg_attribute where attrelid = fact and attnum > 0 and not attisdropped and attnotnull;
  execute format('alter table %s drop column is_held, alter column batch_id drop default, %s', staging, mandatory);
  execute format('alter table %s add primary key (%s)', staging, warehouse.column_list(warehouse.key_columns(fact)));
  for wanted in
    select conname, pg_get_constraintdef(oid) as definition from pg_constraint
    where conrelid = fact and contype = 'f' and conparentid = 0
  loop
    execute format('alter table %s add constraint %I %s', staging, wanted.conname, wanted.definition);
  end loop;
  for wanted in
    select pg_get_indexdef(indexrelid) as definition from pg_index
    where indrelid = fact and not indisprimary
  loop
    execute regexp_replace(wanted.definition, '^CREATE INDEX \S+ ON ONLY \S+', format('create index on %s', staging));
  end loop;
  return held;
end
$function$;
comment on function warehouse.convert_month(fact regclass, staging regclass, arrived bigint) is 'Readies a staged month to be attached: without rows held back, with key, references and indexes; how many rows were held. A repeated key fails with unique_violation.';

CREATE OR REPLACE FUNCTION warehouse.count_staged(staging regclass, arrived text)
 RETURNS TABLE(arrived_rows bigint, held_rows bigint)
 LANGUAGE plpgsql
 STABLE
AS $function$
begin
  return query execute format(
    'select count(*), count(*) filter (where is_held) from %s as arriving where %s', staging, arrived);
end
$function$;
comment on function warehouse.count_staged(staging regclass, arrived text) is 'Rows that arrived under a condition, and those held back.';

CREATE OR REPLACE FUNCTION warehouse.deposit_control(site text, month date)
 RETURNS TABLE(state text, deposited_revenue numeric, cash_deposits numeric, ledger_balance numeric, difference numeric)
 LANGUAGE sql
 STABLE
AS $function$
  select
    case
      when warehouse.is_deposited_by_operator(site, month) is not true then 'not applicable'
      when count(*) filter (where part = 'ledger balance') = 0 then 'waiting for ledger'
      when sum(amount) = 0 then 'agrees'
      else 'differs'
    end,
    sum(amount) filter (where part = 'deposited revenue'),
    -sum(amount) filter (where part = 'cash deposits'),
    sum(amount) filter (where part = 'ledger balance'),
    sum(amount)
  from warehouse.deposit_control_rows(site, month)
$function$;
comment on function warehouse.deposit_control(site text, month date) is 'Deposited revenue less cash deposits against minus account 4785, to the cent; waits while the ledger has no balance.';

CREATE OR REPLACE FUNCTION warehouse.deposit_control_rows(site text, month date)
 RETURNS TABLE(fact text, site_id text, day_on date, part text, code text, amount numeric, batch_id bigint, source_line integer, file_name text, received_at timestamp with time zone)
 LANGUAGE sql
 STABLE
AS $function$
  select detail.fact, detail.site_id, detail.revenue_on, 'deposited revenue', detail.revenue_code,
    detail.external_revenue, detail.batch_id, detail.source_line, detail.file_name, detail.received_at
  from warehouse.external_revenue_rows(site, month, (month + interval '1 month')::date - 1) as detail
  where detail.deposit_flag = 'Y'
  union all
  select 'warehouse.revenue_value', entered.site_id, entered.revenue_on, 'cash deposits', entered.revenue_code,
    -entered.value, entered.batch_id, entered.source_line, batch.file_name, batch.received_at
  from warehouse.revenue_value as entered
  left join sources.batch on batch.batch_id = entered.batch_id
  where entered.site_id = site and entered.revenue_on >= month
    and entered.revenue_on < (month + interval '1 month')::date
    and entered.revenue_category = 'CASH DEPOSITS TO LOCAL TP BANK ACCOUNT'
  union all
  select booked.fact, booked.site_id, booked.period_month, 'ledger balance', booked.account_id, booked.amount,
    booked.batch_id, booked.source_line, booked.file_name, booked.received_at
  from warehouse.ledger_rows('actual', array[site], month, (month + interval '1 month')::date) as booked
  where booked.account_id = '4785'
$function$;
comment on function warehouse.deposit_control_rows(site text, month date) is 'Rows behind the deposit control: they sum to zero when the reports agree with account 4785 of the ledger.';

CREATE OR REPLACE FUNCTION warehouse.discover_codes(kind text, codes text[], staging text[], batch bigint)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  staged text;
  new_codes text[];
begin
  insert into warehouse.job_code (job_code, job_title, first_seen_batch_id)
  select code, code, batch from unnest(codes) as code where kind = 'job_code'
  on conflict (job_code) do nothing;
  insert into warehouse.job_profile (job_profile, first_seen_batch_id)
  select code, batch from unnest(codes) as code where kind = 'job_profile'
  on conflict (job_profile) do nothing;
  if kind <> 'revenue_code' then
    return;
  end if;
  with discovered as (
    insert into warehouse.revenue_code (revenue_code, first_seen_batch_id)
    select code, batch from unnest(codes) as code
    on conflict (revenue_code) do nothing
    returning revenue_code
  )
  select array_agg(revenue_code) into new_codes from discovered;
  if new_codes is null then
    return;
  end if;
  foreach staged in array staging loop
    execute format(
      $sql$
        update warehouse.revenue_code as present set revenue_category = named.revenue_category
        from (select revenue_code, min(revenue_category) as revenue_category from %s
          where revenue_code = any ($1) group by revenue_code) as named
        where present.revenue_code = named.revenue_code and present.revenue_category is null
      $sql$, staged::regclass)
    using new_codes;
  end loop;
end
$function$;
comment on function warehouse.discover_codes(kind text, codes text[], staging text[], batch bigint) is 'Adds codes that a file brings for the first time (data.md F3: a new code gets the code as title).';

CREATE OR REPLACE FUNCTION warehouse.dollars(amount numeric)
 RETURNS numeric
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select round(amount, greatest(2, min_scale(amount)))
$function$;
comment on function warehouse.dollars(amount numeric) is 'The same amount with two decimals or as many as it needs: how Legion and the daily reports print dollars.';

CREATE OR REPLACE FUNCTION warehouse.ensure_partition(fact regclass, period name, month date)
 RETURNS regclass
 LANGUAGE plpgsql
AS $function$
declare
  new_name text := warehouse.partition_name(fact, month) || '_new';
begin
  if warehouse.partition_of(fact, month) is not null then
    return warehouse.partition_of(fact, month);
  end if;
  execute format(
    'create table warehouse.%I (like %s, constraint arrived_month check (%I >= %L and %I < %L))',
    new_name, fact, period, month, period, month + interval '1 month');
  return warehouse.attach_month(fact, format('warehouse.%I', new_name)::regclass, month);
end
$function$;
comment on function warehouse.ensure_partition(fact regclass, period name, month date) is 'Partition of a fact for a month, made when there is none.';

CREATE OR REPLACE FUNCTION warehouse.external_revenue(site text, from_on date, to_on date)
 RETURNS TABLE(value numeric)
 LANGUAGE sql
 STABLE
AS $function$
  select warehouse.dollars(sum(net_external_revenue)) from warehouse.external_revenue_rows(site, from_on, to_on)
$function$;
comment on function warehouse.external_revenue(site text, from_on date, to_on date) is 'Net external revenue of the daily reports, both days included; null when there is no row.';

CREATE OR REPLACE FUNCTION warehouse.external_revenue_rows(site text, from_on date, to_on date)
 RETURNS TABLE(fact text, site_id text, revenue_on date, revenue_code text, collection_type text, revenue_category text, deposit_flag text, external_revenue numeric, net_external_revenue numeric, vehicle_count numeric, batch_id bigint, source_line integer, file_name text, received_at timestamp with time zone)
 LANGUAGE sql
 STABLE
AS $function$
  select
    'warehouse.revenue_detail', detail.site_id, detail.revenue_on, detail.revenue_code, detail.collection_type,
    detail.revenue_category, detail.deposit_flag, detail.external_revenue, detail.net_external_revenue,
    detail.vehicle_count, detail.batch_id, detail.source_line, batch.file_name, batch.received_at
  from warehouse.revenue_detail as detail
  left join sources.batch on batch.batch_id = detail.batch_id
  where detail.site_id = site and detail.revenue_on >= from_on and detail.revenue_on < to_on + 1
$function$;
comment on function warehouse.external_revenue_rows(site text, from_on date, to_on date) is 'Daily revenue of every code, category and deposit flag, both days included.';

CREATE OR REPLACE FUNCTION warehouse.hourly_rate(site text, job text, from_on date, to_on date, paid_as text)
 RETURNS TABLE(value numeric)
 LANGUAGE sql
 STABLE
AS $function$
  select warehouse.rate(sum(dollars), sum(hours)) from warehouse.hourly_rate_rows(site, job, from_on, to_on, paid_as)
$function$;
comment on function warehouse.hourly_rate(site text, job text, from_on date, to_on date, paid_as text) is 'Dollars an hour of one pay type or of all (null), cut to 6 decimals; null when there are no hours.';

CREATE OR REPLACE FUNCTION warehouse.hourly_rate_rows(site text, job text, from_on date, to_on date, paid_as text)
 RETURNS TABLE(fact text, site_id text, worked_on date, job_code text, pay_type text, hours numeric, dollars numeric, batch_id bigint, source_line integer, file_name text, received_at timestamp with time zone)
 LANGUAGE sql
 STABLE
AS $function$
  select
    fact, site_id, worked_on, job_code, pay_type, hours, dollars, batch_id, source_line, file_name, received_at
  from warehouse.payroll_rows(site, job, from_on, to_on)
  where paid_as is null or pay_type = paid_as
$function$;
comment on function warehouse.hourly_rate_rows(site text, job text, from_on date, to_on date, paid_as text) is 'Payroll of one pay type, or of all (null).';

CREATE OR REPLACE FUNCTION warehouse.is_deposited_by_operator(site text, month date)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select version.is_deposited_by_operator
  from warehouse.site_version as version
  where version.site_id = site
  -- The version in force at the end of the month; before the first list, the first that is known.
  order by version.valid_from_on < (month + interval '1 month')::date desc,
    case when version.valid_from_on < (month + interval '1 month')::date then version.valid_from_on end desc,
    version.valid_from_on
  limit 1
$function$;
comment on function warehouse.is_deposited_by_operator(site text, month date) is 'Whether the operator deposits the revenue of a site.';

CREATE OR REPLACE FUNCTION warehouse.is_month_empty(fact regclass, month date)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE
AS $function$
declare
  present regclass := warehouse.partition_of(fact, month);
  has_rows boolean;
begin
  if present is null then
    return true;
  end if;
  execute format('select exists (select from %s)', present) into has_rows;
  return not has_rows;
end
$function$;
comment on function warehouse.is_month_empty(fact regclass, month date) is 'A fact holds no row of a month.';

CREATE OR REPLACE FUNCTION warehouse.key_columns(target regclass)
 RETURNS text[]
 LANGUAGE sql
 STABLE
AS $function$
  select array_agg(attribute.attname::text order by key.position)
  from pg_constraint
  cross join lateral unnest(pg_constraint.conkey) with ordinality as key (number, position)
  join pg_attribute as attribute
    on attribute.attrelid = pg_constraint.conrelid and attribute.attnum = key.number
  where pg_constraint.conrelid = target and pg_constraint.contype = 'p'
$function$;
comment on function warehouse.key_columns(target regclass) is 'Columns of the primary key, in order.';

CREATE OR REPLACE FUNCTION warehouse.known_ids(dimension text, ids text[])
 RETURNS SETOF text
 LANGUAGE sql
 STABLE
AS $function$
  select site_id from warehouse.site where dimension = 'site' and site_id = any (ids)
  union all
  select account_id from warehouse.account where dimension = 'account' and account_id = any (ids)
  union all
  select revenue_code from warehouse.revenue_code
  where dimension = 'revenue_code' and revenue_code = any (ids) and is_active
$function$;
comment on function warehouse.known_ids(dimension text, ids text[]) is 'Which of these sites, accounts or active revenue codes the warehouse knows.';

CREATE OR REPLACE FUNCTION warehouse.ledger_rows(kind text, sites text[], first_on date, end_on date)
 RETURNS TABLE(fact text, type text, site_id text, period_month date, account_id text, entity text, account_index integer, amount numeric, account_name text, summary_category text, batch_id bigint, source_line integer, file_name text, received_at timestamp with time zone)
 LANGUAGE sql
 STABLE
AS $function$
  -- Joins on a primary key cost nothing where no column of the joined table is asked for: the planner removes them.
  select
    booked.fact, booked.type, booked.site_id, booked.period_month, booked.account_id, booked.entity,
    booked.account_index, booked.amount, account.account_name, account.summary_category,
    booked.batch_id, booked.source_line, batch.file_name, batch.received_at
  from (
    select
      'warehouse.budget' as fact, 'BUDGET' as type, site_id, period_month, account_id,
      null::text as entity, null::integer as account_index, amount, batch_id, source_line
    from warehouse.budget
    where (kind is null or kind = 'budget')
      and site_id = any (sites) and period_month >= first_on and period_month < end_on
    union all
    select
      'warehouse.ledger_balance', 'ACTUAL', site_id, period_month, account_id,
      entity, account_index, amount, batch_id, source_line
    from warehouse.ledger_balance
    where (kind is null or kind = 'actual')
      and site_id = any (sites) and period_month >= first_on and period_month < end_on
  ) as booked
  left join warehouse.account on account.account_id = booked.account_id
  left join sources.batch on batch.batch_id = booked.batch_id
$function$;
comment on function warehouse.ledger_rows(kind text, sites text[], first_on date, end_on date) is 'Rows of budget, actual (ledger, every entity) or both (null), ledger sign, from a month up to and without another.';

CREATE OR REPLACE FUNCTION warehouse.make_months_ahead(today date, months integer)
 RETURNS integer
 LANGUAGE plpgsql
AS $function$
declare
  fact record;
  month date;
  made integer := 0;
begin
  for fact in
    select partrelid::regclass as name, attname as period
    from pg_partitioned_table
    join pg_class on pg_class.oid = partrelid
    join pg_attribute on attrelid = partrelid and attnum = partattrs[0]
    where relnamespace = 'warehouse'::regnamespace
  loop
    for month in
      select generated::date
      from generate_series(
        date_trunc('month', today::timestamp), today + make_interval(months => months), '1 month') as generated
    loop
      if warehouse.partition_of(fact.name, month) is null then
        perform warehouse.ensure_partition(fact.name, fact.period, month);
        made := made + 1;
      end if;
    end loop;
  end loop;
  return made;
end
$function$;
comment on function warehouse.make_months_ahead(today date, months integer) is 'Makes the partitions of the current month and of the months after it, so that a load finds them; how many were made.';

CREATE OR REPLACE FUNCTION warehouse.name_job_codes(staging regclass)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  execute format(
    $sql$
      update warehouse.job_code as present set job_title = named.job_title
      from (select job_code, min(job_title) as job_title from %s
        where not is_held and job_title is not null group by job_code) as named
      where present.job_code = named.job_code and present.job_title = present.job_code
        and named.job_title <> present.job_code
    $sql$, staging);
end
$function$;
comment on function warehouse.name_job_codes(staging regclass) is 'Gives job codes without a title the one that Workday uses.';

CREATE OR REPLACE FUNCTION warehouse.other_expense(site text, month date, kind text, months integer)
 RETURNS TABLE(period_month date, place integer, field text, amount numeric)
 LANGUAGE sql
 STABLE
AS $function$
  with booked as (
    select period_month, field, sum(amount) as amount
    from warehouse.other_expense_rows(site, month, kind, months)
    group by period_month, field
  ),
  asked as (
    select (month + make_interval(months => number))::date as period_month
    from generate_series(0, months - 1) as number
  )
  select asked.period_month, field.place, field.field, booked.amount
  from asked
  cross join warehouse.other_expense_field() as field
  left join booked on booked.period_month = asked.period_month and booked.field = field.field
  union all
  select asked.period_month, 14, 'total', sum(booked.amount)
  from asked
  left join booked on booked.period_month = asked.period_month and booked.field <> 'unlisted'
  group by asked.period_month
  union all
  select period_month, 15, field, amount from booked where field = 'unlisted'
$function$;
comment on function warehouse.other_expense(site text, month date, kind text, months integer) is 'Other expense by field, misc and their total; a last row shows accounts of the category that belong to no field.';

CREATE OR REPLACE FUNCTION warehouse.other_expense_field()
 RETURNS TABLE(place integer, field text, accounts text[])
 LANGUAGE sql
 IMMUTABLE
AS $function$
  values
    (1, 'employee_relations', array['7045']),
    (2, 'fuel_vehicles', array['7075']),
    (3, 'loss_and_damage_claims', array['7100']),
    (4, 'office_supplies', array['7113']),
    (5, 'outside_services', array['7115']),
    (6, 'rents_parking', array['7170']),
    (7, 'repairs_and_maintenance', array['7175']),
    (8, 'repairs_and_maintenance_vehicle', array['7178']),
    (9, 'signage', array['7180']),
    (10, 'supplies_and_equipment', array['7185']),
    (11, 'tickets_and_printed_material', array['7205']),
    (12, 'uniforms', array['7220']),
    (13, 'misc', array[
      '7000', '7005', '7010', '7011', '7015', '7016', '7017', '7018', '7019', '7020', '7021', '7026', '7030', '7040',
      '7050', '7055', '7060', '7065', '7070', '7072', '7080', '7082', '7085', '7090', '7095', '7099', '7101', '7102',
      '7105', '7110', '7120', '7125', '7126', '7130', '7131', '7135', '7140', '7145', '7150', '7155', '7160', '7165',
      '7171', '7182', '7190', '7195', '7200', '7210', '7215', '7217', '7219', '7225', '7230', '7240', '7245', '7270',
      '7275', '7350', '7351'])
$function$;
comment on function warehouse.other_expense_field() is 'Fields of other expense and their accounts.';

CREATE OR REPLACE FUNCTION warehouse.other_expense_rows(site text, month date, kind text, months integer)
 RETURNS TABLE(fact text, field text, site_id text, period_month date, account_id text, account_name text, entity text, account_index integer, amount numeric, batch_id bigint, source_line integer, file_name text, received_at timestamp with time zone)
 LANGUAGE sql
 STABLE
AS $function$
  select
    booked.fact, coalesce(field.field, 'unlisted'), booked.site_id, booked.period_month, booked.account_id,
    booked.account_name, booked.entity, booked.account_index, booked.amount, booked.batch_id, booked.source_line,
    booked.file_name, booked.received_at
  from warehouse.ledger_rows(kind, array[site], month, (month + make_interval(months => months))::date) as booked
  left join warehouse.other_expense_field() as field on booked.account_id = any (field.accounts)
  where booked.summary_category = 'OTHER EXPENSE'
$function$;
comment on function warehouse.other_expense_rows(site text, month date, kind text, months integer) is 'Ledger rows of category OTHER EXPENSE with their field; an account that no field names is unlisted.';

CREATE OR REPLACE FUNCTION warehouse.parking_rate(site text, month date, category text, kind text)
 RETURNS TABLE(value numeric)
 LANGUAGE sql
 STABLE
AS $function$
  select warehouse.parking_rate_of(sum(revenue), sum(vehicles))
  from warehouse.parking_rate_rows(site, month, category, kind)
$function$;
comment on function warehouse.parking_rate(site text, month date, category text, kind text) is 'Dollars a vehicle in a month; null when no vehicle is counted.';

CREATE OR REPLACE FUNCTION warehouse.parking_rate_of(revenue numeric, vehicles numeric)
 RETURNS numeric
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select round(warehouse.rate(revenue, vehicles), 2)
$function$;
comment on function warehouse.parking_rate_of(revenue numeric, vehicles numeric) is 'Dollars a vehicle: cut to 6 decimals, then half away from zero to cents; null when the count is 0 or unknown.';

CREATE OR REPLACE FUNCTION warehouse.parking_rate_rows(site text, month date, category text, kind text)
 RETURNS TABLE(fact text, statistic text, site_id text, day_on date, code text, collection_type text, revenue numeric, vehicles numeric, batch_id bigint, source_line integer, file_name text, received_at timestamp with time zone)
 LANGUAGE sql
 STABLE
AS $function$
  select
    fact, statistic, site_id, day_on, code, collection_type, revenue, vehicles,
    batch_id, source_line, file_name, received_at
  from warehouse.parking_rows(kind, site, month, (month + interval '1 month')::date)
  where statistic = category
$function$;
comment on function warehouse.parking_rate_rows(site text, month date, category text, kind text) is 'Rows behind one parking rate of a month.';

CREATE OR REPLACE FUNCTION warehouse.parking_rows(kind text, site text, first_on date, end_on date)
 RETURNS TABLE(fact text, type text, statistic text, site_id text, day_on date, code text, collection_type text, revenue numeric, vehicles numeric, batch_id bigint, source_line integer, file_name text, received_at timestamp with time zone)
 LANGUAGE sql
 STABLE
AS $function$
  select
    booked.fact, booked.type, statistic.statistic, booked.site_id, booked.period_month, booked.account_id, null::text,
    case when booked.account_id = statistic.revenue_account_id then booked.amount end,
    case when booked.account_id = statistic.vehicle_account_id then booked.amount end,
    booked.batch_id, booked.source_line, booked.file_name, booked.received_at
  from warehouse.ledger_rows('budget', array[site], first_on, end_on) as booked
  join warehouse.parking_statistic as statistic
    on booked.account_id in (statistic.revenue_account_id, statistic.vehicle_account_id)
  where kind is null or kind = 'budget'
  union all
  select
    'warehouse.revenue_detail', 'ACTUAL', counted.statistic, detail.site_id, detail.revenue_on, detail.revenue_code,
    detail.collection_type, detail.net_external_revenue, detail.vehicle_count,
    detail.batch_id, detail.source_line, batch.file_name, batch.received_at
  from warehouse.revenue_detail as detail
  join warehouse.statistic_code() as counted on counted.revenue_code = detail.revenue_code
  left join sources.batch on batch.batch_id = detail.batch_id
  where (kind is null or kind = 'actual')
    and detail.site_id = site and detail.revenue_on >= first_on and detail.revenue_on < end_on
$function$;
comment on function warehouse.parking_rows(kind text, site text, first_on date, end_on date) is 'Rows behind parking statistics: budget by account and month, actual by revenue code and day, or both (null).';

CREATE OR REPLACE FUNCTION warehouse.partition_name(fact regclass, month date)
 RETURNS text
 LANGUAGE sql
 STABLE
AS $function$
  select relname || to_char(month, '"_"YYYY"_"MM') from pg_class where oid = fact
$function$;
comment on function warehouse.partition_name(fact regclass, month date) is 'Name of the partition of a fact for a month.';

CREATE OR REPLACE FUNCTION warehouse.partition_of(fact regclass, month date)
 RETURNS regclass
 LANGUAGE sql
 STABLE
AS $function$
  select to_regclass(format('warehouse.%I', warehouse.partition_name(fact, month)))
$function$;
comment on function warehouse.partition_of(fact regclass, month date) is 'Partition of a fact for a month; null when there is none.';

CREATE OR REPLACE FUNCTION warehouse.payroll_actual(site text, job text, from_on date, to_on date, is_by_day boolean)
 RETURNS TABLE(worked_on date, job_code text, hours numeric, cost numeric, rate_hours numeric)
 LANGUAGE sql
 STABLE
AS $function$
  select
    case when is_by_day then worked_on end, job_code,
    trim_scale(sum(hours)), warehouse.dollars(sum(dollars)), trim_scale(sum(rate_hours))
  from warehouse.payroll_rows(site, job, from_on, to_on)
  group by 1, job_code
$function$;
comment on function warehouse.payroll_actual(site text, job text, from_on date, to_on date, is_by_day boolean) is 'Hours and dollars of all pay types by job code, over the whole range or by day.';

CREATE OR REPLACE FUNCTION warehouse.payroll_budget_of(site text, month date)
 RETURNS TABLE(job_profile text, hours numeric, cost numeric)
 LANGUAGE sql
 STABLE
AS $function$
  select
    job_profile,
    trim_scale(sum(amount) filter (where measure = 'PR HOURS')),
    sum(amount) filter (where measure = 'PAYROLL')
  from warehouse.payroll_budget_rows(site, month)
  group by job_profile
$function$;
comment on function warehouse.payroll_budget_of(site text, month date) is 'Budgeted hours and cost of a month by job profile.';

CREATE OR REPLACE FUNCTION warehouse.payroll_budget_rows(site text, month date)
 RETURNS TABLE(fact text, site_id text, period_month date, job_profile text, measure text, amount numeric, batch_id bigint, source_line integer, file_name text, received_at timestamp with time zone)
 LANGUAGE sql
 STABLE
AS $function$
  select
    'warehouse.payroll_budget', budget.site_id, budget.period_month, budget.job_profile, budget.measure, budget.amount,
    budget.batch_id, budget.source_line, batch.file_name, batch.received_at
  from warehouse.payroll_budget as budget
  left join sources.batch on batch.batch_id = budget.batch_id
  where budget.site_id = site
    and budget.period_month >= month and budget.period_month < (month + interval '1 month')::date
$function$;
comment on function warehouse.payroll_budget_rows(site text, month date) is 'Payroll budget of a month, hours and dollars.';

CREATE OR REPLACE FUNCTION warehouse.payroll_rows(site text, job text, from_on date, to_on date)
 RETURNS TABLE(fact text, site_id text, worked_on date, job_code text, pay_type text, hours numeric, dollars numeric, rate_hours numeric, batch_id bigint, source_line integer, file_name text, received_at timestamp with time zone)
 LANGUAGE sql
 STABLE
AS $function$
  select
    'warehouse.payroll_day', payroll.site_id, payroll.worked_on, payroll.job_code, payroll.pay_type,
    payroll.hours, payroll.dollars,
    -- Premiums are paid on top of hours that another row already counts (data.md section 7, conflicts 15 and 16).
    case when payroll.pay_type in ('DIFFERENTIAL', 'MEAL PREMIUM') then 0 else payroll.hours end,
    payroll.batch_id, payroll.source_line, batch.file_name, batch.received_at
  from warehouse.payroll_day as payroll
  left join sources.batch on batch.batch_id = payroll.batch_id
  where payroll.site_id = site and payroll.worked_on >= from_on and payroll.worked_on < to_on + 1
    and (job is null or payroll.job_code = job)
$function$;
comment on function warehouse.payroll_rows(site text, job text, from_on date, to_on date) is 'Payroll of one job code or of all (null), both days included; rate_hours leave out DIFFERENTIAL and MEAL PREMIUM.';

CREATE OR REPLACE FUNCTION warehouse.pnl(site text, month date)
 RETURNS TABLE(place integer, line text, budget numeric, actual numeric, variance numeric)
 LANGUAGE sql
 STABLE
AS $function$
  with booked as (
    select type, summary_category, displayed_amount, flc_amount from warehouse.pnl_rows(site, month)
  ),
  total as (
    select
      position::integer as place, category.summary_category as line,
      sum(displayed_amount) filter (where type = 'BUDGET') as budget,
      sum(displayed_amount) filter (where type = 'ACTUAL') as actual
    from warehouse.summary_category as category
    left join booked on booked.summary_category = category.summary_category
    group by position, category.summary_category
    union all
    select
      1000, 'FLC', sum(flc_amount) filter (where type = 'BUDGET'), sum(flc_amount) filter (where type = 'ACTUAL')
    from booked
  )
  select place, line, budget, actual, actual - budget from total
$function$;
comment on function warehouse.pnl(site text, month date) is 'P&L of a site and month in the displayed sign, one row per summary category and front line contribution last.';

CREATE OR REPLACE FUNCTION warehouse.pnl_rows(site text, month date)
 RETURNS TABLE(fact text, type text, site_id text, period_month date, account_id text, account_name text, summary_category text, entity text, account_index integer, amount numeric, displayed_amount numeric, flc_amount numeric, batch_id bigint, source_line integer, file_name text, received_at timestamp with time zone)
 LANGUAGE sql
 STABLE
AS $function$
  select
    fact, type, site_id, period_month, account_id, account_name, summary_category,
    entity, account_index, amount, displayed_amount, flc_amount,
    batch_id, source_line, file_name, received_at
  from warehouse.summary_rows(array[site], month, (month + interval '1 month')::date)
  where displayed_amount is not null
$function$;
comment on function warehouse.pnl_rows(site text, month date) is 'Ledger rows of a month that count on the P&L.';

CREATE OR REPLACE FUNCTION warehouse.rate(dividend numeric, divisor numeric)
 RETURNS numeric
 LANGUAGE sql
 IMMUTABLE
AS $function$
  -- div() cuts the exact quotient; dividend / divisor would round it first, at a place that depends on its size.
  select div(dividend * 1000000, nullif(divisor, 0)) * 0.000001
$function$;
comment on function warehouse.rate(dividend numeric, divisor numeric) is 'Quotient cut to 6 decimals, as the reference divides (data.md, port notes); null when the divisor is 0 or unknown.';

CREATE OR REPLACE FUNCTION warehouse.rates(site text, year integer)
 RETURNS TABLE(site_id text, period_month date, type text, valet_daily numeric, valet_overnight numeric, valet_monthly numeric, self_daily numeric, self_overnight numeric, self_monthly numeric)
 LANGUAGE sql
 STABLE
AS $function$
  with rate as (
    select
      site_id, date_trunc('month', day_on::timestamp)::date as period_month, type, statistic,
      warehouse.parking_rate_of(sum(revenue), sum(vehicles)) as value
    from warehouse.rates_rows(site, year)
    group by site_id, period_month, type, statistic
  )
  select
    site_id, period_month, type,
    min(value) filter (where statistic = 'valet-daily'),
    min(value) filter (where statistic = 'valet-overnight'),
    min(value) filter (where statistic = 'valet-monthly'),
    min(value) filter (where statistic = 'self-daily'),
    min(value) filter (where statistic = 'self-overnight'),
    min(value) filter (where statistic = 'self-monthly')
  from rate
  group by site_id, period_month, type
$function$;
comment on function warehouse.rates(site text, year integer) is 'Six parking rates by month and type; a rate without vehicles is null.';

CREATE OR REPLACE FUNCTION warehouse.rates_rows(site text, year integer)
 RETURNS TABLE(fact text, type text, statistic text, site_id text, day_on date, code text, collection_type text, revenue numeric, vehicles numeric, batch_id bigint, source_line integer, file_name text, received_at timestamp with time zone)
 LANGUAGE sql
 STABLE
AS $function$
  select
    fact, type, statistic, site_id, day_on, code, collection_type, revenue, vehicles,
    batch_id, source_line, file_name, received_at
  from warehouse.parking_rows(null, site, make_date(year, 1, 1), make_date(year + 1, 1, 1))
  where statistic in (
    'valet-daily', 'valet-overnight', 'valet-monthly', 'self-daily', 'self-overnight', 'self-monthly')
$function$;
comment on function warehouse.rates_rows(site text, year integer) is 'Rows behind the six parking rates of a year.';

CREATE OR REPLACE FUNCTION warehouse.ratio_or_zero(part numeric, whole numeric)
 RETURNS numeric
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select case when whole = 0 then 0.000000 else warehouse.rate(part, whole) end
$function$;
comment on function warehouse.ratio_or_zero(part numeric, whole numeric) is 'Quotient cut to 6 decimals; 0 when the whole is 0 (daily statistics, data.md 1.5 id 8), null when it is unknown.';

CREATE OR REPLACE FUNCTION warehouse.revenue_stats(site text, month date)
 RETURNS TABLE(day_on date, valet_daily numeric, valet_overnight numeric, valet_monthly numeric, self_daily numeric, self_overnight numeric, self_monthly numeric, total_vehicles numeric, valet_daily_revenue numeric, valet_overnight_revenue numeric, valet_monthly_revenue numeric, self_daily_revenue numeric, self_overnight_revenue numeric, self_monthly_revenue numeric, total_revenue numeric, external_revenue numeric, occupied_rooms numeric, valet_daily_rate numeric, valet_overnight_rate numeric, valet_monthly_rate numeric, self_daily_rate numeric, self_overnight_rate numeric, self_monthly_rate numeric, valet_aggregator numeric, self_aggregator numeric, occupancy_percent numeric, drive_in_percent numeric, capture_percent numeric)
 LANGUAGE sql
 STABLE
AS $function$
  with by_statistic as (
    select
      day_on, statistic, statistic ~ '^(valet|self)-(daily|overnight|monthly)$' as is_paid,
      trim_scale(sum(vehicles)) as vehicles, warehouse.dollars(sum(revenue)) as revenue,
      trim_scale(sum(rooms)) as rooms,
      round(warehouse.ratio_or_zero(sum(revenue), sum(vehicles)), 2) as rate
    from warehouse.revenue_stats_rows(site, month)
    group by day_on, statistic
  ),
  day as (
    select
      day_on,
      min(vehicles) filter (where statistic = 'valet-daily') as valet_daily,
      min(vehicles) filter (where statistic = 'valet-overnight') as valet_overnight,
      min(vehicles) filter (where statistic = 'valet-monthly') as valet_monthly,
      min(vehicles) filter (where statistic = 'self-daily') as self_daily,
      min(vehicles) filter (where statistic = 'self-overnight') as self_overnight,
      min(vehicles) filter (where statistic = 'self-monthly') as self_monthly,
      sum(vehicles) filter (where is_paid) as total_vehicles,
      min(revenue) filter (where statistic = 'valet-daily') as valet_daily_revenue,
      min(revenue) filter (where statistic = 'valet-overnight') as valet_overnight_revenue,
      min(revenue) filter (where statistic = 'valet-monthly') as valet_monthly_revenue,
      min(revenue) filter (where statistic = 'self-daily') as self_daily_revenue,
      min(revenue) filter (where statistic = 'self-overnight') as self_overnight_revenue,
      min(revenue) filter (where statistic = 'self-monthly') as self_monthly_revenue,
      sum(revenue) filter (where is_paid) as total_revenue,
      sum(revenue) as external_revenue,
      sum(rooms) as occupied_rooms,
      min(rate) filter (where statistic = 'valet-daily') as valet_daily_rate,
      min(rate) filter (where statistic = 'valet-overnight') as valet_overnight_rate,
      min(rate) filter (where statistic = 'valet-monthly') as valet_monthly_rate,
      min(rate) filter (where statistic = 'self-daily') as self_daily_rate,
      min(rate) filter (where statistic = 'self-overnight') as self_overnight_rate,
      min(rate) filter (where statistic = 'self-monthly') as self_monthly_rate,
      sum(vehicles) filter (where is_paid and statistic ~ '^valet') as valet_aggregator,
      sum(vehicles) filter (where is_paid and statistic ~ '^self') as self_aggregator,
      sum(vehicles) filter (where statistic ~ '-overnight$') as overnight
    from by_statistic
    group by day_on
  )
  select
    day_on, valet_daily, valet_overnight, valet_monthly, self_daily, self_overnight, self_monthly, total_vehicles,
    valet_daily_revenue, valet_overnight_revenue, valet_monthly_revenue,
    self_daily_revenue, self_overnight_revenue, self_monthly_revenue, total_revenue,
    external_revenue, occupied_rooms,
    valet_daily_rate, valet_overnight_rate, valet_monthly_rate, self_daily_rate, self_overnight_rate, self_monthly_rate,
    valet_aggregator, self_aggregator,
    warehouse.ratio_or_zero(occupied_rooms * 100, warehouse.rooms_available(site, day_on)),
    warehouse.ratio_or_zero(overnight * 100, occupied_rooms),
    warehouse.ratio_or_zero(coalesce(valet_overnight, 0) * 100, overnight)
  from day
$function$;
comment on function warehouse.revenue_stats(site text, month date) is 'Daily statistics of a month, one row per day with a report; ratios in percent.';

CREATE OR REPLACE FUNCTION warehouse.revenue_stats_rows(site text, month date)
 RETURNS TABLE(fact text, site_id text, day_on date, statistic text, revenue_code text, collection_type text, revenue_category text, revenue numeric, vehicles numeric, rooms numeric, batch_id bigint, source_line integer, file_name text, received_at timestamp with time zone)
 LANGUAGE sql
 STABLE
AS $function$
  select
    detail.fact, detail.site_id, detail.revenue_on, counted.statistic, detail.revenue_code, detail.collection_type,
    detail.revenue_category, detail.net_external_revenue, detail.vehicle_count, null::numeric,
    detail.batch_id, detail.source_line, detail.file_name, detail.received_at
  from warehouse.external_revenue_rows(site, month, (month + interval '1 month')::date - 1) as detail
  left join warehouse.statistic_code() as counted on counted.revenue_code = detail.revenue_code
  union all
  select
    'warehouse.revenue_value', value.site_id, value.revenue_on, 'occupied-rooms', value.revenue_code, null,
    value.revenue_category, null, null, value.value,
    value.batch_id, value.source_line, batch.file_name, batch.received_at
  from warehouse.revenue_value as value
  left join sources.batch on batch.batch_id = value.batch_id
  where value.site_id = site and value.revenue_on >= month and value.revenue_on < (month + interval '1 month')::date
    and value.revenue_category = 'OCCUPIED ROOMS' and value.value_type = 'OTHER'
$function$;
comment on function warehouse.revenue_stats_rows(site text, month date) is 'Daily revenue of a month with its parking statistic, and the occupied rooms of the long form.';

CREATE OR REPLACE FUNCTION warehouse.rooms_available(site text, on_day date)
 RETURNS numeric
 LANGUAGE sql
 STABLE
AS $function$
  select rooms_available from warehouse.site_version
  where site_id = site and (valid_to_on is null or valid_to_on > on_day)
  order by valid_from_on
  limit 1
$function$;
comment on function warehouse.rooms_available(site text, on_day date) is 'Hotel rooms of a site on a day; before the first site list, what the first one says.';

CREATE OR REPLACE FUNCTION warehouse.same_key(columns text[])
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select string_agg(format('arriving.%1$I = present.%1$I', name), ' and ') from unnest(columns) as name
$function$;
comment on function warehouse.same_key(columns text[]) is 'Condition that an arriving and a present row carry the same key.';

CREATE OR REPLACE FUNCTION warehouse.same_row(columns text[])
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select coalesce(string_agg(format('arriving.%1$I is not distinct from present.%1$I', name), ' and '), 'true')
  from unnest(columns) as name
$function$;
comment on function warehouse.same_row(columns text[]) is 'Condition that an arriving and a present row say the same.';

CREATE OR REPLACE FUNCTION warehouse.schedule(site text, job text, on_day date)
 RETURNS TABLE(job_code text, regular_hours numeric, overtime_hours numeric, total_hours numeric, cost numeric, cost_per_hour numeric)
 LANGUAGE sql
 STABLE
AS $function$
  with planned as (
    select
      job_code, sum(regular_minutes) as regular, sum(overtime_minutes + double_overtime_minutes) as overtime,
      sum(round(cost, 2)) as cost
    from warehouse.schedule_rows(site, job, on_day)
    group by job_code
  )
  select
    job_code,
    trim_scale(warehouse.rate(regular, 60)),
    trim_scale(warehouse.rate(overtime, 60)),
    trim_scale(warehouse.rate(regular + overtime, 60)),
    cost,
    trim_scale(warehouse.rate(cost * 60, regular + overtime))
  from planned
$function$;
comment on function warehouse.schedule(site text, job text, on_day date) is 'Scheduled hours and cost of a day by job code; overtime includes double overtime, hours are minutes / 60.';

CREATE OR REPLACE FUNCTION warehouse.schedule_rows(site text, job text, on_day date)
 RETURNS TABLE(fact text, site_id text, day_on date, job_code text, starts_at timestamp with time zone, regular_minutes integer, overtime_minutes integer, double_overtime_minutes integer, cost numeric, batch_id bigint, source_line integer, file_name text, received_at timestamp with time zone)
 LANGUAGE sql
 STABLE
AS $function$
  select
    planned.fact, planned.site_id, planned.day_on, planned.job_code, planned.starts_at, planned.regular_minutes,
    planned.overtime_minutes, planned.double_overtime_minutes, planned.cost,
    planned.batch_id, planned.source_line, batch.file_name, batch.received_at
  from (
    select
      'warehouse.shift' as fact, site_id, shift_on as day_on, job_code, starts_at,
      regular_minutes, overtime_minutes, double_overtime_minutes, null::numeric as cost, batch_id, source_line
    from warehouse.shift
    where site_id = site and shift_on = on_day and not is_deleted
    union all
    select
      'warehouse.schedule_cost', site_id, scheduled_on, job_code, null, null, null, null, cost, batch_id, source_line
    from warehouse.schedule_cost
    where site_id = site and scheduled_on = on_day
  ) as planned
  left join sources.batch on batch.batch_id = planned.batch_id
  where job is null or planned.job_code = job
$function$;
comment on function warehouse.schedule_rows(site text, job text, on_day date) is 'Shifts of a day that were not deleted and the cost of the schedule, of one job code or of all (null).';

CREATE OR REPLACE FUNCTION warehouse.site_access_of(person text)
 RETURNS TABLE(site_id text, role text, job_profile text)
 LANGUAGE sql
 STABLE
AS $function$
  select distinct site_id, role, job_profile from warehouse.site_access_rows(person) where site_id <> ''
$function$;
comment on function warehouse.site_access_of(person text) is 'Sites that a person may see, and in which role.';

CREATE OR REPLACE FUNCTION warehouse.site_access_rows(person text)
 RETURNS TABLE(fact text, user_id text, job_profile text, role text, scope text, site_id text, batch_id bigint, source_line integer, file_name text, received_at timestamp with time zone)
 LANGUAGE sql
 STABLE
AS $function$
  select
    'warehouse.site_access', access.user_id, access.job_profile, scope.role, scope.scope,
    case scope.scope when 'SITE' then access.site_id when 'COST_CENTER' then access.cost_center end,
    access.batch_id, access.source_line, batch.file_name, batch.received_at
  from warehouse.site_access as access
  left join warehouse.site_scope() as scope on scope.job_profile = access.job_profile
  left join sources.batch on batch.batch_id = access.batch_id
  where lower(trim(access.user_id)) = lower(trim(person))
$function$;
comment on function warehouse.site_access_rows(person text) is 'Row security of a person, in any case; role and site are null where the job profile opens none (personal data).';

CREATE OR REPLACE FUNCTION warehouse.site_history(site text, on_day date)
 RETURNS TABLE(valid_from_on date, valid_to_on date, site_name text, district text, district_manager text, svp_region text, cog_segment text, business_segment text, pl_category text, legal_entity text, contract_type text, rooms_available numeric, parking_spaces numeric, opened_on date, closed_on date)
 LANGUAGE sql
 STABLE
AS $function$
  -- Name and manager change on different days: the history breaks wherever either of them does.
  with said as (
    select
      valid_from_on, valid_to_on, site_name, district, district_manager, svp_region, cog_segment, business_segment,
      pl_category, legal_entity, contract_type, rooms_available, parking_spaces, opened_on, closed_on
    from warehouse.site_history_rows(site, null)
  ),
  edge as (
    select valid_from_on as changed_on from said union select valid_to_on from said where valid_to_on is not null
  ),
  span as (
    select changed_on as from_on, lead(changed_on) over (order by changed_on) as to_on from edge
  )
  select
    span.from_on, span.to_on, min(site_name), min(district), min(district_manager),
    min(svp_region), min(cog_segment), min(business_segment), min(pl_category), min(legal_entity), min(contract_type),
    min(rooms_available), min(parking_spaces), min(opened_on), min(closed_on)
  from span
  join said
    on said.valid_from_on <= span.from_on and (said.valid_to_on is null or said.valid_to_on > span.from_on)
  where on_day is null or (span.from_on <= on_day and (span.to_on is null or span.to_on > on_day))
  group by span.from_on, span.to_on
$function$;
comment on function warehouse.site_history(site text, on_day date) is 'What was known of a site and its district manager, span by span; of one day only, when a day is given.';

CREATE OR REPLACE FUNCTION warehouse.site_history_rows(site text, on_day date)
 RETURNS TABLE(fact text, site_id text, valid_from_on date, valid_to_on date, site_name text, district text, district_manager text, svp_region text, cog_segment text, business_segment text, pl_category text, legal_entity text, contract_type text, rooms_available numeric, parking_spaces numeric, opened_on date, closed_on date, batch_id bigint, source_line integer, file_name text, received_at timestamp with time zone)
 LANGUAGE sql
 STABLE
AS $function$
  select
    said.fact, said.site_id, said.valid_from_on, said.valid_to_on, said.site_name, said.district,
    said.district_manager, said.svp_region, said.cog_segment, said.business_segment, said.pl_category,
    said.legal_entity, said.contract_type, trim_scale(said.rooms_available), trim_scale(said.parking_spaces),
    said.opened_on, said.closed_on, said.batch_id, said.source_line, batch.file_name, batch.received_at
  from (
    select
      'warehouse.site_version' as fact, site_id, valid_from_on, valid_to_on, site_name, district,
      null as district_manager, svp_region, cog_segment, business_segment, pl_category, legal_entity, contract_type,
      rooms_available, parking_spaces, opened_on, closed_on, batch_id, source_line
    from warehouse.site_version
    where site_version.site_id = site
    union all
    select
      'warehouse.site_district_manager', site_id, valid_from_on, valid_to_on, null, null,
      district_manager, null, null, null, null, null, null,
      null, null, null, null, batch_id, source_line
    from warehouse.site_district_manager
    where site_district_manager.site_id = site
  ) as said
  left join sources.batch on batch.batch_id = said.batch_id
  where on_day is null
    or (said.valid_from_on <= on_day and (said.valid_to_on is null or said.valid_to_on > on_day))
$function$;
comment on function warehouse.site_history_rows(site text, on_day date) is 'What the site lists said of a site and its district manager (personal data); on one day only, when it is given.';

CREATE OR REPLACE FUNCTION warehouse.site_scope()
 RETURNS TABLE(job_profile text, role text, scope text)
 LANGUAGE sql
 IMMUTABLE
AS $function$
  values
    ('DISTMGR', 'districtManager', 'SITE'),
    ('AREAMGR', 'districtManager', 'SITE'),
    ('SRDISTMGR', 'districtManager', 'SITE'),
    ('DOO', 'accountManager', 'COST_CENTER'),
    ('ACCTMGR', 'accountManager', 'COST_CENTER'),
    ('ASSOCM', 'accountManager', 'COST_CENTER'),
    ('SRACCTMGR', 'accountManager', 'COST_CENTER'),
    ('ASOPSMGR', 'accountManager', 'COST_CENTER'),
    ('TRANSMGR', 'accountManager', 'COST_CENTER')
$function$;
comment on function warehouse.site_scope() is 'Role of a job profile and the one column that scopes its sites (data.md 1.2; section 7, conflict 36).';

CREATE OR REPLACE FUNCTION warehouse.spread(amount numeric, day integer, days integer)
 RETURNS numeric
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select (div(amount * 100000 * day, days) - div(amount * 100000 * (day - 1), days)) * 0.00001
$function$;
comment on function warehouse.spread(amount numeric, day integer, days integer) is 'Even share of one day in an amount of up to five decimals; the shares of all days sum to the amount exactly.';

CREATE OR REPLACE FUNCTION warehouse.statistic_code()
 RETURNS TABLE(statistic text, revenue_code text)
 LANGUAGE sql
 STABLE
AS $function$
  select statistic, code from warehouse.parking_statistic cross join unnest(revenue_codes) as code
$function$;
comment on function warehouse.statistic_code() is 'Revenue codes of the daily reports, each with its parking statistic.';

CREATE OR REPLACE FUNCTION warehouse.summary_rows(sites text[], first_on date, end_on date)
 RETURNS TABLE(fact text, type text, site_id text, period_month date, account_id text, account_name text, summary_category text, entity text, account_index integer, amount numeric, displayed_amount numeric, flc_amount numeric, room_count numeric, batch_id bigint, source_line integer, file_name text, received_at timestamp with time zone)
 LANGUAGE sql
 STABLE
AS $function$
  select
    booked.fact, booked.type, booked.site_id, booked.period_month, booked.account_id, booked.account_name,
    booked.summary_category, booked.entity, booked.account_index, booked.amount,
    booked.amount * category.displayed_sign,
    case when category.counts_in_flc <> 0 then booked.amount * category.displayed_sign * category.counts_in_flc end,
    case when rooms.statistic is not null then booked.amount end,
    booked.batch_id, booked.source_line, booked.file_name, booked.received_at
  from warehouse.ledger_rows(null, sites, first_on, end_on) as booked
  left join warehouse.summary_category as category on category.summary_category = booked.summary_category
  left join warehouse.parking_statistic as rooms
    on rooms.statistic = 'occupied-rooms' and rooms.vehicle_account_id = booked.account_id
  where category.summary_category is not null or rooms.statistic is not null
$function$;
comment on function warehouse.summary_rows(sites text[], first_on date, end_on date) is 'Ledger rows that count on the P&L, with their displayed sign and their share in FLC; rows of occupied rooms.';

CREATE OR REPLACE FUNCTION warehouse.supersede_versions(versions regclass, sites text[], effective date, batch bigint)
 RETURNS bigint
 LANGUAGE plpgsql
AS $function$
declare
  moved bigint;
  closed bigint;
begin
  execute format(
    $sql$
      with gone as (delete from %1$s as present where site_id = any ($1) and valid_from_on >= $2 returning present.*)
      insert into %1$s_history select gone.*, $3, now() from gone
    $sql$, versions)
  using sites, effective, batch;
  get diagnostics moved = row_count;
  execute format(
    'update %s set valid_to_on = $2 where site_id = any ($1) and (valid_to_on is null or valid_to_on > $2)', versions)
  using sites, effective;
  get diagnostics closed = row_count;
  return greatest(moved, closed);
end
$function$;
comment on function warehouse.supersede_versions(versions regclass, sites text[], effective date, batch bigint) is 'Ends what was known of sites at a day; what was known from that day on goes to history.';

CREATE OR REPLACE FUNCTION warehouse.unbalanced_months(staging text[])
 RETURNS TABLE(month text, debits text, credits text)
 LANGUAGE plpgsql
 STABLE
AS $function$
declare
  staged text;
begin
  foreach staged in array staging loop
    return query execute format(
      $sql$
        select to_char(period_month, 'YYYY-MM'), sum(amount) filter (where amount > 0)::text,
          sum(-amount) filter (where amount < 0)::text
        from %s
        where account_id < '9000'
        group by period_month
        -- Without balance sheet accounts (1000 to 3999) the file is an extract of the P&L and balances nowhere.
        having sum(amount) <> 0 and bool_or(account_id < '4000')
        order by 1
      $sql$, staged::regclass);
  end loop;
end
$function$;
comment on function warehouse.unbalanced_months(staging text[]) is 'Ledger months that arrived whose debits and credits differ.';

CREATE OR REPLACE FUNCTION warehouse.unknown_sites(sites text[])
 RETURNS TABLE(site_id text)
 LANGUAGE sql
 STABLE
AS $function$
  select asked.site_id from unnest(sites) as asked (site_id)
  where not exists (select from warehouse.site where site.site_id = asked.site_id)
$function$;
comment on function warehouse.unknown_sites(sites text[]) is 'Which of the named sites the warehouse does not know.';

CREATE OR REPLACE FUNCTION warehouse.unlisted_accounts(accounts text[])
 RETURNS TABLE(message text)
 LANGUAGE sql
 STABLE
AS $function$
  select format('The chart of accounts does not hold %s; check the number.', string_agg(asked.account_id, ', '))
  from unnest(accounts) as asked (account_id)
  where not exists (select from warehouse.account as known where known.account_id = asked.account_id)
  having count(*) > 0
$function$;
comment on function warehouse.unlisted_accounts(accounts text[]) is 'Says which accounts the chart does not hold; otherwise no row.';

CREATE OR REPLACE FUNCTION warehouse.unmapped_accounts(staging text[])
 RETURNS TABLE(account_id text, account_name text)
 LANGUAGE plpgsql
 STABLE
AS $function$
declare
  staged text;
  arrived text[] := '{}';
  named text[];
begin
  foreach staged in array staging loop
    execute format('select array_agg(distinct account_id) from %s', staged::regclass) into named;
    arrived := arrived || named;
  end loop;
  return query
    select account.account_id, account.account_name
    from warehouse.account as account
    left join warehouse.summary_category as category using (summary_category)
    where category.summary_category is null
      -- Below are balance sheet accounts, above statistics: neither counts on the P&L by itself.
      and account.account_id between '4000' and '7999' and account.account_id = any (arrived)
    order by 1;
end
$function$;
comment on function warehouse.unmapped_accounts(staging text[]) is 'Revenue and expense accounts of the arriving rows that count in none of the eight summary categories.';

CREATE OR REPLACE FUNCTION warehouse.unseen_job(job text)
 RETURNS TABLE(message text)
 LANGUAGE sql
 STABLE
AS $function$
  select format('No labor file has brought the job code %s so far; check its spelling.', job)
  where job is not null and not exists (select from warehouse.job_code as known where known.job_code = job)
$function$;
comment on function warehouse.unseen_job(job text) is 'Says so when no file has brought a job code; otherwise no row.';

CREATE OR REPLACE FUNCTION warehouse.value_columns(target regclass)
 RETURNS text[]
 LANGUAGE sql
 STABLE
AS $function$
  select coalesce(array_agg(attname::text order by attnum), '{}')
  from pg_attribute
  where attrelid = target and attnum > 0 and not attisdropped
    and attname <> all (warehouse.key_columns(target))
    and attname not in ('batch_id', 'source_line')
$function$;
comment on function warehouse.value_columns(target regclass) is 'Columns that say something about the key: neither the key itself nor where the row came from.';

CREATE OR REPLACE FUNCTION warehouse.why_no_access(person text)
 RETURNS TABLE(message text)
 LANGUAGE sql
 STABLE
AS $function$
  select case
    when count(*) = 0 then format(
      'The site data of %s could not be retrieved: Workday''s row security does not list this person. '
      'Ask the administrator of Workday to add the person, then load workday_rls_bisecurity again.', person)
    when count(role) = 0 then format(
      'The site data of %s could not be retrieved: the job profile %s opens no site. '
      'Ask the administrator of Workday for one that does (%s), then load workday_rls_bisecurity again.',
      person, coalesce(string_agg(distinct job_profile, ', '), '(none)'),
      (select string_agg(scope.job_profile, ', ' order by scope.job_profile) from warehouse.site_scope() as scope))
    else format(
      'The site data of %s could not be retrieved: no row names a site in %s, the column that counts for %s. '
      'Ask the administrator of Workday to fill it in, then load workday_rls_bisecurity again.',
      person, string_agg(distinct scope, ' or '), string_agg(distinct job_profile, ', '))
    end
  from warehouse.site_access_rows(person)
$function$;
comment on function warehouse.why_no_access(person text) is 'Why a person sees no site, and whom to ask.';

CREATE OR REPLACE FUNCTION warehouse.workbook_gaps(staging text)
 RETURNS TABLE(site text, month text, days text)
 LANGUAGE plpgsql
 STABLE
AS $function$
begin
  return query execute format(
    $sql$
      with entered as (
        select site_id, revenue_on from %s where value <> 0 group by site_id, revenue_on
      ), covered as (
        select site_id, date_trunc('month', max(revenue_on))::date as first_on, max(revenue_on) as last_on
        from entered group by site_id
      )
      select covered.site_id, to_char(first_on, 'YYYY-MM'), string_agg(extract(day from day)::text, ', ' order by day)
      from covered
      cross join generate_series(first_on::timestamp, last_on::timestamp, interval '1 day') as day
      where not exists (
        select from entered where entered.site_id = covered.site_id and entered.revenue_on = day::date)
      group by covered.site_id, first_on
    $sql$, staging::regclass);
end
$function$;
comment on function warehouse.workbook_gaps(staging text) is 'Days before the latest one with a figure for which a revenue workbook has none.';
