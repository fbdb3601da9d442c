import type { Clock } from '../../kernel/clock.ts';
import type { Connection, Database } from '../database/index.ts';
import { chainTrail, readHeads } from '../security/index.ts';
import { again, pause } from './again.ts';
import { backupKeysOf, type BackupKeys } from './backup/backup-key.ts';
import { enterCopies } from './backup/copies.ts';
import { isBackupDue } from './backup/due.ts';
import { enterBackups, makeUpon, notesBlocks, ownBackups } from './backup/make-backup.ts';
import { newestProofs, nextToProve } from './proof/next-to-prove.ts';
import { enterRemovals, pruneBackups, type Retention } from './backup/prune-backups.ts';
import { proveStored } from './proof/prove-backup.ts';
import type { BackupDescription } from './backup/store.ts';
import { folderLocation } from './locations/folder-location.ts';
import type { LocationPlace } from './locations/open-location.ts';
import { keepLog } from './log/keep-log.ts';
import { followingLog } from './log/restore-log.ts';
import { keepSecond } from './second-location.ts';

/** What is kept by itself, and where. */
export interface BackupPlan {
  readonly folder: string;
  readonly keyFile: string;
  /** Hours after which what was written since the newest backup is backed up beside the full ones; 0: never. */
  readonly incrementHours: number;
  /** Second location; absent: none. */
  readonly second?: LocationPlace;
  /** Time of day of the full backup, `HH:MM`, in `timeZone`. */
  readonly dailyAt: string;
  readonly timeZone: string;
  /** Most seconds for which what was committed is only with the server. */
  readonly logSeconds: number;
  readonly retention: Retention;
  /** File of signed heads of the audit trail, which a proof compares. */
  readonly headsFile: string;
  /** Folder in which backups are restored to prove them. */
  readonly scratchFolder: string;
}

/** What keeping backups needs besides the database. */
export interface BackupKeeper {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Told what was done and what failed, one sentence at a time; a failure once until it is over. */
  readonly report: (message: string) => void;
}

/** Who is said to have made what the program makes by itself. */
const actor = 'daybook';
const longestRhythmSeconds = 30;

/**
 * Keeps a database safe until the signal comes: its log as it is written, a full backup every day and at once where
 * none is of its timeline, each proven by restoring it, nothing longer than agreed, and all of it in the second
 * location. Only one process does so for a database; others wait until it ends. What fails is tried again.
 */
export async function keepBackups(database: Database, plan: BackupPlan, keeper: BackupKeeper): Promise<void> {
  const { signal } = keeper;
  const rhythm = rhythmOf(plan);
  while (!signal.aborted) {
    const attempt = await database
      .tryAdvisoryLock('backup keeper', (holder) => keepAlone(database, holder, plan, keeper))
      .catch(() => ({ acquired: false }));
    if (!attempt.acquired) await pause(rhythm, signal);
  }
}

async function keepAlone(
  database: Database,
  holder: Connection,
  plan: BackupPlan,
  keeper: BackupKeeper,
): Promise<void> {
  const { keys, isNew } = await backupKeysOf(plan.keyFile);
  if (isNew)
    keeper.report(
      `A key of the backups was made in ${plan.keyFile}. Keep a copy elsewhere: without it no backup opens.`,
    );
  const rhythm = rhythmOf(plan);
  const over = new AbortController();
  const signal = AbortSignal.any([keeper.signal, over.signal]);
  const inside = { ...keeper, signal };
  let wasPruned = false;
  const duties = [
    again('The log of the database could not be stored', inside, () =>
      keepLog(database, { ...plan, keys, seconds: plan.logSeconds, ...inside }),
    ),
    again('The daily backup could not be made', inside, async () => {
      if (await lookAfter(database, plan, keys, inside)) wasPruned = true;
      await pause(rhythm, signal);
    }),
  ];
  if (plan.second !== undefined)
    duties.push(
      keepSecond({
        ...inside,
        rhythm,
        folder: plan.folder,
        second: plan.second,
        retention: plan.retention,
        wasPruned: () => {
          const was = wasPruned;
          wasPruned = false;
          return was;
        },
        tellCopied: async (labels, location) => {
          await enterBackups(database, plan.folder);
          await enterCopies(database, labels, { location, now: keeper.clock.now() });
        },
      }),
    );
  try {
    // Whoever lost the connection that holds the lock is not alone any more.
    while (!signal.aborted) {
      await holder.query('select');
      await pause(rhythm, signal);
    }
  } finally {
    over.abort();
    await Promise.all(duties);
  }
}

