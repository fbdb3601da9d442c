--! why: a site of the list is taken on by its number, once, with whom its invoices go to (operations.md 3.1)

create table warehouse.site_onboarding (
  site_id text not null,
  from_on date not null,
  reason text,
  onboarded_at timestamptz not null,
  onboarded_by text not null,
  constraint site_onboarding_pkey primary key (site_id),
  constraint site_onboarding_site_exists foreign key (site_id) references warehouse.site,
  constraint site_onboarding_reason_is_short check (length(reason) <= 2000)
);
comment on table warehouse.site_onboarding is
  'Sites that were taken on here; those that came with a contract of the old system need not be.';
comment on column warehouse.site_onboarding.site_id is 'Site number, four digits with leading zeros.';
comment on column warehouse.site_onboarding.from_on is 'First day for which it was taken on.';
comment on column warehouse.site_onboarding.reason is 'Why, as said (personal data).';
comment on column warehouse.site_onboarding.onboarded_at is 'When it was taken on.';
comment on column warehouse.site_onboarding.onboarded_by is 'Who took it on (personal data).';

insert into security.personal_column (relation, column_name, class) values
  ('warehouse.site_onboarding', 'reason', 'record'),
  ('warehouse.site_onboarding', 'onboarded_by', 'login');
insert into security.table_class (relation, data_class, audited, reason) values
  ('warehouse.site_onboarding', 2, 'by row', 'which sites are billed');
insert into security.table_retention (relation, why) values
  ('warehouse.site_onboarding', 'a site is taken on once, and stays so');
select security.force_row_security('warehouse.site_onboarding');
select audit.watch('warehouse.site_onboarding');
