-- Keeping entries, whatever their area (`forecasting.entry_area`).

create function forecasting.save_area(target text, change bigint, changed jsonb) returns void
language plpgsql as $$
declare
  described record;
  item_name text;
  new_rows jsonb;
begin
  select * into strict described from forecasting.entry_area() where area = target;
  -- Statistics have no item: what is kept under this name is no column, and is left out of the rows.
  item_name := coalesce(described.item_column, 'item');
  execute format($sql$
    select jsonb_agg(coalesce(to_jsonb(standing), '{}') || typed.cells || jsonb_build_object(
      'site_id', edit.site_id, 'version_id', edit.version_id, 'change_id', edit.change_id, %2$L, typed.period_on,
      %3$L, typed.item))
    from forecasting.change as edit
    cross join (
      select period_on, item, jsonb_object_agg(replace(measure, '-', '_'), value) as cells
      from jsonb_to_recordset($2) as cell (area text, period_on date, item text, measure text, value numeric)
      where area = %4$L group by period_on, item) as typed
    left join lateral forecasting.%1$I(array[edit.version_id], '-infinity', 'infinity') as standing
      on standing.%2$I = typed.period_on %5$s
    where edit.change_id = $1 $sql$,
    described.reader, described.period_column, item_name, target,
    ' and standing.' || quote_ident(described.item_column) || ' = typed.item')
  into new_rows using change, changed;
  execute format($sql$
    update forecasting.%1$I as entry set superseded_change_id = new_row.change_id
    from jsonb_populate_recordset(null::forecasting.%1$I, $1) as new_row
    where entry.site_id = new_row.site_id and entry.version_id = new_row.version_id
      and entry.superseded_change_id is null and entry.%2$I = new_row.%2$I %3$s $sql$,
    described.relation, described.period_column,
    ' and entry.' || quote_ident(described.item_column) || ' = new_row.' || quote_ident(described.item_column))
  using new_rows;
  execute format(
    'insert into forecasting.%1$I select * from jsonb_populate_recordset(null::forecasting.%1$I, $1)',
    described.relation)
  using new_rows;
end
$$;
comment on function forecasting.save_area(text, bigint, jsonb) is
  'Rows of one area and change: as they stood with the new values; the rows before are marked as superseded.';

create function forecasting.save_entries(change bigint, new_values jsonb)
returns table (area text, period_on date, item text, measure text, before numeric, after numeric)
language plpgsql as $$
declare
  version bigint := (select edit.version_id from forecasting.change as edit where edit.change_id = change);
  changed jsonb;
begin
  select jsonb_agg(jsonb_build_object('area', typed.area, 'period_on', typed.period_on, 'item', typed.item,
    'measure', typed.measure, 'before', standing.value, 'value', typed.value)) into changed
  from jsonb_to_recordset(new_values) as typed (area text, period_on date, item text, measure text, value numeric)
  left join forecasting.entries(array[version], '-infinity', 'infinity') as standing
    on standing.area = typed.area and standing.period_on = typed.period_on and standing.item = typed.item
    and standing.measure = typed.measure
  where standing.value is distinct from typed.value;
  perform forecasting.save_area(touched.area, change, changed)
  from (select distinct cell.area from jsonb_to_recordset(changed) as cell (area text)) as touched;
  return query
  select cell.area, cell.period_on, cell.item, cell.measure, cell.before, cell.value
  from jsonb_to_recordset(changed) as cell (
    area text, period_on date, item text, measure text, before numeric, value numeric);
end
$$;
comment on function forecasting.save_entries(bigint, jsonb) is
  'Keeps the values of a change that differ from what its version says, and gives them back; null follows the budget '
  'again. `new_values` has area, period_on, item (empty for statistics), measure, value.';
