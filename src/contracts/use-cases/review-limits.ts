import { refusal } from '../../kernel/errors.ts';
import type { Month } from '../../kernel/month.ts';
import { eachForItself, type Each } from '../../platform/database/index.ts';
import { holdsRight, requireRight, type Principal } from '../../platform/security/index.ts';
import { editContract } from '../editing/edit-contract.ts';

/** How far a statement may deviate from the forecast before the approval team reviews it. */
export interface ReviewLimits {
  readonly site: string;
  readonly customerName: string | null;
  /** US dollars, as text. */
  readonly amount: string;
  readonly percent: string;
}

/** New limits of a site; omitted ones stay. */
export interface NewLimits {
  readonly site: string;
  readonly amount?: string | undefined;
  readonly percent?: string | undefined;
}

/** Whether the principal sees review limits; whoever does not is told that they are left out. */
export async function seesReviewLimits({ caller }: Principal): Promise<boolean> {
  return holdsRight(caller, { object: 'review-threshold', action: 'read' });
}

/** The review limits in effect on a day, at all sites that the principal sees or at some of them. */
export async function listReviewLimits(
  { caller }: Principal,
  { today, sites = null }: { readonly today: string; readonly sites?: readonly string[] | null },
): Promise<ReviewLimits[]> {
  await requireRight(caller, { object: 'review-threshold', action: 'read' });
  return caller.transaction((transaction) =>
    transaction.query<ReviewLimits>(
      `select site_id as site, customer_name as "customerName", trim_scale(deviation_amount)::text as amount,
         trim_scale(deviation_percent)::text as percent
       from contracts.current_versions($1::date)
       join contracts.version using (version_id)
       join contracts.contract using (site_id, contract_id)
       join contracts.review_threshold using (site_id, version_id)
       where $2::text[] is null or site_id = any ($2) order by site_id`,
      [today, sites],
    ),
  );
}

/** Limits of several sites, or a preview of them. */
export interface LimitsAsked {
  readonly limits: readonly NewLimits[];
  readonly from: Month;
  readonly isKept: boolean;
}

/** A site whose limits change. */
export interface MovedLimits {
  readonly site: string;
  readonly changes: readonly string[];
  readonly isWaiting: boolean;
}

/**
 * Changes review limits from a service month on, each site for itself; a version that awaits a second person. Refuses
 * as `editTerms` does, each site for itself, and with CONTRACTS_LIMITS_TWICE.
 */
export async function setReviewLimits(
  { caller, database, person }: Principal,
  { limits, from, isKept }: LimitsAsked,
): Promise<Each<MovedLimits>> {
  await requireRight(caller, { object: 'review-threshold', action: 'change' });
  const bySite = Map.groupBy(limits, (one) => one.site);
  return eachForItself([...bySite.keys()], async (site): Promise<MovedLimits> => {
    const [{ amount, percent } = {}, ...others] = bySite.get(site) ?? [];
    if (others.length > 0) throw refusal('CONTRACTS_LIMITS_TWICE', { site });
    const values: (readonly [string, string])[] = [
      ...(amount === undefined ? [] : [['deviationAmount', amount] as const]),
      ...(percent === undefined ? [] : [['deviationPercentage', percent] as const]),
    ];
    const edit = { site, from, today: from, wanted: { values }, isDraft: false };
    const edited = await editContract(database, edit, {
      editedBy: person.userId,
      isKept,
      mayMoveLimits: true,
    });
    const changes = edited.changes.map(
      ({ what, before, after }) => `${what}: ${before ?? '-'} → ${after ?? '-'}`,
    );
    return { site, changes, isWaiting: edited.isWaiting };
  });
}
