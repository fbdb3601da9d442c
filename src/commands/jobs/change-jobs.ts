import { takenUpAgain, type Connection } from '../../platform/database/index.ts';
import { requireRight } from '../../platform/security/index.ts';
import { withCaller, type ActingOptions } from '../command.ts';

/** Changes job codes or groups in one transaction, as someone who may. Refuses with SECURITY_FORBIDDEN. */
export function changeJobs<T>(
  options: ActingOptions,
  change: (transaction: Connection) => Promise<T>,
): Promise<T> {
  return withCaller(options, async ({ caller, database }) => {
    await requireRight(caller, { object: 'job-code', action: 'change' });
    return database.transaction(change, takenUpAgain);
  });
}
