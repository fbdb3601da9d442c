import type { Clock } from '../../../kernel/clock.ts';
import { readLog, type LoggedLine, type LogLevel, type ReadLog } from '../../logs/index.ts';
import { requireRight, type Principal } from '../../security/index.ts';
import { showRun } from './runs.ts';

/** Which lines of the log are asked for; without a run or a number those of one day. */
export interface LogQuestion {
  readonly run?: string | undefined;
  /** Number of a request, a command or a run. */
  readonly request?: string | undefined;
  /** `YYYY-MM-DD` in UTC; today unless said. */
  readonly day?: string | undefined;
  readonly level: LogLevel;
  readonly limit: number;
}

/** What the log files of this machine say; of a run also what it said in words, which is in the database. */
export interface LogAnswer extends ReadLog {
  /** Machine and process that worked on the run. */
  readonly server: string | null;
}

/** Instants of a day of the calendar, before and after any other. */
const ever = { from: '0000-01-01', until: '9999-12-31' };

/** Lines of the log. Needs the right to read metrics, of a run also scheduled jobs. Refuses with RUN_UNKNOWN. */
export async function readLogs(
  principal: Principal,
  { run, request, day, level, limit }: LogQuestion,
  { folder, clock }: { readonly folder: string; readonly clock: Clock },
): Promise<LogAnswer> {
  await requireRight(principal.caller, { object: 'metric', action: 'read' });
  if (run !== undefined) return logOfRun(principal, run, { folder, level, limit });
  const oneDay = day ?? clock.now().toISOString().slice(0, 10);
  const days = request === undefined ? { from: oneDay, until: oneDay } : ever;
  return { ...(await readLog(folder, { ...days, request, level, limit })), server: null };
}

async function logOfRun(
  principal: Principal,
  runId: string,
  { folder, level, limit }: { folder: string; level: LogLevel; limit: number },
): Promise<LogAnswer> {
  const { requestId, server, startedAt, endedAt, lines } = await showRun(principal, runId);
  const span = {
    from: startedAt?.slice(0, 10) ?? ever.from,
    until: endedAt?.slice(0, 10) ?? ever.until,
  };
  const request = requestId ?? `run-${runId}`;
  const written = await readLog(folder, { ...span, request, level, limit });
  const said = lines.map(({ loggedAt, says }): LoggedLine => ({
    time: loggedAt,
    level: 'info',
    kind: 'said',
    says,
  }));
  return {
    ...written,
    lines: [...written.lines, ...said].toSorted((one, other) => one.time.localeCompare(other.time)),
    server,
  };
}
