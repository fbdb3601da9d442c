import { chainAmong } from './chain.ts';
import type { BackupDescription } from './store.ts';

/** How many backups are kept: the newest of each of so many days, weeks, months and years that have one. */
export interface BackupsKept {
  readonly daily: number;
  readonly weekly: number;
  readonly monthly: number;
  readonly yearly: number;
}

/** A backup and why it is kept; without a reason it may go. */
export interface BackupVerdict {
  readonly backup: BackupDescription;
  readonly keptFor: readonly string[];
}

const dayMs = 86_400_000;

/**
 * Which backups are kept, newest first. Besides those of the counts, which are full ones, these are the newest of all,
 * and the newest full one that ended before the days of which every second can be had back: their log begins with it.
 * Incremental ones are kept as long as these days and the full one that they build upon. What is kept keeps all that it
 * builds upon. Days, ISO weeks, months and years are those of UTC. Source: operations.md 5.5.
 */
export function judgeBackups(
  backups: readonly BackupDescription[],
  counts: BackupsKept,
  { now, logDays }: { readonly now: Date; readonly logDays: number },
): BackupVerdict[] {
  const newestFirst = [...backups].sort((one, other) => (one.ended_at < other.ended_at ? 1 : -1));
  const full = newestFirst.filter(({ kind }) => kind === 'full');
  const daily = firstOfEach(full, dayOf, counts.daily);
  const weekly = firstOfEach(full, weekOf, counts.weekly);
  const monthly = firstOfEach(full, (backup) => dayOf(backup).slice(0, 7), counts.monthly);
  const yearly = firstOfEach(full, (backup) => dayOf(backup).slice(0, 4), counts.yearly);
  const base = logBase(newestFirst, { now, logDays });
  const reasons = new Map(
    newestFirst.map((backup) => [
      backup.label,
      [
        ...(backup === newestFirst[0] || backup === full[0] ? ['newest'] : []),
        ...(backup === base ? ['log'] : []),
        ...(daily.has(backup) ? ['day'] : []),
        ...(weekly.has(backup) ? ['week'] : []),
        ...(monthly.has(backup) ? ['month'] : []),
        ...(yearly.has(backup) ? ['year'] : []),
      ],
    ]),
  );
  const from = new Date(now.getTime() - logDays * dayMs).toISOString();
  for (const backup of newestFirst.filter(({ kind }) => kind === 'incremental')) {
    const chain = chainAmong(newestFirst, backup).map(({ label }) => reasons.get(label) ?? []);
    // Of a chain that is broken here the rest may come again.
    const isOfKept = chain[0] === chain.at(-1) || chain[0]?.length !== 0;
    if (backup.ended_at > from && isOfKept) chain.at(-1)?.push('log');
    if (chain.at(-1)?.length !== 0) for (const each of chain) if (each.length === 0) each.push('chain');
  }
  return newestFirst.map((backup) => ({ backup, keptFor: reasons.get(backup.label) ?? [] }));
}

/** The newest full backup from which all of the last days can be had back, else the oldest; of newest first. */
export function logBase(
  newestFirst: readonly BackupDescription[],
  { now, logDays }: { readonly now: Date; readonly logDays: number },
): BackupDescription | undefined {
  const from = new Date(now.getTime() - logDays * dayMs).toISOString();
  const full = newestFirst.filter(({ kind }) => kind === 'full');
  return full.find((backup) => backup.ended_at <= from) ?? full.at(-1);
}

function firstOfEach(
  newestFirst: readonly BackupDescription[],
  periodOf: (backup: BackupDescription) => string,
  most: number,
): Set<BackupDescription> {
  const byPeriod = new Map<string, BackupDescription>();
  for (const backup of newestFirst) {
    const period = periodOf(backup);
    if (!byPeriod.has(period) && byPeriod.size < most) byPeriod.set(period, backup);
  }
  return new Set(byPeriod.values());
}

const dayOf = ({ ended_at: endedAt }: BackupDescription): string => endedAt.slice(0, 10);

/** The Monday of its week. */
function weekOf(backup: BackupDescription): string {
  const day = new Date(`${dayOf(backup)}T00:00:00Z`);
  const sinceMonday = (day.getUTCDay() + 6) % 7;
  return new Date(day.getTime() - sinceMonday * dayMs).toISOString().slice(0, 10);
}
