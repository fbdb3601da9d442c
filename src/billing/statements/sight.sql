-- How far back people see statements, and who reads a single one only with a reason (operations.md 1.3, 1.4). The
-- reason is the one that the caller gave; the trail keeps it. Policies ask once a statement of SQL: rights.sql.

create function billing.reading_roles() returns setof text
language sql stable parallel safe security definer set search_path = '' as $$
  select distinct held.role
  from security.effective_role as held
  join security.right_in_force as granted on granted.role = held.role
  where held.person_id = security.caller() and coalesce(held.valid_to_on, 'infinity') > current_date
    and granted.object = 'statement' and granted.action = 'read'
$$;
comment on function billing.reading_roles() is 'Roles by which the caller reads statements.';

create function billing.gave_reason() returns boolean
language sql stable parallel safe as $$
  select coalesce(btrim(current_setting('daybook.reason', true)), '') <> ''
$$;
comment on function billing.gave_reason() is 'The caller said why; what is done is in the trail with it.';

create function billing.earliest_month(of_role text, with_reason boolean) returns date
language sql stable parallel safe security definer set search_path = '' as $$
  select case of_role
    when 'customerUser' then this_month - interval '24 months'
    when 'accountManager' then this_month - interval '24 months'
    when 'districtManager' then
      this_month - case when with_reason then interval '36 months' else interval '12 months' end
    else '-infinity' end::date
  from (
    select date_trunc('month', security.business_day()::timestamp)
  ) as today (this_month)
$$;
comment on function billing.earliest_month(text, boolean) is
  'First service month whose statements a role sees: customers and account managers 24 months back, district managers '
  '12, and 36 with a reason (operations.md 1.4).';

create function billing.sight_from() returns date
language sql stable parallel safe security definer set search_path = '' as $$
  select greatest(
    coalesce(min(billing.earliest_month(role, billing.gave_reason())), 'infinity'),
    case when coalesce(current_setting('daybook.support', true), '') <> ''
      then date_trunc('month', security.business_day()::timestamp) - interval '3 months' end)::date
  from billing.reading_roles() as role
$$;
comment on function billing.sight_from() is
  'First service month whose statements the caller sees: of several roles the one that reaches furthest; a helper in '
  'a support session sees three months of them (operations.md 1.4).';

create function billing.sees_drafts() returns boolean
language sql stable parallel safe security definer set search_path = '' as $$
  select exists (select from billing.reading_roles() as role where role <> 'customerUser')
$$;
comment on function billing.sees_drafts() is 'The caller sees statements that were not sent; customers do not.';

create function billing.sees_every_statement() returns boolean
language sql stable parallel safe security definer set search_path = '' as $$
  select billing.sight_from() = '-infinity' and billing.sees_drafts()
$$;
comment on function billing.sees_every_statement() is
  'Neither months nor states are hidden from the caller, of the sites that the caller sees.';

create function billing.reads_single() returns boolean
language sql stable parallel safe security definer set search_path = '' as $$
  select billing.gave_reason() or exists (
    select from billing.reading_roles() as role where role not in ('corporateConsumer', 'financeManager', 'svp'))
$$;
comment on function billing.reads_single() is
  'The caller reads the lines of a single statement: executives and finance see totals, and lines only with a reason.';

-- With a body that is read when it is made: the caller through a view may not use the schema.
create function billing.statements_seen() returns bigint[]
language sql stable
begin atomic
  select array_agg(statement_id) from billing.statement;
end;
comment on function billing.statements_seen() is 'Statements that the caller sees, by the policies of the table.';

create function billing.months_seen() returns date[]
language sql stable
begin atomic
  select array_agg(distinct service_month) from billing.statement;
end;
comment on function billing.months_seen() is 'Service months of the statements that the caller sees.';

create function billing.lines_seen() returns bigint[]
language sql stable
begin atomic
  select array_agg(line_id) from billing.statement_line;
end;
comment on function billing.lines_seen() is 'Lines of the statements that the caller sees.';

create function billing.needs_reason(of_statement bigint) returns boolean
language sql stable security definer set search_path = '' as $$
  select not billing.gave_reason() and exists (
    select from billing.statement
    where statement_id = of_statement and security.may('statement', 'read', site_id) and (
      not billing.reads_single() or service_month < billing.sight_from() and service_month >= (
        select min(billing.earliest_month(role, true)) from billing.reading_roles() as role)))
$$;
comment on function billing.needs_reason(bigint) is
  'The caller would read a statement by giving a reason: an older one, or a single one at all.';

grant execute on function billing.reading_roles(), billing.gave_reason(), billing.earliest_month(text, boolean),
  billing.sight_from(), billing.sees_drafts(), billing.sees_every_statement(), billing.reads_single(),
  billing.statements_seen(), billing.months_seen(), billing.lines_seen(), billing.needs_reason(bigint)
  to daybook_member;
