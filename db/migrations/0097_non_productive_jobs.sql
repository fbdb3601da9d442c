--! why: which job codes are not productive is the operator's to say, with who said so and since when

alter table warehouse.catalogue_entry drop constraint catalogue_entry_catalogue_is_known;
alter table warehouse.catalogue_entry add constraint catalogue_entry_catalogue_is_known check (
  catalogue in ('fixed-fee-services', 'client-paid-accounts', 'revenue-codes', 'non-productive-jobs')) not valid;
-- A few hundred entries; reading them all takes no time.
-- squawk-ignore constraint-missing-not-valid
alter table warehouse.catalogue_entry validate constraint catalogue_entry_catalogue_is_known;
comment on table warehouse.catalogue_entry is
  'What people choose from, and what is said of codes: services of fixed fees, accounts that clients pay, revenue '
  'codes, job codes that are not productive. An entry is never changed or deleted: it ends, and another may take its '
  'place.';
comment on column warehouse.catalogue_entry.code is 'Code of the ledger, of the daily reports or of Legion.';

-- Doors and bell are not productive (forecasting.md 5.8).
insert into warehouse.catalogue_entry (catalogue, code, entered_at, entered_by)
select 'non-productive-jobs', code, now(), 'delivered' from unnest('{BELL,DOOR}'::text[]) as code;
