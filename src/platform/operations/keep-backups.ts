import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../../kernel/clock.ts';
import { Refusal } from '../../kernel/errors.ts';
import type { Connection, Database } from '../database/index.ts';
import { chainTrail, readHeads } from '../security/index.ts';
import { backupKeysOf, type BackupKeys } from './backup/backup-key.ts';
import { copyStore } from './backup/copy-store.ts';
import { isBackupDue } from './backup/due.ts';
import { enterBackups, makeFullBackup, serverOf } from './backup/make-backup.ts';
import { enterRemovals, pruneBackups, type Retention } from './backup/prune-backups.ts';
import { proveFullBackup } from './backup/prove-backup.ts';
import { storedBackup, storedBackups } from './backup/store.ts';
import { keepLog } from './log/keep-log.ts';
import { followingLog } from './log/restore-log.ts';

/** What is kept by itself, and where. */
export interface BackupPlan {
  readonly folder: string;
  readonly keyFile: string;
  /** Second location; absent: none. */
  readonly copyFolder?: string;
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
const longestPauseSeconds = 60;

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
  const duties = [
    again('The log of the database could not be stored', inside, () =>
      keepLog(database, { ...plan, keys, seconds: plan.logSeconds, ...inside }),
    ),
    again('The daily backup could not be made', inside, async () => {
      await lookAfter(database, plan, keys, inside);
      await pause(rhythm, signal);
    }),
    again('Backups could not be copied to the second location', inside, async () => {
      if (plan.copyFolder !== undefined) await copyStore(plan.folder, plan.copyFolder);
      await pause(rhythm, signal);
    }),
  ];
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

/** Makes the backup that is due, and removes what has become too old, also in the second location. */
async function lookAfter(
  database: Database,
  plan: BackupPlan,
  keys: BackupKeys,
  { clock, signal, report }: BackupKeeper,
): Promise<void> {
  const server = await serverOf(database);
  const own = (await storedBackups(plan.folder)).filter(
    ({ system_identifier: of, timeline }) => of === server.system_identifier && timeline === server.timeline,
  );
  const [newest] = own;
  // Behind a gap in the log nothing can be had back until there is a backup to begin with.
  const isCut = newest !== undefined && (await followingLog(plan.folder, newest)).hasGap;
  if (!isCut && !isBackupDue(newest?.started_at ?? null, plan, clock.now())) return;
  const attempt = await database.tryAdvisoryLock('backup', async () => {
    await chainTrail(database);
    const backup = await makeFullBackup(database, {
      folder: plan.folder,
      keys,
      clock,
      madeBy: actor,
      signal,
    });
    await enterBackups(database, plan.folder);
    return backup;
  });
  // Somebody makes or proves one at this moment: in a while.
  if (!attempt.acquired) return;
  report(`Backup ${attempt.value.label} was made.`);
  // The very first one is made while somebody looks around for the first time: the next night's proves itself.
  if (newest !== undefined) await proveNewest(database, plan, { keys, clock, signal, report });
  const now = clock.now();
  for (const folder of [plan.folder, ...(plan.copyFolder === undefined ? [] : [plan.copyFolder])]) {
    const { removed } = await pruneBackups(folder, plan.retention, { now, isTrial: false });
    if (folder === plan.folder) await enterRemovals(database, removed, { now, removedBy: actor });
  }
}

/** Restores and checks what was just made, and says so when it is not good (control C9). */
async function proveNewest(
  database: Database,
  { folder, headsFile, scratchFolder }: BackupPlan,
  { keys, clock, signal, report }: BackupKeeper & { readonly keys: BackupKeys },
): Promise<void> {
  const proof = await database.tryAdvisoryLock('backup', async () =>
    proveFullBackup(database, {
      backup: await storedBackup(folder, undefined),
      folder,
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

/** Does the work again and again until the signal comes; a failure is told once until the work succeeds again. */
async function again(
  failure: string,
  { signal, report }: BackupKeeper,
  work: () => Promise<void>,
): Promise<void> {
  const isOver = (): boolean => signal.aborted;
  let failures = 0;
  while (!signal.aborted) {
    const begun = performance.now();
    try {
      await work();
      failures = 0;
    } catch (cause) {
      // What ran well for a while and broke then, as a connection does, is a new failure.
      if (performance.now() - begun > longestPauseSeconds * 1000) failures = 0;
      if (failures === 2 && !isOver()) report(`${failure}: ${inWords(cause)}`);
      failures += 1;
      await pause(Math.min(2 ** failures, longestPauseSeconds), signal);
    }
  }
}

/** Seconds after which everything is looked after again: what is copied may not lag behind what is stored. */
function rhythmOf({ logSeconds }: BackupPlan): number {
  return Math.min(Math.max(logSeconds, 1), longestRhythmSeconds);
}

/** What is wrong, and what to do about it. */
function inWords(cause: unknown): string {
  if (cause instanceof Refusal) return `${cause.message} ${cause.next}`;
  return cause instanceof Error ? cause.message : String(cause);
}

async function pause(seconds: number, signal: AbortSignal): Promise<void> {
  await sleep(seconds * 1000, null, { signal }).catch(() => undefined);
}
