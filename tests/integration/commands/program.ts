import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** How a command ended and what it said. */
export interface Said {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface ProgramOptions {
  /** The whole environment of the program; nothing of the test run leaks in. */
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string | Buffer;
}

const root = join(import.meta.dirname, '..', '..', '..');

/** What a program finds in its environment when a test gives it nothing. */
export const programEnvironment: Readonly<Record<string, string>> = {
  PATH: '/usr/bin:/bin',
  // A backup of every server that a test starts would take longer than the tests; those of backups switch it on.
  DAYBOOK_BACKUP_DAILY: 'off',
  // A log is written where a test reads it.
  DAYBOOK_LOG_LEVEL: 'off',
  NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/daybook'),
};

/** Starts `daybook …` as a process of its own. */
export function start(
  parameters: readonly string[],
  env: Readonly<Record<string, string>> = {},
): ChildProcess {
  const program = join(root, 'src', 'main.ts');
  return spawn(process.execPath, [program, ...parameters], {
    env: { ...programEnvironment, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
}

/** Runs `daybook …` to its end. */
export async function daybook(parameters: readonly string[], options: ProgramOptions = {}): Promise<Said> {
  const child = start(parameters, options.env);
  let out = '';
  let err = '';
  child.stdout?.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (err += chunk.toString()));
  child.stdin?.end(options.input ?? '');
  await once(child, 'close');
  return { code: child.exitCode, out, err };
}
