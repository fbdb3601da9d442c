import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installDebian, missingForMachines } from './machines.ts';

/** A folder for a cluster, with the Debian 13 that its machines are copied from. */
export interface Place {
  readonly folder: string;
  readonly base: string;
  remove(): Promise<void>;
}

/** Makes the folder, and installs Debian unless it lies in `base`; or why no cluster can be had here. */
export async function makePlace(base?: string): Promise<Place | { readonly leftOut: string }> {
  const missing = await missingForMachines();
  if (missing !== null) return { leftOut: missing };
  const folder = await mkdtemp(join(tmpdir(), 'daybook-cluster-'));
  // The accounts of the machines must be able to enter.
  await chmod(folder, 0o755);
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  if (base !== undefined) return { folder, base, remove };
  const installed = join(folder, 'base');
  if (await installDebian(installed)) return { folder, base: installed, remove };
  await remove();
  return {
    leftOut: 'Debian 13 could not be installed in seven minutes (debootstrap needs one of its mirrors)',
  };
}
