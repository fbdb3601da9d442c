import { join } from 'node:path';
import { systemClock } from '../../kernel/clock.ts';
import type { Configuration } from '../../platform/configuration.ts';
import type { Log } from '../../platform/logs/index.ts';
import type { Database } from '../../platform/database/index.ts';
import { keepJobs, type ServerMetrics } from '../../platform/operations/index.ts';
import { chainTrail, noteRecovery, signHead, signingKeyOf } from '../../platform/security/index.ts';
import { headsFileOf, signingKeyFileOf } from '../command.ts';
import { driftWatch } from './tell-drift.ts';
import { scheduledWork, surroundingsOf } from './scheduled-work.ts';

const lookMilliseconds = 2_000;
const retrySeconds = 30;
const silenceSeconds = 30;

/**
 * What a server does beside its requests, until it is told to stop: the scheduled jobs, with their work. Telling it to
 * stop chains and signs the audit trail once more.
 */
export async function keepHouse(
  database: Database,
  configuration: Configuration,
  { metrics, log }: { readonly metrics: ServerMetrics; readonly log: Log },
): Promise<{ stop: () => Promise<void> }> {
  const recoverNotes = database.embedded
    ? noteRecovery(database, join(configuration.dataDir, 'postgres.log'))
    : (): Promise<number> => Promise.resolve(0);
  const sign = async (): Promise<void> => {
    await chainTrail(database);
    const key = await signingKeyOf(database, signingKeyFileOf(configuration));
    await signHead(database, key, { clock: systemClock, file: headsFileOf(configuration) });
  };
  const jobs = await keepJobs(database, {
    work: scheduledWork({ configuration, metrics, sign, recoverNotes, compareSchema: driftWatch(database) }),
    clock: systemClock,
    surroundings: surroundingsOf(database, log),
    lookMilliseconds,
    retrySeconds,
    silenceSeconds,
  });
  return {
    stop: async () => {
      await jobs.stop();
      await recoverNotes();
      await sign();
    },
  };
}
