import { refusal } from '../../kernel/errors.ts';
import type { Month } from '../../kernel/month.ts';
import { readFacts } from '../../platform/operator/index.ts';
import { requireRight, type Principal } from '../../platform/security/index.ts';
import { cycleOn } from '../cycle/cycle-days.ts';
import {
  remindersOf,
  sendReminders,
  type ReminderDay,
  type Reminders,
  type SendLetter,
  type SentReminder,
} from '../cycle/reminders.ts';
import { sitesOfCycle } from '../cycle/roll-forecast.ts';

/** So far from the due day is no reminder. */
const mostDaysFromDue = 60;

/** Of which cycle managers are reminded. */
export interface RemindersRequest extends ReminderDay {
  /** The current cycle by default. */
  readonly month?: Month | undefined;
}

/**
 * Who has not submitted the forecasts of a cycle, of the sites where the principal may approve them. Refuses with
 * SECURITY_FORBIDDEN.
 */
export async function listReminders(
  { caller, database }: Principal,
  { month, ...day }: RemindersRequest,
): Promise<Reminders> {
  await requireRight(caller, { object: 'forecast', action: 'approve' });
  const { holidays } = await readFacts(database);
  const cycle = month ?? cycleOn(day.today, holidays).month;
  const all = await sitesOfCycle(database, cycle);
  const rows = await caller.transaction((transaction) =>
    transaction.query<{ site: string }>(
      `select site from unnest($1::text[]) as site where security.may('forecast', 'approve', site)`,
      [all],
    ),
  );
  const sites = rows.map(({ site }) => site);
  return remindersOf(database, cycle, { ...day, sites });
}

/**
 * Sends what `listReminders` lists, whatever day it is; whoever was reminded today hears nothing twice. Refuses with
 * SECURITY_FORBIDDEN and FORECASTING_REMINDER_FAR.
 */
export async function remindManagers(
  principal: Principal,
  reminders: RemindersRequest,
  send: SendLetter,
): Promise<Reminders & { readonly sent: readonly SentReminder[] }> {
  const due = await listReminders(principal, reminders);
  if (Math.abs(due.daysFromDue) > mostDaysFromDue)
    throw refusal('FORECASTING_REMINDER_FAR', { month: due.month, submitBy: due.submitBy });
  const sent = await sendReminders(principal.database, due, { sentBy: principal.person.userId, send });
  return { ...due, sent };
}
