-- Records of the old system: kept as they were exported, compared by site and month, and read by tiers and caps.

create function billing.keep_former(rows jsonb, of_kind text, of_entity text, file bigint)
returns table (added integer, changed integer, unchanged integer)
language sql as $$
  with arriving as (
    select * from jsonb_to_recordset(rows) as arriving (
      former_id text, site_id text, record_month date, parent_id text, state text, number text, version integer,
      amount numeric, profit numeric, lines jsonb, content jsonb, source_line integer)
  ),
  saved as (
    insert into billing.former_record as present (
      kind, entity, former_id, site_id, record_month, parent_id, state, number, version, amount, profit, lines, content,
      former_file_id, source_line)
    select of_kind, of_entity, former_id, site_id, record_month, parent_id, state, number, version, amount, profit,
      nullif(lines, 'null'), content, file, source_line
    from arriving
    on conflict (entity, former_id) do update set
      site_id = excluded.site_id, record_month = excluded.record_month, parent_id = excluded.parent_id,
      state = excluded.state, number = excluded.number, version = excluded.version, amount = excluded.amount,
      profit = excluded.profit, lines = excluded.lines, content = excluded.content,
      former_file_id = excluded.former_file_id, source_line = excluded.source_line
    where (present.content, present.site_id, present.record_month, present.state)
      is distinct from (excluded.content, excluded.site_id, excluded.record_month, excluded.state)
    returning xmax = 0 as is_new
  )
  select count(*) filter (where is_new)::integer, count(*) filter (where not is_new)::integer,
    ((select count(*) from arriving) - count(*))::integer
  from saved
$$;
comment on function billing.keep_former(jsonb, text, text, bigint) is
  'Keeps records of the old system; how many are new, replaced an earlier one, or were there already. As the owner.';

create function billing.hold_former(rows jsonb, of_entity text, file bigint) returns integer
language plpgsql as $$
declare
  newly integer;
begin
  create temporary table if not exists given_held (
    former_id text, source_line integer, record jsonb, message text) on commit drop;
  truncate given_held;
  insert into given_held
  select * from jsonb_to_recordset(rows) as arriving (former_id text, source_line integer, record jsonb, message text);
  update billing.former_held as present
  set state = 'superseded', decided_at = now(), decided_by = (
    select taken_by from billing.former_file where former_file_id = file)
  from given_held
  where present.state = 'open' and present.entity = of_entity and present.former_id = given_held.former_id
    and (present.record, present.message) is distinct from (given_held.record, given_held.message);
  insert into billing.former_held (former_file_id, entity, former_id, source_line, record, message)
  select file, of_entity, former_id, source_line, record, message
  from given_held
  where not exists (
    select from billing.former_held as present
    where present.state = 'open' and present.entity = of_entity and present.record = given_held.record);
  get diagnostics newly = row_count;
  return newly;
end
$$;
comment on function billing.hold_former(jsonb, text, bigint) is
  'Holds records of the old system back; how many are not held already. As the owner.';

create function billing.standing_former() returns table (
  former_id text, site_id text, service_month date, version integer, state text, invoices integer, invoiced numeric,
  line_total numeric, profit numeric)
language sql stable as $$
  select statement.former_id, statement.site_id, statement.record_month, statement.version, statement.state,
    invoiced.invoices, invoiced.amount, invoiced.line_total, invoiced.profit
  from (
    -- The highest version of a site and month stood; one that failed or was never finished is none.
    select distinct on (record.site_id, record.record_month) record.*
    from billing.former_record as record
    where record.entity = 'statement' and coalesce(record.state, '') not in ('Generating', 'Failed')
    order by record.site_id, record.record_month, record.version desc nulls last, record.former_id
  ) as statement
  cross join lateral (
    select count(*)::integer, coalesce(sum(invoice.amount), 0), sum(listed.amount), max(invoice.profit)
    from billing.former_record as invoice
    left join lateral (
      select sum((line ->> 'amount')::numeric) from jsonb_array_elements(invoice.lines) as line
    ) as listed (amount) on true
    where invoice.entity = 'invoice' and invoice.parent_id = statement.former_id
  ) as invoiced (invoices, amount, line_total, profit)
