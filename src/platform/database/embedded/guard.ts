import { isRunning } from './processes.ts';
import type { RunningServer } from './server.ts';

/** Between two looks at the server; a look asks the operating system about one process. */
const LOOK_EVERY_MS = 1_000;

/** How a server that died is brought back. */
export interface Revival {
  /** Starts it, or joins the one that someone else started in the meantime. */
  readonly restart: () => Promise<RunningServer>;
  /** Called when it answers again. */
  readonly onRestart: () => void;
  readonly report: (message: string) => void;
}

/**
 * Looks after a server that others may kill: out of memory, by hand. Once it is gone it is started again, at the port
 * at which the open pools look for it; a failure is reported once and tried again. The answer ends it.
 */
export function guardServer(server: RunningServer, { restart, onRestart, report }: Revival): () => void {
  let guarded = server;
  let isStopped = false;
  let isFailing = false;
  let timer: NodeJS.Timeout;
  const look = async (): Promise<void> => {
    try {
      if (await isRunning(guarded.pid)) return;
      if (!isFailing) report('The database stopped unexpectedly; restarting it.');
      guarded = await restart();
      isFailing = false;
      if (guarded.port === server.port) onRestart();
      else
        report(
          `The database is running again, but on port ${String(guarded.port)}: port ${String(server.port)} is taken. ` +
            'Stop this program and start it again.',
        );
    } catch (cause) {
      if (!isFailing)
        report(
          `The database could not be restarted: ${cause instanceof Error ? cause.message : String(cause)}`,
        );
      isFailing = true;
    }
  };
  const schedule = (): void => {
    timer = setTimeout(() => {
      void look().then(() => {
        if (!isStopped) schedule();
      });
    }, LOOK_EVERY_MS);
    timer.unref();
  };
  schedule();
  return () => {
    isStopped = true;
    clearTimeout(timer);
  };
}
