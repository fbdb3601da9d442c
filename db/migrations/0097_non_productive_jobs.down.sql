delete from warehouse.catalogue_entry where catalogue = 'non-productive-jobs';
alter table warehouse.catalogue_entry drop constraint catalogue_entry_catalogue_is_known;
alter table warehouse.catalogue_entry add constraint catalogue_entry_catalogue_is_known check (
  catalogue in ('fixed-fee-services', 'client-paid-accounts', 'revenue-codes')) not valid;
-- squawk-ignore constraint-missing-not-valid
alter table warehouse.catalogue_entry validate constraint catalogue_entry_catalogue_is_known;
comment on table warehouse.catalogue_entry is
  'What people choose from: services of fixed fees, accounts that clients pay, revenue codes. An entry is never '
  'changed or deleted: it ends, and another may take its place.';
comment on column warehouse.catalogue_entry.code is 'Code of the ledger or of the daily reports.';