$$;
comment on function billing.standing_former() is
  'Statements of the old system, the version of each site and month that stood, with the sums of their invoices.';

create function billing.former_component(line jsonb) returns text
language sql stable as $$
  select case when line ->> 'component' <> 'former' then line ->> 'component' else coalesce(
    (select target from billing.former_mapping
      where kind = 'title' and former_name = lower(trim(line ->> 'title')) and ended_at is null),
    (select target from billing.former_mapping
      where kind = 'code' and former_name = lower(trim(line ->> 'code')) and ended_at is null),
    'former') end
$$;
comment on function billing.former_component(jsonb) is
  'Component of a line of the old system: as that marked it, or as it is mapped, by its title before its code.';

create function billing.former_lines() returns table (
  site_id text, service_month date, component text, marked text, code text, title text, amount numeric)
language sql stable as $$
  select standing.site_id, standing.service_month, billing.former_component(line), line ->> 'component',
    line ->> 'code', line ->> 'title', (line ->> 'amount')::numeric
  from billing.standing_former() as standing
  join billing.former_record as invoice on invoice.entity = 'invoice' and invoice.parent_id = standing.former_id
  cross join lateral jsonb_array_elements(invoice.lines) as line
$$;
comment on function billing.former_lines() is
  'Lines of the statements of the old system that stood, with the component that each is here.';

create function billing.former_figures(names text[]) returns table (
  site_id text, record_month date, state text, figure text, target text, amount numeric)
language sql stable as $$
  select record.site_id, record.record_month, record.state, figure.name, mapping.target, figure.value::numeric
  from billing.former_record as record
  cross join lateral jsonb_each_text(record.content) as figure (name, value)
  left join billing.former_mapping as mapping
    on mapping.kind = 'figure' and mapping.former_name = lower(figure.name) and mapping.ended_at is null
  where record.kind = 'forecast' and figure.value ~ '^-?\d{1,15}(\.\d{1,15})?$'
    and (figure.name = any (names) or mapping.target is not null)
$$;
comment on function billing.former_figures(text[]) is
  'Figures of forecasts of the old system, those of some columns and those that are mapped, with the row of each.';

create function billing.former_by_component() returns table (
  site_id text, month text, component text, lines integer, former numeric, own numeric)
language sql stable as $$
  with former as (
    select site_id, service_month, component, count(*)::integer as lines, sum(amount) as amount
    from billing.former_lines() group by 1, 2, 3
  ),
  own as (
    select statement.site_id, statement.service_month, line.component, sum(line.amount) as amount
    from billing.statement join billing.statement_line as line using (statement_id)
    where statement.is_standing and exists (
      select from former where former.site_id = statement.site_id and former.service_month = statement.service_month)
    group by 1, 2, 3
  )
  select site_id, to_char(service_month, 'YYYY-MM'), component, coalesce(former.lines, 0), coalesce(former.amount, 0),
    own.amount
  from former full join own using (site_id, service_month, component)
  order by 1, 2, 3
$$;
comment on function billing.former_by_component() is
  'Statements of the old system by site, month and component, next to the lines that Daybook bills for the same month.';

create function billing.former_by_row(names text[]) returns table (
  site_id text, month text, target text, figures integer, former numeric)
language sql stable as $$
  select site_id, to_char(record_month, 'YYYY-MM'), target, count(*)::integer, sum(amount)
  from billing.former_figures(names)
  where coalesce(state, 'Forecast') = 'Forecast' and target is not null
  group by 1, 2, 3 order by 1, 2, 3
