-- Other expense: twelve named accounts and Misc (data.md 2.3). The chart's category decides on both sides whether an
-- account counts at all, so that claims, rents and insurance stand on the P&L once (data.md section 7, conflict 9).

create function warehouse.other_expense_field() returns table (place integer, field text, accounts text[])
language sql immutable as $$
  values
    (1, 'employee_relations', array['7045']),
    (2, 'fuel_vehicles', array['7075']),
    (3, 'loss_and_damage_claims', array['7100']),
    (4, 'office_supplies', array['7113']),
    (5, 'outside_services', array['7115']),
    (6, 'rents_parking', array['7170']),
    (7, 'repairs_and_maintenance', array['7175']),
    (8, 'repairs_and_maintenance_vehicle', array['7178']),
    (9, 'signage', array['7180']),
    (10, 'supplies_and_equipment', array['7185']),
    (11, 'tickets_and_printed_material', array['7205']),
    (12, 'uniforms', array['7220']),
    (13, 'misc', array[
      '7000', '7005', '7010', '7011', '7015', '7016', '7017', '7018', '7019', '7020', '7021', '7026', '7030', '7040',
      '7050', '7055', '7060', '7065', '7070', '7072', '7080', '7082', '7085', '7090', '7095', '7099', '7101', '7102',
      '7105', '7110', '7120', '7125', '7126', '7130', '7131', '7135', '7140', '7145', '7150', '7155', '7160', '7165',
      '7171', '7182', '7190', '7195', '7200', '7210', '7215', '7217', '7219', '7225', '7230', '7240', '7245', '7270',
      '7275', '7350', '7351'])
$$;
comment on function warehouse.other_expense_field() is 'Fields of other expense and their accounts.';

create function warehouse.other_expense_rows(site text, month date, kind text, months integer)
returns table (
  fact text, field text, site_id text, period_month date, account_id text, account_name text, entity text,
  account_index integer, amount numeric, batch_id bigint, source_line integer, file_name text, received_at timestamptz
)
language sql stable as $$
  select
    booked.fact, coalesce(field.field, 'unlisted'), booked.site_id, booked.period_month, booked.account_id,
    booked.account_name, booked.entity, booked.account_index, booked.amount, booked.batch_id, booked.source_line,
    booked.file_name, booked.received_at
  from warehouse.ledger_rows(kind, array[site], month, (month + make_interval(months => months))::date) as booked
  left join warehouse.other_expense_field() as field on booked.account_id = any (field.accounts)
  where booked.summary_category = 'OTHER EXPENSE'
$$;
comment on function warehouse.other_expense_rows(text, date, text, integer) is
  'Ledger rows of category OTHER EXPENSE with their field; an account that no field names is unlisted.';

create function warehouse.other_expense(site text, month date, kind text, months integer)
returns table (period_month date, place integer, field text, amount numeric)
language sql stable as $$
  with booked as (
    select period_month, field, sum(amount) as amount
    from warehouse.other_expense_rows(site, month, kind, months)
    group by period_month, field
  ),
  asked as (
    select (month + make_interval(months => number))::date as period_month
    from generate_series(0, months - 1) as number
  )
  select asked.period_month, field.place, field.field, booked.amount
  from asked
  cross join warehouse.other_expense_field() as field
  left join booked on booked.period_month = asked.period_month and booked.field = field.field
  union all
  select asked.period_month, 14, 'total', sum(booked.amount)
  from asked
  left join booked on booked.period_month = asked.period_month and booked.field <> 'unlisted'
  group by asked.period_month
  union all
  select period_month, 15, field, amount from booked where field = 'unlisted'
$$;
comment on function warehouse.other_expense(text, date, text, integer) is
  'Other expense by field, misc and their total; a last row shows accounts of the category that belong to no field.';
