/** A field of other expense, with the accounts that it adds up. */
export interface ExpenseField {
  readonly field: string;
  readonly accounts: readonly string[];
}

/**
 * Fields of other expense that managers enter, an account each (data.md 2.3, forecasting.md 1.6). They are fields of
 * forms, files and answers, so that they come with the product and are not set. `warehouse.other_expense_field()` is
 * made from them.
 */
export const enteredExpenses: readonly ExpenseField[] = [
  { field: 'employee_relations', accounts: ['7045'] },
  { field: 'fuel_vehicles', accounts: ['7075'] },
  { field: 'loss_and_damage_claims', accounts: ['7100'] },
  { field: 'office_supplies', accounts: ['7113'] },
  { field: 'outside_services', accounts: ['7115'] },
  { field: 'rents_parking', accounts: ['7170'] },
  { field: 'repairs_and_maintenance', accounts: ['7175'] },
  { field: 'repairs_and_maintenance_vehicle', accounts: ['7178'] },
  { field: 'signage', accounts: ['7180'] },
  { field: 'supplies_and_equipment', accounts: ['7185'] },
  { field: 'tickets_and_printed_material', accounts: ['7205'] },
  { field: 'uniforms', accounts: ['7220'] },
];

/** The accounts that no field of their own takes and nobody enters: they follow the budget. */
export const otherExpenses: ExpenseField = {
  field: 'misc',
  accounts: [
    ...[
      '7000',
      '7005',
      '7010',
      '7011',
      '7015',
      '7016',
      '7017',
      '7018',
      '7019',
      '7020',
      '7021',
      '7026',
      '7030',
    ],
    ...[
      '7040',
      '7050',
      '7055',
      '7060',
      '7065',
      '7070',
      '7072',
      '7080',
      '7082',
      '7085',
      '7090',
      '7095',
      '7099',
    ],
    ...[
      '7101',
      '7102',
      '7105',
      '7110',
      '7120',
      '7125',
      '7126',
      '7130',
      '7131',
      '7135',
      '7140',
      '7145',
      '7150',
    ],
    ...[
      '7155',
      '7160',
      '7165',
      '7171',
      '7182',
      '7190',
      '7195',
      '7200',
      '7210',
      '7215',
      '7217',
      '7219',
      '7225',
    ],
    ...['7230', '7240', '7245', '7270', '7275', '7350', '7351'],
  ],
};
