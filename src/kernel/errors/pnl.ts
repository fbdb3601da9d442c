/** Refusals of the P&L. */
export const pnlErrors = {
  PNL_YEAR_INVALID: {
    status: 400,
    says: '"{value}" is no year.',
    next: 'Write a year of four digits, such as 2025.',
  },
  PNL_DAY_INVALID: {
    status: 400,
    says: '"{value}" is no day.',
    next: 'Write a day as YYYY-MM-DD, such as 2025-05-15.',
  },
  PNL_NO_SITES: {
    status: 404,
    says: 'There is no site that you may see among {asked}.',
    next:
      'See your sites with `daybook whoami`, or choose other sites; `daybook pnl --help` lists what sites are ' +
      'chosen by.',
  },
  PNL_VERSION_UNKNOWN: {
    status: 404,
    says: 'No version called {version} of {year} is known for these sites.',
    next: 'Leave --version out for the working forecast, or take a version of that name first.',
  },
  PNL_CELL_UNKNOWN: {
    status: 404,
    says: 'The P&L of site {site} has no row {line} in {month}.',
    next: 'Calculate it with `daybook pnl --site {site}`; rows are called as `daybook pnl` prints them.',
  },
  PNL_YEAR_PAST: {
    status: 409,
    says: 'Every month of {year} is past on {asOf}, so that no driver moves anything at site {site}.',
    next: 'Ask for --year {current}, or stand in the year with --as-of {year}-MM-DD.',
  },
  PNL_MONTHS_INVALID: {
    status: 400,
    says: '{from} to {to} are no months of {year} in their order.',
    next: 'Name months of one year: --year {year} --from {year}-01 --to {year}-06, or one with --month.',
  },
  PNL_NOTHING_TO_BRIDGE: {
    status: 404,
    says: 'From {from} to {to} there is nothing to compare{where}.',
    next: 'Ask for months that are closed, for budget,forecast, or for a version that `forecast versions` lists.',
  },
  PNL_NOTHING_TO_TEST: {
    status: 404,
    says: 'From {from} to {to} no closed month has a forecast of record from before it ended{where}.',
    next: 'Submit a forecast and have it approved (`daybook forecast submit`), or roll one on; test closed months.',
  },
  PNL_DRIVER_INVALID: {
    status: 400,
    says: '"{driver}" names no driver that can be changed.',
    next: 'Write for example rate.valet-daily=+5%, vehicles.self-daily=-3%, rooms=4200 or expense.7045=900.',
  },
} as const;
