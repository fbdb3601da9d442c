import { systemClock } from '../../src/kernel/clock.ts';
import { openDatabase, type Database } from '../../src/platform/database/index.ts';
import { noLog } from '../../src/platform/logs/log.ts';
import { keepJobs, type Work } from '../../src/platform/operations/index.ts';

/** A server that knows one job, and takes others for dead after ten seconds. */
export function keepOneJob(database: Database, server: string, work: Work): ReturnType<typeof keepJobs> {
  return keepJobs(database, {
    work: { 'audit.verify': work },
    clock: systemClock,
    surroundings: {
      server,
      loadedSince: () => Promise.resolve(null),
      holidays: () => Promise.resolve([]),
      report: (message) => {
        process.stderr.write(`${message}\n`);
      },
      log: noLog,
    },
    lookMilliseconds: 50,
    retrySeconds: 1,
    silenceSeconds: 10,
  });
}

// As a program, with the address of a database: works on its one run until it is killed.
const [, , address] = process.argv;
if (import.meta.main && address !== undefined) {
  const database = await openDatabase({ databaseUrl: address, dataDir: '' });
  await keepOneJob(database, 'one', () => {
    process.stdout.write('at work\n');
    return new Promise(() => undefined);
  });
}
