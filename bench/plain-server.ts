import { createServer, type DataParts, type ServerOptions } from '../src/delivery/index.ts';
import { systemClock } from '../src/kernel/clock.ts';
import { noLog } from '../src/platform/logs/log.ts';
import type { Database } from '../src/platform/database/index.ts';

/** A server in this process, of which only what needs nothing but the database is asked. */
export function plainServer(
  owner: Database,
  more: Partial<ServerOptions> = {},
): ReturnType<typeof createServer> {
  const unused = (): never => {
    throw new Error('nothing is asked of this server');
  };
  return createServer({
    doors: { owner, service: owner },
    sessions: { idleMinutes: 30, hours: 8, stepUpMinutes: 10 },
    access: { dormantDays: 90, supportMinutes: 30 },
    changeTokenDays: 90,
    keptAnswerHours: 24,
    demoDay: null,
    limits: { requests: 10_000_000, seconds: 1_000_000, concurrent: 1_000, windowMinutes: 1 },
    clock: systemClock,
    publicUrl: 'http://127.0.0.1',
    isBehindProxy: false,
    health: unused,
    components: unused,
    archive: { folder: '', keyFile: '', scratchFolder: '' },
    disk: unused,
    reports: { clock: systemClock, timeZone: 'UTC', sections: [] },
    metrics: { answered: unused, contentType: '', refusedSignIn: unused, text: unused },
    log: noLog,
    logFolder: '',
    status: unused,
    takeIn: unused,
    data: new Proxy({} as DataParts, { get: () => unused }),
    billing: { timeZone: 'UTC', today: unused, operator: unused, going: unused, ledger: unused },
    forecasting: { plannedYears: [] },
    audit: { headsFile: '', signing: { keyFile: '', headsFile: '' } },
    ...more,
  });
}
