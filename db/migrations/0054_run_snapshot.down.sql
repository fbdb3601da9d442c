alter table billing.run drop column open_batch_ids;
alter table billing.run drop column last_batch_id;
