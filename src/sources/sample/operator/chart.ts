/** An account of the chart; the summary category decides where its balance counts (data.md 2.2 and 2.3). */
export interface Account {
  readonly number: string;
  readonly name: string;
  readonly category: string;
  readonly summary: SummaryCategory | '';
}

export type SummaryCategory =
  | 'EXTERNAL REVENUE'
  | 'INTERNAL REVENUE'
  | 'PAYROLL'
  | 'CLAIMS'
  | 'PARKING RENTS'
  | 'OTHER EXPENSE'
  | 'PTEB'
  | 'INSURANCE';

type Listing = readonly [category: string, summary: SummaryCategory | '', accounts: readonly string[]];

/**
 * Only 9410 carries EXTERNAL REVENUE: it is the total of 9411 to 9416, which would count twice otherwise. 2000
 * stands on the balance sheet and belongs to no line of the P&L.
 */
const LISTINGS: readonly Listing[] = [
  ['Balance sheet', '', ['2000 Payables control']],
  [
    'Revenue',
    'INTERNAL REVENUE',
    [
      '4700 Valet services',
      '4705 Shuttle services',
      '4710 Concierge services',
      '4715 Parking management',
      '4725 Bell services',
      '4750 Greeter services',
      '4775 Patient transport',
      '4785 Deposits collected for customers',
      '4790 Revenue share and management fee',
      '4791 Contract fees by line item',
      '4792 Reimbursable expenses',
      '4795 Bell fees',
    ],
  ],
  [
    'Payroll',
    'PAYROLL',
    [
      '6000 Wages, attendants',
      '6001 Salaries, site management',
      '6002 Overtime',
      '6005 Wages, supervisors',
      '6010 Wages, district support',
      '6014 Wages, projects',
      '6015 Training wages',
      '6016 Shift differential',
      '6017 Meal premium',
      '6019 Holiday wages',
      '6020 Vacation',
      '6030 Sick leave',
      '6100 Bonus, hourly staff',
      '6110 Bonus, site management',
      '6115 Referral bonus',
    ],
  ],
  [
    'Payroll',
    'PTEB',
    ['6200 Payroll taxes', '6399 Health insurance allocation', '6500 Workers compensation'],
  ],
  [
    'Expense',
    'INSURANCE',
    ['7080 General liability insurance', '7082 Vehicle insurance', '7085 Workers compensation insurance'],
  ],
  [
    'Expense',
    'CLAIMS',
    [
      '7099 Claims, deductible',
      '7100 Loss and damage claims',
      '7101 Claims, bodily injury',
      '7102 Claims, reserve',
    ],
  ],
  ['Expense', 'PARKING RENTS', ['7170 Rents, parking']],
  [
    'Expense',
    'OTHER EXPENSE',
    [
      '7000 Advertising',
      '7005 Bad debt',
      '7010 Bank charges',
      '7011 Card processing fees',
      '7015 Contract labor',
      '7016 Contract improvements',
      '7017 Cellular telephones',
      '7018 Computer supplies',
      '7019 Software subscriptions',
      '7020 Cash over and short',
      '7021 Charity and sponsorship',
      '7026 Depreciation, equipment',
      '7030 Dues',
      '7040 Employee meetings',
      '7045 Employee relations',
      '7050 Employee recognition',
      '7055 Employee recruiting',
      '7060 Employee screening',
      '7065 Employee training',
      '7070 Equipment lease',
      '7072 Equipment rental',
      '7075 Fuel, vehicles',
      '7090 Interest',
      '7095 Laundry',
      '7105 Legal fees',
      '7110 Licenses',
      '7113 Office supplies',
      '7115 Outside services',
      '7120 Parking for staff',
      '7125 Permits',
      '7126 Postage',
      '7130 Printing',
      '7131 Professional fees',
      '7135 Property tax',
      '7140 Publications',
      '7145 Radios',
      '7150 Relocation',
      '7155 Rent, office',
      '7160 Rent, equipment yard',
      '7165 Rent, storage',
      '7171 Rent, housing for staff',
      '7175 Repairs and maintenance',
      '7178 Repairs and maintenance, vehicles',
      '7180 Signage',
      '7182 Snow removal',
      '7185 Supplies and equipment',
      '7190 Sweeping',
      '7195 Taxes, other',
      '7200 Telephone',
      '7205 Tickets and printed material',
      '7210 Tolls',
      '7215 Towing',
      '7217 Travel, air',
      '7219 Travel, lodging',
      '7220 Uniforms',
      '7225 Utilities',
      '7230 Vehicle registration',
      '7240 Vehicle lease',
      '7245 Vehicle wash',
      '7270 Waste removal',
      '7275 Water',
      '7350 Miscellaneous expense',
    ],
  ],
  ['Statistics', 'EXTERNAL REVENUE', ['9410 External revenue, total']],
  [
    'Statistics',
    '',
    [
      '9411 Valet daily revenue',
      '9412 Valet overnight revenue',
      '9413 Valet monthly revenue',
      '9414 Self daily revenue',
      '9415 Self overnight revenue',
      '9416 Self monthly revenue',
      '9440 Occupied rooms',
      '9510 Valet daily vehicles',
      '9520 Valet overnight vehicles',
      '9530 Valet monthly vehicles',
      '9540 Valet comps vehicles',
      '9550 Self daily vehicles',
      '9560 Self overnight vehicles',
      '9570 Self monthly vehicles',
      '9580 Self comps vehicles',
    ],
  ],
];

/** Every account that the ledger or the budget of the sample may post to, by number. */
export const CHART: readonly Account[] = LISTINGS.flatMap(([category, summary, accounts]) =>
  accounts.map((text) => ({ number: text.slice(0, 4), name: text.slice(5), category, summary })),
).sort((left, right) => (left.number < right.number ? -1 : 1));

/** Comes into the chart with the year 2025; nothing is posted to it in the sample. */
export const LATER_ACCOUNT: Account = {
  number: '7351',
  name: 'Miscellaneous expense, events',
  category: 'Expense',
  summary: 'OTHER EXPENSE',
};

const BY_NUMBER = new Map(CHART.map((account) => [account.number, account]));

/** The account with this number; it must be in the chart. */
export function accountNamed(number: string): Account {
  const account = BY_NUMBER.get(number);
  if (account === undefined) throw new Error(`Account ${number} is not in the chart of the sample`);
  return account;
}

/** True when the account counts in that summary category. */
export function countsIn(number: string, summary: SummaryCategory): boolean {
  return BY_NUMBER.get(number)?.summary === summary;
}
