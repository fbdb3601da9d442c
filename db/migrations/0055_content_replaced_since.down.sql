-- Neither changed anything: the earlier schema knows them as loads that took nothing in.
update sources.batch set state = 'refused' where state in ('replaced', 'tried');
alter table sources.batch drop constraint batch_state_is_known;
-- squawk-ignore constraint-missing-not-valid
alter table sources.batch add constraint batch_state_is_known check (
  state in ('receiving', 'loaded', 'unchanged', 'refused', 'failed'));
comment on column sources.batch.state is 'receiving, then loaded, unchanged, refused or failed.';
alter table sources.batch drop column first_on, drop column last_on, drop column site_ids;