/** Makes the backup that is due, and after a full one removes what has become too old; whether that was done. */
async function lookAfter(
  database: Database,
  plan: BackupPlan,
  keys: BackupKeys,
  { clock, signal, report }: BackupKeeper,
): Promise<boolean> {
  const store = folderLocation(plan.folder);
  const own = await ownBackups(database, store);
  const [newest] = own;
  // Behind a gap in the log nothing can be had back until there is a backup to begin with.
  const isCut = newest !== undefined && (await followingLog(store, newest)).hasGap;
  const newestFull = own.find(({ kind }) => kind === 'full');
  const isFullDue = isCut || isBackupDue(newestFull?.started_at ?? null, plan, clock.now());
  const upon = isFullDue ? null : (newest ?? null);
  if (upon !== null && !(await isIncrementDue(database, upon, plan, clock))) return false;
  const attempt = await database.tryAdvisoryLock('backup', async () => {
    await chainTrail(database);
    const making = { folder: plan.folder, keys, clock, madeBy: actor, signal };
    const outcome = await makeUpon(database, making, upon);
    await enterBackups(database, plan.folder);
    return outcome;
  });
  // Somebody makes or proves one at this moment: in a while.
  if (!attempt.acquired) return false;
  const { backup, instead } = attempt.value;
  if (instead !== null) report(`${instead} A full backup was made instead.`);
  report(`Backup ${backup.label} was made.`);
  if (backup.kind === 'incremental') return false;
  // The very first one is made while somebody looks around for the first time: the next night's proves itself.
  if (newest !== undefined) await proveNext(database, plan, { keys, clock, signal, report });
  const now = clock.now();
  const { removed } = await pruneBackups(store, plan.retention, { now, isTrial: false });
  await enterRemovals(database, removed, { now, removedBy: actor });
  return true;
}

/** Whether what was written since the newest backup is due, on a server that notes which blocks that is. */
async function isIncrementDue(
  database: Database,
  { started_at: startedAt }: BackupDescription,
  { incrementHours }: BackupPlan,
  clock: Clock,
): Promise<boolean> {
  if (incrementHours === 0) return false;
  const isDue = clock.now().getTime() - new Date(startedAt).getTime() >= incrementHours * 3_600_000;
  return isDue && (await notesBlocks(database));
}

/** Restores and checks the newest backup of the kind whose turn it is, and says so when it is not good (control C9). */
async function proveNext(
  database: Database,
  { folder, headsFile, scratchFolder }: BackupPlan,
  { keys, clock, signal, report }: BackupKeeper & { readonly keys: BackupKeys },
): Promise<void> {
  const store = folderLocation(folder);
  const proof = await database.tryAdvisoryLock('backup', async () =>
    proveStored(database, {
      backup: nextToProve(await ownBackups(database, store), await newestProofs(database)),
      store,
      keys,
      clock,
      heads: await readHeads(headsFile),
      provenBy: actor,
      scratchFolder,
      signal,
      watch: { begin: () => undefined, advance: () => undefined },
      report: () => undefined,
    }),
  );
  if (!proof.acquired) return;
  const { label, findings } = proof.value;
  for (const finding of findings) report(`Backup ${label} is not good: ${finding}`);
}

/** Seconds after which everything is looked after again: what is copied may not lag behind what is stored. */
function rhythmOf({ logSeconds }: BackupPlan): number {
  return Math.min(Math.max(logSeconds, 1), longestRhythmSeconds);
}
