import type { Queryable } from '../../database/index.ts';

/** A backup of the catalogue with its newest proof. Moments are instants in UTC, bytes whole numbers as text. */
export interface ListedBackup {
  readonly label: string;
  readonly kind: 'full';
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
}

/** The catalogue, newest first, as far as whoever asks may read it. */
export function readBackups(database: Queryable): Promise<ListedBackup[]> {
  return database.query<ListedBackup>(
    `select backup.label, kind, audit.instant(started_at) as "startedAt", audit.instant(ended_at) as "endedAt",
       start_position::text as "startPosition", end_position::text as "endPosition", timeline,
       server_version as "serverVersion", stored_bytes::text as "storedBytes", sha256, place, recipient,
       made_by as "madeBy", newest.proof
     from operations.backup
     left join lateral (
       select jsonb_build_object('provenAt', audit.instant(proven_at), 'provenBy', proven_by,
         'restoreSeconds', restore_seconds::text, 'totalSeconds', total_seconds::text,
         'newestEntry', newest_entry::text, 'entriesVerified', entries_verified::text, 'findings', findings) as proof
       from operations.backup_proof where backup_proof.label = backup.label
       order by proof_id desc limit 1) as newest on true
     order by ended_at desc, backup.label desc`,
  );
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
