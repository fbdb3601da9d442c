import { open } from 'node:fs/promises';

/** Has a file, or the names in a folder, on the disk before it returns. */
export async function flush(path: string): Promise<void> {
  // Windows cannot open a folder; NTFS journals the rename.
  if (process.platform === 'win32') return;
  const handle = await open(path, 'r');
  await handle.sync().finally(() => handle.close());
}
