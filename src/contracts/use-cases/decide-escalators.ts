import type { Month } from '../../kernel/month.ts';
import { requireRight, type Principal } from '../../platform/security/index.ts';
import { atVisibleSites } from '../contract.ts';
import { otherReadings, type OtherReading } from '../escalation/other-reading.ts';
import {
  decideReading,
  enterReading,
  listReadings,
  type StoredReading,
} from '../escalation/escalator-readings.ts';

const changing = { object: 'contract', action: 'change' } as const;

/**
 * The service months through one in which the other reading of escalators would bill by other rates, at the sites that
 * the principal sees.
 */
export async function compareReadings(
  { caller, database }: Principal,
  through: Month,
): Promise<OtherReading[]> {
  await requireRight(caller, { object: 'contract', action: 'read' });
  const readings = await database.transaction((owner) => otherReadings(owner, through));
  return atVisibleSites(caller, through, readings);
}

/** The service month in which escalators apply, decided or awaiting a second person; newest first. */
export async function listEscalatorReadings({ caller }: Principal): Promise<StoredReading[]> {
  await requireRight(caller, changing);
  return caller.transaction(listReadings);
}

/**
 * Enters the month from which another reading applies; returns its number; a second person approves it. Refuses with
 * CONTRACTS_READING_INVALID and CONTRACTS_READING_LATE.
 */
export async function enterEscalatorReading(
  { caller, database, person }: Principal,
  entered: { readonly reading: string; readonly from: Month; readonly reason: string },
): Promise<string> {
  await requireRight(caller, changing);
  return enterReading(database, entered, person.userId);
}

/**
 * Approves or rejects what someone else entered. Refuses with SECURITY_CONFLICT to approve one's own, with
 * CONTRACTS_READING_UNKNOWN and CONTRACTS_READING_LATE.
 */
export async function decideEscalatorReading(
  { caller, database, person }: Principal,
  decided: { readonly id: string; readonly decision: 'approved' | 'rejected' },
): Promise<void> {
  await requireRight(caller, changing);
  const stopped = await decideReading(database, decided, person.userId);
  if (stopped !== null) throw stopped;
}
