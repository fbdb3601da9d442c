import { systemClock } from '../../kernel/clock.ts';
import type { Configuration } from '../../platform/configuration.ts';
import type { Database } from '../../platform/database/index.ts';
import {
  checkBackups,
  checkComponents,
  checkDatabase,
  checkJobs,
  checkStorage,
  checkTrail,
  type ComponentHealth,
  type HealthChecks,
} from '../../platform/operations/index.ts';
import { checkFeeds } from '../../sources/index.ts';

/** Checks what this server stands on: database, jobs, backups, disk, audit trail, and each source. */
export async function componentsOf(
  database: Database,
  { dataDir, backupDaily }: Pick<Configuration, 'dataDir' | 'backupDaily'>,
): Promise<ComponentHealth[]> {
  const checks: HealthChecks = {
    database: () => checkDatabase(database),
    jobs: () => checkJobs(database, systemClock),
    backups: () => checkBackups(database, { clock: systemClock, isDaily: backupDaily !== 'off' }),
    storage: () => checkStorage(dataDir),
    'audit trail': () => checkTrail(database),
  };
  const components = await checkComponents(checks, systemClock);
  return [...components, ...(await sourcesOf(database))];
}

/** Every source; without the database nothing is known of them. */
async function sourcesOf(database: Database): Promise<ComponentHealth[]> {
  const states = await checkFeeds(database).catch(() => []);
  const checks = states.map(({ source, failedFeeds }) => [
    `source ${source}`,
    () =>
      Promise.resolve(
        failedFeeds.length === 0
          ? ({ status: 'ok', detail: 'its newest files are loaded' } as const)
          : ({ status: 'degraded', detail: `not loaded: ${failedFeeds.join(', ')}` } as const),
      ),
  ]);
  return checkComponents(Object.fromEntries(checks) as HealthChecks, systemClock);
}
