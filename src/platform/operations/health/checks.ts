import type { Clock } from '../../../kernel/clock.ts';
import type { Queryable } from '../../database/index.ts';
import { diskOf } from '../capacity/disk.ts';
import { newestBackup, oldBackupHours } from '../backup/read-backups.ts';
import type { Finding } from './components.ts';

const hourMs = 3_600_000;
/** Ages of the newest backup and shares of the disk at which something is degraded, and down (operations.md 5.3). */
const backupHours = { degraded: oldBackupHours, down: 48 };
const diskPercent = { degraded: 80, down: 95 };
/** Seconds after which an entry of the trail should be in its chain; a turn takes one. */
const chainSeconds = 60;

/** Whether the database answers. */
export async function checkDatabase(database: Queryable): Promise<Finding> {
  await database.query('select');
  return { status: 'ok', detail: 'it answers' };
}

/**
 * Whether jobs run: none whose newest run failed, none that is ten minutes late, and none that works all the time and
 * has not had a good turn for ten minutes (operations.md 9.7). Asks as the owner, for who operates the installation.
 */
export async function checkJobs(database: Queryable, clock: Clock): Promise<Finding> {
  const rows = await database.query<{ job: string; what: string }>(
    `select job, 'failed' as what from operations.schedules_in_force()
     where not is_paused and 'failed' = (
       select state from operations.run
       where run.job = schedules_in_force.job and state in ('done', 'failed') order by run_id desc limit 1)
     union
     select job, 'late' from operations.run
     where state in ('waiting', 'queued') and outcome is null and due_at < $1::timestamptz - interval '10 minutes'
     union
     select job, 'silent' from operations.schedules_in_force() left join operations.planning using (job)
     where not is_paused and every_seconds is not null
       and planned_until < $1::timestamptz - make_interval(secs => greatest(600, 10 * every_seconds))
     order by 1, 2`,
    [clock.now()],
  );
  if (rows.length === 0) return { status: 'ok', detail: 'all run on time' };
  return { status: 'degraded', detail: rows.map(({ job, what }) => `${job} ${what}`).join(', ') };
}

/** Whether the newest backup is young enough; null: none are made by themselves. As the owner. */
export async function checkBackups(
  database: Queryable,
  { clock, isDaily }: { readonly clock: Clock; readonly isDaily: boolean },
): Promise<Finding> {
  const { madeAt } = await newestBackup(database);
  if (!isDaily) return { status: 'ok', detail: 'no backups are made by themselves' };
  if (madeAt === null) return { status: 'degraded', detail: 'there is none yet' };
  const hours = Math.floor((clock.now().getTime() - Date.parse(madeAt)) / hourMs);
  return stateBy(hours, backupHours, `the newest is ${String(hours)} hours old`);
}

/** Whether the disk of a folder has room. */
export async function checkStorage(folder: string): Promise<Finding> {
  const { usedBytes, totalBytes } = await diskOf(folder);
  const percent = Math.round((100 * usedBytes) / totalBytes);
  return stateBy(percent, diskPercent, `${String(percent)} % of the disk is used`);
}

/** Whether the audit trail is chained as it is written. As the owner. */
export async function checkTrail(database: Queryable): Promise<Finding> {
  const [waiting] = await database.query<{ isLate: boolean }>(
    'select exists (select from audit.pending where recorded_at < now() - make_interval(secs => $1)) as "isLate"',
    [chainSeconds],
  );
  if (waiting?.isLate === true)
    return { status: 'degraded', detail: `entries have waited for the chain for more than a minute` };
  return { status: 'ok', detail: 'entries are chained as they are written' };
}

function stateBy(
  value: number,
  { degraded, down }: { readonly degraded: number; readonly down: number },
  detail: string,
): Finding {
  return { status: value >= down ? 'down' : value >= degraded ? 'degraded' : 'ok', detail };
}
