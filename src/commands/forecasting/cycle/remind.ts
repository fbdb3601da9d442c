import type { Command } from 'commander';
import { sendPlainLetter } from '../../../billing/index.ts';
import {
  listReminders,
  remindManagers,
  type Reminders,
  type SentReminder,
} from '../../../forecasting/index.ts';
import type { Month } from '../../../kernel/month.ts';
import { goingOf } from '../../billing/outbox-folder.ts';
import { actingCommand, print, printJson, say, withCaller, type ActingOptions } from '../../command.ts';
import { givenMonth } from '../../given/month-and-site.ts';
import { todayOf } from '../../given/today.ts';
import { counted, table } from '../../table.ts';
import { withToday } from '../request-options.ts';

interface RemindOptions extends ActingOptions {
  readonly month?: Month;
  readonly today?: string;
  readonly dryRun?: boolean;
}

/** `daybook forecast remind` */
export function remindCommand(): Command {
  const command = actingCommand(
    'remind',
    'Remind account managers of unsubmitted forecasts, with one mail each. A server does this automatically.',
    'daybook forecast remind --month 2025-07 --dry-run',
  ).option('--month <month>', 'month of the cycle, YYYY-MM (default: the current cycle)', givenMonth);
  return withToday(command).option('--dry-run', 'show who would be reminded; send nothing').action(run);
}

async function run(options: RemindOptions): Promise<void> {
  const { month, dryRun: isTrial = false } = options;
  const due = await withCaller(
    options,
    async (acting): Promise<Reminders & { sent: readonly SentReminder[] }> => {
      const { timeZone } = acting.configuration;
      const request = { month, timeZone, today: await todayOf(acting, options.today) };
      if (isTrial) return { ...(await listReminders(acting, request)), sent: [] };
      const going = await goingOf(acting.configuration);
      return remindManagers(acting, request, (letter) => sendPlainLetter(going, letter));
    },
  );
  if (options.json)
    return printJson({
      month: due.month,
      submit_by: due.submitBy,
      days_from_due: due.daysFromDue,
      dry_run: isTrial,
      reminders: due.reminders.map(({ user, address, sites }) => ({ user, address, sites })),
      sent: due.sent,
      unlooked: due.unlooked,
    });
  tell(due, isTrial);
}

function tell(due: Reminders & { readonly sent: readonly SentReminder[] }, isTrial: boolean): void {
  const { month, submitBy, reminders, sent, unlooked } = due;
  if (reminders.length > 0)
    print(
      table(
        ['person', 'mail to', 'sites not submitted'],
        reminders.map(({ user, address, sites }) => [
          ...[user, address ?? 'no address', sites.map(({ site, state }) => `${site} (${state})`).join(', ')],
        ]),
      ),
    );
  if (unlooked.length > 0) say(`No account manager, so nobody is reminded: ${unlooked.join(', ')}.`);
  const outcome = isTrial
    ? `A dry run: ${counted(reminders.length, 'person').replace('persons', 'people')} would be reminded.`
    : `${counted(sent.length, 'mail')} sent.`;
  say(`Forecasts of ${month} are due by ${submitBy}. ${outcome}`);
}
