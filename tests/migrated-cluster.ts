import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { migrateUp, openDatabase } from '../src/platform/database/index.ts';

/** Where `tests/run.ts` says which data folder of a migrated server at rest it made. */
export const CLUSTER_VARIABLE = 'DAYBOOK_TEST_CLUSTER';

let made: Promise<string> | undefined;

/** A data folder whose server is migrated and at rest: that of the whole run, or one of this process's own. */
export function migratedCluster(): Promise<string> {
  const ofRun = process.env[CLUSTER_VARIABLE];
  return (made ??= ofRun === undefined ? makeCluster() : Promise.resolve(ofRun));
}

/**
 * Makes `dataDir`, which is not there yet, a copy of it, with owners and modes. For a test or a benchmark with a server
 * of its own: a copy takes a fifth of a second, a cluster and its migrations take ten.
 */
export async function placeMigrated(dataDir: string): Promise<void> {
  await promisify(execFile)('cp', ['-a', await migratedCluster(), dataDir]);
}

async function makeCluster(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'daybook-migrated-'));
  process.once('exit', () => {
    rmSync(folder, { recursive: true, force: true });
  });
  // The account of the server must be able to enter; otherwise the cluster would be kept elsewhere.
  await chmod(folder, 0o755);
  const dataDir = join(folder, 'data');
  // Whatever a crash left of it would be thrown away.
  const database = await openDatabase({ dataDir }, { durability: 'none: throw-away data only' });
  await migrateUp(database).finally(() => database.close());
  return dataDir;
}
