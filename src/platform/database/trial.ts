import { takenUpAgain, type Connection } from './connection.ts';
import type { Database } from './database.ts';

/** Does the work in a transaction and gives back what it did; in a trial nothing of it is kept. */
export async function keepOrTry<Done>(
  database: Database,
  isTrial: boolean,
  work: (transaction: Connection) => Promise<Done>,
): Promise<Done> {
  const done: Done[] = [];
  await database
    .transaction(async (transaction) => {
      done.push(await work(transaction));
      if (isTrial) throw new TrialOver();
    }, takenUpAgain)
    .catch((error: unknown) => {
      if (!(error instanceof TrialOver)) throw error;
    });
  // A transaction that was repeated did the work again.
  return done.at(-1) as Done;
}

/** Undoes the transaction of a trial. */
class TrialOver extends Error {}
