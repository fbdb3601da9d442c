/** Refusals of the intake. */
export const sourcesErrors = {
  SOURCES_WORKBOOK_TOO_LARGE: {
    status: 413,
    says: 'The workbook is {bytes} bytes; the limit is {limit}.',
    next: 'Remove pictures and unused sheets in Excel, save the workbook and load it again.',
  },
  SOURCES_WORKBOOK_ENCRYPTED: {
    status: 422,
    says: 'The workbook cannot be opened: it has a password, or it is in the old .xls format.',
    next: 'Save it in Excel as .xlsm without a password and load it again.',
  },
  SOURCES_WORKBOOK_UNREADABLE: {
    status: 422,
    says: 'The workbook cannot be read: {cause}.',
    next: 'Open it in Excel, save it again as .xlsm and load that file.',
  },
  SOURCES_WORKBOOK_UNPACKS_TOO_LARGE: {
    status: 422,
    says: 'The workbook was not unpacked: {cause}.',
    next: 'Check with the sender. A genuine workbook is small enough once it holds only the sheet Revenue.',
  },
  SOURCES_WORKBOOK_UNCALCULATED: {
    status: 422,
    says: 'Cell {cell} has a formula without a result.',
    next: 'Open the workbook in Excel, let it calculate, save it and load it again.',
  },
  SOURCES_WORKBOOK_SHEET_MISSING: {
    status: 422,
    says: 'The workbook has no sheet {name}; it has {found}.',
    next: 'Name the sheet with the revenue rows {name}, save the workbook and load it again.',
  },
  SOURCES_WORKBOOK_COLUMN_MISSING: {
    status: 422,
    says: 'The sheet Revenue has no column {missing}; its first row has {found}.',
    next: 'Put the missing column names into the first row, save the workbook and load it again.',
  },
  SOURCES_WORKBOOK_COLUMN_UNKNOWN: {
    status: 422,
    says: 'The sheet has {unknown}; its columns are {known}.',
    next: 'Delete that column or correct its name, save the workbook and load it again.',
  },
  SOURCES_WORKBOOK_COLUMN_REPEATED: {
    status: 422,
    says: 'The sheet Revenue has the column {repeated} more than once.',
    next: 'Keep one of them, save the workbook and load it again.',
  },
  SOURCES_WORKBOOK_TOO_MANY_ROWS: {
    status: 422,
    says: 'The sheet has data in row {row}; the limit is {limit} rows below the first.',
    next: 'Keep one site and one month in the workbook, and load each month as its own file.',
  },
  SOURCES_FILE_UNREADABLE: {
    status: 400,
    says: '{file} cannot be read: {cause}.',
    next: 'Check the path and that the file is complete, then try again.',
  },
  SOURCES_FILE_UNKNOWN: {
    status: 400,
    says: 'No feed has a file named {file}.',
    next:
      'Name it <feed>.csv or <feed>_<anything>.csv (or .csv.gz); save a worksheet as CSV UTF-8 first. A revenue ' +
      'workbook is named 10<site>REV<year> C<month>.xlsm. The feeds are: {feeds}.',
  },
  SOURCES_FEED_UNKNOWN: {
    status: 404,
    says: 'There is no feed {feed}.',
    next: 'Use one of: {feeds}.',
  },
  SOURCES_FILE_EMPTY: {
    status: 422,
    says: '{file} is empty: it does not even have a header.',
    next: 'Ask the source for the file again; an empty period still has a header line.',
  },
  SOURCES_TOO_MANY_MONTHS: {
    status: 422,
    says: '{file} covers more than {limit} months, from {first} to {last}; nothing was loaded.',
    next: 'Check the column with its periods; if the file is right, split it into parts with fewer months each.',
  },
  SOURCES_LIST_EMPTY: {
    status: 422,
    says: '{file} is a complete list of {feed} without a single record; loading it would remove every entry.',
    next: 'Ask the source for the file again.',
  },
  SOURCES_FILE_NOT_UTF8: {
    status: 422,
    says: '{file} is not UTF-8 text{found}.',
    next: 'Export it as UTF-8 (in Excel: CSV UTF-8; in PowerShell: Export-Csv -Encoding utf8), then load it again.',
  },
  SOURCES_FILE_OTHER_KIND: {
    status: 422,
    says: '{file} is {kind}, not comma-separated values.',
    next: 'Do not load it as is: {remedy}.',
  },
  SOURCES_FILE_SEPARATOR: {
    status: 422,
    says: 'The fields of {file} are separated by {separator}, not by commas.',
    next:
      'Export it again with commas between fields and a decimal point in numbers; in Excel, save it as CSV UTF-8 ' +
      'with a region that writes 1,234.50. Do not replace the separators by hand: a decimal comma would turn into a ' +
      'different number.',
  },
  SOURCES_FILE_LINE_ENDS: {
    status: 422,
    says: '{file} ends its lines with CR only, as old Macintosh programs do, so it reads as a single line.',
    next: 'Save it as CSV UTF-8 instead of CSV (Macintosh), then load it again.',
  },
  SOURCES_FILE_ZERO_BYTES: {
    status: 422,
    says: '{file} {where} {count} zero bytes: it was not written completely, or was copied while being written.',
    next: 'Ask the source for the file again; do not remove the zero bytes, records may be missing.',
  },
  SOURCES_HEADER_LATE: {
    status: 422,
    says: 'The column names of {file} are not in the first line but in line {line}.',
    next: 'Delete {above} so that line {line} comes first, then load the file again.',
  },
  SOURCES_HEADER_ABSENT: {
    status: 422,
    says: 'The first line of {file} is a record; the column names are missing.',
    next:
      'Export the file with its column names. To add them by hand, insert a new line above the first record and keep ' +
      'that record; the columns are: {known}.',
  },
  SOURCES_DAYS_FIRST: {
    status: 422,
    says: '{file} seems to write the day before the month: {why}.',
    next: 'Export dates as YYYY-MM-DD, or with the month first, then load the file again.',
  },
  SOURCES_DAYS_MIXED: {
    status: 422,
    says: '{file} writes some dates with the day first ({one}) and some with the month first ({other}).',
    next:
      'A spreadsheet has misread some of its dates. Export them from the source as YYYY-MM-DD; do not correct them ' +
      'by hand: up to the 12th they cannot be told apart.',
  },
  SOURCES_DAYS_UNDECIDED: {
    status: 422,
    says: '{file} does not show whether the day or the month comes first: {example} could be two dates.',
    next:
      'Export dates as YYYY-MM-DD, or put the month into the file name (for example _2026-05.csv), then load it ' +
      'again.',
  },
  SOURCES_TRAILER_UNREADABLE: {
    status: 422,
    says: 'Line {line} of {file} is not a valid trailer: {cause}.',
    next:
      'Ask the source for the file again; a trailer is the last line and reads TRAILER,<rows>,<COLUMN>=<sum>, with ' +
      'sums as plain decimals.',
  },
  SOURCES_FILE_BROKEN: {
    status: 422,
    says: '{file} cannot be read past line {line}: {fault}.',
    next: 'Look for an unclosed quote before that line, or ask the source for the file again.',
  },
  SOURCES_MANIFEST_UNREADABLE: {
    status: 422,
    says: '{file} cannot be used: {cause}.',
    next:
      'Correct the manifest or remove it; ' +
      'it looks like "rows": 2, "sums" with "BALANCE": "10.50", "as_of": "2025-03-01" in braces.',
  },
  SOURCES_COLUMN_MISSING: {
    status: 422,
    says: '{file} lacks required columns of {feed}: {columns}.',
    next: 'Export the file with these columns: {known}.',
  },
  SOURCES_COLUMN_UNKNOWN: {
    status: 422,
    says: '{file} has columns that {feed} does not have: {columns}{lacks}.',
    next: '{advice}The columns are: {known}.',
  },
  SOURCES_COLUMN_REPEATED: {
    status: 422,
    says: '{file} has the column {column} more than once.',
    next: 'Keep one of them, then load the file again.',
  },
  SOURCES_WORKBOOK_NAME: {
    status: 422,
    says: '{file} is not a valid revenue workbook name.',
    next: 'Name it 10<site>REV<year> C<month>.xlsm, for example 100170REV2025 C03.xlsm.',
  },
  SOURCES_WORKBOOK_MONTH: {
    status: 422,
    says: '{file} is for {month}, which has not started yet.',
    next: 'Correct the month in the file name and in the rows.',
  },
  SOURCES_WORKBOOK_STATUS: {
    status: 422,
    says: 'The sheet Submission cannot be read: {problem}.',
    next: 'Put STATUS and COMMENT in its first row and one of {statuses} below STATUS, or leave the sheet out.',
  },
  SOURCES_WORKBOOK_EMPTY: {
    status: 422,
    says: '{file} has only zeros for {month}.',
    next:
      'Enter the figures of the month, save the workbook and load it again; if there are none, have someone from ' +
      'revenue spreadsheet support load it with --override and a reason.',
  },
  SOURCES_WORKBOOK_COMPLETED: {
    status: 409,
    says: '{month} of site {site} is already completed: its statement {statement} was sent on {sentOn}.',
    next:
      'Ask billing to reopen it with `daybook statements revise {statement}`, then load the workbook; or have ' +
      'someone from revenue spreadsheet support load it with --override and a reason.',
  },
  SOURCES_OVERRIDE_REASON_MISSING: {
    status: 422,
    says: 'Overriding a check of a revenue report needs a reason.',
    next: 'Say why the report is right as it is: --reason "<why>", over HTTP the header x-daybook-reason.',
  },
  SOURCES_TOO_MANY_FAILING_ROWS: {
    status: 422,
    says:
      '{file}: {failing} of {received} records failed a check, more than {percent} %; nothing was loaded. First: ' +
      'line {line}: {message}',
    next: 'Correct the file and load it again, or allow more with --max-failing-percent.',
  },
  SOURCES_LOSS_REASON_MISSING: {
    status: 422,
    says: 'A load that removes more than is allowed needs a reason.',
    next: 'Say why the entries or rows are really gone: --reason "<why>", over HTTP the header x-daybook-reason.',
  },
  SOURCES_RELOAD_REASON_MISSING: {
    status: 422,
    says: 'Reloading a frozen budget needs a reason.',
    next: 'Say why it changes after all: --reason "<why>", over HTTP the header x-daybook-reason.',
  },
  SOURCES_BUDGET_FROZEN: {
    status: 422,
    says:
      '{file} changes the budget of site {site} in {month}, which is frozen since {since}; nothing was loaded. In ' +
      'total it changes {places} in frozen years.',
    next:
      'If the budget really changes, have it loaded with --reload --reason "<why>"; over HTTP with ?reload=true and ' +
      'the header x-daybook-reason. What is replaced stays readable in history. The date is the operator fact ' +
      'budget-frozen-from (daybook operator).',
  },
  SOURCES_LIST_SHRINKS: {
    status: 422,
    says: '{file} lacks {lost} of the {before} entries in {feed}, more than {percent} %; nothing was loaded.{names}',
    next:
      'Ask for the complete list: it may have been filtered or cut off. If the entries are really gone, load it with ' +
      '--accept-loss --reason "<why>"; over HTTP with ?accept_loss=true and the header x-daybook-reason.',
  },
  SOURCES_MONTH_SHRINKS: {
    status: 422,
    says:
      '{file} has {after} rows of {feed} for {place}, which had {before}: more than {percent} % fewer; nothing was ' +
      'loaded. A file replaces all rows of its sites and months, and {places} would shrink like this.',
    next:
      'Load the complete file, not only the corrections. If the rows are really gone, load it with --accept-loss ' +
      '--reason "<why>"; over HTTP with ?accept_loss=true and the header x-daybook-reason. --dry-run shows what ' +
      'would change.',
  },
  SOURCES_CONTENT_REPLACED: {
    status: 409,
    says: '{file} was already loaded as batch {batch}; {change}. Nothing was changed.',
    next: '--again makes it the newest; over HTTP ?again=true. If the later file is correct, there is nothing to do.',
  },
  SOURCES_ROWS_REFUSED: {
    status: 422,
    says:
      '{file}: {failing} of {received} records failed a check, and this kind of file is loaded whole or not at all. ' +
      'First: row {line}: {message}',
    next: 'Correct the rows that `daybook batches show {batch}` lists, then load the file again.',
  },
  SOURCES_RESTORE_REASON_MISSING: {
    status: 400,
    says: 'Restoring what a load brought needs a reason.',
    next: 'Add --reason "why the newer rows are wrong"; it stays with the load.',
  },
  SOURCES_RESTORE_TAKES_NO_PATH: {
    status: 400,
    says: 'A batch is restored from history, and {paths} would be loaded from a file.',
    next: 'Name the batch to restore or the files to load, not both.',
  },
  SOURCES_RESTORE_LIST: {
    status: 409,
    says: 'Batch {batch} ({file}) is a list of {feed}, which cannot be restored from history.',
    next: 'Load the file of the list again, with --again.',
  },
  SOURCES_RESTORE_NOTHING: {
    status: 409,
    says: 'Batch {batch} ({file}) brought no rows that could be restored; its state is {state}.',
    next: '`daybook batches list --state loaded` has the loads that brought rows; name the one to restore.',
  },
  SOURCES_BATCH_UNKNOWN: {
    status: 404,
    says: 'There is no load {batch}.',
    next: '`daybook batches` lists the loads.',
  },
  SOURCES_QUARANTINE_UNKNOWN: {
    status: 404,
    says: 'There is no open record {id} in quarantine.',
    next: '`daybook quarantine list` shows the records awaiting a decision.',
  },
  SOURCES_REASON_MISSING: {
    status: 422,
    says: 'Discarding a quarantined record needs a reason.',
    next: 'Add --reason "why it is right to leave the record out".',
  },
  SOURCES_CORRECTION_UNREADABLE: {
    status: 422,
    says: '{file} is not a corrected quarantine export: {cause}.',
    next: 'Export the records with `daybook quarantine export`, correct the values and keep the column quarantine_id.',
  },
  SOURCES_SAMPLE_OPTION: {
    status: 400,
    says: '{value} is not a valid value for {option}.',
    next: 'Give --{option} a whole number from {lowest} to {highest}.',
  },
  SOURCES_SAMPLE_FOLDER_IN_USE: {
    status: 409,
    says: 'The folder {out} already has files; a sample is never mixed with them.',
    next: 'Choose another folder with --out, or remove that one first.',
  },
  SOURCES_NO_FILES: {
    status: 422,
    says: 'No file to load in {paths}.',
    next: 'Files are named <feed>.csv, <feed>_<anything>.csv, .csv.gz, or 10<site>REV<year> C<month>.xlsm.',
  },
  SOURCES_FEED_MISSING: {
    status: 422,
    says: 'Standard input has no file name to tell which feed it is.',
    next: 'Add --feed, for example: daybook load - --feed budget_final',
  },
  SOURCES_REPLAY_NAMES_NOTHING: {
    status: 422,
    says: 'No records to replay were given.',
    next: 'Give numbers from `daybook quarantine list`, or a corrected export with --from.',
  },
  SOURCES_REPLAY_SET_UNREADABLE: {
    status: 422,
    says: '{pair} is not COLUMN=VALUE.',
    next: 'Use, for example, --set BALANCE=1250.75.',
  },
  SOURCES_LOAD_FAILED: {
    status: 500,
    says: 'The load failed: {cause}.',
    next: 'Load the file again; `daybook doctor` shows the state of the database.',
  },
  SOURCES_LOAD_INTERRUPTED: {
    status: 500,
    says: 'The load was interrupted; nothing was loaded.',
    next: 'Load the file again.',
  },
} as const;
