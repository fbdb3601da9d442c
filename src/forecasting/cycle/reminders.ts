import { csvLineForPeople } from '../../kernel/csv.ts';
import { addMonths, daysBetween, firstDay, monthOfDay, type Month } from '../../kernel/month.ts';
import type { Database, Queryable } from '../../platform/database/index.ts';
import { readFacts, type OperatorFacts } from '../../platform/operator/index.ts';
import { cycleDays, type CycleDays } from './cycle-days.ts';
import { readCalendar } from './read-calendar.ts';
import { sitesOfCycle } from './roll-forecast.ts';

/** A mail to one person about the sites whose forecasts are missing. */
export interface Reminder {
  readonly personId: string;
  /** Login of the person. */
  readonly user: string;
  /** Address of the mail; null where the login is none, so that nothing can be sent. */
  readonly address: string | null;
  readonly sites: readonly MissingSite[];
}

/** A site whose forecast is not submitted, and how far it is. */
export interface MissingSite {
  readonly site: string;
  readonly state: string;
}

/** Who is to be reminded of a cycle, and what nobody can be reminded of. */
export interface Reminders extends CycleDays {
  /** Days from the due day to today; negative before it. */
  readonly daysFromDue: number;
  readonly reminders: readonly Reminder[];
  /** Sites without an account manager. */
  readonly unlooked: readonly string[];
}

/** A reminder as it goes out. */
export interface ReminderLetter {
  readonly recipients: string;
  readonly subject: string;
  readonly text: string;
  readonly fileName: string;
  /** The sites as CSV. */
  readonly content: Buffer;
}

/** Where reminders go: whoever hands a letter out says to whom it really went. */
export type SendLetter = (letter: ReminderLetter) => Promise<string>;

/** When it is for whoever reminds. */
export interface ReminderDay {
  /** `YYYY-MM-DD` */
  readonly today: string;
  /** IANA name. */
  readonly timeZone: string;
}

/**
 * The cycle whose due day is so many days off that the operator reminds today; null where none is (operations.md 1.7).
 * Calendar days, so that a mail goes out whatever the weekday.
 */
function cycleToRemind(
  today: string,
  { forecastRemindersBefore, forecastRemindersAfter, holidays }: ReminderFacts,
): CycleDays | null {
  const offsets = [...forecastRemindersBefore.map((days) => -days), ...forecastRemindersAfter];
  const months = [0, 1, 2].map((ahead) => addMonths(monthOfDay(today), ahead));
  const cycles = months.map((month) => cycleDays(month, holidays));
  return cycles.find(({ submitBy }) => offsets.includes(daysBetween(submitBy, today))) ?? null;
}

type ReminderFacts = Pick<OperatorFacts, 'forecastRemindersBefore' | 'forecastRemindersAfter' | 'holidays'>;

/**
 * Account managers of sites that are not submitted for the cycle of a month, with those sites of theirs; of some sites
 * only, or of all that are forecast. Who was reminded of the cycle on this day already is left out. As the owner.
 */
export async function remindersOf(
  database: Queryable,
  month: Month,
  { today, timeZone, sites: chosenSites }: ReminderDay & { readonly sites: readonly string[] | null },
): Promise<Reminders> {
  const { holidays } = await readFacts(database);
  const cycle = cycleDays(month, holidays);
  const all = await sitesOfCycle(database, month);
  const sites = chosenSites === null ? all : all.filter((site) => chosenSites.includes(site));
  const year = Number.parseInt(month, 10);
  const daysFromDue = daysBetween(cycle.submitBy, today);
  // Seen from after the due day, what is to be submitted is late, whether it is already or not yet.
  const seen = { cycle, holidays, year, today: '9999-12-31', timeZone };
  const missing = (await readCalendar(database, sites, seen)).filter(({ late }) => late === 'to submit');
  const stateOf = new Map(missing.map(({ site, state }) => [site, state]));
  const people = await database.query<{ id: string; user: string; sites: string[]; is_reminded: boolean }>(
    `select person.person_id::text as id, user_id as user, array_agg(distinct site_id order by site_id) as sites,
       exists (
         select from forecasting.reminder
         where reminder.person_id = person.person_id and cycle_month = $2 and days_from_due = $3) as is_reminded
     from security.effective_site join security.effective_role as held using (person_id, role)
     join security.person using (person_id)
     where role = 'accountManager' and site_id = any ($1) and is_enabled
       and coalesce(valid_to_on, 'infinity') > current_date
     group by person.person_id, user_id order by user_id`,
    [[...stateOf.keys()], firstDay(month), daysFromDue],
  );
  const looked = new Set(people.flatMap((person) => person.sites));
  const reminders = people
    .filter(({ is_reminded: isReminded }) => !isReminded)
    .map(({ id, user, sites: own }) => ({
      personId: id,
      user,
      address: /^[^\s@;]+@[^\s@;]+$/.test(user) ? user : null,
      sites: own.map((site) => ({ site, state: stateOf.get(site) ?? '' })),
    }));
  return {
    ...cycle,
    daysFromDue,
    reminders,
    unlooked: [...stateOf.keys()].filter((site) => !looked.has(site)),
  };
}

