--! why: statements under the same rights, trail and inventory as everything else (operations.md 1.3, 2)

insert into security.personal_column (relation, column_name, class) values
  ('billing.run', 'started_by', 'login'),
  ('billing.statement', 'made_by', 'login'),
  ('billing.statement_change', 'changed_by', 'login'),
  ('billing.ad_hoc_line', 'added_by', 'login'),
  ('billing.ad_hoc_line', 'deleted_by', 'login');

insert into security.table_class (relation, data_class, audited, reason)
select 'billing.' || relname, 
  case when relname in ('run', 'statement', 'statement_change', 'ad_hoc_line') then 3 else 2 end,
  case when relname in ('line_input', 'tier_result') then 'by batch' else 'by row' end,
  case when relname in ('line_input', 'tier_result')
    then 'made anew with the lines of a run, which are in the trail' else 'what is owed' end
from pg_class where relnamespace = 'billing'::regnamespace and relkind = 'r';

insert into security.object_relation (object, action, relation, command, site_column)
select 'statement', 'read', 'billing.' || relname, 'select', case when relname <> 'run' then 'site_id' end
from pg_class where relnamespace = 'billing'::regnamespace and relkind = 'r' and relname <> 'comparison';
insert into security.object_relation (object, action, relation, command, site_column) values
  ('review-threshold', 'read', 'billing.comparison', 'select', 'site_id'),
  ('statement', 'read', 'billing.comparison', 'null', null);

do $$
declare
  ours record;
begin
  for ours in
    select oid::regclass as relation, relname from pg_class
    where relnamespace = 'billing'::regnamespace and relkind = 'r' order by relname
  loop
    perform security.force_row_security(ours.relation);
    if ours.relname not in ('line_input', 'tier_result') then
      perform audit.watch(ours.relation);
    end if;
  end loop;
end
$$;
