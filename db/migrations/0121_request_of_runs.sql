--! why: the log lines of a run, and what it changed in the audit trail, are found by one number (issue 19)
alter table operations.run add column request_id text;
alter table operations.run alter column request_id set default gen_random_uuid()::text;
comment on column operations.run.request_id is
  'Number that its log lines and its entries of the audit trail have in common; null for runs from before.';
