--! why: facts of the daily revenue reports, long and wide (data.md 1.4)

create table warehouse.revenue_value (
  site_id text not null,
  revenue_on date not null,
  revenue_code text not null,
  revenue_category text not null,
  value_type text not null,
  file_name text not null,
  value numeric(19,5) not null,
  is_draft boolean,
  source_loaded_at timestamptz,
  batch_id bigint not null,
  source_line integer not null,
  constraint revenue_value_pkey
    primary key (site_id, revenue_on, revenue_code, revenue_category, value_type, file_name),
  constraint revenue_value_site_exists foreign key (site_id) references warehouse.site
) partition by range (revenue_on);
comment on table warehouse.revenue_value is
  'Daily revenue reports, long form: site x day x code x category x value type x file.';
comment on column warehouse.revenue_value.site_id is 'Site number, four digits with leading zeros.';
comment on column warehouse.revenue_value.revenue_on is 'Day of the revenue.';
comment on column warehouse.revenue_value.revenue_code is
  'Revenue code, upper case; empty where the source gave none.';
comment on column warehouse.revenue_value.revenue_category is 'Revenue category, upper case.';
comment on column warehouse.revenue_value.value_type is 'REVENUE, VEHICLES or OTHER.';
comment on column warehouse.revenue_value.file_name is
  'Workbook that the value comes from; empty when unknown.';
comment on column warehouse.revenue_value.value is 'Dollars, vehicles or another count, by value type.';
comment on column warehouse.revenue_value.is_draft is 'The source marks the value as a draft.';
comment on column warehouse.revenue_value.source_loaded_at is 'When the source loaded the row.';
comment on column warehouse.revenue_value.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.revenue_value.source_line is
  'Physical line of the source file where the record begins; row of the sheet for a workbook.';

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
  constraint revenue_detail_pkey primary key (site_id, revenue_on, revenue_code, collection_type),
  constraint revenue_detail_site_exists foreign key (site_id) references warehouse.site
) partition by range (revenue_on);
comment on table warehouse.revenue_detail is
  'Daily revenue, wide form: site x day x revenue code x collection type.';
comment on column warehouse.revenue_detail.site_id is 'Site number, four digits with leading zeros.';
comment on column warehouse.revenue_detail.revenue_on is 'Day of the revenue.';
comment on column warehouse.revenue_detail.revenue_code is 'Revenue code, upper case.';
comment on column warehouse.revenue_detail.collection_type is
  'How the revenue was collected, upper case; empty when not said.';
comment on column warehouse.revenue_detail.revenue_category is 'Revenue category, upper case.';
comment on column warehouse.revenue_detail.deposit_flag is
  'Y deposited by the operator, N not, V validation.';
comment on column warehouse.revenue_detail.external_revenue is 'Gross revenue in dollars.';
comment on column warehouse.revenue_detail.net_external_revenue is
  'Revenue in dollars net of tax and adjustments.';
comment on column warehouse.revenue_detail.vehicle_count is 'Vehicles.';
comment on column warehouse.revenue_detail.tax_rate is 'Parking tax in percent.';
comment on column warehouse.revenue_detail.billable_net_validation is
  'Validation amount to bill, in dollars.';
comment on column warehouse.revenue_detail.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.revenue_detail.source_line is
  'Physical line of the source file where the record begins; row of the sheet for a workbook.';
