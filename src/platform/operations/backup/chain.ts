import { refusal } from '../../../kernel/errors.ts';
import type { StorageLocation } from '../locations/storage-location.ts';
import { storedBackups, type BackupDescription } from './store.ts';

/**
 * The backups that it takes to restore one: the full one first, then each that builds upon the one before. Refuses with
 * `BACKUP_CHAIN_BROKEN` where one of them is not stored.
 */
export async function chainOf(
  store: StorageLocation,
  backup: BackupDescription,
): Promise<BackupDescription[]> {
  const chain = chainAmong(await storedBackups(store), backup);
  const [first = backup] = chain;
  if (first.parent !== null)
    throw refusal('BACKUP_CHAIN_BROKEN', { label: backup.label, parent: first.parent, folder: store.name });
  return chain;
}

/** As `chainOf`, of backups that were read; begins with one that has a parent where the chain is broken. */
export function chainAmong(
  backups: readonly BackupDescription[],
  backup: BackupDescription,
): BackupDescription[] {
  const byLabel = new Map(backups.map((each) => [each.label, each]));
  const chain = [backup];
  for (;;) {
    const [first = backup] = chain;
    const parent = first.parent === null ? undefined : byLabel.get(first.parent);
    // What was made later cannot be what it builds upon, whatever a description says.
    if (parent === undefined || parent.label >= first.label || !isOfOne(parent, first)) return chain;
    chain.unshift(parent);
  }
}

/** Whether all of the backups that it takes to restore one are there. */
export function isWhole(backups: readonly BackupDescription[], backup: BackupDescription): boolean {
  return chainAmong(backups, backup)[0]?.parent === null;
}

function isOfOne(one: BackupDescription, other: BackupDescription): boolean {
  return one.system_identifier === other.system_identifier && one.timeline === other.timeline;
}
