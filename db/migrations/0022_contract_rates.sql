--! why: the rates of a contract version, a table for each component (billing.md 1.5 to 1.12)

create table contracts.invoice_group (
  version_id bigint not null,
  site_id text not null,
  position smallint not null,
  source_id uuid not null,
  group_number smallint not null,
  title text not null,
  description text,
  vendor_id text,
  site_number text,
  customer_name text,
  billing_contact_emails text,
  constraint invoice_group_pkey primary key (version_id, position),
  constraint invoice_group_version_exists foreign key (version_id) references contracts.version
);
comment on table contracts.invoice_group is 'An invoice of its own within a statement (billing.md 1.5).';
comment on column contracts.invoice_group.version_id is 'Version of the contract.';
comment on column contracts.invoice_group.site_id is 'Site number, four digits with leading zeros.';
comment on column contracts.invoice_group.position is 'Place in the list, from 1.';
comment on column contracts.invoice_group.source_id is 'Its id in the export.';
comment on column contracts.invoice_group.group_number is 'Number that components refer to.';
comment on column contracts.invoice_group.title is 'Printed on the invoice.';
comment on column contracts.invoice_group.description is 'Printed below the title.';
comment on column contracts.invoice_group.vendor_id is 'Payables vendor for a negative invoice.';
comment on column contracts.invoice_group.site_number is 'Stands for the site in invoice number and posting texts.';
comment on column contracts.invoice_group.customer_name is 'Stands for the bill-to name.';
comment on column contracts.invoice_group.billing_contact_emails is
  'Recipients of this invoice, with semicolons (personal data).';

create table contracts.fixed_fee_rate (
  version_id bigint not null,
  site_id text not null,
  position smallint not null,
  source_id uuid not null,
  service text not null,
  title text not null,
  code text not null,
  fee numeric not null,
  start_text text,
  starts_on date,
  end_text text,
  ends_on date,
  group_number smallint not null,
  constraint fixed_fee_rate_pkey primary key (version_id, position),
  constraint fixed_fee_rate_version_exists foreign key (version_id) references contracts.version
);
comment on table contracts.fixed_fee_rate is 'A service for a fixed monthly fee (billing.md 1.6).';
comment on column contracts.fixed_fee_rate.version_id is 'Version of the contract.';
comment on column contracts.fixed_fee_rate.site_id is 'Site number, four digits with leading zeros.';
comment on column contracts.fixed_fee_rate.position is 'Place in the list, from 1.';
comment on column contracts.fixed_fee_rate.source_id is 'Its id in the export.';
comment on column contracts.fixed_fee_rate.service is 'Service of the catalogue.';
comment on column contracts.fixed_fee_rate.title is 'Line title.';
comment on column contracts.fixed_fee_rate.code is 'GL service code.';
comment on column contracts.fixed_fee_rate.fee is 'Amount a month.';
comment on column contracts.fixed_fee_rate.start_text is 'First day as the export writes it.';
comment on column contracts.fixed_fee_rate.starts_on is 'First day; null is open.';
comment on column contracts.fixed_fee_rate.end_text is 'Last day as the export writes it.';
comment on column contracts.fixed_fee_rate.ends_on is 'Last day; null is open.';
comment on column contracts.fixed_fee_rate.group_number is 'Invoice group that its lines go to.';

create table contracts.labor_hour_rate (
  version_id bigint not null,
  site_id text not null,
  position smallint not null,
  source_id uuid not null,
  service text not null,
  title text not null,
  job_code text not null,
  rate_per_hour numeric not null,
  overtime_rate_per_hour numeric,
  start_text text,
  starts_on date,
  end_text text,
  ends_on date,
  group_number smallint not null,
  constraint labor_hour_rate_pkey primary key (version_id, position),
  constraint labor_hour_rate_version_exists foreign key (version_id) references contracts.version
);
comment on table contracts.labor_hour_rate is 'A job that is billed by the hour (billing.md 1.7).';
comment on column contracts.labor_hour_rate.version_id is 'Version of the contract.';
comment on column contracts.labor_hour_rate.site_id is 'Site number, four digits with leading zeros.';
comment on column contracts.labor_hour_rate.position is 'Place in the list, from 1.';
comment on column contracts.labor_hour_rate.source_id is 'Its id in the export.';
comment on column contracts.labor_hour_rate.service is 'Job of the catalogue.';
comment on column contracts.labor_hour_rate.title is 'Line title.';
comment on column contracts.labor_hour_rate.job_code is 'Job code of the timesheets.';
comment on column contracts.labor_hour_rate.rate_per_hour is 'Rate of a regular hour.';
comment on column contracts.labor_hour_rate.overtime_rate_per_hour is
  'Rate of an overtime, double-time or holiday hour.';
