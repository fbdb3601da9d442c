import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { fileOfDay, loggedDays } from './day-files.ts';
import { logLevels, type LogLevel } from './log.ts';

/** A line as it was written. */
export interface LoggedLine {
  readonly time: string;
  readonly level: LogLevel;
  readonly kind: string;
  readonly [field: string]: unknown;
}

/** Which lines are read. */
export interface LogFilter {
  /** Days in UTC, `YYYY-MM-DD`, both included. */
  readonly from: string;
  readonly until: string;
  /** Of one request, command or run. */
  readonly request?: string | undefined;
  /** Of this level, or more serious. */
  readonly level: LogLevel;
  /** The newest so many. */
  readonly limit: number;
}

/** What a folder of log files says. */
export interface ReadLog {
  /** The oldest first. */
  readonly lines: readonly LoggedLine[];
  /** Older ones that fit, and are left out. */
  readonly leftOut: number;
  /** Lines that are no JSON: of a process that was killed while it wrote. */
  readonly unreadable: number;
}

/** Reads the lines of a folder that fit. */
export async function readLog(
  folder: string,
  { from, until, request, level, limit }: LogFilter,
): Promise<ReadLog> {
  const levels = new Set<string>(logLevels.slice(logLevels.indexOf(level)));
  const lines: LoggedLine[] = [];
  let unreadable = 0;
  let leftOut = 0;
  for await (const text of textsOf(folder, { from, until })) {
    // Most lines are of others: what cannot fit is not taken apart.
    if (request !== undefined && !text.includes(`"${request}"`)) continue;
    const line = parsedLine(text);
    if (line === undefined) unreadable += 1;
    else if (levels.has(line.level) && (request === undefined || line['request'] === request))
      lines.push(line);
    if (lines.length > 2 * limit) leftOut += lines.splice(0, lines.length - limit).length;
  }
  leftOut += lines.splice(0, Math.max(0, lines.length - limit)).length;
  return { lines, leftOut, unreadable };
}

function parsedLine(text: string): LoggedLine | undefined {
  try {
    return JSON.parse(text) as LoggedLine;
  } catch {
    return undefined;
  }
}

/** A request that was answered, as the log says; milliseconds from its first byte to the last of its answer. */
export interface LoggedRequest {
  readonly method: string;
  readonly route: string;
  readonly status: number;
  readonly ms: number;
}

/** Requests that a folder of log files says were answered from one instant until before another. */
export async function* readRequestTimes(
  folder: string,
  { from, until }: { readonly from: Date; readonly until: Date },
): AsyncGenerator<LoggedRequest> {
  const [first, last] = [from.toISOString(), until.toISOString()];
  for await (const text of textsOf(folder, { from: first.slice(0, 10), until: last.slice(0, 10) })) {
    if (!text.includes('"kind":"request"')) continue;
    const line = parsedLine(text);
    if (line?.kind === 'request' && line.time >= first && line.time < last)
      yield line as LoggedLine & LoggedRequest;
  }
}

/** The lines of the files of days, as they stand there. */
async function* textsOf(
  folder: string,
  { from, until }: Pick<LogFilter, 'from' | 'until'>,
): AsyncGenerator<string> {
  for (const day of loggedDays(folder).filter((each) => each >= from && each <= until))
    yield* createInterface({ input: createReadStream(fileOfDay(folder, day)) });
}
