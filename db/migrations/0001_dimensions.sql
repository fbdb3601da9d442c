--! why: the warehouse's dimensions; every fact refers to a site, ledger facts to an account

create schema warehouse;
comment on schema warehouse is
  'What happened: dimensions with their history and facts at the grain of the sources.';

create table warehouse.site (
  site_id text,
  is_listed boolean not null,
  first_seen_at timestamptz not null default now(),
  constraint site_pkey primary key (site_id),
  constraint site_number_has_four_digits check (site_id ~ '^[0-9]{4}$')
);
comment on table warehouse.site is
  'Sites that facts may refer to; what is known about them over time is in site_version.';
comment on column warehouse.site.site_id is 'Site number, four digits with leading zeros.';
comment on column warehouse.site.is_listed is
  'False once the newest site list no longer holds the site; its facts stay.';
comment on column warehouse.site.first_seen_at is 'When the site was first taken in.';

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
  constraint site_version_pkey primary key (site_id, valid_from_on),
  constraint site_version_site_exists foreign key (site_id) references warehouse.site,
  constraint site_version_ends_after_it_begins check (valid_to_on > valid_from_on)
);
comment on table warehouse.site_version is
  'What the site list said of a site, from day to day; one row in force at a time.';
comment on column warehouse.site_version.site_id is 'Site number, four digits with leading zeros.';
comment on column warehouse.site_version.valid_from_on is 'First day on which this version held.';
comment on column warehouse.site_version.valid_to_on is
  'First day on which it no longer held; null while it holds.';
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
comment on column warehouse.site_version.cog_segment is
  'Growth segment (Base, Acquisition, New PY, Lost PY, New CY, Lost CY).';
comment on column warehouse.site_version.business_segment is 'Business segment.';
comment on column warehouse.site_version.pl_category is 'Category of the P&L the site belongs to.';
comment on column warehouse.site_version.legal_entity is 'Legal entity.';
comment on column warehouse.site_version.contract_type is
  'Free label of the contract; never decides billing.';
comment on column warehouse.site_version.is_deposited_by_operator is
  'The operator deposits the revenue of the site.';
comment on column warehouse.site_version.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.site_version.source_line is
  'Physical line of the source file where the record begins; row of the sheet for a workbook.';

create table warehouse.site_district_manager (
  site_id text not null,
  valid_from_on date not null,
  valid_to_on date,
  district_manager text not null,
  batch_id bigint not null,
  source_line integer not null,
  constraint site_district_manager_pkey primary key (site_id, valid_from_on),
  constraint site_district_manager_site_exists foreign key (site_id) references warehouse.site,
  constraint site_district_manager_ends_after_it_begins check (valid_to_on > valid_from_on)
);
comment on table warehouse.site_district_manager is
  'Who was district manager of a site, from day to day (personal data).';
comment on column warehouse.site_district_manager.site_id is 'Site number, four digits with leading zeros.';
comment on column warehouse.site_district_manager.valid_from_on is 'First day on which this version held.';
comment on column warehouse.site_district_manager.valid_to_on is
  'First day on which it no longer held; null while it holds.';
comment on column warehouse.site_district_manager.district_manager is
  'Name of the district manager (personal data).';
comment on column warehouse.site_district_manager.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.site_district_manager.source_line is
  'Physical line of the source file where the record begins; row of the sheet for a workbook.';

create table warehouse.account (
  account_id text,
  account_name text not null,
  category text,
  summary_category text,
  is_listed boolean not null default true,
  batch_id bigint not null,
  source_line integer not null,
  constraint account_pkey primary key (account_id),
  constraint account_number_has_four_digits check (account_id ~ '^[0-9]{4}$')
);
comment on table warehouse.account is 'Main accounts of the ledger, statistical ones included.';
comment on column warehouse.account.account_id is 'Main account, four digits.';
comment on column warehouse.account.account_name is 'Name.';
comment on column warehouse.account.category is 'Category of the chart.';
comment on column warehouse.account.summary_category is
  'Summary category that decides where the account counts; null = unmapped.';
comment on column warehouse.account.is_listed is 'False once the newest chart no longer holds the account.';
comment on column warehouse.account.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.account.source_line is
  'Physical line of the source file where the record begins; row of the sheet for a workbook.';

create table warehouse.account_history (
  account_id text not null,
  account_name text,
  category text,
  summary_category text,
  batch_id bigint not null,
  source_line integer not null,
  superseded_by_batch_id bigint not null,
  superseded_at timestamptz not null,
  constraint account_history_pkey primary key (account_id, superseded_by_batch_id)
);
comment on table warehouse.account_history is 'Earlier versions of accounts.';
comment on column warehouse.account_history.account_id is 'Main account, four digits.';
comment on column warehouse.account_history.account_name is 'Name until then.';
comment on column warehouse.account_history.category is 'Category until then.';
comment on column warehouse.account_history.summary_category is 'Summary category until then.';
comment on column warehouse.account_history.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.account_history.source_line is
  'Physical line of the source file where the record begins; row of the sheet for a workbook.';
comment on column warehouse.account_history.superseded_by_batch_id is 'Load that replaced the row.';
comment on column warehouse.account_history.superseded_at is 'When it was replaced.';

create table warehouse.summary_category (
  summary_category text,
  position smallint not null,
  displayed_sign smallint not null,
  counts_in_flc smallint not null,
  constraint summary_category_pkey primary key (summary_category),
  constraint summary_category_position_is_unique unique (position)
);
comment on table warehouse.summary_category is 'The eight summary categories of the P&L.';
comment on column warehouse.summary_category.summary_category is 'Name, upper case.';
comment on column warehouse.summary_category.position is 'Place on the P&L, from 1.';
comment on column warehouse.summary_category.displayed_sign is
  'Ledger balance times this is the displayed amount: -1 for internal revenue.';
comment on column warehouse.summary_category.counts_in_flc is
  'Sign in front line contribution: 1 revenue, -1 expense, 0 neither.';

create table warehouse.parking_statistic (
  statistic text,
  position smallint not null,
  revenue_account_id text,
  vehicle_account_id text,
  revenue_codes text[] not null,
  constraint parking_statistic_pkey primary key (statistic),
  constraint parking_statistic_position_is_unique unique (position)
);
comment on table warehouse.parking_statistic is
  'Parking statistics: how accounts and revenue codes map to valet and self, daily, overnight and monthly.';
comment on column warehouse.parking_statistic.statistic is 'Name, for example valet-daily.';
comment on column warehouse.parking_statistic.position is 'Order of display, from 1.';
comment on column warehouse.parking_statistic.revenue_account_id is
  'Account of the budgeted or booked revenue.';
comment on column warehouse.parking_statistic.vehicle_account_id is
  'Account of the budgeted or booked count.';
comment on column warehouse.parking_statistic.revenue_codes is
  'Revenue codes of the daily reports that count here.';
