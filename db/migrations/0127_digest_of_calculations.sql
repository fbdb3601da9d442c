-- Billing a month a second time leaves statements alone whose calculation came to the same.
alter table billing.statement add column calculation_sha256 text;
comment on column billing.statement.calculation_sha256 is
  'SHA-256 of the whole calculation: terms, facts, lines, comparison and first state; null where it was made before '
  'digests were kept.';
