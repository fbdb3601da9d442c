import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median, report, timed } from './workbench.ts';

/** (e) `start` on a machine where everything is there already. Prints the seconds. */
export async function benchStartAgain(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'daybook-bench-'));
  await chmod(folder, 0o755);
  try {
    const firstSeconds = await timed(() => start(folder));
    const again: number[] = [];
    for (let run = 0; run < 5; run += 1) again.push(await timed(() => start(folder)));
    report('(e) first `start --once` (60 sites, 15 months)', `${firstSeconds.toFixed(1)} s`);
    report('(e) second `start --once`, median of 5', `${median(again).toFixed(1)} s`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function start(folder: string): Promise<void> {
  const main = join(import.meta.dirname, '..', 'src', 'main.ts');
  const child = spawn(process.execPath, [main, 'start', '--once', '--data', join(folder, 'data')], {
    stdio: 'ignore',
  });
  await once(child, 'exit');
  if (child.exitCode !== 0) throw new Error(`start ended with ${String(child.exitCode)}`);
}
