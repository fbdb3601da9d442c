import type { Clock } from '../../kernel/clock.ts';
import { visibleText } from '../../kernel/visible-text.ts';
import type { Configuration } from '../configuration.ts';
import { correlation } from './correlation.ts';
import { DayFiles, logFolder } from './day-files.ts';
import { noLog, type Log } from './log.ts';

/** Opens the log of a process: a file for each day in the data folder, and standard error where that is configured. */
export async function openLog(
  { dataDir, logLevel, logDays, logStderr }: Configuration,
  { clock, report }: { readonly clock: Clock; readonly report: (message: string) => void },
): Promise<Log> {
  if (logLevel === 'off') return noLog;
  const folder = logFolder(dataDir);
  const files = new DayFiles(folder, {
    days: logDays,
    clock,
    failed: (cause) => {
      report(`Log lines are lost: ${cause instanceof Error ? cause.message : String(cause)}`);
    },
  });
  // Loaded here, because most of a command's start would be spent on it.
  const { pino } = await import('pino');
  const logger = pino(
    {
      level: logLevel,
      base: null,
      timestamp: () => `,"time":"${clock.now().toISOString()}"`,
      formatters: { level: (level) => ({ level }) },
      // What the line says itself, such as the number of a request, takes precedence.
      mixin: () => ({ request: correlation()?.id }),
    },
    {
      write: (line: string) => {
        files.write(line);
        if (logStderr) process.stderr.write(visibleText(line));
      },
    },
  );
  return {
    write: (level, line) => {
      logger[level](line);
    },
    close: () => {
      files.close();
    },
  };
}
