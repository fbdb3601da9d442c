--! why: the same content again is told when it no longer counts, and a load can be tried without a change

alter table sources.batch
  add column first_on date,
  add column last_on date,
  add column site_ids text[];
comment on column sources.batch.first_on is
  'First day or month that its rows speak of; null for lists and earlier loads.';
comment on column sources.batch.last_on is 'Last day or month that its rows speak of.';
comment on column sources.batch.site_ids is 'Sites that its rows name.';

alter table sources.batch drop constraint batch_state_is_known;
-- Only states are added, so every row that is there meets it.
-- squawk-ignore constraint-missing-not-valid
alter table sources.batch add constraint batch_state_is_known check (
  state in ('receiving', 'loaded', 'unchanged', 'replaced', 'tried', 'refused', 'failed'));
comment on column sources.batch.state is
  'receiving, then loaded, unchanged, replaced (came before, and later loads replaced it), tried (a dry run), refused '
  'or failed.';
