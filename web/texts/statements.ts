// Statements: list, invoice and what is done with them.
export const statementTexts = {
  title: 'Statements',
  word: 'statement',
  columns: {
    cycle: 'Billing cycle',
    site: 'Site',
    customer: 'Customer',
    month: 'Service month',
    state: 'State',
    age: 'Age, days',
    version: 'Version',
    total: 'Total',
    deviation: 'Deviation',
    deviationPercent: 'Deviation %',
    due: 'Due',
    district: 'District',
    manager: 'Account manager',
    districtManager: 'District manager',
  },
} as const;
