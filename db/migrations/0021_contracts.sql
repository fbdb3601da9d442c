--! why: contracts and their versions by service month (billing.md 1.19)

create schema contracts;
comment on schema contracts is 'What was agreed with customers, in versions by service month.';


create table contracts.contract (
  contract_id uuid not null,
  site_id text not null,
  customer_name text,
  first_imported_at timestamptz not null,
  constraint contract_pkey primary key (contract_id),
  constraint contract_is_one_per_site unique (site_id),
  constraint contract_site_has_four_digits check (site_id ~ '^[0-9]{4}$')
);
comment on table contracts.contract is 'The contract of a site (billing.md 1); what it says is in its versions.';
comment on column contracts.contract.contract_id is 'Its id in the exports.';
comment on column contracts.contract.site_id is 'Site number, four digits; the warehouse may not know the site yet.';
comment on column contracts.contract.customer_name is
  'Customer as the export names it; a replaceable link, not a term.';
comment on column contracts.contract.first_imported_at is 'When it was first taken in.';

create table contracts.received_export (
  export_id bigint generated always as identity,
  site_id text,
  file_name text not null,
  sha256 text not null,
  content text not null,
  received_at timestamptz not null,
  received_by text not null,
  outcome text not null,
  constraint received_export_pkey primary key (export_id),
  constraint received_export_outcome_is_known check (outcome in ('imported', 'unchanged', 'draft', 'rejected'))
);
comment on table contracts.received_export is
  'Every contract export as it was received, whatever became of it; nothing is lost.';
comment on column contracts.received_export.export_id is 'Its number.';
comment on column contracts.received_export.site_id is
  'Site number that the export names; null when it cannot be read.';
comment on column contracts.received_export.file_name is 'Name of the file.';
comment on column contracts.received_export.sha256 is 'Digest of its bytes.';
comment on column contracts.received_export.content is 'The file, byte for byte (personal data).';
comment on column contracts.received_export.received_at is 'When it came.';
comment on column contracts.received_export.received_by is 'Who imported it (personal data).';
comment on column contracts.received_export.outcome is 'imported, unchanged, draft (kept, cannot bill) or rejected.';

create index received_export_site on contracts.received_export (site_id);

create table contracts.finding (
  export_id bigint not null,
  position integer not null,
  grade text not null,
  code text not null,
  path text not null,
  message text not null,
  constraint finding_pkey primary key (export_id, position),
  constraint finding_export_exists foreign key (export_id) references contracts.received_export,
  constraint finding_grade_is_known check (grade in ('silent', 'warning', 'blocked', 'rejected'))
);
comment on table contracts.finding is 'What the import saw in an export (contract-corpus.md 5).';
comment on column contracts.finding.export_id is 'Export.';
comment on column contracts.finding.position is 'Place in the list, from 1.';
comment on column contracts.finding.grade is 'silent, warning, blocked (kept as a draft) or rejected.';
comment on column contracts.finding.code is 'Code of the finding.';
comment on column contracts.finding.path is 'Block and field of the export.';
comment on column contracts.finding.message is 'What is wrong and what to do.';

create table contracts.version (
  version_id bigint generated always as identity,
  contract_id uuid not null,
  site_id text not null,
  number integer not null,
  from_month date not null,
  origin text not null,
  state text not null,
  export_id bigint,
  made_at timestamptz not null,
  made_by text not null,
  digest text not null,
  purchase_order text,
  payment_terms text not null,
  billing_type text not null,
  increment_month text not null,
  increment_percent numeric not null,
  is_index_tracked boolean not null,
  notes text,
  has_deposits boolean not null,
  label text,
  supporting_reports text[] not null,
  is_grouped boolean not null,
  has_fixed_fee boolean not null,
  has_labor_hours boolean not null,
  has_hours_backup boolean not null,
  has_occupied_rooms boolean not null,
  room_rate numeric not null,
  room_group smallint not null,
  has_revenue_share boolean not null,
  has_bell_service boolean not null,
  has_mid_month_advance boolean not null,
  has_deposited_revenue boolean not null,
  has_billable_accounts boolean not null,
  has_management_agreement boolean not null,
  unmodelled jsonb not null,
  constraint version_pkey primary key (version_id),
  constraint version_contract_exists foreign key (contract_id) references contracts.contract,
  constraint version_export_exists foreign key (export_id) references contracts.received_export,
  constraint version_is_numbered unique (contract_id, number),
  constraint version_begins_with_a_month check (extract(day from from_month) = 1),
  constraint version_origin_is_known check (origin in ('import', 'escalation')),
  constraint version_state_is_known check (state in ('active', 'draft')),
  constraint version_billing_type_is_known check (billing_type in ('Arrears', 'Advanced'))
);
comment on table contracts.version is
  'One state of a contract, in force from from_month until the next version begins; never changed afterwards.';
