import { refusal } from '../../kernel/errors.ts';
import type { Queryable } from '../database/index.ts';
import { problemOf } from './fact-kinds.ts';
import { factsByName, type DescribedFact } from './facts.ts';

/** Who changes a fact, and why. */
interface Change {
  readonly name: string;
  readonly reason: string;
  readonly changedBy: string;
}

/** What the product says of a fact. Refuses with OPERATOR_FACT_UNKNOWN. */
export function describedFact(name: string): DescribedFact {
  const described = factsByName.get(name);
  if (described === undefined)
    throw refusal('OPERATOR_FACT_UNKNOWN', { name, names: [...factsByName.keys()].join(', ') });
  return described;
}

/**
 * Sets a fact of the operator; the value before it ends and is kept. Setting it to what it is changes nothing. As the
 * owner in the name of the person; ask for the right to change settings before. Refuses with OPERATOR_FACT_UNKNOWN,
 * OPERATOR_FACT_INVALID and OPERATOR_REASON_MISSING.
 */
export async function setFact(
  transaction: Queryable,
  { name, values, reason, changedBy }: Change & { readonly values: readonly string[] },
): Promise<void> {
  const problem = problemOf(describedFact(name).kind, values);
  if (problem !== null) throw refusal('OPERATOR_FACT_INVALID', { name, problem });
  requireReason(reason, name);
  await lockFacts(transaction);
  const [same] = await transaction.query<object>(
    'select 1 from platform.operator_fact where fact = $1 and ended_at is null and set_values = $2',
    [name, values],
  );
  if (same !== undefined) return;
  await endStanding(transaction, { name, changedBy });
  await transaction.execute(
    `insert into platform.operator_fact (fact, set_values, reason, set_at, set_by) values ($1, $2, $3, now(), $4)`,
    [name, values, reason, changedBy],
  );
}

/**
 * Takes a fact back to what the product comes with. As the owner in the name of the person; ask for the right to
 * change settings before. Refuses with OPERATOR_FACT_UNKNOWN, OPERATOR_REASON_MISSING and OPERATOR_FACT_NOT_SET.
 */
export async function resetFact(transaction: Queryable, { name, reason, changedBy }: Change): Promise<void> {
  describedFact(name);
  requireReason(reason, name);
  await lockFacts(transaction);
  if (!(await endStanding(transaction, { name, changedBy })))
    throw refusal('OPERATOR_FACT_NOT_SET', { name });
}

function requireReason(reason: string, name: string): void {
  if (reason.trim() === '') throw refusal('OPERATOR_REASON_MISSING', { name });
}

/** Of two who change facts at the same time, the second sees what the first did. */
async function lockFacts(transaction: Queryable): Promise<void> {
  await transaction.execute('lock table platform.operator_fact in share row exclusive mode');
}

async function endStanding(
  transaction: Queryable,
  { name, changedBy }: Pick<Change, 'name' | 'changedBy'>,
): Promise<boolean> {
  const ended = await transaction.query<object>(
    `update platform.operator_fact set ended_at = now(), ended_by = $2 where fact = $1 and ended_at is null
     returning setting_id`,
    [name, changedBy],
  );
  return ended.length > 0;
}
