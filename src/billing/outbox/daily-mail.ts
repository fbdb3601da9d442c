import { csvLineForPeople } from '../../kernel/csv.ts';
import { refusal } from '../../kernel/errors.ts';
import type { Database } from '../../platform/database/index.ts';
import { dailyRevenue, type DailyRevenue } from '../statements/read-statements.ts';
import { named, recipientsOf } from './mail-words.ts';
import { digestOf, type Going } from './outbox.ts';

/** When it is, in which time zone the operator counts months, and who sends. */
export interface DailyMailAsked {
  readonly now: Date;
  readonly timeZone: string;
  readonly actor: string;
}

/** A daily mail that went out. */
export interface DailyMail {
  readonly day: string;
  readonly recipients: string;
  readonly statements: number;
}

/** The attachment, with the columns that its readers know (billing.md 4.10). */
export function dailyCsv(rows: readonly DailyRevenue[]): string {
  const header = ['Site', 'Billing Cycle', 'Total Actual Revenue', 'Statement Status'];
  const lines = rows.map(({ site, cycle, revenue, state }) => [site, cycle, revenue, state]);
  return [header, ...lines].map(csvLineForPeople).join('');
}

/**
 * Sends the mail of the day, with the actual revenue of the statements of this month as CSV, to `mail.dailyRevenueTo`
 * of `operator.json`. As the owner; ask for the right before. Refuses with BILLING_DAILY_NOBODY and, once it went out,
 * with BILLING_DAILY_SENT.
 */
export async function sendDailyMail(
  database: Database,
  { now, timeZone, actor }: DailyMailAsked,
  { operator, outbox }: Going,
): Promise<DailyMail> {
  const { dailyRevenueTo } = operator.mail;
  if (dailyRevenueTo.length === 0) throw refusal('BILLING_DAILY_NOBODY');
  const recipients = recipientsOf(dailyRevenueTo, operator);
  const day = now.toISOString().slice(0, 10);
  return database.transaction(async (transaction) => {
    const rows = await dailyRevenue(transaction, null, timeZone);
    const content = Buffer.from(dailyCsv(rows));
    const sha256 = digestOf(content);
    const sent = await transaction.query(
      `insert into billing.daily_mail (day, recipients, statements, sha256, sent_by)
       values ($1::date, $2, $3, $4, $5) on conflict do nothing returning day`,
      [day, recipients, rows.length, sha256, actor],
    );
    if (sent.length === 0) throw refusal('BILLING_DAILY_SENT', { day });
    const name = `total-actual-revenue-${day}.csv`;
    const subject = named(`Total actual revenue of ${day}`, operator);
    const text = `Attached is the total actual revenue of the statements generated this month, as of ${day}.`;
    const envelope = { recipients, subject, fileName: name, sha256, attachments: [], text };
    // What no server takes leaves no trace, and is tried again.
    await outbox.hand({ kind: 'mail', name, content, sha256, envelope });
    return { day, recipients, statements: rows.length };
  });
}

/**
 * Sends the mail of the day unless it has gone out, or nobody is to get it: null then. When is said by the schedule of
 * `billing.daily-mail`. As the owner, for the server.
 */
export async function sendDailyMailOnce(
  database: Database,
  mail: DailyMailAsked,
  going: Going,
): Promise<DailyMail | null> {
  if (going.operator.mail.dailyRevenueTo.length === 0) return null;
  const sent = await database.query('select from billing.daily_mail where day = $1::date', [
    mail.now.toISOString().slice(0, 10),
  ]);
  return sent.length > 0 ? null : sendDailyMail(database, mail, going);
}
