--! why: forecasts under the same rights, trail and inventory as everything else (operations.md 1.3, 2)

insert into security.personal_column (relation, column_name, class) values
  ('forecasting.version', 'made_by', 'login'),
  ('forecasting.change', 'changed_by', 'login'),
  ('forecasting.submission', 'submitted_by', 'login'),
  ('forecasting.submission', 'decided_by', 'login'),
  ('forecasting.run', 'started_by', 'login');

insert into security.table_class (relation, data_class, audited, reason)
select 'forecasting.' || relname,
  case when relname in ('version', 'change', 'submission', 'run') then 3 else 2 end,
  case when relname in ('site_month', 'pnl_cell', 'component', 'outdated') then 'by batch' else 'by row' end,
  case when relname in ('site_month', 'pnl_cell', 'component', 'outdated')
    then 'made anew by a run, which is in the trail' else 'who expected what' end
from pg_class where relnamespace = 'forecasting'::regnamespace and relkind = 'r';
insert into security.table_class (relation, data_class, audited, reason) values
  ('warehouse.forecast', 2, 'by batch', 'made anew by a run, which is in the trail');

insert into security.object_relation (object, action, relation, command, site_column)
select case when relname in ('pnl_cell', 'component', 'site_month') then 'profit-and-loss' else 'forecast' end, 'read',
  'forecasting.' || relname, 'select', case when relname <> 'run' then 'site_id' end
from pg_class where relnamespace = 'forecasting'::regnamespace and relkind = 'r';
insert into security.object_relation (object, action, relation, command, site_column) values
  ('profit-and-loss', 'read', 'warehouse.forecast', 'select', 'site_id'),
  -- Whoever reads the P&L may ask which version it is of, and whether it is up to date.
  ('profit-and-loss', 'read', 'forecasting.version', 'select', 'site_id'),
  ('profit-and-loss', 'read', 'forecasting.outdated', 'select', 'site_id');

do $$
declare
  ours record;
begin
  for ours in
    select oid::regclass as relation, relname from pg_class
    where (relnamespace = 'forecasting'::regnamespace and relkind = 'r') or oid = 'warehouse.forecast'::regclass
    order by relname
  loop
    perform security.force_row_security(ours.relation);
    if ours.relname not in ('site_month', 'pnl_cell', 'component', 'outdated', 'forecast') then
      perform audit.watch(ours.relation);
    end if;
  end loop;
end
$$;
