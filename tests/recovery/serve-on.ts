import { setTimeout as sleep } from 'node:timers/promises';
import { start } from '../integration/commands/program.ts';

/** `daybook start` as a process of its own. */
export interface Served {
  readonly url: string;
  /** What it has printed so far. */
  printed(): string;
  stop(): Promise<void>;
}

/** Starts Daybook on a database of its own, with its data folder in `folder`, at a port that the machine chooses. */
export async function serveOn(
  address: string,
  folder: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<Served> {
  const program = start(['start', '--no-sample', '--port', '0'], {
    DATABASE_URL: address,
    DAYBOOK_DATA: folder,
    ...settings,
  });
  let printed = '';
  const url = await new Promise<string>((resolve, reject) => {
    const hear = (chunk: Buffer): void => {
      printed += chunk.toString();
      const up = /up at (\S+?)\/ /.exec(printed)?.[1];
      if (up !== undefined) resolve(up);
    };
    program.stdout?.on('data', hear);
    program.stderr?.on('data', hear);
    program.once('exit', () => {
      reject(new Error(`daybook ended: ${printed}`));
    });
  });
  return {
    url,
    printed: () => printed,
    stop: async () => {
      program.kill('SIGTERM');
      while (program.exitCode === null && program.signalCode === null) await sleep(50);
    },
  };
}
