import { refusal, Refusal } from '../../kernel/errors.ts';
import { eachForItself, type Each } from '../../platform/database/index.ts';
import { noteRead, requireRight, type Principal } from '../../platform/security/index.ts';
import { sendDailyMail, type DailyMail } from '../outbox/daily-mail.ts';
import type { Going } from '../outbox/outbox.ts';
import { reviseStatement, type Revision } from '../outbox/revise-statement.ts';
import { resendStatement, sendStatement, type Sending } from '../outbox/send-statement.ts';
import { documentsOf } from '../outbox/statement-documents.ts';
import {
  changeSince,
  settingsToMakeAnew,
  type MakingAnew,
  type StatementsChosen,
} from './act-on-statements.ts';
import { chosenNumbers, type StatementChoice } from './choose-statements.ts';
import { guardOf } from './dispute-statements.ts';
import { statementSeen } from './read-statements.ts';

/** The documents of a statement: as sent, or a draft of an unsent one. The trail records it. */
export async function printStatement(
  principal: Principal,
  going: Going,
  statementId: string,
): ReturnType<typeof documentsOf> {
  const { caller, database } = principal;
  const statement = await statementSeen(principal, statementId);
  const documents = await database.transaction((transaction) => documentsOf(transaction, statementId, going));
  await noteRead(caller, {
    what: 'statement',
    filter: { statement: statementId, site: statement.site },
    rows: 1,
    isExport: true,
    guardedBecause: guardOf(statement),
  });
  return documents;
}

/** A statement that went out; `changedSince` says by how much it would differ now, null if it would not. */
export interface Sent extends Sending {
  readonly statementId: string;
  readonly changedSince: string | null;
}

/** Sends approved statements, each separately. Refuses as `sendStatement` and with BILLING_FACTS_CHANGED. */
export async function sendStatements(
  principal: Principal,
  going: Going,
  { choice, seenChange }: StatementsChosen,
): Promise<Each<Sent>> {
  const { caller, database, person, reason } = principal;
  return eachForItself(await chosenNumbers(principal, 'send', choice), async (statementId): Promise<Sent> => {
    const { site } = await statementSeen(principal, statementId);
    await requireRight(caller, { object: 'statement-sending', action: 'execute', site });
    const changedSince = await changeSince(principal, going.operator, statementId);
    const act = { statementId, seenChange, actor: person.userId, reason };
    return { statementId, changedSince, ...(await sendStatement(database, act, going)) };
  });
}

/** Sends statements again as they went out, each separately. Refuses as `resendStatement` does. */
export async function resendStatements(
  principal: Principal,
  going: Going,
  choice: StatementChoice,
): Promise<Each<Sent>> {
  const { caller, database, person } = principal;
  return eachForItself(
    await chosenNumbers(principal, 'resend', choice),
    async (statementId): Promise<Sent> => {
      const statement = await statementSeen(principal, statementId);
      const { site } = statement;
      await requireRight(caller, { object: 'statement-sending', action: 'execute', site });
      const guardedBecause = guardOf(statement);
      if (guardedBecause !== undefined) {
        const filter = { statement: statementId, site };
        await noteRead(caller, {
          what: 'statement sent again',
          filter,
          rows: 1,
          isExport: true,
          guardedBecause,
        });
      }
      const mailings = await resendStatement(database, { statementId, actor: person.userId }, going);
      return { statementId, changedSince: null, mailings, failures: [], refused: [] };
    },
  );
}

/**
 * Makes the next version of a sent statement; what was posted is reversed. Refuses as `reviseStatement` does, and with
 * the first reason why the new version cannot be made.
 */
export async function reviseSentStatement(
  principal: Principal,
  { operator, outbox }: Going,
  { statementId, ...making }: MakingAnew & { readonly statementId: string },
): Promise<Revision> {
  const { caller, database, person, reason } = principal;
  const { site, isDisputed } = await statementSeen(principal, statementId);
  await requireRight(caller, { object: 'statement-sending', action: 'execute', site });
  if (isDisputed) throw refusal('BILLING_DISPUTED', { statement: statementId, site });
  const settings = await settingsToMakeAnew(principal, operator, { ...making, site });
  const act = { statementId, seenChange: null, actor: person.userId, reason };
  const { secondPersonFrom } = operator.ledger;
  const revised = await reviseStatement(database, act, { ...settings, outbox, secondPersonFrom });
  if (revised instanceof Refusal) throw revised;
  const [blocked] = revised.run.blocked.flatMap(({ reasons }) => reasons);
  if (blocked) throw blocked;
  return revised;
}

/** Sends the daily mail of total actual revenue by hand, once a day. Refuses as `sendDailyMail` does. */
export async function sendDailyRevenue(
  { caller, database, person }: Principal,
  going: Going,
  moment: { readonly now: Date; readonly timeZone: string },
): Promise<DailyMail> {
  await requireRight(caller, { object: 'review-threshold', action: 'read' });
  await requireRight(caller, { object: 'statement-sending', action: 'execute' });
  return sendDailyMail(database, { ...moment, actor: person.userId }, going);
}
