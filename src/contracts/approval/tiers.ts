import { decimal } from '../../kernel/decimal.ts';
import { refusal } from '../../kernel/errors.ts';
import { withoutDollarSign } from '../../kernel/typed-figure.ts';
import { takenUpAgain, type Database, type Queryable } from '../../platform/database/index.ts';
import { isWithin, ranges } from '../ranges.ts';

/** Who approves changes of contracts that come to at least `fromValue` in a year. */
export interface ApprovalTier {
  readonly tier: number;
  /** US dollars, as text. */
  readonly fromValue: string;
  readonly roles: readonly string[];
}

/** The tiers, lowest first. */
export async function approvalTiers(database: Queryable): Promise<ApprovalTier[]> {
  return database.query<ApprovalTier>(
    `select tier, trim_scale(from_value)::text as "fromValue", roles from contracts.approval_tier order by tier`,
  );
}

/**
 * Sets the yearly value from which a tier holds, for changes that are entered or decided from then on. As the owner in
 * the name of the person; check the right to change approval tiers first. Refuses with
 * CONTRACTS_TIER_INVALID what would put the tiers out of order.
 */
export async function setApprovalTier(
  database: Database,
  { tier, fromValue }: { readonly tier: string; readonly fromValue: string },
  changedBy: string,
): Promise<void> {
  await database.transaction(async (transaction) => {
    await transaction.execute('lock table contracts.approval_tier in share row exclusive mode');
    const tiers = await approvalTiers(transaction);
    const at = tiers.findIndex((one) => String(one.tier) === tier);
    const typed = withoutDollarSign(fromValue);
    const value = /^\d{1,9}(\.\d{1,2})?$/.test(typed) ? decimal(typed) : null;
    const [before, after] = [tiers[at - 1], tiers[at + 1]];
    const isInOrder =
      value !== null &&
      isWithin(ranges.money, value) &&
      before !== undefined &&
      value.gt(decimal(before.fromValue)) &&
      (after === undefined || value.lt(decimal(after.fromValue)));
    if (!isInOrder) throw refusal('CONTRACTS_TIER_INVALID', { tier, value: fromValue });
    await transaction.execute(
      'update contracts.approval_tier set from_value = $2, changed_at = now(), changed_by = $3 where tier = $1',
      [tier, typed, changedBy],
    );
  }, takenUpAgain);
}
