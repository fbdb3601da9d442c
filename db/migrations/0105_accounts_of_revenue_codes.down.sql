delete from warehouse.catalogue_entry where catalogue = 'revenue-code-accounts';
alter table warehouse.catalogue_entry drop constraint catalogue_entry_catalogue_is_known;
alter table warehouse.catalogue_entry add constraint catalogue_entry_catalogue_is_known check (
  catalogue in ('fixed-fee-services', 'client-paid-accounts', 'revenue-codes', 'non-productive-jobs')) not valid;
-- squawk-ignore constraint-missing-not-valid
alter table warehouse.catalogue_entry validate constraint catalogue_entry_catalogue_is_known;
comment on table warehouse.catalogue_entry is
  'What people choose from, and what is said of codes: services of fixed fees, accounts that clients pay, revenue '
  'codes, job codes that are not productive. An entry is never changed or deleted: it ends, and another may take its '
  'place.';
comment on column warehouse.catalogue_entry.entry_name is
  'Name, category for a revenue code; null where the chart of accounts says it.';
