import type { BackupDescription } from '../backup/store.ts';
import { changedFile, changesOf } from './incremental-file.ts';
import { damaged, type BackupManifest } from '../backup/manifest.ts';

/** What is taken of one backup of a chain, by the names of its files. */
export interface PlannedBackup {
  readonly backup: BackupDescription;
  readonly manifest: BackupManifest;
  readonly files: ReadonlySet<string>;
}

/**
 * What a restore takes of each backup of a chain: of every file of the last one the newest whole content, and the
 * changes since. Refuses with `BACKUP_DAMAGED` where changes have nothing to be made to.
 */
export function planRestore(
  chain: readonly { readonly backup: BackupDescription; readonly manifest: BackupManifest }[],
): PlannedBackup[] {
  const planned: PlannedBackup[] = [];
  let open = new Set(
    [...(chain.at(-1)?.manifest.files.keys() ?? [])].map((name) => changedFile(name) ?? name),
  );
  for (const { backup, manifest } of chain.toReversed()) {
    const files = new Set<string>();
    const earlier = new Set<string>();
    for (const name of open)
      if (manifest.files.has(name)) files.add(name);
      else {
        if (!manifest.files.has(changesOf(name)))
          throw damaged(
            backup,
            `it does not have the file ${name}, of which a later backup has only changes`,
          );
        files.add(changesOf(name));
        earlier.add(name);
      }
    planned.unshift({ backup, manifest, files });
    open = earlier;
  }
  const [unmet] = open;
  const [first] = chain;
  if (unmet !== undefined && first !== undefined)
    throw damaged(first.backup, `it has only changes of the file ${unmet}`);
  return planned;
}
