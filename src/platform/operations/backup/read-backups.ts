import type { Queryable } from '../../database/index.ts';

/** Hours after which the newest backup is old: one a day, and one to make it in (operations.md 5.5). */
export const oldBackupHours = 25;

/** A backup of the catalogue with its newest proof. Moments are instants in UTC, bytes whole numbers as text. */
export interface ListedBackup {
  readonly label: string;
  readonly kind: 'full' | 'incremental';
  /** Label of the backup that an incremental one builds upon. */
  readonly parent: string | null;
  readonly startedAt: string;
  readonly endedAt: string;
  readonly startPosition: string;
  readonly endPosition: string;
  readonly timeline: number;
  readonly serverVersion: string;
  readonly storedBytes: string;
  readonly sha256: string;
  readonly place: string;
  readonly recipient: string;
  readonly madeBy: string;
  /** Null while it is in its folder. */
  readonly removedAt: string | null;
  /** Other locations where it is whole too, by the moment at which that was seen. */
  readonly copies: readonly { readonly location: string; readonly copiedAt: string }[];
  /** Null while it was not proven. */
  readonly proof: ListedProof | null;
}

/** The newest proof of a backup; seconds with one decimal. */
export interface ListedProof {
  readonly provenAt: string;
  readonly provenBy: string;
  readonly restoreSeconds: string;
  readonly totalSeconds: string;
  readonly newestEntry: string;
  readonly entriesVerified: string;
  readonly findings: readonly string[];
  /** Bytes of the log behind the backup that were recovered, as text. */
  readonly logBytes: string;
  /** Seconds before the proof of which nothing was stored yet; null where no log was kept. */
  readonly lostSeconds: string | null;
}

/** The catalogue, newest first, as far as whoever asks may read it. */
export function readBackups(database: Queryable): Promise<ListedBackup[]> {
  return database.query<ListedBackup>(
    `select backup.label, kind, parent, audit.instant(started_at) as "startedAt", audit.instant(ended_at) as "endedAt",
       start_position::text as "startPosition", end_position::text as "endPosition", timeline,
       server_version as "serverVersion", stored_bytes::text as "storedBytes", sha256, place, recipient,
       made_by as "madeBy", audit.instant(removed_at) as "removedAt", copied.copies, newest.proof
     from operations.backup
     left join operations.backup_removal using (label)
     cross join lateral (
       select coalesce(jsonb_agg(jsonb_build_object('location', location, 'copiedAt', audit.instant(copied_at))
         order by copied_at, location), '[]') as copies
       from operations.backup_copy where backup_copy.label = backup.label) as copied
     left join lateral (
       select jsonb_build_object('provenAt', audit.instant(proven_at), 'provenBy', proven_by,
         'restoreSeconds', restore_seconds::text, 'totalSeconds', total_seconds::text,
         'newestEntry', newest_entry::text, 'entriesVerified', entries_verified::text, 'findings', findings,
         'logBytes', log_bytes::text, 'lostSeconds', lost_seconds::text) as proof
       from operations.backup_proof where backup_proof.label = backup.label
       order by proof_id desc limit 1) as newest on true
     order by ended_at desc, backup.label desc`,
  );
}

/** What the server does with its log for us. */
export interface LogState {
  /** Whether somebody stores it at this moment; null where it keeps none for us. */
  readonly isStored: boolean | null;
  /** Bytes that the server keeps for us since they are not stored yet. */
  readonly waitingBytes: string;
  /** Whether the server keeps it without a limit, until the disk is full. */
  readonly isUnlimited: boolean;
  /** Whether it gave up what it kept, so that moments are lost. */
  readonly wasLost: boolean;
  /** Whether a commit is answered only when the log is stored up to it. */
  readonly isWaitedFor: boolean;
  /** Commits that wait at this moment. */
  readonly waitingCommits: number;
}

/** How the log of the server is kept. Reads as the owner. */
export async function readLogState(database: Queryable): Promise<LogState> {
  const [state] = await database.query<LogState>(
    `select slot.active as "isStored",
       coalesce(greatest(pg_wal_lsn_diff(pg_current_wal_lsn(), slot.restart_lsn), 0), 0)::text as "waitingBytes",
       current_setting('max_slot_wal_keep_size') = '-1' as "isUnlimited",
       coalesce(slot.wal_status = 'lost', false) as "wasLost",
       current_setting('synchronous_standby_names') ~ '\\mdaybook_log\\M' as "isWaitedFor",
       (select count(*)::int from pg_stat_activity where wait_event = 'SyncRep') as "waitingCommits"
     from (select) as one
     left join pg_replication_slots as slot on slot_name = 'daybook_log'`,
  );
  if (state === undefined) throw new Error('the server does not say how it keeps its log');
  return state;
}

/** Moments of the newest backup and of the newest proof without findings, in UTC; null without one. */
export interface NewestBackup {
  readonly madeAt: string | null;
  readonly provenAt: string | null;
}

/** How old the newest backup and the newest good proof are. Reads as the owner, for who operates the installation. */
export async function newestBackup(database: Queryable): Promise<NewestBackup> {
  const [newest] = await database.query<NewestBackup>(
    `select (select audit.instant(max(ended_at)) from operations.backup) as "madeAt",
       (select audit.instant(max(proven_at)) from operations.backup_proof where findings = '{}') as "provenAt"`,
  );
  return newest ?? { madeAt: null, provenAt: null };
}
