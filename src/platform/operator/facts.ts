import { valueOf, type FactKind, type ValueOfKind } from './fact-kinds.ts';

/** What the product says of a fact of the operator: its kind, the value it comes with, and what it is for. */
export interface DescribedFact<Kind extends FactKind = FactKind> {
  readonly kind: Kind;
  /** Texts as the database keeps them. */
  readonly delivered: readonly string[];
  readonly meaning: string;
}

function fact<Kind extends FactKind>(
  kind: Kind,
  delivered: readonly string[],
  meaning: string,
): DescribedFact<Kind> {
  return { kind, delivered, meaning };
}

/**
 * Every fact of the operator that calculations rest on. This is the one place: `delivered-facts.sql` and
 * `docs/reference/operator-facts.md` are made from it, and no other code names an account with a role.
 */
export const describedFacts = {
  // data.md 2.3
  pnlAccounts: fact(
    'account range',
    ['4000', '7999'],
    'Accounts that count in the P&L; below are balance sheet accounts, above statistics.',
  ),
  // billing.md 4.6
  revenueAccounts: fact(
    'account range',
    ['4000', '4999'],
    'Internal revenue: what is posted and invoiced to them is compared with the expected revenue.',
  ),
  // billing.md 4.11
  payrollAccounts: fact('account range', ['6000', '6999'], 'Accounts of the labor report of a statement.'),
  // forecasting.md 3.6
  proportionalPayrollAccounts: fact(
    'account range',
    ['6000', '6199'],
    'Accounts over which expected payroll is distributed in proportion to their budgets.',
  ),
  // billing.md 4.11
  expenseAccounts: fact(
    'account range',
    ['7000', '7999'],
    'Accounts of the expense report of a statement, and of other expense.',
  ),
  // billing.md 2.1
  generalRevenueAccount: fact(
    'account',
    ['4790'],
    'Lines without an account in the contract: shares, validations, deposits, advances and items added by hand.',
  ),
  // billing.md 2.1
  contractRevenueAccount: fact(
    'account',
    ['4791'],
    'Lines of management agreements, rooms, hours and billable accounts.',
  ),
  // billing.md 4.8
  reimbursableExpenseAccount: fact('account', ['4792'], 'Reimbursable expenses added by hand.'),
  // billing.md 2.7
  bellServiceAccount: fact('account', ['4795'], 'The line of bell service.'),
  // operations.md 4.4
  depositedRevenueAccount: fact(
    'account',
    ['4785'],
    'The operator’s deposits in the ledger, which deposit control compares with the daily reports.',
  ),
  // billing.md 0.1
  payrollTaxAccounts: fact(
    'accounts',
    ['6200', '6399', '6500'],
    'Payroll taxes and employee benefits (PTEB) as booked.',
  ),
  // billing.md 1.13
  insuranceAccounts: fact(
    'accounts',
    ['7080', '7082', '7085'],
    'Insurance among the accounts that a contract bills as expenses.',
  ),
  // billing.md 1.13
  claimsAccounts: fact(
    'accounts',
    ['7099', '7100', '7101', '7102'],
    'Loss, damage and service recovery among the accounts that a contract bills as expenses.',
  ),
  // forecasting.md 3.7
  calculatedInsuranceAccount: fact(
    'account',
    ['7080'],
    'Holds expected insurance if a contract bills insurance by its accounts.',
  ),
  // forecasting.md 2.3
  vehicleInsuranceAccount: fact(
    'account',
    ['7082'],
    'Its budget is added to the percentage of payroll in the insurance row.',
  ),
  // billing.md 4.9
  receivablesAccount: fact('account', ['1200'], 'Debit of invoices above 0.'),
  // billing.md 4.9
  payablesAccount: fact('account', ['2000'], 'Debit of invoices of 0 or below.'),
  // billing.md 4.9
  parkingTaxAccount: fact('account', ['2030'], 'Credit of the parking-tax journal.'),
  // billing.md 4.9
  deferredRevenueAccount: fact('account', ['2450'], 'Deferred revenue of contracts billed in advance.'),
  // forecasting.md 6.5
  budgetRevenueAccount: fact(
    'account',
    ['9410'],
    'External revenue in the budget of a year, the base of the adjustment percentage.',
  ),
  // forecasting.md 6.5
  budgetAdjustmentAccount: fact('account', ['9419'], 'Adjustments in the budget of a year.'),
  // billing.md 4.9
  roomsUnitAccounts: fact(
    'accounts',
    [],
    'Unit accounts to which the hotel rooms of every open site are posted each month; none unless set.',
  ),
  // billing.md 4.9
  spacesUnitAccounts: fact('accounts', [], 'The same for parking spaces.'),
  // billing.md 2.10, 4.6
  excludedEntities: fact(
    'entities',
    ['06'],
    'Ledger entities excluded from billed expenses and from the comparison with expected revenue.',
  ),
  // billing.md 4.9
  mainCompany: fact(
    'company',
    ['02 TOWNE'],
    'Company of sites whose GL string matches no other company, and of all receivables and journals.',
  ),
  // billing.md 4.9
  companies: fact(
    'companies',
    ['07 ENC', '22 UPP'],
    'Companies chosen by the first two digits of a GL string.',
  ),
  // forecasting.md 2.3
  insurancePercentage: fact(
    'percentage',
    ['4.45'],
    'Expected insurance as a percentage of payroll, without a management agreement.',
  ),
  // forecasting.md 2.3
  insurancePercentageWithAgreement: fact('percentage', ['5.77'], 'The same with a management agreement.'),
  // operations.md 3.9
  laborAlertPercentage: fact(
    'percentage',
    ['10'],
    'Labor productivity that differs from budget by more than this percentage is marked.',
  ),
  // operations.md 3.9
  trendingAlertPercentage: fact(
    'percentage',
    ['5'],
    'A monthly front line contribution that differs from its comparison by more than this percentage is marked.',
  ),
  // forecasting.md 2.4
  openMonthPayrollTaxes: fact(
    'open month',
    ['computed'],
    'Payroll taxes and benefits of an open month until it is booked: computed in proportion to payroll paid and ' +
      'expected, as budgeted, or as forecast.',
  ),
  // forecasting.md 2.4
  openMonthInsurance: fact(
    'open month',
    ['computed'],
    'Insurance of an open month until it is booked: computed from payroll paid and expected, as budgeted, or as ' +
      'forecast.',
  ),
  // billing.md 1.13
  accountsLeftOutOfNewContracts: fact(
    'accounts',
    ['6010', '6014', '7005', '7016'],
    'Accounts that a contract written here does not bill unless changed.',
  ),
  // billing.md 1.4.1
  paymentTermReadings: fact(
    'texts',
    [],
    'How free payment terms are read, as “Due as agreed = Due in 45 Days”: the text is printed, the due day follows.',
  ),
  // operations.md 5.7
  contractMarks: fact('texts', ['ten-percenter', 'custom'], 'Marks that special contracts may carry.'),
  // billing.md 2.7
  bellCollectionTypes: fact(
    'texts',
    [
      ...['Bell Service Fee', 'Bag Drops', 'Bell Porterage', 'Bell Revenue', 'Billable Tips/Gratuities'],
      ...['Portorage', 'Bell Gratuities', 'Gratuities', 'Service Charge', 'Porterage Service Fee'],
      ...['Gratuities/Tips', 'Porterage', 'Room Drops'],
    ],
    'Collection types in the daily reports that are bell revenue.',
  ),
  // billing.md 2.5
  bellRevenueCodes: fact(
    'texts',
    ['OR1', 'OR2'],
    'Revenue codes excluded from shares if the contract bills bell service.',
  ),
  // billing.md 3.3
  increaseForASecondPerson: fact(
    'percentage',
    ['6'],
    'A rate increase of more than this percentage, whatever its origin, waits for a second person.',
  ),
  // billing.md 3.3
  increaseForAVicePresident: fact(
    'percentage',
    ['8'],
    'Above this percentage the second person must be a regional vice president or higher.',
  ),
  // forecasting.md 7.6
  budgetFrozenFrom: fact(
    'day of year',
    ['01-01'],
    'From this day of its year on, the budget is frozen: a file that changes it is refused unless it ' +
      'is reloaded on purpose, with a reason.',
  ),
  // forecasting.md 2.6
  forecastReviewAmount: fact(
    'amount',
    ['5000'],
    'A submitted forecast whose monthly front line contribution differs from the budget by more than this goes to ' +
      'the district manager.',
  ),
  // forecasting.md 2.6
  forecastReviewPercentage: fact(
    'percentage',
    ['25'],
    'The same, as a percentage of the budget; either limit is enough.',
  ),
  // forecasting.md 2.6, 6.7
  forecastAccuracyBands: fact(
    'percentages',
    ['5', '10', '15'],
    'Bands, in percent of the actual, for counting how many site months were forecast closely.',
  ),
  // operations.md 2.1 (names no number)
  unusualExportTimes: fact(
    'amount',
    ['3'],
    'A day on which somebody exports more than this many times the rows or files of the largest of the 30 days ' +
      'before is unusual.',
  ),
  // operations.md 2.1 (names no number)
  unusualExportRows: fact('amount', ['1000'], 'Days with no more rows than this are not unusual.'),
  // operations.md 7
  similarSites: fact(
    'percentage',
    ['85'],
    'Sites whose name and address are alike by at least this percentage may be one customer entered twice.',
  ),
  // operations.md 7
  unusualMonthDeviations: fact(
    'amount',
    ['3'],
    'A month of a row of the P&L is unusual if it is more than this many standard deviations from the mean of the 24 ' +
      'months before.',
  ),
  // operations.md 7
  unusualMonthOnPriorYear: fact(
    'percentage',
    ['50'],
    'Revenue that is more than this percentage above the same month of the prior year is unusual.',
  ),
  // operations.md 7
  unusualMonthOnMonth: fact(
    'percentage',
    ['20'],
    'A change of more than this percentage on the month before is unusual; a month that is as near as that to the ' +
      'same month of the prior year is the season.',
  ),
  // operations.md 7 (names no amount)
  unusualMonthAmount: fact(
    'amount',
    ['1000'],
    'Months that differ by no more than this amount from what they are compared with are not unusual.',
  ),
  // operations.md 1.7
  forecastRemindersBefore: fact(
    'day counts',
    ['3', '1'],
    'How many days before the due date account managers who have not submitted are reminded by mail.',
  ),
  // operations.md 1.7
  forecastRemindersAfter: fact(
    'day counts',
    ['1'],
    'How many days after the due date those who still have not submitted are reminded again.',
  ),
  // operations.md 9.12
  operationsReportRecipients: fact(
    'texts',
    ['systemAdmin', 'dataOps'],
    'Who gets the reports of operations by mail: roles, and addresses.',
  ),
  // forecasting.md 7.4
  holidays: fact(
    'days',
    [],
    'Non-business days other than Saturdays and Sundays, which forecast due dates skip.',
  ),
} as const;

/** The facts of an operator, as calculations take them: plain data that is handed in. */
export type OperatorFacts = Readonly<{
  [Name in keyof typeof describedFacts]: ValueOfKind[(typeof describedFacts)[Name]['kind']];
}>;

/** Facts with the names that people and the database call them by. */
export const factsByName: ReadonlyMap<string, DescribedFact> = new Map(
  Object.entries(describedFacts).map(([key, described]) => [nameOf(key), described]),
);

/** `insurancePercentage` is `insurance-percentage` for people and in the database. */
function nameOf(key: string): string {
  return key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** The facts as an operator set them: texts by name; what is not among them is as delivered. */
export function factsWith(texts: ReadonlyMap<string, readonly string[]>): OperatorFacts {
  return Object.fromEntries(
    Object.entries(describedFacts).map(([key, { kind, delivered }]) => [
      key,
      valueOf(kind, texts.get(nameOf(key)) ?? delivered),
    ]),
  ) as unknown as OperatorFacts;
}

/** What an operator has that set nothing. */
export const deliveredFacts: OperatorFacts = factsWith(new Map());