comment on column contracts.labor_hour_rate.start_text is 'First day as the export writes it.';
comment on column contracts.labor_hour_rate.starts_on is 'First day; null is open.';
comment on column contracts.labor_hour_rate.end_text is 'Last day as the export writes it.';
comment on column contracts.labor_hour_rate.ends_on is 'Last day; null is open.';
comment on column contracts.labor_hour_rate.group_number is 'Invoice group that its lines go to.';

create table contracts.revenue_share_structure (
  version_id bigint not null,
  site_id text not null,
  position smallint not null,
  source_id uuid not null,
  revenue_codes text[] not null,
  accumulation text not null,
  validation_kind text,
  validation_amount numeric,
  group_number smallint not null,
  constraint revenue_share_structure_pkey primary key (version_id, position),
  constraint revenue_share_structure_version_exists foreign key (version_id) references contracts.version
);
comment on table contracts.revenue_share_structure is
  'A set of revenue codes with tiers of their own (billing.md 1.9).';
comment on column contracts.revenue_share_structure.version_id is 'Version of the contract.';
comment on column contracts.revenue_share_structure.site_id is 'Site number, four digits with leading zeros.';
comment on column contracts.revenue_share_structure.position is 'Place in the list, from 1.';
comment on column contracts.revenue_share_structure.source_id is 'Its id in the export.';
comment on column contracts.revenue_share_structure.revenue_codes is 'Codes whose revenue is shared.';
comment on column contracts.revenue_share_structure.accumulation is 'When the tiers start again.';
comment on column contracts.revenue_share_structure.validation_kind is
  'Kind of the validation threshold; null bills no validations.';
comment on column contracts.revenue_share_structure.validation_amount is
  'Percent, money or vehicles, as the kind says.';
comment on column contracts.revenue_share_structure.group_number is 'Invoice group that its lines go to.';

create table contracts.revenue_share_tier (
  version_id bigint not null,
  site_id text not null,
  structure smallint not null,
  position smallint not null,
  share_percent numeric not null,
  limit_amount numeric not null,
  constraint revenue_share_tier_pkey primary key (version_id, structure, position),
  constraint revenue_share_tier_version_exists foreign key (version_id) references contracts.version
);
comment on table contracts.revenue_share_tier is 'A band of a threshold structure.';
comment on column contracts.revenue_share_tier.version_id is 'Version of the contract.';
comment on column contracts.revenue_share_tier.site_id is 'Site number, four digits with leading zeros.';
comment on column contracts.revenue_share_tier.structure is 'Place of the threshold structure, from 1.';
comment on column contracts.revenue_share_tier.position is 'Place in the list, from 1.';
comment on column contracts.revenue_share_tier.share_percent is 'Share of the operator within the band, percent.';
comment on column contracts.revenue_share_tier.limit_amount is 'Upper end of the band; 0 is no limit.';

create table contracts.bell_service (
  version_id bigint not null,
  site_id text not null,
  position smallint not null,
  source_id uuid not null,
  group_number smallint not null,
  constraint bell_service_pkey primary key (version_id, position),
  constraint bell_service_version_exists foreign key (version_id) references contracts.version
);
comment on table contracts.bell_service is 'Bell revenue is passed through (billing.md 1.10).';
comment on column contracts.bell_service.version_id is 'Version of the contract.';
comment on column contracts.bell_service.site_id is 'Site number, four digits with leading zeros.';
comment on column contracts.bell_service.position is 'Place in the list, from 1.';
comment on column contracts.bell_service.source_id is 'Its id in the export.';
comment on column contracts.bell_service.group_number is 'Invoice group that its lines go to.';

create table contracts.mid_month_advance (
  version_id bigint not null,
  site_id text not null,
  position smallint not null,
  source_id uuid not null,
  amount numeric not null,
  title_choice text,
  group_number smallint not null,
  constraint mid_month_advance_pkey primary key (version_id, position),
  constraint mid_month_advance_version_exists foreign key (version_id) references contracts.version
);
comment on table contracts.mid_month_advance is 'Credit for money that was advanced in the month (billing.md 1.11).';
comment on column contracts.mid_month_advance.version_id is 'Version of the contract.';
comment on column contracts.mid_month_advance.site_id is 'Site number, four digits with leading zeros.';
comment on column contracts.mid_month_advance.position is 'Place in the list, from 1.';
comment on column contracts.mid_month_advance.source_id is 'Its id in the export.';
comment on column contracts.mid_month_advance.amount is 'Amount, positive.';
comment on column contracts.mid_month_advance.title_choice is 'MidMonthBilling or PreBill.';
comment on column contracts.mid_month_advance.group_number is 'Invoice group that its lines go to.';
