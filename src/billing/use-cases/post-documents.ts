import { Refusal } from '../../kernel/errors.ts';
import type { Month } from '../../kernel/month.ts';
import { eachForItself, type Each } from '../../platform/database/index.ts';
import { readFacts } from '../../platform/operator/index.ts';
import { requireRight, type Principal } from '../../platform/security/index.ts';
import type { LedgerDocument } from '../journal/ledger-document.ts';
import {
  acknowledgePosting,
  reconcilePostings,
  repeatPosting,
  type Reconciliation,
} from '../outbox/ledger-answers.ts';
import type { Going, Outbox } from '../outbox/outbox.ts';
import { postStatement, type Posting } from '../outbox/post-statement.ts';
import { postUnits, unitAccountsOf, type UnitAccount } from '../outbox/post-units.ts';
import { chosenNumbers, type StatementChoice } from './choose-statements.ts';
import { statementSeen } from './read-statements.ts';

const posting = { object: 'ledger-posting', action: 'execute' } as const;

/** Posts sent statements, each once and for itself; their documents. Refuses as `postStatement` does. */
export async function postStatements(
  principal: Principal,
  going: Going,
  choice: StatementChoice,
): Promise<Each<Posting[]>> {
  const { caller, database, person } = principal;
  return eachForItself(await chosenNumbers(principal, 'post', choice), async (statementId) => {
    const { site } = await statementSeen(principal, statementId);
    await requireRight(caller, { ...posting, site });
    return postStatement(database, { statementId, actor: person.userId }, going);
  });
}

/** What the ledger answered to a document. */
export interface LedgerAnswer {
  readonly key: string;
  readonly answer: string;
  readonly isFailed: boolean;
}

/** Records the answer of the ledger. Refuses as `acknowledgePosting` does. */
export async function recordLedgerAnswer(
  { caller, database, person }: Principal,
  going: Going,
  answered: LedgerAnswer,
): Promise<void> {
  await requireRight(caller, posting);
  await acknowledgePosting(database, { ...answered, actor: person.userId }, going);
}

/** Submits documents again that the ledger refused or did not answer, under the same keys. */
export async function repeatPostings(
  { caller, database }: Principal,
  outbox: Outbox,
  keys: readonly string[],
): Promise<Each<string>> {
  await requireRight(caller, posting);
  return eachForItself(keys, async (key) => {
    await repeatPosting(database, key, outbox);
    return key;
  });
}

/** Documents of a month, for statements and unit accounts, and what is missing. */
export async function reconcileMonth({ caller }: Principal, month: Month): Promise<Reconciliation> {
  await requireRight(caller, { object: 'ledger-posting', action: 'read' });
  return caller.transaction((transaction) => reconcilePostings(transaction, month));
}

/** A month of unit accounts; `hears` gets all of them before anything is refused or posted. */
export interface UnitsAsked {
  readonly month: Month;
  readonly isDryRun: boolean;
  readonly hears: (accounts: readonly UnitAccount[]) => Promise<void>;
}

/** Posts vehicles, revenue and rooms of a month to the unit accounts: all or none, once. Refuses as `postUnits`. */
export async function postUnitAccounts(
  { caller, database, person }: Principal,
  going: Going,
  { month, isDryRun, hears }: UnitsAsked,
): Promise<LedgerDocument[]> {
  await requireRight(caller, posting);
  await hears(await unitAccountsOf(database, month, await readFacts(database)));
  const posted = await postUnits(database, { month, actor: person.userId, isDryRun }, going);
  if (posted instanceof Refusal) throw posted;
  return posted;
}
