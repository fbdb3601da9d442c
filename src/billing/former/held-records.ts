import { refusal, type Refusal } from '../../kernel/errors.ts';
import { takenUpAgain, type Database, type Queryable } from '../../platform/database/index.ts';
import { formerEntities } from './entities.ts';
import { keepRecords, readLookups } from './take-over.ts';
import { understand } from './understand-record.ts';

/** A record of the old system that is held back. */
export interface FormerHeld {
  readonly formerHeldId: string;
  readonly file: string;
  readonly line: number;
  readonly entity: string;
  readonly message: string;
  readonly record: Readonly<Record<string, string>>;
}

/** Records that are held back and undecided, by file and line; what others belong to comes first. */
export async function listFormerHeld(database: Queryable): Promise<FormerHeld[]> {
  const held = await database.query<FormerHeld>(
    `select former_held_id as "formerHeldId", file_name as file, source_line as line, entity, message, record
     from billing.former_held join billing.former_file using (former_file_id)
     where state = 'open' order by former_file_id, source_line, former_held_id`,
  );
  const rank = (entity: string): number => formerEntities.findIndex((one) => one.entity === entity);
  return held.toSorted((one, other) => rank(one.entity) - rank(other.entity));
}

/** Who decides on a held record, and cells that are corrected before it is taken over. */
export interface Replaying {
  readonly set: Readonly<Record<string, string>>;
  readonly decidedBy: string;
}

/**
 * Takes a held record over, with cells corrected; null. Hands back BILLING_FORMER_NOT_HELD or BILLING_FORMER_HELD,
 * which says what is still wrong. As the owner.
 */
export async function replayFormerHeld(
  database: Database,
  number: string,
  { set, decidedBy }: Replaying,
): Promise<Refusal | null> {
  return database.transaction(async (transaction) => {
    const [held] = await transaction.query<{
      entity: string;
      file: string;
      line: number;
      record: Record<string, string>;
    }>(
      `select entity, former_file_id as file, source_line as line, record from billing.former_held
       where former_held_id = $1 and state = 'open' for update`,
      [number],
    );
    const entity = formerEntities.find((one) => one.entity === held?.entity);
    if (!held || !entity) return refusal('BILLING_FORMER_NOT_HELD', { number });
    const record = { line: held.line, cells: { ...held.record, ...set } };
    const understood = understand(entity, record, await readLookups(transaction, entity));
    if ('message' in understood)
      return refusal('BILLING_FORMER_HELD', { number, message: understood.message });
    await keepRecords(transaction, [{ record, understood }], entity, held.file);
    await decide(transaction, number, { state: 'replayed', decidedBy, reason: null });
    return null;
  }, takenUpAgain);
}

/** Discards a held record; null. Hands back BILLING_FORMER_NOT_HELD. As the owner. */
export async function discardFormerHeld(
  database: Database,
  number: string,
  { decidedBy, reason }: { readonly decidedBy: string; readonly reason: string },
): Promise<Refusal | null> {
  const discarded = await decide(database, number, { state: 'discarded', decidedBy, reason });
  return discarded === 0 ? refusal('BILLING_FORMER_NOT_HELD', { number }) : null;
}

function decide(
  database: Queryable,
  number: string,
  decision: { readonly state: string; readonly decidedBy: string; readonly reason: string | null },
): Promise<number> {
  return database.execute(
    `update billing.former_held
     set state = $2, decided_at = now(), decided_by = $3, decided_reason = $4
     where former_held_id = $1 and state = 'open'`,
    [number, decision.state, decision.decidedBy, decision.reason],
  );
}
