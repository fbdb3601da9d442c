import { refusal } from '../../kernel/errors.ts';
import type { Month } from '../../kernel/month.ts';
import { requireRight, type Principal } from '../../platform/security/index.ts';
import { atVisibleSites } from '../contract.ts';
import { dueEscalations } from '../escalation/apply-escalations.ts';
import { decideIncrease } from '../escalation/decide-increase.ts';
import type { WaitingIncrease } from '../escalation/waiting-increase.ts';

/** An increase above the limit, of a site. */
interface IncreaseAtSite extends WaitingIncrease {
  readonly site: string;
  readonly customerName: string | null;
}

/** Increases that are due through a service month and await a second person, at the sites that the caller sees. */
export async function listIncreases(
  { caller, database }: Principal,
  through: Month,
): Promise<IncreaseAtSite[]> {
  await requireRight(caller, { object: 'contract', action: 'read' });
  const due = await database.transaction((owner) => dueEscalations(owner, { month: through }));
  return (await atVisibleSites(caller, through, due)).flatMap(({ site, customerName, increase }) =>
    increase === null ? [] : [{ site, customerName, ...increase }],
  );
}

/**
 * Approves an increase, or rejects it with a reason. Refuses with SECURITY_CONFLICT whoever brought what it comes from,
 * with CONTRACTS_REASON_MISSING, and as `decideIncrease` does.
 */
export async function decideOnIncrease(
  { caller, database, person, reason }: Principal,
  choice: { readonly site: string; readonly month: Month; readonly decision: 'approved' | 'rejected' },
): Promise<void> {
  await requireRight(caller, { object: 'contract', action: 'approve', site: choice.site });
  const why = reason?.trim() ?? '';
  if (choice.decision === 'rejected' && why === '') throw refusal('CONTRACTS_REASON_MISSING');
  const decision = { ...choice, decidedBy: person.userId, reason: why === '' ? null : why };
  const stopped = await decideIncrease(database, decision);
  if (stopped !== null) throw stopped;
}
