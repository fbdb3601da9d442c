import { refusal } from '../kernel/errors.ts';
import type { Connection, Queryable } from '../platform/database/index.ts';

/** What somebody says of a contract, and why. */
export interface NewContractMark {
  readonly site: string;
  readonly mark: string;
  /** False takes it away. */
  readonly isOn: boolean;
  readonly actor: string;
  readonly reason: string | null;
}

/** What became of a mark; unchanged where it stood so already. */
export interface MarkedContract {
  readonly site: string;
  readonly mark: string;
  readonly isChanged: boolean;
}

/**
 * Marks the contract of a site as special, or takes a mark away. As the owner; ask for the right to change contracts
 * before. Refuses with CONTRACTS_MARK_UNKNOWN and CONTRACTS_SITE_WITHOUT_CONTRACT.
 */
export async function markContract(
  transaction: Connection,
  { site, mark, isOn, actor, reason }: NewContractMark,
): Promise<MarkedContract> {
  if (isOn) await requireMark(transaction, mark);
  const [contract] = await transaction.query('select from contracts.contract where site_id = $1', [site]);
  if (contract === undefined) throw refusal('CONTRACTS_SITE_WITHOUT_CONTRACT', { site, month: 'any month' });
  const changed = isOn
    ? await transaction.execute(
        `insert into contracts.contract_mark (site_id, mark, reason, set_at, set_by) values ($1, $2, $3, now(), $4)
         on conflict (site_id, mark) where ended_at is null do nothing`,
        [site, mark, reason, actor],
      )
    : await transaction.execute(
        `update contracts.contract_mark set ended_at = now(), ended_by = $3
         where site_id = $1 and mark = $2 and ended_at is null`,
        [site, mark, actor],
      );
  return { site, mark, isChanged: changed > 0 };
}

/** Refuses with CONTRACTS_MARK_UNKNOWN what the operator does not name as a mark. */
export async function requireMark(database: Queryable, mark: string): Promise<void> {
  const marks = await marksOfOperator(database);
  if (!marks.includes(mark)) throw refusal('CONTRACTS_MARK_UNKNOWN', { mark, marks: marks.join(', ') });
}

async function marksOfOperator(database: Queryable): Promise<string[]> {
  const [row] = await database.query<{ marks: string[] }>(
    `select platform.fact_values('contract-marks') as marks`,
  );
  return row?.marks ?? [];
}

/** The marks that stand, by site, of contracts that the caller sees. */
export async function marksBySite(database: Queryable): Promise<Map<string, string[]>> {
  const rows = await database.query<{ site: string; marks: string[] }>(
    `select site_id as site, array_agg(mark order by mark) as marks from contracts.contract_mark
     where ended_at is null group by site_id`,
  );
  return new Map(rows.map(({ site, marks }) => [site, marks]));
}
