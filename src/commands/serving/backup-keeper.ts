import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Configuration } from '../../platform/configuration.ts';
import type { Queryable } from '../../platform/database/index.ts';
import { say } from '../command.ts';

/** Seconds before a keeper that ended by itself is started anew. */
const pauseSeconds = 30;
/** Seconds that a keeper has to end in. */
const patienceSeconds = 30;

/** The process that keeps backups. Stopping it twice is no failure. */
export interface BackupKeeperProcess {
  readonly stop: () => Promise<void>;
}

/**
 * Has a process of its own keep backups and log while the server runs (`daybook backup keep`): packing and encrypting
 * would hold up answers. A server whose settings keep no log, such as one for throw-away data, has none.
 */
export async function startBackupKeeper(
  database: Queryable,
  { backupDaily, dataDir }: Configuration,
): Promise<BackupKeeperProcess> {
  const [server] = await database.query<{ level: string }>(`select current_setting('wal_level') as level`);
  if (backupDaily === 'off' || server?.level === 'minimal') return { stop: () => Promise.resolve() };
  const over = new AbortController();
  const isOver = (): boolean => over.signal.aborted;
  let child = launch(dataDir);
  const watching = (async (): Promise<void> => {
    for (;;) {
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      if (isOver()) return;
      say(`Backups are not kept for ${String(pauseSeconds)} seconds: their process ended.`);
      await sleep(pauseSeconds * 1000, null, { signal: over.signal }).catch(() => undefined);
      if (isOver()) return;
      child = launch(dataDir);
    }
  })();
  return {
    stop: async () => {
      over.abort();
      child.kill('SIGTERM');
      // Whatever it is at, the next one clears away; a server that is stopped does not wait for it.
      const forced = setTimeout(() => child.kill('SIGKILL'), patienceSeconds * 1000);
      await watching;
      clearTimeout(forced);
    },
  };
}

/** It ends with the server, also with one that was killed: then its channel closes. */
function launch(dataDir: string): ChildProcess {
  const program = fileURLToPath(new URL('../../../bin/daybook.js', import.meta.url));
  return spawn(process.execPath, [program, 'backup', 'keep', '--data', dataDir], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
}
