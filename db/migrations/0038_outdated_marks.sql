--! why: what makes a P&L outdated is marked where it happens, by site and month, so that only that is calculated anew

-- A few thousand rows at most, and a moment's lock: a new table would lose the marks that are waiting.
-- squawk-ignore adding-field-with-default
alter table forecasting.outdated add mark_id bigint generated always as identity;
comment on column forecasting.outdated.mark_id is
  'A new number with every mark: a calculation takes away those marks only that it saw.';

create unique index outdated_mark on forecasting.outdated (mark_id);

create table forecasting.arrived_batch (
  batch_id bigint not null,
  constraint arrived_batch_pkey primary key (batch_id),
  constraint arrived_batch_exists foreign key (batch_id) references sources.batch on delete cascade
);
comment on table forecasting.arrived_batch is
  'Loads whose facts were not compared with the P&L yet; gone once the months that they touched are marked.';
comment on column forecasting.arrived_batch.batch_id is 'The load.';
insert into forecasting.arrived_batch select batch_id from sources.batch where state = 'loaded';

insert into security.table_class (relation, data_class, audited, reason) values
  ('forecasting.arrived_batch', 1, 'by batch', 'made anew by a trigger; each load is in the trail');
insert into security.object_relation (object, action, relation, command, site_column) values
  ('forecast', 'read', 'forecasting.arrived_batch', 'select', null);
select security.force_row_security('forecasting.arrived_batch');

create function forecasting.note_batch() returns trigger
language plpgsql as $$
begin
  insert into forecasting.arrived_batch (batch_id)
  select batch_id from new_rows where state = 'loaded'
  on conflict do nothing;
  return null;
end
$$;
comment on function forecasting.note_batch() is 'Trigger: notes loads that are complete.';
create trigger notes_for_pnl after update on sources.batch referencing new table as new_rows
  for each statement execute function forecasting.note_batch();
create trigger notes_new_for_pnl after insert on sources.batch referencing new table as new_rows
  for each statement execute function forecasting.note_batch();

create function forecasting.mark_terms(sites text[], from_months date[]) returns void
language sql as $$
  insert into forecasting.outdated (site_id, version_id, plan_month, cause, since_at)
  select made.site_id, made.version_id, made.plan_month, 'contract', now()
  from unnest(sites, from_months) as agreed (site_id, from_month)
  join forecasting.site_month as made using (site_id)
  join forecasting.version on version.version_id = made.version_id
  -- A forecast of record keeps what was expected then.
  where made.plan_month >= agreed.from_month and kind <> 'record'
  order by 2, 3
  on conflict (site_id, version_id, plan_month)
    do update set mark_id = default, cause = excluded.cause, since_at = excluded.since_at
$$;
comment on function forecasting.mark_terms(text[], date[]) is
  'Marks the P&L of sites as outdated from the month on from which other terms hold for each (forecasting.md 7.6; '
  'golden FC12-03).';

create function forecasting.mark_agreed() returns trigger
language plpgsql as $$
begin
  perform forecasting.mark_terms(array_agg(site_id), array_agg(from_month))
  from (select site_id, min(from_month) as from_month from new_rows group by 1) as agreed;
  return null;
end
$$;
comment on function forecasting.mark_agreed() is
  'Trigger: versions and clauses make the P&L outdated from their first month on.';
create trigger marks_pnl after insert on contracts.version referencing new table as new_rows
  for each statement execute function forecasting.mark_agreed();
create trigger marks_pnl_of_changed after update on contracts.version referencing new table as new_rows
  for each statement execute function forecasting.mark_agreed();
create trigger marks_pnl after insert on contracts.clause referencing new table as new_rows
  for each statement execute function forecasting.mark_agreed();
create trigger marks_pnl_of_changed after update on contracts.clause referencing new table as new_rows
  for each statement execute function forecasting.mark_agreed();

create function forecasting.mark_indexed() returns trigger
language plpgsql as $$
begin
  perform forecasting.mark_terms(array_agg(site_id), array_agg(from_month))
  from (
    select site_id, min(from_month) as from_month from contracts.clause
    where superseded_at is null and index_name in (select index_name from new_rows) group by 1) as agreed;
  return null;
end
$$;
comment on function forecasting.mark_indexed() is
  'Trigger: where rates follow an index, its values make the P&L outdated.';
create trigger marks_pnl after insert on contracts.index_value referencing new table as new_rows
  for each statement execute function forecasting.mark_indexed();
create trigger marks_pnl_of_changed after update on contracts.index_value referencing new table as new_rows
  for each statement execute function forecasting.mark_indexed();

comment on column forecasting.run.cause is
  'What called for it: command (somebody asked), change (the server, once something changed) or start.';