/** The mail to one person. */
function letterOf({ address, sites }: Reminder, { month, submitBy, daysFromDue }: Reminders): ReminderLetter {
  const due =
    daysFromDue <= 0
      ? `are to be submitted by ${submitBy}`
      : `were to be submitted by ${submitBy} and are late`;
  const names = sites.map(({ site }) => site).join(', ');
  const rows = sites.map(({ site, state }) => [site, state, submitBy]);
  return {
    recipients: address ?? '',
    subject: `Forecasts of ${month} ${daysFromDue <= 0 ? 'due' : 'late since'} ${submitBy}`,
    text:
      `Forecasts of ${month} ${due}. Not submitted yet: ${names}. ` +
      `Submit each with: daybook forecast submit --site SITE --month ${month}`,
    fileName: `forecasts-${month}-due.csv`,
    content: Buffer.from([['site', 'state', 'submit by'], ...rows].map(csvLineForPeople).join('')),
  };
}

/** A reminder that went out. */
export interface SentReminder {
  readonly user: string;
  readonly recipients: string;
  readonly sites: readonly string[];
}

/**
 * Sends the reminders, one mail for each person, and keeps that it did; whoever has no address is left out. A mail that
 * cannot be handed out leaves no trace, and the ones before it stay sent. As the owner.
 */
export async function sendReminders(
  database: Database,
  due: Reminders,
  { sentBy, send }: { readonly sentBy: string; readonly send: SendLetter },
): Promise<SentReminder[]> {
  const sent: SentReminder[] = [];
  for (const reminder of due.reminders) {
    if (reminder.address === null) continue;
    const sites = reminder.sites.map(({ site }) => site);
    const letter = letterOf(reminder, due);
    const outcome = await database.transaction(async (transaction) => {
      const added = await transaction.query<{ id: string }>(
        `insert into forecasting.reminder
           (cycle_month, days_from_due, person_id, recipients, sites, sent_at, sent_by)
         values ($1, $2, $3, $4, $5, now(), $6) on conflict do nothing returning reminder_id::text as id`,
        [firstDay(due.month), due.daysFromDue, reminder.personId, letter.recipients, sites, sentBy],
      );
      const [row] = added;
      if (row === undefined) return null;
      const recipients = await send({ ...letter, fileName: `${row.id}-${letter.fileName}` });
      if (recipients !== letter.recipients)
        await transaction.execute('update forecasting.reminder set recipients = $2 where reminder_id = $1', [
          row.id,
          recipients,
        ]);
      return { user: reminder.user, recipients, sites };
    });
    if (outcome !== null) sent.push(outcome);
  }
  return sent;
}

/**
 * Reminds whom the operator's days say, when today is one of them; null when it is none. As the owner, for the server.
 */
export async function remindWhenDue(
  database: Database,
  day: ReminderDay,
  send: SendLetter,
): Promise<readonly SentReminder[] | null> {
  const cycle = cycleToRemind(day.today, await readFacts(database));
  if (cycle === null) return null;
  const due = await remindersOf(database, cycle.month, { ...day, sites: null });
  return sendReminders(database, due, { sentBy: 'daybook', send });
}
