/** Refusals of the questions. */
export const warehouseErrors = {
  WAREHOUSE_QUESTION_UNKNOWN: {
    status: 404,
    says: 'There is no question {question}.',
    next: 'Ask one of: {questions}.',
  },
  WAREHOUSE_PARAMETER_MISSING: {
    status: 400,
    says: '{question} needs --{parameter}.',
    next: 'Add --{parameter}: it takes {takes}, for example --{parameter} {example}.',
  },
  WAREHOUSE_PARAMETER_INVALID: {
    status: 400,
    says: '--{parameter} is "{value}"; it takes {takes}.',
    next: 'Write it like --{parameter} {example}.',
  },
  WAREHOUSE_PARAMETER_UNKNOWN: {
    status: 400,
    says: '{question} does not take --{parameter}.',
    next: 'Leave it out; it takes {parameters}.',
  },
  WAREHOUSE_ACCOUNT_UNKNOWN: {
    status: 404,
    says: 'The chart of accounts does not hold account {account}.',
    next: 'Check the number; `daybook accounts unmapped` lists the accounts that no row of the P&L takes.',
  },
  WAREHOUSE_CATEGORY_UNKNOWN: {
    status: 400,
    says: '"{category}" is no category of the P&L.',
    next: 'Name one of: {known}.',
  },
  WAREHOUSE_ACCOUNT_CHARTED: {
    status: 409,
    says: 'The chart of accounts puts account {account} into {category} already.',
    next: 'Correct IS_SUMMARY_CATEGORY in the chart of accounts and load the chart.',
  },
  WAREHOUSE_ACCOUNT_OUTSIDE: {
    status: 409,
    says: 'Account {account} is not one of 4000 to 7999: it holds no money of the P&L by itself.',
    next: 'If it should count, give it IS_SUMMARY_CATEGORY in the chart of accounts and load the chart.',
  },
  WAREHOUSE_LEDGER_UNBALANCED: {
    status: 422,
    says:
      'The ledger of {month} does not balance: in {document}, debits are {debits} and credits {credits}, which ' +
      'differ by {difference}. Such documents: {documents}. Nothing of the file was taken in.',
    next: "Ask the ledger team for a complete extract, or for the month's trial balance; then load the file again.",
  },
  WAREHOUSE_MAPPING_UNKNOWN: {
    status: 404,
    says: 'Nobody said in which category account {account} counts.',
    next: 'What counts where: `daybook accounts unmapped`, and the chart of accounts.',
  },
  WAREHOUSE_SITE_UNKNOWN: {
    status: 404,
    says: 'The warehouse does not know site {site}.',
    next: 'Check the number. A new site arrives with the site list: load master_non_financial, then ask again.',
  },
} as const;
