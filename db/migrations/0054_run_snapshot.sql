--! why: what a statement was calculated from stays its explanation, whatever is loaded later

alter table billing.run add column last_batch_id bigint;
comment on column billing.run.last_batch_id is
  'Newest load that was there when the run read the facts; null for runs before this was kept.';
alter table billing.run add column open_batch_ids bigint[];
comment on column billing.run.open_batch_ids is
  'Loads up to that one that had not ended then, so that the run did not see their rows.';
