/** Refusals of billing; those with status 409 stand in the list of what a run could not bill. */
export const billingErrors = {
  BILLING_NOT_KEPT: {
    status: 422,
    says: 'The statement of site {site} for {month}, {total} dollars, cannot be saved: {rule}.',
    next: 'Look for a figure that is too large in the contract or the facts of the site; correct it and bill again.',
  },
  BILLING_FORMER_UNREADABLE: {
    status: 422,
    says: '{file} cannot be read as an export of the old system: {cause}.',
    next: 'Export the table again as CSV with its column names, or as JSON with a list under "value".',
  },
  BILLING_FORMER_UNLIKE: {
    status: 422,
    says: '{file} is not an export that this command takes over: its columns have {found}.',
    next: 'Name files with one of these ids: {wanted}. Forecasts are taken over with `daybook takeover forecasts`.',
  },
  BILLING_FORMER_HELD: {
    status: 409,
    says: 'Record {number} of the old system is still held back: {message}.',
    next:
      'Correct it with `daybook takeover replay {number} --set column=value`, take over what it refers to, or ' +
      'discard it with a reason.',
  },
  BILLING_FORMER_NOT_HELD: {
    status: 404,
    says: 'No record {number} of the old system is held back.',
    next: 'Run `daybook takeover held`.',
  },
  BILLING_CONTRACT_WAITS: {
    status: 409,
    says: 'The contract of site {site} does not bill {month} yet: {what} by {who} awaits approval by a second person.',
    next: 'Have it approved: `daybook contracts waiting --site {site}`, then `daybook contracts approve {change}`.',
  },
  BILLING_CONTRACT_DRAFT: {
    status: 409,
    says: 'The contract of site {site} is a draft and cannot bill {month}.',
    next: '`daybook contracts show {site}` says what is missing; complete it with `daybook contracts edit {site}`.',
  },
  BILLING_SITE_UNKNOWN: {
    status: 409,
    says: 'The warehouse has no site {site}, so {month} cannot be billed.',
    next: 'Load the site list (master_non_financial), then bill again.',
  },
  BILLING_SITE_CLOSED: {
    status: 409,
    says: 'Site {site} closed on {day}; {month} is not billed. {left}',
    next:
      'Bill what is left as a line of the {last} statement (`daybook statements adhoc`). If the date is wrong, load ' +
      'the site list with the correct LAST_WORKED_DATE.',
  },
  BILLING_SITE_NOT_OPEN: {
    status: 409,
    says: 'Site {site} opens on {day}; {month} is not billed. {left}',
    next:
      'Bill from the opening month on. If the date is wrong, load the site list with the correct ' +
      'FIRST_WORKED_DATE.',
  },
  BILLING_MONTH_TO_COME: {
    status: 409,
    says: 'It is too early to bill {month} for site {site} on {today}: it is billed {how}, from {first} on.',
    next: 'Bill it then, or continue with the current facts with --proceed and a reason, which the statement shows.',
  },
  BILLING_SITE_NOT_READY: {
    status: 409,
    says: 'Site {site} is marked not ready for {month}.',
    next:
      'Run `daybook statements readiness --month {month} --site {site}` to see who marked it. Bill again once its ' +
      'manager marks it ready, or continue with --proceed and a reason.',
  },
  BILLING_READY_MARK_MISSING: {
    status: 409,
    says: 'Site {site} has not been marked ready for {month}.',
    next:
      'Its manager marks it with `daybook statements ready {site} --month {month}`; or continue without it with ' +
      '--proceed and a reason.',
  },
  BILLING_REVENUE_MISSING: {
    status: 409,
    says: 'No revenue is loaded for site {site} in {month}.',
    next: 'Load the daily revenue for the month, or continue without it with --proceed and a reason.',
  },
  BILLING_HOURS_MISSING: {
    status: 409,
    says: 'No hours are loaded for site {site} in {month}.',
    next: 'Load the timesheets for the month, or continue without them with --proceed and a reason.',
  },
  BILLING_ROOMS_MISSING: {
    status: 409,
    says: 'No occupied rooms are loaded for site {site} in {month}.',
    next: 'Load the daily revenue workbook for the month, or continue without it with --proceed and a reason.',
  },
  BILLING_LEDGER_MISSING: {
    status: 409,
    says: 'The ledger has no balances for site {site} in {month}.',
    next: 'Load the account summary for the month, or continue without it with --proceed and a reason.',
  },
  BILLING_TAX_RATE_MISSING: {
    status: 409,
    says: 'The revenue of site {site} for {month} has no tax rates, and the operator remits the tax.',
    next: 'Load the revenue with its tax rates, or continue with --proceed and a reason: the tax is then 0.',
  },
  BILLING_SHARED_REVENUE_MISSING: {
    status: 409,
    says: 'Site {site} shares tiers with {others}, and no revenue is loaded for those sites in {month}.',
    next: 'Load the daily revenue of those sites, or continue without it with --proceed and a reason.',
  },
  BILLING_RECORDS_HELD: {
    status: 409,
    says: '{count} of {feed} for site {site} in {month} {verb} in quarantine.',
    next: 'Run `daybook quarantine --feed {feed}`; replay or discard those records, then bill again.',
  },
  BILLING_DAYS_MISSING: {
    status: 409,
    says: 'Site {site} has no revenue for {count} of {month} on which it usually has some: {days}.',
    next: 'Load the revenue of those days, then bill again; days without business need no action.',
  },
  BILLING_JOBS_UNNAMED: {
    status: 409,
    says: 'Site {site} has hours in {month} of jobs that no rate of its contract names: {jobs}.',
    next:
      'Add the job to the contract, or correct the code and load the timesheets again; until then the hours are ' +
      'not billed.',
  },
  BILLING_CODES_UNNAMED: {
    status: 409,
    says: 'Site {site} has revenue in {month} under codes that its revenue share does not name: {codes}.',
    next:
      'Correct the code and load the revenue again, or add the code to the contract; until then none of it ' +
      'is shared.',
  },
  BILLING_CODE_NEW: {
    status: 409,
    says:
      'Site {site} has {feed} of code {code} in {month}, first seen in batch {batch}; the nearest known code is ' +
      '{neighbour}.',
    next: 'If {neighbour} was meant, correct the code and load the file again; otherwise there is nothing to do.',
  },
  BILLING_DEPOSITS_DIFFER: {
    status: 409,
    says:
      'Deposits of site {site} in {month} differ from the ledger by {difference} ' +
      '(the deposit account has {ledger}).',
    next:
      'Run `daybook explain deposit-control --site {site} --month {month}`, correct the difference, then ' +
      'bill again.',
  },
  BILLING_DEPOSITS_WAIT: {
    status: 409,
    says:
      'The deposits of site {site} in {month} cannot be compared: the ledger has no balance of deposited ' +
      'revenue yet.',
    next: 'Load the ledger of the month, then bill again; until then it is not known whether they match.',
  },
  BILLING_ALREADY_SENT: {
    status: 409,
    says: 'The statement of site {site} for {month} was already sent.',
    next: 'Revise it: a sent statement is never regenerated.',
  },
  BILLING_NOTHING_TO_BILL: {
    status: 409,
    says: 'There is nothing to bill to site {site} for {month}: every line is 0.',
    next: 'Check the terms with `daybook contracts show {site}` and the facts of the month.',
  },
  BILLING_CALCULATION_FAILED: {
    status: 409,
    says: 'The statement of site {site} for {month} could not be calculated: {cause}.',
    next: 'The other sites are not affected. Report it with the run number.',
  },
  BILLING_CHOICE_UNCLEAR: {
    status: 400,
    says: 'Statements are named by their numbers or chosen by a filter; {problem}.',
    next: 'Give numbers, or options such as --month and --district, or --all; add --dry-run to see what they choose.',
  },
  BILLING_REASON_NEEDED: {
    status: 403,
    says: 'Reading {what} needs a reason: its month is older, or your role reads single statements only with one.',
    next: 'Say why with --reason (over HTTP in the header x-daybook-reason); the audit trail keeps it.',
  },
  BILLING_DAILY_NOBODY: {
    status: 409,
    says: 'The daily mail of total actual revenue has no recipients.',
    next: 'List addresses in `mail.dailyRevenueTo` of operator.json in the data folder.',
  },
  BILLING_DAILY_SENT: {
    status: 409,
    says: 'The daily mail of {day} has already been sent.',
    next: 'Print its content with `daybook statements daily`, or write it with --out.',
  },
  BILLING_DISPUTED: {
    status: 409,
    says: 'Statement {statement} of site {site} is in dispute; it cannot be changed or sent until that is resolved.',
    next:
      'See `daybook statements disputes`; once it is agreed, record it with `daybook statements dispute resolve ' +
      '{statement} --outcome …`, then correct or revise the statement.',
  },
  BILLING_DISPUTE_OPEN: {
    status: 409,
    says: 'Statement {statement} is already in dispute, opened by {who} on {since}.',
    next: 'Resolve that dispute first (`daybook statements dispute resolve {statement}`), or leave it as it is.',
  },
  BILLING_DISPUTE_NONE: {
    status: 404,
    says: 'Statement {statement} is not in dispute.',
    next: 'See `daybook statements disputes` for those that are.',
  },
  BILLING_DISPUTE_INVALID: {
    status: 400,
    says: 'The dispute cannot be recorded: {problem}.',
    next: 'Give --reason, an --amount above 0 such as 250.00, and with --invoice the number of an invoice group.',
  },
  BILLING_REIMBURSABLE_TWICE: {
    status: 409,
    says:
      'Invoice {group} of site {site} for {month} already has its reimbursable expense: {title}, {amount}. An ' +
      'invoice can have only one.',
    next:
      'Remove that line (`daybook statements adhoc ID --remove LINE --reason …`) and enter one line for the sum, ' +
      'or use another invoice group with --group.',
  },
  BILLING_PRIOR_MONTH: {
    status: 403,
    says: '{month} is an earlier month: on {today} the month to bill is {current}. Only a billing admin can bill it.',
    next: 'Ask a billing admin to run `daybook bill --month {month}`; you may preview it with --dry-run.',
  },
  BILLING_MONTH_NOT_BEGUN: {
    status: 422,
    says: '{month} has not begun: on {today} there is nothing of site {site} yet that could be ready to bill.',
    next: 'Mark the site once the month has begun; `daybook statements readiness` shows the months to bill.',
  },
  BILLING_NOTE_TOO_LONG: {
    status: 422,
    says: 'The note is longer than {most} characters.',
    next: 'Shorten it; put longer text into a document and refer to it in the note.',
  },
  BILLING_NO_CONTRACTS: {
    status: 404,
    says: 'No contract is in effect in {month} for {sites}.',
    next: 'Run `daybook contracts list --month {month}`; add contracts with `daybook contracts import`.',
  },
  BILLING_STATEMENT_UNKNOWN: {
    status: 404,
    says: 'There is no statement {statement} that you may see.',
    next: 'Run `daybook statements list`.',
  },
  BILLING_DEVIATION_UNAPPROVED: {
    status: 409,
    says:
      'Statement {statement} deviates by {deviation} ({percent} %) from the expected {expected}: the ledger has ' +
      '{posted} and {invoiced} is invoiced. Nobody has approved the deviation.',
    next: 'Bill the site and month again: the statement then goes to the approval team.',
  },
  BILLING_FACTS_CHANGED: {
    status: 409,
    says: 'Facts or terms behind statement {statement} have changed since it was generated: {why}.',
    next:
      'Regenerate it with `daybook bill --month {month} --site {site}`, or continue with it as is and explain why ' +
      'with --reason.',
  },
  BILLING_LINE_UNKNOWN: {
    status: 404,
    says: 'There is no line {line} that you may see.',
    next: '`daybook statements show <number>` prints the line numbers.',
  },
  BILLING_ACTION_REFUSED: {
    status: 409,
    says: 'Statement {statement} is in state {state}; {why}.',
    next: 'Run `daybook statements show {newest}`.',
  },
  BILLING_STATEMENT_CHANGED: {
    status: 409,
    says: 'Statement {statement} was changed in the meantime: {what} by {who}.',
    next: 'Review it again with `daybook statements show {statement}`, then decide.',
  },
  BILLING_RECIPIENTS_MISSING: {
    status: 409,
    says: 'Invoice {invoice} of site {site} has no recipients.',
    next: 'Add addresses to its invoice group in the contract, or load the contacts of the site (gp_customer_mstr).',
  },
  BILLING_MAIL_REFUSED: {
    status: 502,
    says: 'The mail server {host} did not accept {file} ({code}); nothing is recorded as sent.',
    next: 'Correct DAYBOOK_SMTP_URL or the addresses, then send or post again.',
  },
  BILLING_RECIPIENTS_REFUSED: {
    status: 502,
    says: 'The mail server accepted {file} for the other recipients but refused {recipients}.',
    next:
      'Correct the addresses in the contract or the contacts of the site, then send the statement again: it goes ' +
      'only to those who did not get it.',
  },
  BILLING_FORMER_MAPPING: {
    status: 422,
    says: 'A mapping of the old system was not kept: {problem}.',
    next: 'KIND is title, code or figure; a line goes TO a component, a figure TO a row of the P&L; blank ends it.',
  },
  BILLING_DOCUMENT_UNKNOWN: {
    status: 404,
    says: 'Statement {statement} has no document {document}; it has {count}.',
    next: 'Choose one of them.',
  },
  BILLING_DOCUMENT_GONE: {
    status: 409,
    says: 'The outbox no longer holds {file} as it was sent (digest {sha256}).',
    next:
      'Restore the folder `outbox` of the data folder from its backup: a statement is sent again exactly ' +
      'as it was.',
  },
  BILLING_OPERATOR_UNREADABLE: {
    status: 500,
    says: 'The operator profile, {file}, cannot be used: {problem}.',
    next: 'Correct that field of the profile, then check it with `daybook doctor`.',
  },
  BILLING_LOGO_UNREADABLE: {
    status: 500,
    says: 'The logo {file} cannot be printed: {problem}.',
    next: 'Put a PNG or JPEG with that name into the data folder, or remove `logo` from operator.json.',
  },
  BILLING_NOT_SENT: {
    status: 409,
    says: 'Statement {statement} is in state {state} and cannot be posted: {why}.',
    next: 'Only a statement that was sent and is still valid is posted; run `daybook statements show {statement}`.',
  },
  BILLING_LEDGER_UNANSWERED: {
    status: 409,
    says: 'Document {document} of statement {statement} cannot be reversed: {why}.',
    next:
      'Record the answer of the ledger with `daybook post acknowledge {key} --answer TEXT`, adding --failed if it ' +
      'refused the document; then revise the statement.',
  },
  BILLING_REVERSAL_OPEN: {
    status: 409,
    says:
      'The ledger did not accept the reversal {document} of site {site} for {month}, so it would count statement ' +
      '{statement} twice.',
    next: 'Submit the reversal again with `daybook post retry {key}`, then post the statement.',
  },
  BILLING_NUMBER_TAKEN: {
    status: 409,
    says: 'Document {document} of statement {statement} was already posted for site {site}.',
    next: 'Two contracts print the same number: give their invoice groups different site numbers.',
  },
  BILLING_POSTING_UNKNOWN: {
    status: 404,
    says: 'No document awaits an answer under {key}: {why}.',
    next: 'Run `daybook post report`.',
  },
  BILLING_CLIENT_PAID_ACCOUNT: {
    status: 422,
    says: 'Account {code} is not a client-paid account; those are {known}.',
    next: 'Use one of them, or add it with daybook catalogues set client-paid-accounts {code}.',
  },
  BILLING_AD_HOC_AMOUNT: {
    status: 422,
    says: '{value} is not a valid amount for a line of kind {kind}.',
    next: 'Use at most two decimals and not 0; a reimbursable expense must be above 0.',
  },
  BILLING_AD_HOC_UNPRINTABLE: {
    status: 422,
    says: 'The title or the description of the line has a character that cannot be printed: {text}.',
    next: 'Type it again without characters that were pasted along, such as those that turn the direction of reading.',
  },
  BILLING_AD_HOC_INCOMPLETE: {
    status: 422,
    says: '{missing} is missing.',
    next: 'Give --title and --amount to add a line, or --remove and --reason to remove one.',
  },
  BILLING_NOT_MADE_ANEW: {
    status: 409,
    says: 'Statement {statement} of site {site} for {month} was left unchanged, lines included. {why}',
    next: 'Resolve what keeps it from being billed, then change the line again. {next}',
  },
  BILLING_AD_HOC_UNKNOWN: {
    status: 404,
    says: 'Line {line} of statement {statement} is not a current ad-hoc line.',
    next: 'Look for component ad-hoc in `daybook statements show {statement}`.',
  },
  BILLING_JOURNAL_UNBALANCED: {
    status: 409,
    says: 'Document {document} of site {site} for {month} does not balance: debits {debits}, credits {credits}.',
    next: 'Nothing was posted. Compare the invoice with its lines in `daybook statements show <number>` and report it.',
  },
  BILLING_GL_STRING_INVALID: {
    status: 422,
    says: 'The GL string of site {site} is {value}, so {month} cannot be posted; the format is NN-NN-NNNN-.',
    next: 'Correct GL_STRING in the site list (master_non_financial), load it, then post again.',
  },
  BILLING_VENDOR_MISSING: {
    status: 422,
    says: 'Invoice {invoice} of site {site} for {month} is {amount} and goes to payables, but has no vendor.',
    next:
      'Add a vendor number to its invoice group in the contract, or have one added to the operator profile ' +
      '(ledger.vendors in operator.json).',
  },
  BILLING_UNITS_MISSING: {
    status: 404,
    says: 'No revenue, vehicles or rooms that belong in a unit account are loaded for {month}.',
    next: 'Load the daily revenue for the month, then post the units again.',
  },
  BILLING_UNIT_ACCOUNTS_NOT_READY: {
    status: 409,
    says: '{count} of {all} unit accounts for {month} are missing or inactive in the ledger; nothing was posted.',
    next: 'Open them in the ledger, load its accounts (gl_accounts) and the site list, then post the units again.',
  },
  BILLING_UNITS_POSTED: {
    status: 409,
    says: 'The unit accounts for {month} were already posted on {at}.',
    next: 'They are in the outbox, folder `ledger`; a month is posted once.',
  },
} as const;
