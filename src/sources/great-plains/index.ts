import {
  account,
  amount,
  choice,
  code,
  date,
  flag,
  integer,
  period,
  site,
  text,
  timestamp,
  type Feed,
  type RecordRuleFault,
} from '../feed.ts';

const optional = { needs: 'nothing' } as const;

/** CHART_OF_ACCOUNT: the accounts and the summary category that decides where each counts (data.md 1.1, 2.2). */
const chartOfAccount: Feed = {
  name: 'chart_of_account',
  source: 'great-plains',
  title: 'Main account with its name and summary category',
  columns: [
    account('MAIN_ACCOUNT'),
    text(['ACCOUNT_NAME', 'account_name'], { aliases: ['ACCOUNT_DESCRIPTION'] }),
    text(['CATEGORY', 'category'], optional),
    code(['IS_SUMMARY_CATEGORY', 'summary_category'], { needs: 'header' }),
  ],
  key: ['account_id'],
  slice: 'whole list',
  period: null,
  references: [],
};

/**
 * ACCOUNT_SUMMARY: the closed ledger (data.md 1.1). A row is a transaction where TRANSACTION_ID comes with it and a
 * balance where not; what follows ENTITY is from a data-model note only.
 */
const accountSummary: Feed = {
  name: 'account_summary',
  source: 'great-plains',
  title: 'Transaction, or balance, of a site, month, main account, entity and account index',
  columns: [
    site('COST_CENTER'),
    period('PERIOD'),
    account('MAIN_ACCOUNT'),
    amount(['BALANCE', 'amount']),
    code(['ENTITY', 'entity'], { needs: 'nothing', ifBlank: '' }, 10),
    integer(['ACCOUNT_INDEX', 'account_index'], [0, 2_147_483_647], { needs: 'nothing', ifBlank: '0' }),
    text(['SITE', 'reported_site'], optional),
    text(['MAIN_ACCOUNT_DESC', 'account_description'], optional),
    choice(['BALANCE_TYPE', 'balance_type'], ['ACTUAL', 'BUDGET', 'FORECAST'], optional),
    date(['BALANCE_DATE', 'balance_on'], optional),
    code(['TRANSACTION_TYPE', 'transaction_type'], optional),
    text(['TRANSACTION_ID', 'transaction_id'], { needs: 'nothing', ifBlank: '' }),
    code(['DEPARTMENT', 'department'], optional),
    integer(['FISCAL_YEAR', 'fiscal_year'], [2000, 2100], optional),
    integer(['FISCAL_QUARTER', 'fiscal_quarter'], [1, 4], optional),
    integer(['FISCAL_MONTH', 'fiscal_month'], [1, 12], optional),
    flag(['IS_ADJUSTMENT', 'is_adjustment'], optional),
    timestamp(['DW_LOADED_DTTM', 'source_loaded_at'], optional),
    text(['DW_SOURCE_SYSTEM', 'source_system'], optional),
  ],
  key: ['site_id', 'period_month', 'account_id', 'entity', 'account_index', 'transaction_id'],
  repeats: { identity: 'transaction_id', isSameRecord: 'same words' },
  kinds: {
    header: 'BALANCE_TYPE',
    takes: ['', 'ACTUAL'],
    others: { BUDGET: 'budget_final', FORECAST: null },
  },
  slice: 'site and month',
  period: 'period_month',
  references: [
    { column: 'site_id', to: 'site' },
    { column: 'account_id', to: 'account' },
  ],
};

/**
 * A ledger account string has its segments between dashes (02-02-4400-4700-0170); a spreadsheet takes short ones for
 * days (2-Feb-44), and totals stand below a list.
 */
function isAccountString(cell: (header: string) => string): RecordRuleFault | null {
  const value = cell('ACCOUNT_NUMBER').toUpperCase();
  const isDay = /^\d{1,2}-[A-Z]{3}-\d{2,4}$/.test(value);
  if (!isDay && /^\d[\dA-Z]*(-[\dA-Z]+){2,}$/.test(value)) return null;
  const message = isDay
    ? 'is a date that a spreadsheet made of an account string; export the column as text'
    : 'is not a ledger account string such as 02-02-4400-4700-0170';
  return { header: 'ACCOUNT_NUMBER', rule: 'wrong type', message };
}

/** vwGL_ACCOUNTS: the full ledger strings and whether they may be posted to (data.md 1.1). */
const glAccounts: Feed = {
  name: 'gl_accounts',
  source: 'great-plains',
  title: 'Ledger account string with its status',
  columns: [
    code(['ACCOUNT_NUMBER', 'account_number']),
    code(['STATUS', 'status'], { needs: 'header' }),
    code(['DB_SOURCE', 'company_database'], { needs: 'header', ifBlank: '' }),
  ],
  key: ['account_number', 'company_database'],
  slice: 'whole list',
  period: null,
  references: [],
  checkRecord: isAccountString,
};

/** vwGP_CUSTOMER_MSTR: the billing contact of a site (data.md 1.1). */
const gpCustomerMaster: Feed = {
  name: 'gp_customer_mstr',
  source: 'great-plains',
  title: 'Customer of the ledger with its e-mail recipients',
  columns: [
    site('CUSTNMBR'),
    text(['EMAIL_RECIPIENT', 'email_recipient'], { needs: 'header', personal: 'e-mail' }, 2000),
  ],
  key: ['site_id'],
  slice: 'whole list',
  period: null,
  references: [{ column: 'site_id', to: 'site' }],
};

/**
 * Open transactions: what customers paid or were credited, and the invoice that it was applied to. The headers are
 * those of the ledger's applied documents; a file replaces the days of the sites that it holds.
 */
const openTransactions: Feed = {
  name: 'open_transactions',
  source: 'great-plains',
  title: 'Payment or credit of a customer, applied to an invoice',
  columns: [
    site('CUSTNMBR'),
    date(['DOCDATE', 'received_on']),
    code(['DOCNUMBR', 'document_number'], {}, 40),
    code(['APTODCNM', 'invoice_number'], { needs: 'header', ifBlank: '', aliases: ['INVOICE'] }, 40),
    choice(['KIND', 'kind'], ['PAYMENT', 'CREDIT']),
    amount(['APPTOAMT', 'amount'], { aliases: ['AMOUNT'] }),
  ],
  key: ['site_id', 'received_on', 'document_number', 'invoice_number'],
  slice: 'site and day',
  period: 'received_on',
  references: [{ column: 'site_id', to: 'site' }],
};

export const feeds: readonly Feed[] = [
  ...[chartOfAccount, accountSummary, glAccounts, gpCustomerMaster, openTransactions],
];
