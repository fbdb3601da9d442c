import { refusal, Refusal } from '../../kernel/errors.ts';
import { eachForItself, type Each } from '../../platform/database/index.ts';
import { requireRight, type Principal, type Right } from '../../platform/security/index.ts';
import type { OperatorProfile } from '../operator.ts';
import { billWithLine, type LineChange, type Regenerated } from '../run/bill-anew.ts';
import { requireCurrent } from '../run/outdated-statements.ts';
import { approveStatement, refuseStatement } from '../statements/act-on-statement.ts';
import type { State } from '../statements/lifecycle.ts';
import type { StatementDetail } from '../statements/read-statements.ts';
import { chosenNumbers, type BulkAction, type StatementChoice } from './choose-statements.ts';
import { statementSeen } from './read-statements.ts';

/** Statements to act on. */
export interface StatementsChosen {
  readonly choice: StatementChoice;
  /** Refuse if one has changed since this change number; null refuses nothing. */
  readonly seenChange: number | null;
}

/** A statement after a review; `changedSince` says by how much it would differ now, null if it would not. */
export interface Reviewed {
  readonly statementId: string;
  readonly state: State;
  readonly changedSince: string | null;
}

/**
 * Approves statements in review, each separately. One whose facts or terms changed since it was made is refused with
 * BILLING_FACTS_CHANGED, unless there is a reason; one that the principal made or changed with SECURITY_CONFLICT.
 */
export async function approveStatements(
  principal: Principal,
  operator: OperatorProfile,
  chosen: StatementsChosen,
): Promise<Each<Reviewed>> {
  return reviewing(principal, 'approve', chosen, async (statementId) => {
    const changedSince = await changeSince(principal, operator, statementId);
    const state = await approveStatement(principal.database, actionOf(principal, chosen, statementId));
    return state instanceof Refusal ? state : { statementId, state, changedSince };
  });
}

/** Rejects statements that are not sent, or sends them back to AR review. Refuses with SECURITY_REASON_MISSING. */
export async function refuseStatements(
  principal: Principal,
  action: 'reject' | 'send-back',
  chosen: StatementsChosen,
): Promise<Each<Reviewed>> {
  if ((principal.reason ?? '').trim() === '') throw refusal('SECURITY_REASON_MISSING');
  return reviewing(principal, action, chosen, async (statementId) => {
    const act = actionOf(principal, chosen, statementId);
    return { statementId, state: await refuseStatement(principal.database, act, action), changedSince: null };
  });
}

function actionOf(
  { person, reason }: Principal,
  { seenChange }: StatementsChosen,
  statementId: string,
): { statementId: string; actor: string; reason: string | null; seenChange: number | null } {
  return { statementId, actor: person.userId, reason, seenChange };
}

async function reviewing(
  principal: Principal,
  action: BulkAction,
  { choice }: StatementsChosen,
  review: (statementId: string) => Promise<Reviewed | Refusal>,
): Promise<Each<Reviewed>> {
  return eachForItself(await chosenNumbers(principal, action, choice), async (statementId) => {
    await requireRight(principal.caller, rightToReview(await statementSeen(principal, statementId)));
    return review(statementId);
  });
}

/** Who may review depends on the state in which the statement is (billing.md 4.2, operations.md 1.3). */
export function rightToReview({ state, site }: Pick<StatementDetail, 'state' | 'site'>): Right {
  const object = state === 'Approval Team' ? 'statement-approval' : 'statement-review';
  return { object, action: 'approve', site };
}

/** By how much a statement would differ now. Refuses with BILLING_FACTS_CHANGED unless there is a reason. */
export async function changeSince(
  { database, reason }: Principal,
  { name: operator, readyMarks }: OperatorProfile,
  statementId: string,
): Promise<string | null> {
  const changed = await database.transaction((transaction) =>
    requireCurrent(transaction, { statementId, reason }, { operator, readyMarks }),
  );
  return changed?.why ?? null;
}

/** How a statement is regenerated. */
export interface MakingAnew {
  /** Date used as today, `YYYY-MM-DD`. */
  readonly today: string;
  /** Why the site is billed although it is not ready or facts are missing; a separate right. */
  readonly proceedReason?: string | undefined;
}

/** The settings with which a statement is regenerated, as billing the month makes it. */
export async function settingsToMakeAnew(
  { caller }: Principal,
  { name: operator, readyMarks, incompleteFacts }: OperatorProfile,
  { today, proceedReason, site }: MakingAnew & { readonly site: string },
): Promise<Omit<Parameters<typeof billWithLine>[2], 'change'> & { readonly operator: string }> {
  if (proceedReason !== undefined)
    await requireRight(caller, { object: 'statement-not-ready', action: 'execute', site });
  return { operator, readyMarks, incompleteFacts, today, proceedReason };
}

/** A statement that was regenerated with a line added or removed. */
export interface ChangedStatement extends Regenerated {
  readonly site: string;
  readonly month: StatementDetail['month'];
}

/** Adds a line to a statement, or removes one that a person added. Refuses as `billWithLine` does. */
export async function changeStatementLine(
  principal: Principal,
  operator: OperatorProfile,
  lineChange: MakingAnew & {
    readonly statementId: string;
    readonly change: LineChange;
    readonly seenChange: number | null;
  },
): Promise<ChangedStatement> {
  const { caller, database, person, reason } = principal;
  const { statementId, change, seenChange } = lineChange;
  const { site, month } = await statementSeen(principal, statementId);
  await requireRight(caller, { object: 'statement-line', action: 'change', site });
  const settings = await settingsToMakeAnew(principal, operator, { ...lineChange, site });
  const edit = { statementId, seenChange, actor: person.userId, reason };
  return { site, month, ...(await billWithLine(database, edit, { change, ...settings })) };
}
