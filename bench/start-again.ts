import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { placeMigrated } from '../tests/migrated-cluster.ts';
import { atScale, isTrial, median, report, timed } from './workbench.ts';

/**
 * (e) `start` on a machine where everything is there already; a trial begins with a migrated database and goes without
 * the sample. Prints the seconds.
 */
export async function benchStartAgain(scale: number): Promise<void> {
  const options = isTrial(scale) ? ['--no-sample'] : [];
  const folder = await mkdtemp(join(tmpdir(), 'daybook-bench-'));
  await chmod(folder, 0o755);
  try {
    if (isTrial(scale)) await placeMigrated(join(folder, 'data'));
    const firstSeconds = await timed(() => start(folder, options));
    const again: number[] = [];
    for (let run = 0; run < atScale(5, scale, 1); run += 1)
      again.push(await timed(() => start(folder, options)));
    report('(e) first `start --once` (60 sites, 15 months)', `${firstSeconds.toFixed(1)} s`);
    report('(e) second `start --once`, median', `${median(again).toFixed(1)} s`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function start(folder: string, options: readonly string[]): Promise<void> {
  const main = join(import.meta.dirname, '..', 'src', 'main.ts');
  const child = spawn(
    process.execPath,
    [main, 'start', '--once', '--data', join(folder, 'data'), ...options],
    {
      stdio: 'ignore',
    },
  );
  await once(child, 'exit');
  if (child.exitCode !== 0) throw new Error(`start ended with ${String(child.exitCode)}`);
}
