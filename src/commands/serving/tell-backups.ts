import { systemClock } from '../../kernel/clock.ts';
import type { Queryable } from '../../platform/database/index.ts';
import {
  newestBackup,
  oldBackupHours,
  readLogState,
  readSecondNote,
  type LogState,
  type SecondNote,
} from '../../platform/operations/index.ts';
import { megabytes } from '../operations/megabytes.ts';
import { counted } from '../table.ts';

/** Hours after which the newest proof is old: one a month (operations.md 2.2, C9). */
const oldProofHours = 31 * 24;

/** Minutes after which what was committed must be at the second location (operations.md 5.5). */
const lateMinutes = 15;

/** What is told of one thing. */
interface DoctorLine {
  readonly what: string;
  readonly isOld: boolean;
  readonly says: string;
}

/** What `doctor` says of the second location; `second` is the configured one. */
export async function stateOfSecond(folder: string, second: string | undefined): Promise<DoctorLine> {
  const what = 'second location of backups';
  if (second === undefined)
    return {
      what,
      isOld: true,
      says: 'none; DAYBOOK_BACKUP_SECOND names one that a fire here does not reach',
    };
  const note = await readSecondNote(folder);
  if (note?.location !== second)
    return { what, isOld: true, says: 'nothing was copied yet; `daybook start` copies' };
  return { what, ...sayOf(note) };
}

function sayOf({ log_at: logAt, backups_at: backupsAt, failing_since: failingSince, cause }: SecondNote): {
  isOld: boolean;
  says: string;
} {
  const minutes = (at: string): number => Math.floor((systemClock.now().getTime() - Date.parse(at)) / 60_000);
  if (failingSince !== null)
    return {
      isOld: true,
      says:
        `nothing was copied for ${counted(minutes(failingSince), 'minute')}: ${cause ?? ''} ` +
        'It catches up by itself.',
    };
  if (logAt === null) return { isOld: true, says: 'the log is being copied for the first time' };
  const age = `log copied ${counted(minutes(logAt), 'minute')} ago`;
  if (minutes(logAt) >= lateMinutes)
    return { isOld: true, says: `${age}; \`daybook start\` goes on with it` };
  return backupsAt === null
    ? { isOld: true, says: `${age}; backups are being copied` }
    : { isOld: false, says: `${age}, backups ${counted(minutes(backupsAt), 'minute')} ago` };
}

/** What `doctor` says of the newest backup and of the newest proof. */
export async function agesOfBackups(opened: Queryable, logSeconds: number): Promise<DoctorLine[]> {
  const { madeAt, provenAt } = await newestBackup(opened);
  return [
    ageOf('newest backup', { at: madeAt, oldHours: oldBackupHours, next: '`daybook backup make` makes one' }),
    ageOf('newest proof of a backup', {
      at: provenAt,
      oldHours: oldProofHours,
      next: '`daybook backup prove` proves the newest',
    }),
    logOf(await readLogState(opened), logSeconds),
  ];
}

/** How to have commits wait for the log no longer, or to have them wait. */
const waitNoMore = '`alter system reset synchronous_standby_names; select pg_reload_conf();`';
const waitFromNow = "`alter system set synchronous_standby_names = 'daybook_log'; select pg_reload_conf();`";

function logOf(state: LogState, logSeconds: number): DoctorLine {
  const { isStored, waitingBytes, isUnlimited, wasLost, isWaitedFor, waitingCommits } = state;
  const what = 'log behind the backups';
  if (isWaitedFor && isStored !== true)
    return {
      what,
      isOld: true,
      says:
        `nobody stores it and every commit waits for that, ${String(waitingCommits)} at this moment; ` +
        `\`daybook start\` or \`daybook backup keep\` goes on with it, ${waitNoMore} has nobody wait`,
    };
  if (logSeconds === 0 && !isWaitedFor)
    return {
      what,
      isOld: true,
      says: `DAYBOOK_BACKUP_LOG_SECONDS is 0, but no commit waits until it is stored; ${waitFromNow} has them wait`,
    };
  if (isStored === null)
    return {
      what,
      isOld: true,
      says: 'not kept; `daybook start` keeps it unless DAYBOOK_BACKUP_DAILY is off',
    };
  const waiting = `${megabytes(waitingBytes)} wait with the server`;
  if (wasLost)
    return {
      what,
      isOld: true,
      says: 'the server gave up a part of it; `daybook backup make` makes a new base',
    };
  if (!isStored)
    return { what, isOld: true, says: `nobody stores it, ${waiting}; \`daybook start\` goes on with it` };
  if (isUnlimited)
    return {
      what,
      isOld: true,
      says: `stored, but ${waiting} without a limit: set max_slot_wal_keep_size, or it may fill the disk`,
    };
  if (waitingCommits > 0)
    return {
      what,
      isOld: true,
      says:
        `${counted(waitingCommits, 'commit')} ${waitingCommits === 1 ? 'waits' : 'wait'} until it is stored, ` +
        `${waiting}; should that last, ${waitNoMore} has nobody wait`,
    };
  const before = isWaitedFor ? 'stored before a commit is answered' : 'stored as it is written';
  return { what, isOld: false, says: `${before}; ${waiting}` };
}

function ageOf(
  what: string,
  { at, oldHours, next }: { readonly at: string | null; readonly oldHours: number; readonly next: string },
): DoctorLine {
  if (at === null) return { what, isOld: true, says: `none; ${next}` };
  const hours = (systemClock.now().getTime() - Date.parse(at)) / 3_600_000;
  const whole = Math.floor(hours);
  const age = whole < 48 ? counted(whole, 'hour') : counted(Math.floor(hours / 24), 'day');
  return { what, isOld: hours >= oldHours, says: hours < oldHours ? `${age} old` : `${age} old; ${next}` };
}
