// Lines of the P&L by the names that the services give them.
export const lineTitles: Readonly<Record<string, string>> = {
  'external-revenue': 'External revenue',
  'internal-revenue': 'Internal revenue',
  payroll: 'Payroll',
  claims: 'Claims',
  'parking-rents': 'Parking rents',
  'other-expense': 'Other expense',
  pteb: 'PTEB',
  insurance: 'Insurance',
  'front-line-contribution': 'Front line contribution',
  'flc-to-budget-cumulative': 'Cumulative against budget',
};
