import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { makeFolder } from '../../../kernel/inside-folder.ts';
import { onDuck } from './parquet.ts';

/** Where a part is packed or unpacked: a folder, and what reads and writes Parquet there. */
export interface Scratch {
  readonly folder: string;
  readonly duck: DuckDBConnection;
}

/** What a killed process left is as old as this before it is removed: nothing works on one part for so long. */
const longestHours = 12;

/**
 * Works in a folder of its own that nobody else on the machine may enter, and removes it. Rows lie in it unencrypted
 * while they are packed, as they do in the data folder of the server; what a killed process left goes with the next.
 */
export async function inScratch<T>(parent: string, work: (scratch: Scratch) => Promise<T>): Promise<T> {
  await makeFolder(parent, 0o700);
  await removeRemains(parent);
  const folder = await mkdtemp(join(parent, 'part-'));
  try {
    return await onDuck(folder, (duck) => work({ folder, duck }));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function removeRemains(parent: string): Promise<void> {
  const oldest = performance.timeOrigin + performance.now() - longestHours * 3_600_000;
  for (const name of await readdir(parent)) {
    const folder = join(parent, name);
    const { mtimeMs = oldest } = (await stat(folder).catch(() => null)) ?? {};
    if (mtimeMs < oldest) await rm(folder, { recursive: true, force: true });
  }
}
