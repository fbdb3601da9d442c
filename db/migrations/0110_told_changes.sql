--! why: pages that show loads, statements or forecasts learn at once, on whatever server, that they changed

create function delivery.tell_change() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  kind constant text := tg_argv[0];
  site_column constant text := tg_argv[1];
  places text[];
begin
  if not exists (select from new_rows) then
    return null;
  end if;
  if site_column is not null then
    -- Whoever may listen to the database must not learn where something changed: only a server can tell the seals.
    execute format(
      $sql$
        select array_agg(left(security.seal_of('change at ' || site), 12))
        from (select distinct %I as site from new_rows limit 201) as changed where site is not null
      $sql$, site_column)
    into places;
  end if;
  perform pg_notify('daybook_changes', jsonb_build_object(
    'kind', kind, 'places', case when cardinality(places) <= 200 then to_jsonb(places) end)::text);
  return null;
end
$$;
comment on function delivery.tell_change() is
  'Trigger: tells servers which kind of thing changed, and at which places as seals of their sites; without places '
  'where there are more than 200.';

create trigger tells_load after insert on sources.batch referencing new table as new_rows
  for each statement execute function delivery.tell_change('loads');
create trigger tells_loaded after update on sources.batch referencing new table as new_rows
  for each statement execute function delivery.tell_change('loads');
create trigger tells_held after insert on sources.quarantine referencing new table as new_rows
  for each statement execute function delivery.tell_change('quarantine', 'slice_site_id');
create trigger tells_decided after update on sources.quarantine referencing new table as new_rows
  for each statement execute function delivery.tell_change('quarantine', 'slice_site_id');
create trigger tells_statement after insert on billing.statement referencing new table as new_rows
  for each statement execute function delivery.tell_change('statements', 'site_id');
create trigger tells_acted_on after update on billing.statement referencing new table as new_rows
  for each statement execute function delivery.tell_change('statements', 'site_id');
create trigger tells_saved after insert on forecasting.change referencing new table as new_rows
  for each statement execute function delivery.tell_change('forecasts', 'site_id');
create trigger tells_submitted after insert on forecasting.submission referencing new table as new_rows
  for each statement execute function delivery.tell_change('forecasts', 'site_id');
create trigger tells_settled after update on forecasting.submission referencing new table as new_rows
  for each statement execute function delivery.tell_change('forecasts', 'site_id');
