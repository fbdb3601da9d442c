/** Refusals of forecasting. */
export const forecastingErrors = {
  FORECASTING_SETTING_INVALID: {
    status: 400,
    says: '"{value}" is not a valid entry.',
    next: 'Use AREA.WHAT@PERIOD=VALUE: statistics.valet-daily@2025-07-03=45, payroll.GSA.hours@2025-07-03=16.',
  },
  FORECASTING_ENTRIES_INVALID: {
    status: 422,
    says: '{count} cannot be saved, and nothing was changed: {faults}.',
    next: 'Correct them and save again.',
  },
  FORECASTING_RATE_UNUSUAL: {
    status: 409,
    says: '{count} from the usual by more than 10 %, and nothing was saved: {rates}.',
    next: 'Correct it, or confirm it with --confirm.',
  },
  FORECASTING_NO_RATES: {
    status: 404,
    says: 'Site {site} has no rate entered for {month} in {of}; what is not entered follows the budget.',
    next: 'Enter it first: `daybook forecast set --site {site} --set rates.valet-daily@{month}=28`.',
  },
  FORECASTING_CHANGED_SINCE: {
    status: 409,
    says: 'Version {version} of site {site} has changed since change {seen}: {changes}.',
    next: 'Read it again with `daybook forecast get --site {site}`, then save with --seen {latest}.',
  },
  FORECASTING_SCHEDULE_MISSING: {
    status: 404,
    says: 'Site {site} has no schedule to copy from {from} to {to}: {cause}.',
    next: 'Load the shifts for these days (shift_entity), or choose other days with --from and --to.',
  },
  FORECASTING_VERSION_UNKNOWN: {
    status: 404,
    says: 'Site {site} has no version {version} for {year}.',
    next: 'Run `daybook forecast versions --site {site} --year {year}`.',
  },
  FORECASTING_VERSION_FROZEN: {
    status: 409,
    says: 'Version {version} of site {site} has been submitted and can no longer be changed.',
    next:
      'Change the working version, or create one from it: `daybook forecast take --site {site} --from ' +
      '"{version}"`.',
  },
  FORECASTING_NAME_INVALID: {
    status: 400,
    says: '"{version}" is not a valid version name.',
    next: 'Use up to 40 letters, digits, spaces, dots and dashes, starting with a letter or digit; not "working".',
  },
  FORECASTING_NAME_TAKEN: {
    status: 409,
    says: 'Site {site} already has a version {version} for {year}.',
    next: 'Use another name; a version is never replaced.',
  },
  FORECASTING_REVIEW_NEEDED: {
    status: 403,
    says: 'Submission {id} of site {site} deviates from the budget, so its district manager must decide: {deviations}.',
    next: 'A district manager or regional VP of the site ({reviewers}) approves it; any approver may reject it.',
  },
  FORECASTING_PROFORMA_UNKNOWN: {
    status: 404,
    says: 'There is no proforma {id} that you may see.',
    next: 'Run `daybook forecast proforma list`.',
  },
  FORECASTING_PROFORMA_BUDGETED: {
    status: 409,
    says: 'Site {site} has a budget for {year}; a proforma is for sites without one.',
    next: 'Change the forecast instead, or have the budget loaded with --reload and a reason.',
  },
  FORECASTING_PROFORMA_BASELESS: {
    status: 404,
    says: 'Site {site} has no budget for {year} that a proforma could be taken from.',
    next: 'Choose another site with --like, or give a CSV with MONTH, ACCOUNT and AMOUNT.',
  },
  FORECASTING_PROFORMA_INVALID: {
    status: 422,
    says: 'The proforma of site {site} for {year} cannot be entered, and nothing was saved: {faults}.',
    next: 'Correct it and enter it again; amounts have the sign of the ledger, revenue below 0.',
  },
  FORECASTING_PROFORMA_DECIDED: {
    status: 409,
    says: 'Proforma {id} is {state}, so there is nothing to decide.',
    next: 'Run `daybook forecast proforma list`; enter a new one to change it.',
  },
  FORECASTING_PROFORMA_OWN: {
    status: 409,
    says: 'Proforma {id} was entered by {user}, who may not decide on it.',
    next: 'Ask another person who may approve forecasts of the site.',
  },
  FORECASTING_COMMENT_INVALID: {
    status: 422,
    says: 'The comment cannot be saved: {problem}.',
    next: 'Correct the comment and save it again: `daybook forecast comments set --help`.',
  },
  FORECASTING_COMMENT_SINCE: {
    status: 409,
    says: 'The comment on {line} of site {site} in {month} is not the one you saw: {standing}.',
    next: 'Read it with `daybook forecast comments list`, then write yours with --seen and its number.',
  },
  FORECASTING_EVENT_INVALID: {
    status: 422,
    says: 'The event “{title}” cannot be entered: {problem}.',
    next: 'Correct it: `daybook forecast events add --site 0170 --kind game --title Derby --from DAY`.',
  },
  FORECASTING_EVENT_NOWHERE: {
    status: 404,
    says: 'No site is in the territory “{territory}” on {day}.',
    next: 'Run `daybook sites territories list` for the territories and their sites.',
  },
  FORECASTING_EVENT_UNKNOWN: {
    status: 404,
    says: 'There is no event {event}, or it was withdrawn.',
    next: 'Run `daybook forecast events list`.',
  },
  FORECASTING_REMINDER_FAR: {
    status: 409,
    says: 'Forecasts of {month} are due by {submitBy}, more than 60 days from today; nobody was reminded.',
    next: 'Choose a closer month: `daybook forecast remind --month MONTH`, or add --dry-run to see who is late.',
  },
  FORECASTING_EDIT_MODE: {
    status: 403,
    says: 'The account manager of site {site} owns its forecast; {user} may change it, but only deliberately.',
    next: 'Add --edit; the audit trail records the change under your name.',
  },
  FORECASTING_DAY_CLAIMED: {
    status: 403,
    says: '{user} may not change a forecast as of {claimed}; today is {today}.',
    next: 'Omit --today, or ask a forecast administrator, who may use another date; the audit trail records it.',
  },
  FORECASTING_NOTHING_TO_BEGIN: {
    status: 404,
    says: 'The {year} forecast of site {site} cannot start from {source}: {cause}.',
    next: 'Load what is missing, or start from another year or with --from budget, prior-year or version:NAME.',
  },
  FORECASTING_EMPTY: {
    status: 409,
    says: 'The {year} forecast of site {site} has no entries{budget}.',
    next:
      'Start it with `daybook forecast init --site {site} --year {year} --from budget`, or enter what you expect; ' +
      'add --as-budget to submit the budget unchanged.',
  },
  FORECASTING_FILE_REMOVES: {
    status: 409,
    says: 'Blank values would remove {count}, and nothing was saved: {entries}.',
    next: 'Fill them in or leave their rows out, or add --remove to let them follow the budget again.',
  },
  FORECASTING_FILE_UNREADABLE: {
    status: 422,
    says: '{file} cannot be read: {cause}.',
    next: 'Use a CSV file or workbook as written by `daybook forecast export`; a sheet has at most 50,000 rows.',
  },
  FORECASTING_SUBMISSION_UNKNOWN: {
    status: 404,
    says: 'There is no submission {id} that you may see.',
    next: 'Run `daybook forecast versions --site SITE --year YEAR`.',
  },
  FORECASTING_SUBMISSION_DECIDED: {
    status: 409,
    says: 'Submission {id} is {state} and can no longer be decided.',
    next: 'Decide the newest one: `daybook forecast versions --site {site} --year {year}`.',
  },
  FORECASTING_OWN_SUBMISSION: {
    status: 403,
    says: '{user} submitted {id} and cannot decide it.',
    next: 'Ask another person who may approve forecasts of the site.',
  },
  FORECASTING_MONTH_CLOSED: {
    status: 409,
    says:
      'The ledger of site {site} is closed for {months}; their forecast is kept for comparison and cannot ' +
      'be changed.',
    next: 'Leave closed months out; `daybook pnl --site {site}` shows their actuals.',
  },
  FORECASTING_SITE_CLOSED: {
    status: 409,
    says: 'Site {site} closes on {day}; {count} of the entries are after that, such as {entry}.',
    next:
      'Remove daily entries after that day and monthly entries after {last}. If the date is wrong, load the site ' +
      'list with the correct LAST_WORKED_DATE.',
  },
  FORECASTING_SITE_NOT_OPEN: {
    status: 409,
    says: 'Site {site} opens on {day}; {count} of the entries are before that, such as {entry}.',
    next:
      'Remove the entries before that day. If the date is wrong, load the site list with the correct ' +
      'FIRST_WORKED_DATE.',
  },
  FORECASTING_CYCLE_OPEN: {
    status: 409,
    says: 'The {month} cycle is open until {decideBy}: its forecasts can still be decided.',
    next: 'Roll it the day after; `daybook forecast calendar --month {month}` shows who is missing.',
  },
  FORECASTING_CYCLE_OVER: {
    status: 409,
    says: '{month} has ended: a forecast recorded now would not be a forecast.',
    next: 'Roll the cycle of the current month: `daybook forecast roll --month {current}`.',
  },
  FORECASTING_REASON_MISSING: {
    status: 400,
    says: 'A rejection needs a reason.',
    next: 'Add --reason and say what should change.',
  },
} as const;
