import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** The program in a process of its own. */
export interface Program {
  readonly url: string;
  readonly processId: number;
  /** Everything that it printed. */
  readonly printed: () => string;
  readonly isAlive: () => boolean;
  readonly stop: () => Promise<void>;
}

/** `daybook start` on the data folder, at a port of its own, with limits that no benchmark reaches. */
export async function startProgram(dataDir: string): Promise<Program> {
  const main = join(import.meta.dirname, '..', 'src', 'main.ts');
  const child = spawn(process.execPath, [main, 'start', '--no-sample', '--port', '0', '--data', dataDir], {
    env: {
      PATH: '/usr/bin:/bin',
      DAYBOOK_BACKUP_DAILY: 'off',
      DAYBOOK_LIMIT_REQUESTS: '1000000',
      DAYBOOK_LIMIT_SECONDS: '1000000',
      DAYBOOK_LIMIT_CONCURRENT: '1000',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'close');
  let said = '';
  const url = await new Promise<string>((resolve, reject) => {
    const hear = (chunk: Buffer): void => {
      said += chunk.toString();
      const address = /up at (\S+)\/ /.exec(said)?.[1];
      if (address !== undefined) resolve(address);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('close', () => {
      reject(new Error(`the server did not start: ${said}`));
    });
  });
  return {
    url,
    processId: child.pid ?? 0,
    printed: () => said,
    isAlive: () => child.exitCode === null && child.signalCode === null,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
