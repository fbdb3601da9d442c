import { takenUpAgain, type Database } from '../../platform/database/index.ts';
import { readFacts } from '../../platform/operator/index.ts';
import { requireRight, type Principal } from '../../platform/security/index.ts';
import {
  dueRun,
  readFindings,
  readRuns,
  validateAccounts,
  type AccountFinding,
  type AccountRun,
} from '../validation/validate-accounts.ts';

/** A run, and the accounts currently not valid. */
export interface Validation {
  readonly run: AccountRun | null;
  readonly findings: readonly AccountFinding[];
}

/** Looks up the accounts that postings name: all, or new, changed and previously invalid ones. The run is saved. */
export async function validateLedgerAccounts(
  { caller, database, person }: Principal,
  validation: { readonly isFull: boolean; readonly today: string },
): Promise<Validation> {
  await requireRight(caller, { object: 'ledger-posting', action: 'read' });
  await run(database, { ...validation, startedBy: person.userId });
  return caller.transaction(async (transaction) => ({
    run: (await readRuns(transaction, 1))[0] ?? null,
    findings: await readFindings(transaction),
  }));
}

/** Runs of the validation, newest first, and what is not valid now. */
export async function readValidations(
  { caller }: Principal,
  most: number,
): Promise<{ readonly runs: readonly AccountRun[]; readonly findings: readonly AccountFinding[] }> {
  await requireRight(caller, { object: 'ledger-posting', action: 'read' });
  return caller.transaction(async (transaction) => ({
    runs: await readRuns(transaction, most),
    findings: await readFindings(transaction),
  }));
}

/**
 * Validates when due: a full run once a week, changes once a day. For a running server. Returns the run,
 * or null if none was due.
 */
export async function validateWhenDue(database: Database, today: string): Promise<AccountRun | null> {
  const due = await dueRun(database);
  if (due === null) return null;
  await run(database, { isFull: due === 'full', today, startedBy: 'daybook' });
  return (await readRuns(database, 1))[0] ?? null;
}

async function run(
  database: Database,
  validation: { readonly isFull: boolean; readonly today: string; readonly startedBy: string },
): Promise<void> {
  await database.transaction(async (transaction) => {
    const { mainCompany } = await readFacts(transaction);
    await validateAccounts(transaction, { ...validation, mainCompany: mainCompany.name });
  }, takenUpAgain);
}
