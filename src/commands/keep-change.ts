import { usualAttempts, type Connection, type Database } from '../platform/database/index.ts';

/**
 * Keeps a change, in one transaction: one that lost against another of the same moment (a deadlock, a serialisation
 * failure) is made again, a bounded number of times. The work is done again from its beginning, so it does nothing but
 * ask and change the database.
 */
export async function keepChange<Done>(
  database: Database,
  work: (transaction: Connection) => Promise<Done>,
): Promise<Done> {
  return database.transaction(work, { attempts: usualAttempts });
}
