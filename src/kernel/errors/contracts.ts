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
    next: 'See `daybook contracts list`; a contract comes with `daybook contracts import`.',
  },
  CONTRACTS_CLAUSE_UNFIT: {
    status: 409,
    says: 'Clause {clause} does not fit the contract of site {site} in {month}: {cause}.',
    next: 'End it with `daybook contracts clauses end --site {site} --clause {clause}` and add it as it holds now.',
  },
} as const;
