/** Refusals of contracts. */
export const contractsErrors = {
  CONTRACTS_FILE_UNREADABLE: {
    status: 422,
    says: '{file} cannot be read: {cause}.',
    next: 'Check the path; a folder is searched for files that end in .json.',
  },
  CONTRACTS_NO_FILES: {
    status: 422,
    says: 'There is no contract export in {paths}.',
    next: 'Name files or folders with exports: one JSON file for each contract.',
  },
  CONTRACTS_MONTH_INVALID: {
    status: 400,
    says: '"{value}" is no month.',
    next: 'Write it as YYYY-MM, for example 2025-05.',
  },
  CONTRACTS_SITE_WITHOUT_CONTRACT: {
    status: 404,
    says: 'Site {site} has no contract in {month} that you may see.',
    next: 'See `daybook contracts list` and `contracts waiting`; a contract comes with `daybook contracts import`.',
  },
  CONTRACTS_CLAUSE_INVALID: {
    status: 422,
    says: 'A clause "{kind}" of {component} cannot be: {field} {cause}.',
    next: 'The kinds and their fields are in `daybook contracts clauses add --help`.',
  },
  CONTRACTS_CLAUSE_OVERLAPS: {
    status: 409,
    says: 'Clause {clause} of site {site} says something else for the same component and months.',
    next: 'End it first: `daybook contracts clauses end --site {site} --clause {clause} --through YYYY-MM`.',
  },
  CONTRACTS_CLAUSE_UNKNOWN: {
    status: 404,
    says: 'Site {site} has no clause {clause} that stands.',
    next: 'See `daybook contracts clauses list --site {site}`; ending a clause gives it a new number.',
  },
  CONTRACTS_CLAUSE_BEGINS_LATER: {
    status: 422,
    says: 'Clause {clause} of site {site} begins in {from}, so {through} cannot be its last month.',
    next: 'Name a later month, or leave --through out to withdraw the clause.',
  },
  CONTRACTS_CLAUSE_CHANGES: {
    status: 409,
    says: 'Clause {clause} of site {site} has a change that waits for a second person (number {change}).',
    next: 'Decide that first: `daybook contracts approve {change}`, or `contracts reject {change} --reason WHY`.',
  },
  CONTRACTS_CHANGE_UNKNOWN: {
    status: 404,
    says: 'There is no change {change}.',
    next: 'See what waits: `daybook contracts waiting`.',
  },
  CONTRACTS_CHANGE_DECIDED: {
    status: 409,
    says: 'Change {change} of site {site} was {decision} by {who} already.',
    next: 'Enter it again to have it decided again.',
  },
  CONTRACTS_CHANGE_OVERTAKEN: {
    status: 409,
    says: 'Version {number} of the contract of {site}, from {from} on, came after change {change}.',
    next: 'Reject it with `daybook contracts reject {change} --reason WHY`, and import it again if it is still right.',
  },
  CONTRACTS_CHANGE_ABOVE_ROLE: {
    status: 403,
    says: 'Your roles do not approve change {change}: the contract of site {site} comes to {value} in a year.',
    next: 'Ask one of these roles at the site: {roles}. `daybook contracts tiers` lists who approves what.',
  },
  CONTRACTS_CHANGE_OF_OTHERS: {
    status: 403,
    says: 'Change {change} of site {site} was entered by {who}; you take back what you entered yourself.',
    next: 'Ask {who}, or somebody who may approve contracts.',
  },
  CONTRACTS_CHANGES_NOT_NAMED: {
    status: 400,
    says: 'Nothing says which changes are approved.',
    next: 'Name their numbers, or --site, --take-over or --all; `daybook contracts waiting` lists them.',
  },
  CONTRACTS_REASON_MISSING: {
    status: 422,
    says: 'A rejection says why.',
    next: 'Add --reason "…"; whoever entered the change reads it.',
  },
  CONTRACTS_TIER_INVALID: {
    status: 422,
    says: '{value} cannot be the yearly value from which tier {tier} holds.',
    next: 'Write US dollars above those of the tier before it and below those of the next; tier 1 begins at 0.',
  },
  CONTRACTS_INDEX_INVALID: {
    status: 422,
    says: '{value} is no value of an index.',
    next: 'Write index, year or month, and the change over twelve months in percent: CPI 2025 2.9, ECI 2025-09 3.6.',
  },
  CONTRACTS_INDEX_UNKNOWN: {
    status: 404,
    says: 'Nobody entered {index} {period}.',
    next: 'Enter it: `daybook contracts indexes set {index} {period} PERCENT`.',
  },
  CONTRACTS_INDEX_MISSING: {
    status: 409,
    says: 'The rates of site {site} are due to change in {month} by {value}, which is not entered and approved.',
    next:
      'Enter it with `daybook contracts indexes set` and have a second person approve it, then bill again; or go on ' +
      'with the rates until then with --proceed and a reason.',
  },
  CONTRACTS_TERMS_UNREADABLE: {
    status: 422,
    says: 'Version {version} of the contract of site {site} cannot be read.',
    next: 'Import the contract again; `daybook contracts show --site {site}` says what stands in the way.',
  },
  CONTRACTS_LIMIT_WAITS: {
    status: 409,
    says: 'The limit of clause {clause} of site {site} grows by {value}, which nobody approved for {month}.',
    next: 'Enter it with `daybook contracts indexes set`, have a second person approve it, then bill the month again.',
  },
  CONTRACTS_CLAUSE_UNFIT: {
    status: 409,
    says: 'Clause {clause} does not fit the contract of site {site} in {month}: {cause}.',
    next: 'End it with `daybook contracts clauses end --site {site} --clause {clause}` and add it as it holds now.',
  },
  CONTRACTS_OPENING_UNKNOWN: {
    status: 409,
    says: 'Site {site} has no opening day, from which its contract years are counted.',
    next: 'Load a site master with the opening day of {site}, then calculate or bill again.',
  },
} as const;