$$;
comment on function billing.former_by_row(text[]) is
  'Forecasts of the old system by site, month and row of the P&L, as far as their figures are mapped.';

create function billing.former_unmapped(names text[]) returns table (
  kind text, "formerName" text, uses integer, amount numeric)
language sql stable as $$
  select 'title', lower(trim(title)), count(*)::integer, sum(amount::numeric)
  from billing.former_lines() where component = 'former' group by 2
  union all
  select 'figure', lower(figure), count(*)::integer, sum(amount)
  from billing.former_figures(names) where target is null group by 2
  order by 1 desc, 2
$$;
comment on function billing.former_unmapped(text[]) is
  'Lines of the old system without a component, by title, and figures without a row, by column.';

create function billing.former_uses(names text[]) returns table (
  kind text, former_name text, uses integer, amount numeric)
language sql stable as $$
  select mapping.kind, mapping.former_name, count(used.amount)::integer, coalesce(sum(used.amount), 0)
  from billing.former_mapping as mapping
  left join lateral (
    select line.amount from billing.former_lines() as line
    where line.marked = 'former' and mapping.former_name = case mapping.kind
      when 'title' then lower(trim(line.title)) when 'code' then lower(trim(line.code)) end
    union all
    select figure.amount from billing.former_figures(names) as figure
    where mapping.kind = 'figure' and lower(figure.figure) = mapping.former_name
  ) as used on true
  where mapping.ended_at is null
  group by 1, 2
$$;
comment on function billing.former_uses(text[]) is
  'How many lines or figures of the old system each mapping meets, and their sum.';

create function billing.former_differences() returns table (
  site_id text, service_month text, version integer, state text, invoices integer, invoiced numeric,
  line_total numeric, billed numeric, notes integer, approvals integer)
language sql stable as $$
  select former.site_id, to_char(former.service_month, 'YYYY-MM'), former.version, former.state, former.invoices,
    former.invoiced, former.line_total, own.amount,
    (select count(*)::integer from billing.former_record as note
      where note.entity = 'note' and note.parent_id = former.former_id),
    (select count(*)::integer from billing.former_record as approval
      where approval.entity = 'approval' and approval.site_id = former.site_id
        and approval.record_month = former.service_month)
  from billing.standing_former() as former
  left join lateral (
    select sum(invoice.amount) from billing.statement
    join billing.invoice using (statement_id)
    where statement.site_id = former.site_id and statement.service_month = former.service_month
      and statement.is_standing
  ) as own (amount) on true
  order by 1, 2
$$;
comment on function billing.former_differences() is
  'Statements of the old system by site and month: invoices against their lines, and against what Daybook bills.';

create function billing.former_forecasts() returns table (
  site_id text, month text, entity text, state text, records integer, amount numeric)
language sql stable as $$
  select site_id, to_char(record_month, 'YYYY-MM'), entity, state, count(*)::integer, sum(amount)
  from billing.former_record
  where kind = 'forecast' and entity not in ('statistics', 'rates', 'payroll')
  group by 1, 2, 3, 4
  order by 1, 2, 3, 4
$$;
comment on function billing.former_forecasts() is
  'Forecasts of the old system by site, month and kind: how many records, and the sum of their figures.';

create function billing.before_daybook(billed_sites jsonb, month date) returns table (
  former_id text, site_id text, service_month date, profit numeric)
language sql stable as $$
  select former.former_id, former.site_id, former.service_month, former.profit
  from jsonb_to_recordset(billed_sites) as billed_site (site_id text, from_month date)
  join billing.standing_former() as former
    on former.site_id = billed_site.site_id and former.service_month >= billed_site.from_month
      and former.service_month < month
  where not exists (
    select from billing.statement
    where statement.site_id = former.site_id and statement.service_month = former.service_month
      and statement.is_standing)
$$;
comment on function billing.before_daybook(jsonb, date) is
  'Earlier service months that the old system billed and Daybook did not.';
