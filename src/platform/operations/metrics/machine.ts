import { cpus, freemem, totalmem } from 'node:os';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Clock } from '../../../kernel/clock.ts';
import type { Database, PoolState } from '../../database/index.ts';
import { diskOf } from '../capacity/disk.ts';
import { measuredGrowth } from '../capacity/growth.ts';
import type { Disk } from '../capacity/projection.ts';
import { newestBackup } from '../backup/read-backups.ts';
import type { Sample, ServerReadings } from './metric.ts';

const windowMs = 300_000;
const nanoseconds = 1e9;
/** Months ahead for which the disk is looked at: time to get a larger one. */
const monthsAhead = 3;

/** What a server reads of its machine, its process and its pools. */
export interface MachineParts {
  readonly owner: Database;
  /** Connections that requests use. */
  readonly service: Pick<Database, 'poolState'>;
  /** Folders on whose disks room is looked for, by name. */
  readonly folders: Readonly<Record<string, string>>;
  /** The disk of the database; null where that is elsewhere. */
  readonly disk: () => Promise<Disk | null>;
  /** Whether backups are made by themselves. */
  readonly backsUp: boolean;
  readonly clock: Clock;
}

/** Readings of the machine, the process and the pools of a server; from now on. */
export function machineReadings({
  owner,
  service,
  folders,
  disk,
  backsUp,
  clock,
}: MachineParts): ServerReadings {
  const busyCpu = cpuWindow();
  const delay = monitorEventLoopDelay({ resolution: 50 });
  delay.enable();
  const pools = (): [string, PoolState][] => [
    ['jobs', owner.poolState()],
    ['requests', service.poolState()],
  ];
  return {
    daybook_platform_pool_connections: () =>
      pools().flatMap(([pool, { busy, idle, waiting }]) =>
        Object.entries({ busy, idle, waiting }).map(([state, value]) => ({ labels: { pool, state }, value })),
      ),
    daybook_platform_pool_ratio: () =>
      pools().map(([pool, { busy, most }]) => ({ labels: { pool }, value: busy / most })),
    daybook_platform_cpu_ratio: () => one(busyCpu()),
    daybook_platform_memory_ratio: () => one(1 - freemem() / totalmem()),
    daybook_platform_disk_ratio: () =>
      Promise.all(
        Object.entries(folders).map(async ([folder, path]) => {
          const { usedBytes, totalBytes } = await diskOf(path);
          return { labels: { folder }, value: usedBytes / totalBytes };
        }),
      ),
    daybook_platform_projected_disk_ratio: async () => projectedDisk(owner, await disk(), clock),
    daybook_platform_process_bytes: () => one(process.memoryUsage.rss()),
    daybook_platform_delay_seconds: () => {
      const seconds = delay.percentile(99) / nanoseconds;
      delay.reset();
      return one(seconds);
    },
    ...(backsUp ? { daybook_platform_backup_age_seconds: () => backupAge(owner, clock) } : {}),
  };
}

function one(value: number): Sample[] {
  return [{ labels: {}, value }];
}

/** Part of the processors that was busy since the oldest look of the last five minutes. */
function cpuWindow(): () => number {
  const looks = [look()];
  return () => {
    const newest = look();
    looks.push(newest);
    while (looks.length > 2 && newest.at - (looks[0]?.at ?? 0) > windowMs) looks.shift();
    const [oldest = newest] = looks;
    const total = newest.total - oldest.total;
    return total === 0 ? 0 : 1 - (newest.idle - oldest.idle) / total;
  };
}

function look(): { at: number; idle: number; total: number } {
  let [idle, total] = [0, 0];
  for (const { times } of cpus()) {
    idle += times.idle;
    total += times.user + times.nice + times.sys + times.idle + times.irq;
  }
  return { at: performance.now(), idle, total };
}

/** Seconds since the newest backup, or since the installation where there is none. */
async function backupAge(owner: Database, clock: Clock): Promise<Sample[]> {
  const { madeAt } = await newestBackup(owner);
  const [installed] = await owner.query<{ at: string }>(
    'select audit.instant(min(applied_at)) as at from platform.migration',
  );
  const since = madeAt ?? installed?.at;
  return since === undefined ? [] : one(Math.max(0, (clock.now().getTime() - Date.parse(since)) / 1_000));
}

/** Part of a disk that will be in use, as the database has grown. */
async function projectedDisk(owner: Database, disk: Disk | null, clock: Clock): Promise<Sample[]> {
  if (disk === null) return [];
  const monthlyBytes = await measuredGrowth(owner, clock.now().toISOString().slice(0, 10));
  if (monthlyBytes === null) return [];
  return one((disk.usedBytes + Math.max(monthlyBytes, 0) * monthsAhead) / disk.totalBytes);
}
