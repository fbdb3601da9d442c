import { refusal, type Refusal } from '../../kernel/errors.ts';
import { takenUpAgain, type Connection, type Database } from '../../platform/database/index.ts';
import { rejectChange } from '../approval/decide-change.ts';
import { lockContracts } from '../lock-contracts.ts';

/** A version that was withdrawn: it never counts. */
export interface WithdrawnVersion {
  readonly site: string;
  readonly number: number;
  readonly state: 'waiting' | 'draft';
}

interface Newest extends WithdrawnVersion {
  readonly versionId: string;
  readonly approvalId: string | null;
}

/**
 * Withdraws the newest version of a contract, one that waits or a draft; what counted before counts again. Returns the
 * refusal of one that somebody else entered where only one's own may be withdrawn. As the owner in the name of the
 * person; ask for the right to change contracts before. Refuses with CONTRACTS_NOTHING_TO_WITHDRAW.
 */
export async function withdrawVersion(
  database: Database,
  site: string,
  { withdrawnBy, reason, isOwnOnly }: { withdrawnBy: string; reason: string; isOwnOnly: boolean },
): Promise<WithdrawnVersion | Refusal> {
  const newest = await database.transaction(async (transaction) => {
    await lockContracts(transaction);
    const version = await newestOf(transaction, site);
    if (version.state === 'draft')
      await transaction.execute(`update contracts.version set state = 'rejected' where version_id = $1`, [
        version.versionId,
      ]);
    return version;
  }, takenUpAgain);
  const { number, state, approvalId } = newest;
  if (approvalId === null) return { site, number, state };
  const stopped = await rejectChange(database, { id: approvalId, decidedBy: withdrawnBy, reason, isOwnOnly });
  return stopped ?? { site, number, state };
}

async function newestOf(transaction: Connection, site: string): Promise<Newest> {
  const [newest] = await transaction.query<Newest>(
    `select site_id as site, number, state, version_id as "versionId", approval_id as "approvalId"
     from contracts.version
     left join contracts.approval using (site_id, version_id)
     where site_id = $1 and state <> 'rejected' and origin <> 'escalation'
     order by number desc limit 1`,
    [site],
  );
  if (newest === undefined || !['waiting', 'draft'].includes(newest.state))
    throw refusal('CONTRACTS_NOTHING_TO_WITHDRAW', { site });
  return newest;
}
