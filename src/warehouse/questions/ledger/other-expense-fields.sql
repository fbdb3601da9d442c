-- Fields of other expense and their accounts. Made from src/platform/operator/other-expense.ts by `npm run fix`.

create function warehouse.other_expense_field() returns table (place integer, field text, accounts text[])
language sql immutable as $$
  values
    (1, 'employee_relations',
      array['7045']::text[]),
    (2, 'fuel_vehicles',
      array['7075']::text[]),
    (3, 'loss_and_damage_claims',
      array['7100']::text[]),
    (4, 'office_supplies',
      array['7113']::text[]),
    (5, 'outside_services',
      array['7115']::text[]),
    (6, 'rents_parking',
      array['7170']::text[]),
    (7, 'repairs_and_maintenance',
      array['7175']::text[]),
    (8, 'repairs_and_maintenance_vehicle',
      array['7178']::text[]),
    (9, 'signage',
      array['7180']::text[]),
    (10, 'supplies_and_equipment',
      array['7185']::text[]),
    (11, 'tickets_and_printed_material',
      array['7205']::text[]),
    (12, 'uniforms',
      array['7220']::text[]),
    (13, 'misc',
      array['7000', '7005', '7010', '7011', '7015', '7016', '7017', '7018', '7019', '7020', '7021', '7026',
        '7030', '7040', '7050', '7055', '7060', '7065', '7070', '7072', '7080', '7082', '7085', '7090',
        '7095', '7099', '7101', '7102', '7105', '7110', '7120', '7125', '7126', '7130', '7131', '7135',
        '7140', '7145', '7150', '7155', '7160', '7165', '7171', '7182', '7190', '7195', '7200', '7210',
        '7215', '7217', '7219', '7225', '7230', '7240', '7245', '7270', '7275', '7350', '7351']::text[])
$$;
comment on function warehouse.other_expense_field() is 'Fields of other expense and their accounts.';
