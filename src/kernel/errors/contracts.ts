/** Refusals of contracts. */
export const contractsErrors = {
  CONTRACTS_FILE_UNREADABLE: {
    status: 422,
    says: '{file} cannot be read: {cause}.',
    next: 'Check the path; folders are searched for files ending in .json.',
  },
  CONTRACTS_NO_FILES: {
    status: 422,
    says: 'There is no contract export in {paths}.',
    next: 'Name files or folders of exports, one JSON file per contract.',
  },
  CONTRACTS_MONTH_INVALID: {
    status: 400,
    says: '"{value}" is not a month.',
    next: 'Use YYYY-MM, for example 2025-05.',
  },
  CONTRACTS_SITE_WITHOUT_CONTRACT: {
    status: 404,
    says: 'No contract is in effect for site {site} in {month} that you may see.',
    next: 'Check the number with `daybook contracts list`; write a first contract with `daybook contracts new {site}`.',
  },
  CONTRACTS_CLAUSE_INVALID: {
    status: 422,
    says: 'The clause "{kind}" of {component} is not valid: {field} {cause}.',
    next: '`daybook contracts clauses add --help` lists the kinds and their fields.',
  },
  CONTRACTS_CLAUSE_OVERLAPS: {
    status: 409,
    says: 'The clause conflicts with clause {clause} of site {site}, which covers the same component and months.',
    next: 'End it first: `daybook contracts clauses end --site {site} --clause {clause} --through YYYY-MM`.',
  },
  CONTRACTS_CLAUSE_UNKNOWN: {
    status: 404,
    says: 'Site {site} has no current clause {clause}.',
    next: 'Run `daybook contracts clauses list --site {site}`; ending a clause gives it a new number.',
  },
  CONTRACTS_CLAUSE_BEGINS_LATER: {
    status: 422,
    says: 'Clause {clause} of site {site} starts in {from}, so {through} cannot be its last month.',
    next: 'Give a later month, or omit --through to withdraw the clause.',
  },
  CONTRACTS_CLAUSE_CHANGES: {
    status: 409,
    says: 'Clause {clause} of site {site} already has a change awaiting approval (number {change}).',
    next: 'Decide it first: `daybook contracts approve {change}`, or `contracts reject {change} --reason WHY`.',
  },
  CONTRACTS_CHANGE_UNKNOWN: {
    status: 404,
    says: 'There is no change {change}.',
    next: 'Run `daybook contracts waiting` to see what awaits approval.',
  },
  CONTRACTS_CHANGE_DECIDED: {
    status: 409,
    says: 'Change {change} of site {site} was already {decision} by {who}.',
    next: 'To have it decided again, enter it again.',
  },
  CONTRACTS_CHANGE_OVERTAKEN: {
    status: 409,
    says: 'Version {number} of the contract of {site}, effective {from}, is newer than change {change}.',
    next:
      'Reject it with `daybook contracts reject {change} --reason WHY`, and import it again if it is still ' +
      'correct.',
  },
  CONTRACTS_CHANGE_ABOVE_ROLE: {
    status: 403,
    says: 'Your roles may not approve change {change}: the contract of site {site} is worth {value}.',
    next:
      'Ask someone with one of these roles at the site: {roles}. `daybook contracts tiers` lists who ' +
      'approves what.',
  },
  CONTRACTS_CHANGE_OF_OTHERS: {
    status: 403,
    says: 'Change {change} of site {site} was entered by {who}; you may withdraw only what you entered.',
    next: 'Ask {who}, or someone who may approve contracts.',
  },
  CONTRACTS_CHANGES_NOT_NAMED: {
    status: 400,
    says: 'No changes to approve were given.',
    next: 'Give their numbers, or --site, --take-over or --all; `daybook contracts waiting` lists them.',
  },
  CONTRACTS_REASON_MISSING: {
    status: 422,
    says: 'A rejection needs a reason.',
    next: 'Add --reason "…"; the person who entered the change will read it.',
  },
  CONTRACTS_TIER_INVALID: {
    status: 422,
    says: '{value} is not a valid starting value for tier {tier}.',
    next: 'Give the yearly value in US dollars, above the previous tier and below the next; tier 1 starts at 0.',
  },
  CONTRACTS_INDEX_INVALID: {
    status: 422,
    says: '{value} is not a valid index value.',
    next: 'Give index, year or month, and the twelve-month change in percent: CPI 2025 2.9, ECI 2025-09 3.6.',
  },
  CONTRACTS_INDEX_UNKNOWN: {
    status: 404,
    says: '{index} for {period} has not been entered.',
    next: 'Enter it: `daybook contracts indexes set {index} {period} PERCENT`.',
  },
  CONTRACTS_READING_INVALID: {
    status: 422,
    says: '"{reading}" is not a reading of escalators.',
    next:
      'Use service-month or billing-day: ' +
      '`daybook contracts escalators set billing-day --from YYYY-MM --reason WHY`.',
  },
  CONTRACTS_READING_LATE: {
    status: 409,
    says: 'The reading of escalators cannot change from {from}: increases have already been applied through {last}.',
    next: 'Enter it from {first} or later; what was applied stays as it was.',
  },
  CONTRACTS_READING_UNKNOWN: {
    status: 404,
    says: 'No reading of escalators with the number {id} awaits a decision.',
    next: 'Run `daybook contracts escalators`.',
  },
  CONTRACTS_INDEX_MISSING: {
    status: 409,
    says: 'The rates of site {site} are due to change in {month} by {value}, which is not entered and approved.',
    next:
      'Enter it with `daybook contracts indexes set`, have a second person approve it and bill again; or continue at ' +
      'the current rates with --proceed and a reason.',
  },
  CONTRACTS_INCREASE_WAITS: {
    status: 409,
    says: 'The rates of site {site} are due to rise by up to {percent} % in {month}, which awaits {who}.{rejected}',
    next:
      'Have a second person run `daybook contracts increases approve {site} {month}`, then ' +
      'bill again; or continue at the current rates with --proceed and a reason.',
  },
  CONTRACTS_INCREASE_UNKNOWN: {
    status: 404,
    says: 'No increase of site {site} in {month} awaits approval.{first}',
    next: 'Run `daybook contracts increases list --month {month}`.',
  },
  CONTRACTS_INCREASE_ABOVE_ROLE: {
    status: 403,
    says: 'Your roles may not decide on the increase of site {site} in {month}: a rate rises by {percent} %.',
    next: 'Ask someone with one of these roles at the site: {roles}.',
  },
  CONTRACTS_TERMS_UNREADABLE: {
    status: 422,
    says: 'Version {version} of the contract of site {site} cannot be read.',
    next: 'Import the contract again; `daybook contracts show {site}` says what is wrong.',
  },
  CONTRACTS_LIMIT_WAITS: {
    status: 409,
    says: 'The limit in clause {clause} of site {site} grows by {value}, which is not approved for {month}.',
    next: 'Enter it with `daybook contracts indexes set`, have a second person approve it, then bill the month again.',
  },
  CONTRACTS_CLAUSE_UNFIT: {
    status: 409,
    says: 'Clause {clause} does not fit the contract of site {site} in {month}: {cause}.',
    next:
      'End it with `daybook contracts clauses end --site {site} --clause {clause}` and add it again as it now ' +
      'applies.',
  },
  CONTRACTS_OPENING_UNKNOWN: {
    status: 409,
    says: 'Site {site} has no opening date, from which its contract years are counted.',
    next: 'Load a site list with the opening date of {site}, then calculate or bill again.',
  },
  CONTRACTS_FIELD_UNKNOWN: {
    status: 422,
    says: '"{field}" is not a term of a contract; valid names are: {known}.',
    next: 'Use one of these names; `daybook contracts export` prints a contract with all of its terms.',
  },
  CONTRACTS_FIELD_NOT_ONE: {
    status: 422,
    says: '"{field}" is a list or a row, not a single value.',
    next: 'Name a field in it, for example `fixed-fee[1].fee`; `[+]` adds a row, --remove takes one out.',
  },
  CONTRACTS_ROW_UNKNOWN: {
    status: 422,
    says: '"{field}": there is no {label} "{row}"; there are: {known}.',
    next: 'Name a row by its code, number or title, or by its place from 1; `[+]` adds one.',
  },
  CONTRACTS_ROW_NOT_NAMED: {
    status: 422,
    says: '"{field}" could be any of {rows} rows ({label}).',
    next: 'Name the row, for example `{example}`.',
  },
  CONTRACTS_NOT_A_ROW: {
    status: 422,
    says: '"{field}" is not one row of a list.',
    next: 'Name a row, for example `per-labor-hour[GSA]` or `fixed-fee[2]`.',
  },
  CONTRACTS_PATCH_INVALID: {
    status: 422,
    says: '{file} is not a JSON merge patch: {cause}.',
    next: 'Write an object with the fields of `daybook contracts export` that change.',
  },
  CONTRACTS_EDIT_EMPTY: {
    status: 422,
    says: 'The command names no change to site {site}.',
    next: 'Give field=value, --remove, --copy or --patch: `daybook contracts edit --help`.',
  },
  CONTRACTS_EDIT_UNCHANGED: {
    status: 409,
    says: 'The contract of site {site} already has these terms from {from} on.',
    next: 'Nothing needs to be done; `daybook contracts export {site}` prints them.',
  },
  CONTRACTS_EDIT_REJECTED: {
    status: 422,
    says: 'The contract of site {site} was not changed. {findings}',
    next: 'Correct these fields in the same command; --draft saves terms that cannot bill yet.',
  },
  CONTRACTS_EDIT_SEEN: {
    status: 409,
    says: 'You saw version {seen} of site {site}; {who} saved version {number} on {at} (UTC). It now has: {values}.',
    next: 'Look at `daybook contracts show {site}` and repeat the change with --seen {number}.',
  },
  CONTRACTS_SITE_HAS_CONTRACT: {
    status: 409,
    says: 'Site {site} already has a contract (version {number}).',
    next: 'Change it with `daybook contracts edit {site}`, or withdraw a draft: `daybook contracts withdraw {site}`.',
  },
  CONTRACTS_NOTHING_TO_WITHDRAW: {
    status: 409,
    says: 'The newest version of site {site} is neither a draft nor awaiting approval.',
    next: 'Change terms in effect with `daybook contracts edit`, or end them with `daybook contracts end`.',
  },
  CONTRACTS_VERSION_UNKNOWN: {
    status: 404,
    says: 'The contract of site {site} has no version {number} that you may see.',
    next: 'Run `daybook contracts history {site}`.',
  },
  CONTRACTS_EDIT_LIMITS: {
    status: 403,
    says: 'You may not change the review limits of site {site}.',
    next: 'Ask a billing admin; `daybook rights` shows who may change them.',
  },
  CONTRACTS_EDIT_WAITS: {
    status: 409,
    says: 'Site {site}: {says} by {who} ({at} UTC) awaits approval; another change now would undo it.',
    next: 'Have it decided first, or withdraw it: `daybook contracts reject {change} --reason WHY`.',
  },
  CONTRACTS_TEMPLATE_UNKNOWN: {
    status: 404,
    says: 'There is no template {name}.',
    next: 'See `daybook contracts templates list`; --history shows those that were retired.',
  },
  CONTRACTS_LIMITS_TWICE: {
    status: 422,
    says: 'The review limits of site {site} are given twice, and were not changed.',
    next: 'Leave one row for each site, then set them again.',
  },
  CONTRACTS_TEMPLATE_REJECTED: {
    status: 422,
    says: 'The template "{name}" was not saved: {faults}',
    next: 'Correct what is named; what a contract needs of its own may be left out.',
  },
  CONTRACTS_MARK_UNKNOWN: {
    status: 422,
    says: 'There is no mark {mark} of contracts.',
    next: 'Use one of: {marks}; `daybook operator set contract-marks` names others.',
  },
} as const;
