/** Refusals of the P&L. */
export const pnlErrors = {
  PNL_YEAR_INVALID: {
    status: 400,
    says: '"{value}" is not a year.',
    next: 'Use a four-digit year, such as 2025.',
  },
  PNL_DAY_INVALID: {
    status: 400,
    says: '"{value}" is not a date.',
    next: 'Use YYYY-MM-DD, such as 2025-05-15.',
  },
  PNL_NO_SITES: {
    status: 404,
    says: 'You may not see any site among {asked}.',
    next: 'Run `daybook whoami` to see your sites, or choose others; `daybook pnl --help` lists how to choose sites.',
  },
  PNL_VERSION_UNKNOWN: {
    status: 404,
    says: 'These sites have no version {version} for {year}.',
    next: 'Omit --version for the working forecast, or create a version with that name first.',
  },
  PNL_CELL_UNKNOWN: {
    status: 404,
    says: 'The P&L of site {site} has no row {line} in {month}.',
    next: 'Calculate it with `daybook pnl --site {site}`, which prints the row names.',
  },
  PNL_YEAR_PAST: {
    status: 409,
    says: 'Every month of {year} is past as of {asOf}, so no driver changes anything at site {site}.',
    next: 'Use --year {current}, or a date in that year: --as-of {year}-MM-DD.',
  },
  PNL_MONTHS_INVALID: {
    status: 400,
    says: '{from} to {to} is not a valid range of months in {year}.',
    next: 'Give months of one year in order: --year {year} --from {year}-01 --to {year}-06, or one with --month.',
  },
  PNL_RANGE_INVALID: {
    status: 400,
    says: '{from} to {to} is not a range of 1 to {most} months.',
    next: 'Give one of --year 2025, --quarter 2025-Q2, or --from 2025-02 --to 2025-07 in order.',
  },
  PNL_NOTHING_TO_BRIDGE: {
    status: 404,
    says: 'There is nothing to compare from {from} to {to}{where}.',
    next: 'Choose closed months, budget,forecast, or a version from `daybook forecast versions`.',
  },
  PNL_NOTHING_TO_TEST: {
    status: 404,
    says: 'No closed month from {from} to {to} has a forecast of record made before it ended{where}.',
    next:
      'Submit a forecast and have it approved (`daybook forecast submit`), or roll a cycle; then test ' +
      'closed months.',
  },
  PNL_NO_ADDRESS: {
    status: 409,
    says: '{user} is not an address, so the P&L cannot be mailed to you.',
    next: 'Sign in by an address, or write a file instead: --xlsx FILE.',
  },
  PNL_DRIVER_INVALID: {
    status: 400,
    says: '"{driver}" is not a driver that can be changed.',
    next: 'Use, for example, rate.valet-daily=+5%, vehicles.self-daily=-3%, rooms=4200 or expense.7045=900.',
  },
} as const;
