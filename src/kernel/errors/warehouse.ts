/** Refusals of the questions. */
export const warehouseErrors = {
  WAREHOUSE_LINEAGE_UNKNOWN: {
    status: 404,
    says: 'No feed, table, view or question is called {name}.',
    next: 'Lineage lists those there are (over HTTP: GET /lineage).',
  },
  WAREHOUSE_QUESTION_UNKNOWN: {
    status: 404,
    says: 'There is no question {question}.',
    next: 'Ask one of: {questions}.',
  },
  WAREHOUSE_PARAMETER_MISSING: {
    status: 400,
    says: 'The question {question} needs a value: {field}.',
    next: 'Add --{parameter}: {takes}, for example --{parameter} {example}.',
  },
  WAREHOUSE_PARAMETER_INVALID: {
    status: 400,
    says: '{field}: "{value}" is not valid; enter {takes}.',
    next: 'Use, for example, --{parameter} {example}.',
  },
  WAREHOUSE_PARAMETER_UNKNOWN: {
    status: 400,
    says: 'The question {question} does not take “{parameter}”.',
    next: 'Leave it out; the question takes {parameters}.',
  },
  WAREHOUSE_ACCOUNT_UNKNOWN: {
    status: 404,
    says: 'Account {account} is not in the chart of accounts.',
    next: 'Check the number; `daybook accounts unmapped` lists the accounts in no row of the P&L.',
  },
  WAREHOUSE_CATEGORY_UNKNOWN: {
    status: 400,
    says: '"{category}" is not a category of the P&L.',
    next: 'Use one of: {known}.',
  },
  WAREHOUSE_ACCOUNT_CHARTED: {
    status: 409,
    says: 'The chart of accounts already puts account {account} in {category}.',
    next: 'Correct IS_SUMMARY_CATEGORY in the chart of accounts and load the chart.',
  },
  WAREHOUSE_ACCOUNT_OUTSIDE: {
    status: 409,
    says: 'Account {account} is outside {first} to {last}, so it does not count in the P&L by default.',
    next: 'If it should count, set its IS_SUMMARY_CATEGORY in the chart of accounts and load the chart.',
  },
  WAREHOUSE_LEDGER_UNBALANCED: {
    status: 422,
    says:
      'The ledger of {month} does not balance: in {document}, debits are {debits} and credits {credits}, a ' +
      'difference of {difference}. Unbalanced documents: {documents}. Nothing was loaded.',
    next: "Ask the ledger team for a complete extract, or for the month's trial balance; then load the file again.",
  },
  WAREHOUSE_MAPPING_UNKNOWN: {
    status: 404,
    says: 'Account {account} has no category set by hand.',
    next: 'Run `daybook accounts unmapped`, and see the chart of accounts.',
  },
  WAREHOUSE_MONTH_ARCHIVED: {
    status: 409,
    says: 'The rows of {month} in {table} are in the archive. Nothing was loaded.',
    next:
      'Bring them back with `daybook archive recall --year {year}`, load the file again, then archive the year anew ' +
      'with `daybook archive run`.',
  },
  WAREHOUSE_SITE_UNKNOWN: {
    status: 404,
    says: 'The warehouse has no site {site}.',
    next: 'Check the number. New sites arrive with the site list: load master_non_financial, then ask again.',
  },
} as const;
