--! why: an explanation names the file from which a forecast entry was imported, next to who imported it and when

alter table forecasting.change add column file_names text[];
-- The column is new and null in every row: there is nothing to scan.
-- squawk-ignore constraint-missing-not-valid
alter table forecasting.change add constraint change_file_names_are_given check (cardinality(file_names) > 0);
comment on column forecasting.change.file_names is
  'Files that the values of an import came from, as they were called; null for what came from none.';