comment on column contracts.version.version_id is 'Its number over all contracts; statements pin it.';
comment on column contracts.version.contract_id is 'Contract.';
comment on column contracts.version.site_id is 'Site number, four digits with leading zeros.';
comment on column contracts.version.number is 'Counts the versions of the contract from 1.';
comment on column contracts.version.from_month is
  'First service month, as its first day; the first version reaches back to 1900.';
comment on column contracts.version.origin is 'import, or escalation (computed from the version before it).';
comment on column contracts.version.state is 'active, or draft: kept, but cannot bill.';
comment on column contracts.version.export_id is 'Export that it came with; null for a computed version.';
comment on column contracts.version.made_at is 'When it was made.';
comment on column contracts.version.made_by is 'Who made it (personal data).';
comment on column contracts.version.digest is
  'Digest of its terms, independent of spelling; an export with the same one is unchanged.';
comment on column contracts.version.purchase_order is 'Printed on statements when present.';
comment on column contracts.version.payment_terms is 'Printed text, for example Due in 30 Days.';
comment on column contracts.version.billing_type is 'Arrears or Advanced.';
comment on column contracts.version.increment_month is 'Month of the yearly increment, English name.';
comment on column contracts.version.increment_percent is
  'Yearly increment of fees and hourly rates, percent; 0 is none.';
comment on column contracts.version.is_index_tracked is 'Information for reports; no rule reads it.';
comment on column contracts.version.notes is 'Free text; may hold terms that nothing else models (personal data).';
comment on column contracts.version.has_deposits is 'Copy of the master flag of the site; no rule reads it.';
comment on column contracts.version.label is 'Contract type as written; never decides what is billed.';
comment on column contracts.version.supporting_reports is 'Reports that go with the statement.';
comment on column contracts.version.is_grouped is 'Invoice groups are in use.';
comment on column contracts.version.has_fixed_fee is 'Fixed fee is switched on.';
comment on column contracts.version.has_labor_hours is 'Per labor hour is switched on.';
comment on column contracts.version.has_hours_backup is 'The hours backup goes with it.';
comment on column contracts.version.has_occupied_rooms is 'Per occupied room is switched on.';
comment on column contracts.version.room_rate is 'Rate per occupied room.';
comment on column contracts.version.room_group is 'Invoice group of the rooms.';
comment on column contracts.version.has_revenue_share is 'Revenue share is switched on.';
comment on column contracts.version.has_bell_service is 'Bell service is switched on.';
comment on column contracts.version.has_mid_month_advance is 'Mid-month advance is switched on.';
comment on column contracts.version.has_deposited_revenue is 'Deposited revenue is switched on.';
comment on column contracts.version.has_billable_accounts is 'Billable accounts are switched on.';
comment on column contracts.version.has_management_agreement is 'Management agreement is switched on.';
comment on column contracts.version.unmodelled is
  'What the tables have no place for, as path and value; an export writes it back (personal data).';

create index version_in_force on contracts.version (site_id, from_month);
create index version_export on contracts.version (export_id);

create table contracts.review_threshold (
  version_id bigint not null,
  site_id text not null,
  deviation_amount numeric not null,
  deviation_percent numeric not null,
  constraint review_threshold_pkey primary key (version_id),
  constraint review_threshold_version_exists foreign key (version_id) references contracts.version
);
comment on table contracts.review_threshold is
  'Deviation from the forecast that calls the approval team (billing.md 4.6); managers do not see it.';
comment on column contracts.review_threshold.version_id is 'Version of the contract.';
comment on column contracts.review_threshold.site_id is 'Site number, four digits with leading zeros.';
comment on column contracts.review_threshold.deviation_amount is 'Deviation must be above this amount …';
comment on column contracts.review_threshold.deviation_percent is '… and above this percentage.';
