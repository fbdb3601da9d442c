import { requireRight, type Principal } from '../../security/index.ts';
import type { ComponentHealth } from '../health/components.ts';

/** What the checks of components found, with details. Needs the right to read scheduled jobs. */
export async function readComponents(
  { caller }: Principal,
  check: () => Promise<readonly ComponentHealth[]>,
): Promise<readonly ComponentHealth[]> {
  await requireRight(caller, { object: 'scheduled-job', action: 'read' });
  return check();
}
