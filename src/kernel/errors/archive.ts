/** Refusals of the archive of closed years. */
export const archiveErrors = {
  ARCHIVE_YEAR_OPEN: {
    status: 422,
    says: '{year} cannot be archived yet: its first rows can be from {due} on.',
    next: 'Archive an earlier year; `daybook archive run --year 2019 --dry-run` shows what would go.',
  },
  ARCHIVE_YEAR_EMPTY: {
    status: 404,
    says: 'The database has no rows of {year} that belong in the archive.',
    next: 'See which years are archived with `daybook archive list`.',
  },
  ARCHIVE_HELD: {
    status: 409,
    says: '{relation} from {first} on is under a legal hold: {holds}.',
    next: 'It stays where it is until the hold is released: `daybook retention holds`.',
  },
  ARCHIVE_RUNS: {
    status: 409,
    says: 'Someone else is archiving at the moment.',
    next: 'Wait until it is done, then run the command again; `daybook archive list` shows the result.',
  },
  ARCHIVE_PART_BUSY: {
    status: 409,
    says: '{relation} from {first} on is in use, and was left as it is.',
    next: 'Run the command again: it goes on where it stopped.',
  },
  ARCHIVE_NOT_EQUAL: {
    status: 422,
    says: 'The archive file of {relation} from {first} on differs from the database: {cause}. Nothing was changed.',
    next: 'Report it with this message; the rows stay where they are.',
  },
  ARCHIVE_FILE_DAMAGED: {
    status: 422,
    says: 'The file {path} of the archive is damaged: {cause}.',
    next: 'Get it from a copy of the archive, then check it with `daybook archive verify`.',
  },
  ARCHIVE_YEAR_UNKNOWN: {
    status: 404,
    says: 'The archive has no rows of {year} that this could be done with.',
    next: 'See what it has with `daybook archive list`.',
  },
} as const;
