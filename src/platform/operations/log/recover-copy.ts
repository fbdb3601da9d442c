import { Refusal, refusal } from '../../../kernel/errors.ts';
import {
  forgetRecovery,
  openDatabase,
  positionText,
  recoverToTheEnd,
  type Database,
} from '../../database/index.ts';
import type { FollowingLog, RestoreTarget } from './restore-log.ts';

/** What a recovered database holds. */
export interface RecoveredCopy {
  /** Newest entry of its audit trail, `0` without one. */
  readonly newestEntry: string;
  /** When that entry was chained, in UTC; null without one. */
  readonly newestAt: string | null;
  /** The timeline that it began. */
  readonly timeline: number;
}

/** What is recovered up to where, and who is told of it. */
export interface RecoveryWatch {
  readonly label: string;
  readonly target: RestoreTarget;
  readonly report: (message: string) => void;
}

/**
 * Has a restored database recover from the log that was placed with it, and ends its server again. A copy that is
 * killed in between recovers at its next start, up to the same target. Refuses with RESTORE_BEYOND_LOG a moment that
 * the log before a gap does not reach.
 */
export async function recoverCopy(
  dataDir: string,
  log: FollowingLog | null,
  { label, target, report }: RecoveryWatch,
): Promise<RecoveredCopy> {
  const open = (): Promise<Database> => openDatabase({ dataDir }, { poolSize: 2, report });
  const database = await open().catch(async (cause: unknown) => {
    if (!(cause instanceof Refusal) || !/before configured recovery target/.test(cause.message)) throw cause;
    if (log?.hasGap === true && (target.kind === 'moment' || target.kind === 'position'))
      throw refusal('RESTORE_BEYOND_LOG', {
        label,
        target: target.kind === 'moment' ? target.at.toISOString() : positionText(target.position),
        until: `${positionText(log.end)}, where a gap in it begins`,
      });
    // The log reaches the target, as was looked at before; nothing was committed between its last record and that.
    await recoverToTheEnd(dataDir);
    return open();
  });
  try {
    await forgetRecovery(database);
    const [held] = await database.query<RecoveredCopy>(
      `select coalesce(newest.position, 0)::text as "newestEntry", audit.instant(newest.chained_at) as "newestAt",
         (select timeline_id from pg_control_checkpoint()) as timeline
       from (select) as one
       left join lateral (
         select position, chained_at from audit.entry order by chained_at desc, position desc limit 1
       ) as newest on true`,
    );
    if (held === undefined) throw new Error('the restored database says nothing of itself');
    return held;
  } finally {
    await database.close();
  }
}
