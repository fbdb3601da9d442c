import { refusal } from '../../kernel/errors.ts';
import {
  hasState,
  sqlstate,
  usualAttempts,
  type Connection,
  type Database,
} from '../../platform/database/index.ts';
import { performDuty } from '../../platform/security/index.ts';
import {
  changedMeanwhile,
  changeState,
  statementSubject,
  type Acting,
} from '../statements/act-on-statement.ts';
import { addAdHocLine, removeAdHocLine, type NewLine } from '../statements/ad-hoc-lines.ts';
import { readStatement, standingStatement, type StatementDetail } from '../statements/read-statements.ts';
import { billWithin, inBillingRun } from './bill.ts';
import type { BilledStatement, BillOptions, BillRun } from './run.ts';

/** A line to add to a statement, or the number of the one to take off. */
export type LineChange =
  { readonly add: Omit<NewLine, 'site' | 'month' | 'addedBy'> } | { readonly remove: string };

/** A statement that was regenerated, under its new number, and the run that did it. */
export interface Regenerated {
  readonly runId: string | null;
  readonly statementId: string;
  readonly statement: BilledStatement;
}

/** What changes, and how the statement is regenerated; with a `proceedReason` although the site is not ready. */
export type Regenerating = Pick<
  BillOptions,
  'operator' | 'readyMarks' | 'incompleteFacts' | 'today' | 'proceedReason'
> & { readonly change: LineChange };

/**
 * Adds a line to a statement or takes one off that a person added, and regenerates the statement: both, or nothing
 * (billing.md 4.7, 4.8). A site that is not ready is not billed, as by `bill`. In the name of the person; check the
 * right to change lines first, and with a `proceedReason` the one to bill what is not ready. Refuses with
 * BILLING_NOT_MADE_ANEW and why, and with what `changeState`, `addAdHocLine` and `removeAdHocLine` refuse.
 */
export async function billWithLine(
  database: Database,
  acting: Acting,
  { change, ...settings }: Regenerating,
): Promise<Regenerated> {
  try {
    const regenerate = async (transaction: Connection): Promise<Regenerated> => {
      const statement = await readStatement(transaction, acting.statementId);
      if (!statement) throw refusal('BILLING_STATEMENT_UNKNOWN', { statement: acting.statementId });
      await changeLine(transaction, acting, { statement, change });
      const { site, month } = statement;
      const run = await billWithin(transaction, {
        ...settings,
        month,
        sites: [site],
        isDryRun: false,
        startedBy: acting.actor,
      });
      const newVersion = madeAnew(run, statement);
      const statementId = (await standingStatement(transaction, { site, month })) ?? '';
      await performDuty(transaction, 'edit-statement', statementSubject(statementId));
      return { ...newVersion, statementId };
    };
    return await inBillingRun(database, regenerate, usualAttempts);
  } catch (error) {
    // Someone changed the statement between our snapshot and our turn, time and again.
    if (hasState(error, sqlstate.serializationFailure))
      throw await changedMeanwhile(database, acting.statementId);
    throw error;
  }
}

async function changeLine(
  transaction: Connection,
  acting: Acting,
  {
    statement: { site, month },
    change,
  }: { readonly statement: StatementDetail; readonly change: LineChange },
): Promise<void> {
  await changeState(transaction, acting, 'add' in change ? 'add-line' : 'delete-line');
  if ('remove' in change) return removeAdHocLine(transaction, acting, change.remove);
  await addAdHocLine(transaction, { site, month, ...change.add, addedBy: acting.actor });
}

/** Refuses with BILLING_NOT_MADE_ANEW when the run could not bill the site; that undoes the line too. */
function madeAnew(
  { runId, statements, blocked }: BillRun,
  before: StatementDetail,
): Omit<Regenerated, 'statementId'> {
  const [statement] = statements;
  if (statement) return { runId, statement };
  const reasons = blocked.flatMap((one) => one.reasons);
  throw refusal('BILLING_NOT_MADE_ANEW', {
    statement: before.statementId,
    site: before.site,
    month: before.month,
    why: reasons.map(({ message }) => message).join(' '),
    next: reasons.map(({ next }) => next).join(' '),
  });
}
