import { Refusal, refusal } from '../../kernel/errors.ts';
import type { Month } from '../../kernel/month.ts';
import { eachForItself, type Each } from '../../platform/database/index.ts';
import { readFacts } from '../../platform/operator/index.ts';
import { noteRead, requireRight, type Principal } from '../../platform/security/index.ts';
import type { LedgerDocument } from '../journal/ledger-document.ts';
import {
  discardHeldAnswer,
  listHeldAnswers,
  readAnswers,
  type AnswerFile,
  type AnswersRead,
  type HeldAnswerRow,
} from '../ledger/answer-files.ts';
import {
  handOverDue,
  isAnyWaiting,
  secondsBetweenAttempts,
  type HandedOver,
  type HandingOver,
} from '../ledger/hand-over.ts';
import { reconcileBalances, type ReconciledAccount } from '../ledger/reconcile.ts';
import {
  acknowledgePosting,
  reconcilePostings,
  repeatPosting,
  type Reconciliation,
} from '../outbox/ledger-answers.ts';
import type { Going, Outbox } from '../outbox/outbox.ts';
import { postStatement, type Posting } from '../outbox/post-statement.ts';
import {
  postUnits,
  unitAccountsOf,
  unitsLeftOut,
  type UnitAccount,
  type UnitsLeftOut,
} from '../outbox/post-units.ts';
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

/** The ledger's answer to a document. */
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

/** Records the answers of files, each separately; what became of each. In a trial nothing is saved. */
export async function readLedgerAnswers(
  { caller, database, person }: Principal,
  going: Going,
  { files, isTrial }: { readonly files: readonly AnswerFile[]; readonly isTrial: boolean },
): Promise<AnswersRead[]> {
  await requireRight(caller, posting);
  const read: AnswersRead[] = [];
  for (const file of files)
    read.push(await readAnswers(database, file, { actor: person.userId, isTrial, going }));
  return read;
}

/** Rows of answers that are held back and undecided. */
export async function readHeldAnswers({ caller }: Principal): Promise<HeldAnswerRow[]> {
  await requireRight(caller, { object: 'ledger-posting', action: 'read' });
  return caller.transaction(listHeldAnswers);
}

/** Discards held rows with a reason, each separately. Refuses with SECURITY_REASON_MISSING. */
export async function discardHeldAnswers(
  { caller, database, person, reason }: Principal,
  numbers: readonly string[],
): Promise<Each<string>> {
  await requireRight(caller, posting);
  if ((reason ?? '').trim() === '') throw refusal('SECURITY_REASON_MISSING');
  return eachForItself(numbers, async (number) => {
    await discardHeldAnswer(database, number, { decidedBy: person.userId, reason: reason ?? '' });
    return number;
  });
}

/** Where documents are handed over to, and how the time passes between two attempts. */
export type Handing = Pick<HandingOver, 'clock'> & {
  /** Null where none is configured. */
  readonly service: HandingOver['service'] | null;
  readonly wait: (seconds: number) => Promise<void>;
};

/**
 * Hands pending documents over to the ledger web service, with every retry (billing.md 4.9); returns the attempts, in
 * their order. Refuses as `handOverOnce` does.
 */
export async function handOverPostings(
  principal: Principal,
  going: Going,
  { wait, ...handing }: Handing,
): Promise<HandedOver[]> {
  const attempts: HandedOver[] = [];
  for (;;) {
    const handed = await handOverOnce(principal, going, handing);
    attempts.push(...handed.attempts);
    if (!handed.isWaiting) return attempts;
    if (handed.attempts.length === 0 || handed.attempts.some(({ isLast }) => !isLast))
      await wait(secondsBetweenAttempts);
  }
}

/**
 * One attempt for everything that is due for one, and whether something still needs another. Refuses with
 * BILLING_LEDGER_NOT_CONFIGURED, and with BILLING_HANDOVER_RUNS while somebody else hands over.
 */
export async function handOverOnce(
  { caller, database, person }: Principal,
  going: Going,
  { service, clock }: Omit<Handing, 'wait'>,
): Promise<{ readonly attempts: readonly HandedOver[]; readonly isWaiting: boolean }> {
  await requireRight(caller, posting);
  if (service === null) throw refusal('BILLING_LEDGER_NOT_CONFIGURED');
  const attempts = await handOverDue(database, { service, clock, actor: person.userId }, going);
  if (attempts === null) throw refusal('BILLING_HANDOVER_RUNS');
  return { attempts, isWaiting: await isAnyWaiting(database) };
}

/** Documents of a month, for statements and unit accounts, and what is missing. */
export async function reconcileMonth({ caller }: Principal, month: Month): Promise<Reconciliation> {
  await requireRight(caller, { object: 'ledger-posting', action: 'read' });
  return caller.transaction((transaction) => reconcilePostings(transaction, month));
}

/**
 * Postings of a service month against the balances of the ledger, by site and account, and how many do not agree to
 * 0.01. Needs the right to read the P&L, too: the balances are its own.
 */
export async function reconcileWithLedger(
  { caller }: Principal,
  chosen: { readonly month: Month; readonly site?: string | undefined; readonly isExport: boolean },
): Promise<{ readonly accounts: readonly ReconciledAccount[]; readonly differing: number }> {
  const { month, site, isExport } = chosen;
  await requireRight(caller, { object: 'ledger-posting', action: 'read', site });
  await requireRight(caller, { object: 'profit-and-loss', action: 'read', site });
  const accounts = await caller.transaction((transaction) => reconcileBalances(transaction, { month, site }));
  if (isExport)
    await noteRead(caller, {
      what: 'reconciliation of postings',
      filter: { month, site: site ?? null },
      rows: accounts.length,
      isExport,
    });
  return { accounts, differing: accounts.filter(({ finding }) => finding !== 'agrees').length };
}

/** Unit accounts of a month with what prevents each from being posted, and sites that closed too long ago. */
export interface UnitsOfMonth {
  readonly accounts: readonly UnitAccount[];
  readonly leftOut: readonly UnitsLeftOut[];
}

/** Unit accounts of a month as they would be posted. Refuses with BILLING_UNITS_MISSING. */
export async function readUnitAccounts({ caller, database }: Principal, month: Month): Promise<UnitsOfMonth> {
  await requireRight(caller, posting);
  const leftOut = await unitsLeftOut(database, month);
  return { accounts: await unitAccountsOf(database, month, await readFacts(database)), leftOut };
}

/** A month of unit accounts; `hears` gets all of them before anything is refused or posted. */
export interface UnitsAsked {
  readonly month: Month;
  readonly isDryRun: boolean;
  readonly hears: (units: UnitsOfMonth) => Promise<void>;
}

/** Posts vehicles, revenue and rooms of a month to the unit accounts: all or none, once. Refuses as `postUnits`. */
export async function postUnitAccounts(
  principal: Principal,
  going: Going,
  { month, isDryRun, hears }: UnitsAsked,
): Promise<LedgerDocument[]> {
  const { database, person } = principal;
  await hears(await readUnitAccounts(principal, month));
  const posted = await postUnits(database, { month, actor: person.userId, isDryRun }, going);
  if (posted instanceof Refusal) throw posted;
  return posted;
}
