import { refusal } from '../../../kernel/errors.ts';
import type { Queryable } from '../../database/index.ts';
import { isWhole } from '../backup/chain.ts';
import type { BackupDescription } from '../backup/store.ts';

/** When a backup of a kind was proven last; kinds that never were are left out. */
export type NewestProofs = ReadonlyMap<BackupDescription['kind'], string>;

/** When backups of each kind were proven last. Reads as the owner. */
export async function newestProofs(database: Queryable): Promise<NewestProofs> {
  const rows = await database.query<{ kind: BackupDescription['kind']; at: string }>(
    `select kind, audit.instant(max(proven_at)) as at
     from operations.backup_proof join operations.backup using (label)
     group by kind`,
  );
  return new Map(rows.map(({ kind, at }) => [kind, at]));
}

/** Of the newest backup of each kind the one whose kind was proven longest ago. Refuses with `BACKUP_NONE`. */
export function nextToProve(
  newestFirst: readonly BackupDescription[],
  proofs: NewestProofs,
): BackupDescription {
  const newestOf = (kind: BackupDescription['kind']): BackupDescription | undefined =>
    newestFirst.find((backup) => backup.kind === kind && isWhole(newestFirst, backup));
  const [full, incremental] = [newestOf('full'), newestOf('incremental')];
  const isTurn = (proofs.get('incremental') ?? '') < (proofs.get('full') ?? '');
  const newest = isTurn ? (incremental ?? full) : (full ?? incremental);
  if (newest === undefined) throw refusal('BACKUP_NONE', { folder: '' });
  return newest;
}
