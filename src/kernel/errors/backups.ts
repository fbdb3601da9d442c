/** Refusals of backups and of what is made of them. */
export const backupErrors = {
  BACKUP_NOT_ALLOWED: {
    status: 503,
    says: 'The database user {user} may not take backups.',
    next: 'As an administrator of that server: alter role {user} replication; then run the command again.',
  },
  BACKUP_SERVER_UNFIT: {
    status: 503,
    says: 'The server at {where} cannot be backed up by Daybook: {cause}.',
    next:
      'Set wal_level to replica and max_wal_senders to 10 and restart that server, or back it up with its own tools ' +
      'and prove the copy with `daybook prove`.',
  },
  BACKUP_RUNS: {
    status: 409,
    says: 'Another backup or proof is being made.',
    next: 'Wait until it is done, then run the command again; `daybook backup list` shows the result.',
  },
  BACKUP_LOCATION_FAILED: {
    status: 503,
    says: 'Backups at {location} cannot be reached: {cause}.',
    next: 'Make sure that it answers and lets Daybook in (DAYBOOK_BACKUP_SECOND and its settings), then try again.',
  },
  BACKUP_UNKNOWN: {
    status: 404,
    says: 'There is no backup {label} in {folder}.',
    next: 'Choose one of `daybook backup list`, or name the folder that the backups are in.',
  },
  BACKUP_NONE: {
    status: 404,
    says: 'There is no backup in {folder}.',
    next: 'Make one with `daybook backup make`, or name the folder that the backups are in.',
  },
  BACKUP_DAMAGED: {
    status: 422,
    says: 'Backup {label} is damaged: {cause}. Nothing was restored.',
    next: 'Restore another backup (`daybook backup list`), or get this one from a copy of the folder.',
  },
  BACKUP_CHAIN_BROKEN: {
    status: 422,
    says: 'Backup {label} builds upon {parent}, which is not in {folder}.',
    next: 'Get {parent} from the second location, or restore another backup (`daybook backup list`).',
  },
  BACKUP_INCREMENT_IMPOSSIBLE: {
    status: 409,
    says: 'The server cannot send only what was written since the newest backup: {cause}.',
    next: 'Make a full backup with `daybook backup make`; on a server of your own, set summarize_wal to on.',
  },
  BACKUP_KEY_MISSING: {
    status: 422,
    says: 'The key file {path} does not exist, and without it no backup can be opened.',
    next: 'Put the copy of it there that you keep elsewhere, or name it with DAYBOOK_BACKUP_KEY_FILE.',
  },
  BACKUP_KEY_UNREADABLE: {
    status: 422,
    says: 'The key file {path} cannot be used: {cause}.',
    next: 'It holds one line that begins with AGE-SECRET-KEY-1 for each key; correct it, then run the command again.',
  },
  BACKUP_KEY_WRONG: {
    status: 422,
    says: 'The keys in {path} do not open backup {label}, which is encrypted to {recipient}.',
    next: 'Name the file with the key of that recipient with DAYBOOK_BACKUP_KEY_FILE.',
  },
  BACKUP_LOG_DAMAGED: {
    status: 422,
    says: 'The stored log is damaged: {file}: {cause}. Nothing was restored.',
    next: 'Restore from a copy of the folder, or up to a moment before it with `daybook restore --to`.',
  },
  BACKUP_LOG_FORKED: {
    status: 409,
    says: 'The folder {folder} holds the log of another copy of this database, which goes on differently.',
    next: 'Give each copy a folder of its own with DAYBOOK_BACKUP_DIR, then make a backup into it.',
  },
  BACKUP_NOT_PROVEN: {
    status: 404,
    says: 'No proof of backup {label} is noted in {folder} that a database could be compared with.',
    next: 'Prove it with `daybook backup prove {label}`, then run the command again.',
  },
  PROOF_NO_BOOKS: {
    status: 422,
    says: 'The database at {where} holds no books of Daybook.',
    next: 'Name the address of a restored copy, with the name of its database at the end.',
  },
  RESTORE_BEFORE_BACKUP: {
    status: 422,
    says: 'Backup {label} ends at {from}, after {target}: it cannot be brought back to before that.',
    next: 'Choose an older backup of `daybook backup list`, or a later moment.',
  },
  RESTORE_BEYOND_LOG: {
    status: 422,
    says: 'The log behind backup {label} reaches {until}, not {target}. Nothing was restored.',
    next: 'Choose a moment up to then, or `--to latest` for all that there is.',
  },
  RESTORE_TARGET_UNREADABLE: {
    status: 422,
    says: '`{text}` is not a place to restore to.',
    next: 'Give --to latest, backup, a moment such as "2025-06-03 14:05:00" or a position such as 0/2000028.',
  },
  BACKUP_RESTORE_OVER: {
    status: 409,
    says: 'There is a database in {folder} already, and it was not touched.',
    next: 'Restore into another folder with --into; a restored copy can run beside the other one.',
  },
  BACKUP_OF_ANOTHER_VERSION: {
    status: 422,
    says: 'Backup {label} is of PostgreSQL {version}, and the embedded server is {own}: it cannot be started here.',
    next: 'Restore it for a server of that version, and prove it with `daybook prove`.',
  },
} as const;
