import { randomUUID } from 'node:crypto';
import { Refusal } from '../../kernel/errors.ts';
import {
  takenUpAgain,
  within,
  type Connection,
  type Database,
  type TransactionOptions,
} from '../database/index.ts';
import { workFor, type ActingContext, type Principal } from './acting.ts';
import type { Person } from './identity/people.ts';

/** Settings that say whose a part of the transaction is; each part sets its own. The role is put back last. */
const settingsOfCaller = ['daybook.caller', 'daybook.request', 'daybook.reason', 'role'] as const;

/** Milliseconds for which one statement may run, as for a request by itself. */
const statementMilliseconds = 60_000;

/** Whoever acts, for each part of the work with its own reason. */
export type PrincipalWith = (reason: string | null) => Principal;

/**
 * Several use cases as one transaction: each is handed a principal whose transactions are parts of it, with the rights
 * of the person or the owner's as always, and all of them hold or none. When a refusal takes them back, what the trail
 * has to keep of the attempt (refusals, and what segregation of duties stopped) is written again. Taken up again after
 * a deadlock, so `work` does nothing but ask and change the database.
 */
export async function actTogether<T>(
  owner: Database,
  {
    person,
    context,
    isolation = 'read committed',
  }: {
    readonly person: Person;
    readonly context: ActingContext;
    readonly isolation?: TransactionOptions['isolation'];
  },
  work: (principalWith: PrincipalWith) => Promise<T>,
): Promise<T> {
  const requestId = context.requestId ?? randomUUID();
  let attempts: Attempts | undefined;
  try {
    return await owner.transaction(
      async (whole) => {
        await whole.execute(`set local statement_timeout = ${String(statementMilliseconds)}`);
        const inside = within(whole, owner, settingsOfCaller);
        try {
          return await work((reason) =>
            principalIn(inside, person, { requestId, reason: reason ?? undefined }),
          );
        } catch (error) {
          if (error instanceof Refusal) attempts = await attemptsOf(whole, person);
          throw error;
        }
      },
      { ...takenUpAgain, isolation },
    );
  } catch (error) {
    if (attempts !== undefined)
      await keepAttempts(workFor(owner, person, { ...context, requestId }), attempts);
    throw error;
  }
}

function principalIn(inside: Database, person: Person, context: ActingContext): Principal {
  const values = [person.personId, context.requestId ?? null, context.reason ?? null];
  return {
    person,
    caller: {
      person,
      transaction: (work, options) =>
        inside.transaction(async (transaction) => {
          await transaction.query('select security.act_as_person($1, $2, $3)', values);
          return work(transaction);
        }, options),
    },
    database: workFor(inside, person, context),
    reason: context.reason ?? null,
  };
}

/** What is to stay of work that is taken back. */
interface Attempts {
  readonly notes: readonly {
    readonly relation: string;
    readonly said: string;
    readonly site: string | null;
  }[];
  readonly conflicts: readonly {
    readonly attempted: string;
    readonly conflict: string;
    readonly subject: string;
  }[];
}

async function attemptsOf(whole: Connection, { personId }: Person): Promise<Attempts> {
  return {
    notes: await whole.query(
      `select relation, now::text as said, site_id as site from audit.pending
       where transaction_id = pg_current_xact_id()::text and kind = 'refusal' order by pending_id`,
    ),
    conflicts: await whole.query(
      `select attempted, conflicts_with as conflict, subject from security.attempted_conflict
       where person_id = $1 and attempted_at = transaction_timestamp() order by attempted_conflict_id`,
      [personId],
    ),
  };
}

async function keepAttempts(named: Database, { notes, conflicts }: Attempts): Promise<void> {
  if (notes.length + conflicts.length === 0) return;
  await named.transaction(async (transaction) => {
    for (const { relation, said, site } of notes)
      await transaction.query(
        `select audit.note('refusal', $1, nullif($2::jsonb -> 'key', 'null'),
           nullif($2::jsonb -> 'changes', 'null'), $3, nullif($2::jsonb -> 'personal', 'null'))`,
        [relation, said, site],
      );
    for (const { attempted, conflict, subject } of conflicts)
      await transaction.query('select security.note_conflict($1, $2, $3)', [attempted, conflict, subject]);
  });
}
