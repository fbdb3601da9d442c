/** Refusals of billing; those with status 409 stand in the list of what a run could not bill. */
export const billingErrors = {
  BILLING_NOT_KEPT: {
    status: 422,
    says: 'The statement of site {site} for {month}, {total} dollars, cannot be kept: {rule}.',
    next: 'Look for a figure that is too large in the contract or the facts of the site; correct it and bill again.',
  },
  BILLING_CONTRACT_WAITS: {
    status: 409,
    says: 'Nothing of the contract of site {site} counts in {month}: {what} of {who} waits for a second person.',
    next: 'Have it approved: `daybook contracts waiting --site {site}`, then `daybook contracts approve {change}`.',
  },
  BILLING_CONTRACT_DRAFT: {
    status: 409,
    says: 'The contract of site {site} is a draft and cannot bill {month}.',
    next: 'See what is wrong with `daybook contracts show --site {site}`, correct the contract and import it again.',
  },
  BILLING_SITE_UNKNOWN: {
    status: 409,
    says: 'The warehouse does not know site {site}, so {month} cannot be billed.',
    next: 'Load the site list (master_non_financial), then bill again.',
  },
  BILLING_SITE_CLOSED: {
    status: 409,
    says: 'Site {site} closed on {day}; {month} is not billed. {left}',
    next:
      'Bill what is left over as a line of the statement of {last} (`daybook statements adhoc`); when the day is ' +
      'wrong, load the site list with the right LAST_WORKED_DATE.',
  },
  BILLING_SITE_NOT_OPEN: {
    status: 409,
    says: 'Site {site} opens on {day}; {month} is not billed. {left}',
    next: 'Bill the month of the opening; when the day is wrong, load the site list with the right FIRST_WORKED_DATE.',
  },
  BILLING_SITE_NOT_READY: {
    status: 409,
    says: 'Site {site} is marked as not ready for {month}.',
    next:
      'See by whom with `daybook statements readiness --month {month} --site {site}`; once its manager marks it as ' +
      'ready, bill again, or go on with --proceed and a reason.',
  },
  BILLING_READY_MARK_MISSING: {
    status: 409,
    says: 'Nobody has marked site {site} as ready for {month}.',
    next:
      'Its manager marks it with `daybook statements ready {site} --month {month}`; or go on without with --proceed ' +
      'and a reason.',
  },
  BILLING_REVENUE_MISSING: {
    status: 409,
    says: 'No revenue is loaded for site {site} and {month}.',
    next: 'Load the daily revenue of the month, or go on without it with --proceed and a reason.',
  },
  BILLING_HOURS_MISSING: {
    status: 409,
    says: 'No hours are loaded for site {site} and {month}.',
    next: 'Load the timesheets of the month, or go on without them with --proceed and a reason.',
  },
  BILLING_ROOMS_MISSING: {
    status: 409,
    says: 'No occupied rooms are loaded for site {site} and {month}.',
    next: 'Load the daily revenue workbook of the month, or go on without them with --proceed and a reason.',
  },
  BILLING_LEDGER_MISSING: {
    status: 409,
    says: 'The ledger has no balances of site {site} for {month}.',
    next: 'Load the account summary of the month, or go on without it with --proceed and a reason.',
  },
  BILLING_TAX_RATE_MISSING: {
    status: 409,
    says: 'Tax rates are missing in the revenue of site {site} for {month}, and the operator hands in the tax.',
    next: 'Load the revenue with its tax rates, or go on with --proceed and a reason: the tax is then 0.',
  },
  BILLING_SHARED_REVENUE_MISSING: {
    status: 409,
    says: 'Site {site} shares tiers with {others}, of which no revenue is loaded for {month}.',
    next: 'Load the daily revenue of those sites, or go on without it with --proceed and a reason.',
  },
  BILLING_RECORDS_HELD: {
    status: 409,
    says: '{count} of {feed} of {site} in {month} {verb} in quarantine.',
    next: 'See `daybook quarantine --feed {feed}`; replay or discard what waits, then bill again.',
  },
  BILLING_DAYS_MISSING: {
    status: 409,
    says: 'Site {site} has no revenue on {count} of {month} on which it usually has: {days}.',
    next: 'Load the revenue of those days, then bill again; days without business can be left as they are.',
  },
  BILLING_CODES_UNNAMED: {
    status: 409,
    says: 'Site {site} has revenue of codes that no structure of its revenue share names, in {month}: {codes}.',
    next: 'Correct the code and load the revenue again, or add it to the contract; as it is, nothing of it is shared.',
  },
  BILLING_CODE_NEW: {
    status: 409,
    says: 'Site {site} has {feed} of code {code} in {month}, which came for the first time with batch {batch}; the known code nearest to it is {neighbour}.',
    next: 'If {neighbour} was meant, correct the code and load the file again; if {code} is right, nothing is to be done.',
  },
  BILLING_DEPOSITS_DIFFER: {
    status: 409,
    says: 'The deposits of site {site} in {month} do not match the ledger by {difference} (account 4785 has {ledger}).',
    next: 'See `daybook explain deposit-control --site {site} --month {month}`, correct it, then bill again.',
  },
  BILLING_ALREADY_SENT: {
    status: 409,
    says: 'The statement of site {site} for {month} was sent.',
    next: 'A statement that was sent is revised, not made anew.',
  },
  BILLING_NOTHING_TO_BILL: {
    status: 409,
    says: 'Nothing is billed to site {site} for {month}: every line is 0.',
    next: 'Look at the terms with `daybook contracts show --site {site}` and at the facts of the month.',
  },
  BILLING_CALCULATION_FAILED: {
    status: 409,
    says: 'The statement of site {site} for {month} could not be calculated: {cause}.',
    next: 'The other sites are not affected. Report it with the number of the run.',
  },
  BILLING_NO_CONTRACTS: {
    status: 404,
    says: 'No contract holds in {month} for {sites}.',
    next: 'See `daybook contracts list --month {month}`; contracts come with `daybook contracts import`.',
  },
  BILLING_STATEMENT_UNKNOWN: {
    status: 404,
    says: 'There is no statement {statement} that you may see.',
    next: 'See `daybook statements list`.',
  },
  BILLING_DEVIATION_UNAPPROVED: {
    status: 409,
    says:
      'Statement {statement} is {deviation} ({percent} %) off the expected {expected}: the ledger has {posted} and ' +
      '{invoiced} are invoiced. Nobody approved that.',
    next: 'Bill the month of the site again: the statement then goes to the approval team.',
  },
  BILLING_FACTS_CHANGED: {
    status: 409,
    says: 'The facts of statement {statement} changed since it was made: {why}.',
    next:
      'Make it anew with `daybook bill --month {month} --site {site}`; or go on with it as it is and say why with ' +
      '--reason.',
  },
  BILLING_LINE_UNKNOWN: {
    status: 404,
    says: 'There is no line {line} that you may see.',
    next: 'The numbers of lines stand in `daybook statements show <number>`.',
  },
  BILLING_ACTION_REFUSED: {
    status: 409,
    says: 'Statement {statement} is in state {state}; {why}.',
    next: 'See it with `daybook statements show {statement}`.',
  },
  BILLING_STATEMENT_CHANGED: {
    status: 409,
    says: 'Statement {statement} was changed in the meantime: {what} by {who}.',
    next: 'Look at it again with `daybook statements show {statement}`, then decide.',
  },
  BILLING_RECIPIENTS_MISSING: {
    status: 409,
    says: 'There is nobody to send invoice {invoice} of site {site} to.',
    next: 'Give its invoice group addresses in the contract, or load the contacts of the site (gp_customer_mstr).',
  },
  BILLING_MAIL_REFUSED: {
    status: 502,
    says: 'The mail server {host} did not take {file} ({code}); nothing counts as sent.',
    next: 'Correct DAYBOOK_SMTP_URL or the addresses, then send or post it again.',
  },
  BILLING_RECIPIENTS_REFUSED: {
    status: 502,
    says: 'The mail server took {file} for the other recipients and refused {recipients}.',
    next:
      'Correct the addresses in the contract or the contacts of the site, then send the statement again: only those ' +
      'who did not get it are written to.',
  },
  BILLING_DOCUMENT_GONE: {
    status: 409,
    says: '{file} is not in the outbox any more as it went out (digest {sha256}).',
    next: 'Put the folder `outbox` of the data folder back from its backup: a statement is sent again as it was.',
  },
  BILLING_OPERATOR_UNREADABLE: {
    status: 500,
    says: 'The profile of the operator, {file}, cannot be used: {problem}.',
    next: 'Correct that field; docs/use/billing.md shows all of them.',
  },
  BILLING_LOGO_UNREADABLE: {
    status: 500,
    says: 'The logo {file} cannot be printed: {problem}.',
    next: 'Put a PNG or JPEG of that name into the data folder, or take `logo` out of operator.json.',
  },
  BILLING_NOT_SENT: {
    status: 409,
    says: 'Statement {statement} is in state {state} and is not posted: {why}.',
    next: 'Only a statement that was sent and stands is posted; see `daybook statements show {statement}`.',
  },
  BILLING_LEDGER_UNANSWERED: {
    status: 409,
    says: 'Document {document} of statement {statement} cannot be taken back: {why}.',
    next:
      'Enter what the ledger said with `daybook post acknowledge {key} --answer TEXT`, with --failed when it did not ' +
      'take the document; then revise the statement.',
  },
  BILLING_REVERSAL_OPEN: {
    status: 409,
    says:
      'The ledger did not take the reversal {document} of site {site} for {month}, so statement {statement} would ' +
      'count twice there.',
    next: 'Hand the reversal out again with `daybook post retry {key}`, then post the statement.',
  },
  BILLING_NUMBER_TAKEN: {
    status: 409,
    says: 'Document {document} of statement {statement} was posted already, for site {site}.',
    next: 'Two contracts print the same number: give their invoice groups different site numbers.',
  },
  BILLING_POSTING_UNKNOWN: {
    status: 404,
    says: 'No document waits for an answer under {key}: {why}.',
    next: 'See `daybook post report`.',
  },
  BILLING_AD_HOC_AMOUNT: {
    status: 422,
    says: '{value} is no amount for a line of kind {kind}.',
    next: 'Write money with at most two decimals, not 0; a reimbursable expense is above 0.',
  },
  BILLING_AD_HOC_INCOMPLETE: {
    status: 422,
    says: '{missing} is missing.',
    next: 'Write --title and --amount to add a line, or --remove and --reason to take one off.',
  },
  BILLING_NOT_MADE_ANEW: {
    status: 409,
    says: 'Statement {statement} of site {site} for {month} stays as it was, with its lines. {why}',
    next: 'Take away what keeps it from being billed, then change the line again. {next}',
  },
  BILLING_AD_HOC_UNKNOWN: {
    status: 404,
    says: 'Line {line} of statement {statement} is not one that a person added and that still stands.',
    next: 'See the lines of component ad-hoc in `daybook statements show {statement}`.',
  },
  BILLING_JOURNAL_UNBALANCED: {
    status: 409,
    says: 'Document {document} of site {site} for {month} does not balance: debits {debits}, credits {credits}.',
    next: 'It was not posted. Compare the invoice with its lines in `daybook statements show <number>` and report it.',
  },
  BILLING_GL_STRING_INVALID: {
    status: 422,
    says: 'The GL string of site {site} is {value}, so {month} cannot be posted; its form is NN-NN-NNNN-.',
    next: 'Correct GL_STRING in the site list (master_non_financial), load it, then post again.',
  },
  BILLING_VENDOR_MISSING: {
    status: 422,
    says: 'Invoice {invoice} of site {site} for {month} is {amount} and goes to payables, but it has no vendor.',
    next: 'Give its invoice group a vendorId in the contract, or name one under ledger.vendors of operator.json.',
  },
  BILLING_UNITS_MISSING: {
    status: 404,
    says: 'No revenue, vehicles or rooms of {month} are loaded that a unit account could take.',
    next: 'Load the daily revenue of the month, then post the units again.',
  },
  BILLING_UNIT_ACCOUNTS_NOT_READY: {
    status: 409,
    says: '{count} of {all} unit accounts of {month} are missing or not active in the ledger; nothing was posted.',
    next: 'Open them in the ledger, load its accounts (gl_accounts) and the site list, then post the units again.',
  },
  BILLING_UNITS_POSTED: {
    status: 409,
    says: 'The unit accounts of {month} were posted on {at}.',
    next: 'They are in the outbox, folder `ledger`; a month is posted once.',
  },
} as const;
