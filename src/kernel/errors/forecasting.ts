/** Refusals of forecasting. */
export const forecastingErrors = {
  FORECASTING_SETTING_INVALID: {
    status: 400,
    says: '"{value}" is no entry.',
    next: 'Write AREA.WHAT@PERIOD=VALUE: statistics.valet-daily@2025-07-03=45, payroll.GSA.hours@2025-07-03=16.',
  },
  FORECASTING_ENTRIES_INVALID: {
    status: 422,
    says: '{count} cannot be kept and nothing was saved: {faults}.',
    next: 'Correct them and save again; limits and locks are in docs/use/forecasting.md.',
  },
  FORECASTING_RATE_UNUSUAL: {
    status: 409,
    says: '{count} by more than 10 % from what is usual and nothing was saved: {rates}.',
    next: 'Correct it, or say with --confirm that it is meant.',
  },
  FORECASTING_CHANGED_SINCE: {
    status: 409,
    says: 'Version {version} of site {site} was changed after change {seen}: {changes}.',
    next: 'See what it says now with `daybook forecast get --site {site}`, then save with --seen {latest}.',
  },
  FORECASTING_SCHEDULE_MISSING: {
    status: 404,
    says: 'Site {site} has no schedule from {from} to {to} that could be copied: {cause}.',
    next: 'Load the shifts of these days (shift_entity), or name other days with --from and --to.',
  },
  FORECASTING_VERSION_UNKNOWN: {
    status: 404,
    says: 'Site {site} has no version {version} for {year}.',
    next: 'See `daybook forecast versions --site {site} --year {year}`.',
  },
  FORECASTING_VERSION_FROZEN: {
    status: 409,
    says: 'Version {version} of site {site} was submitted and stays as it is.',
    next: 'Change the working version, or take one from it: `daybook forecast take --site {site} --from "{version}"`.',
  },
  FORECASTING_NAME_INVALID: {
    status: 400,
    says: '"{version}" is no name for a version.',
    next: 'Take up to 40 letters, digits, blanks, dots and dashes, beginning with a letter or digit; not "working".',
  },
  FORECASTING_NAME_TAKEN: {
    status: 409,
    says: 'Site {site} has a version {version} for {year} already.',
    next: 'Take another name; a version is never replaced.',
  },
  FORECASTING_EDIT_MODE: {
    status: 403,
    says: 'Site {site} is forecast by its account manager; {user} may change it, but not by accident.',
    next: 'Say so with --edit; the change is in the trail under your name.',
  },
  FORECASTING_DAY_CLAIMED: {
    status: 403,
    says: '{user} may not change a forecast as if it were {claimed}; today is {today}.',
    next: 'Leave --today out, or ask a forecast administrator, who may claim another day; the trail names it.',
  },
  FORECASTING_NOTHING_TO_BEGIN: {
    status: 404,
    says: 'The forecast {year} of site {site} cannot begin with {source}: {cause}.',
    next: 'Load what is missing, or begin with another year or with --from budget, last-year or version:NAME.',
  },
  FORECASTING_EMPTY: {
    status: 409,
    says: 'Nothing is entered in the forecast {year} of site {site}{budget}.',
    next:
      'Begin it with `daybook forecast init --site {site} --year {year} --from budget`, or enter what is expected; ' +
      'say --as-budget if the budget as it is shall be submitted.',
  },
  FORECASTING_FILE_REMOVES: {
    status: 409,
    says: 'Blank values would take {count} away and nothing was saved: {entries}.',
    next: 'Fill them in or leave their rows out, or say with --remove that they are to follow the budget again.',
  },
  FORECASTING_FILE_UNREADABLE: {
    status: 422,
    says: '{file} cannot be read: {cause}.',
    next: 'Name a CSV or a workbook as `daybook forecast export` writes it; a sheet has 50,000 rows at most.',
  },
  FORECASTING_SUBMISSION_UNKNOWN: {
    status: 404,
    says: 'There is no submission {id} that you may see.',
    next: 'See `daybook forecast versions --site SITE --year YEAR`.',
  },
  FORECASTING_SUBMISSION_DECIDED: {
    status: 409,
    says: 'Submission {id} is {state} and cannot be decided any more.',
    next: 'Decide on the newest one: `daybook forecast versions --site {site} --year {year}`.',
  },
  FORECASTING_OWN_SUBMISSION: {
    status: 403,
    says: 'Submission {id} is by {user}, who cannot decide on it.',
    next: 'Somebody else who may approve forecasts of the site decides.',
  },
  FORECASTING_MONTH_CLOSED: {
    status: 409,
    says: 'The ledger of site {site} is closed for {months}: what was forecast stays as it is, to compare with.',
    next: 'Leave closed months out; `daybook pnl --site {site}` shows what happened in them.',
  },
  FORECASTING_SITE_CLOSED: {
    status: 409,
    says: 'Site {site} closes on {day}; {count} of the entries lie after it, such as {entry}.',
    next:
      'Leave out what comes after the day, and after {last} what is entered by month. If the day is wrong, load the ' +
      'site list with the right LAST_WORKED_DATE.',
  },
  FORECASTING_SITE_NOT_OPEN: {
    status: 409,
    says: 'Site {site} opens on {day}; {count} of the entries lie before it, such as {entry}.',
    next: 'Leave out what comes before the day. If the day is wrong, load the site list with the right one.',
  },
  FORECASTING_CYCLE_OPEN: {
    status: 409,
    says: 'The cycle {month} is open until {decideBy}: its forecasts can still be decided.',
    next: 'Roll it on from the day after; see who is missing with `daybook forecast calendar --month {month}`.',
  },
  FORECASTING_CYCLE_OVER: {
    status: 409,
    says: 'The month {month} is over: what is recorded now would be no forecast of it.',
    next: 'Roll on the cycle of this month: `daybook forecast roll --month {current}`.',
  },
  FORECASTING_REASON_MISSING: {
    status: 400,
    says: 'A forecast is rejected with a reason, and there is none.',
    next: 'Say with --reason what is to be changed.',
  },
} as const;
