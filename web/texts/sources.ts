// The upstream systems by the names of their folders.
export const sources = {
  workday: 'Workday',
  legion: 'Legion',
  'great-plains': 'Great Plains',
  budget: 'Budget',
  'site-master': 'Site master',
  revenue: 'Revenue reports',
} as const;
