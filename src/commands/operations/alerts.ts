import { InvalidArgumentError, Option, type Command } from 'commander';
import { systemClock } from '../../kernel/clock.ts';
import { isInstant } from '../../kernel/moment.ts';
import {
  acknowledgeAlert,
  addSilence,
  alertStates,
  assignAlert,
  durationText,
  endSilence,
  howFar,
  listAlerts,
  listSilences,
  resolveAlert,
  showAlert,
  type AlertWithNotices,
} from '../../platform/operations/index.ts';
import {
  actingCommand,
  groupCommand,
  print,
  printJson,
  say,
  wholeNumber,
  withCaller,
  type ActingOptions,
} from '../command.ts';
import { counted, minuteText, table } from '../table.ts';
import { alertRulesCommand } from './alert-rules.ts';

/** `daybook alerts list|show|acknowledge|assign|resolve|rules|silence|silences|unsilence` */
export function alertsCommand(): Command {
  const alerts = groupCommand(
    'alerts',
    'What is not as it should be, who takes care of it, and who is told.',
    'daybook alerts',
  );
  alerts.addCommand(list(), { isDefault: true });
  alerts.addCommand(
    actingCommand('show', 'An alert with what was told of it.', 'daybook alerts show 41 --as sys')
      .argument('<alert>', 'its number', alertNumber)
      .action(async (alertId: string, options: ActingOptions) => {
        tell(options, await withCaller(options, (acting) => showAlert(acting, alertId)));
      }),
  );
  alerts.addCommand(
    actingCommand(
      'acknowledge',
      'Say that you know of an alert, so that it is not escalated.',
      'daybook alerts acknowledge 41 --as sys',
    )
      .argument('<alert>', 'its number', alertNumber)
      .action(async (alertId: string, options: ActingOptions) => {
        tell(options, await withCaller(options, (acting) => acknowledgeAlert(acting, alertId, systemClock)));
      }),
  );
  alerts.addCommand(
    actingCommand('assign', 'Give an alert to somebody.', 'daybook alerts assign 41 --to syl@example.com')
      .argument('<alert>', 'its number', alertNumber)
      .requiredOption('--to <person>', 'whole name at sign-in')
      .action(async (alertId: string, { to, ...options }: ActingOptions & { readonly to: string }) => {
        tell(
          options,
          await withCaller(options, (acting) => assignAlert(acting, alertId, { to, clock: systemClock })),
        );
      }),
  );
  alerts.addCommand(
    actingCommand(
      'resolve',
      'Resolve an alert before its value is back; until it is, no other of the thing opens.',
      'daybook alerts resolve 41 --note "the source delivers on Monday"',
    )
      .argument('<alert>', 'its number', alertNumber)
      .requiredOption('--note <text>', 'what was done')
      .action(async (alertId: string, { note, ...options }: ActingOptions & { readonly note: string }) => {
        tell(
          options,
          await withCaller(options, (acting) => resolveAlert(acting, alertId, { note, clock: systemClock })),
        );
      }),
  );
  alerts.addCommand(alertRulesCommand());
  for (const command of silenceCommands()) alerts.addCommand(command);
  return alerts;
}

interface ListOptions extends ActingOptions {
  readonly all?: boolean;
  readonly state?: (typeof alertStates)[number];
  readonly kind?: string;
  readonly before?: string;
  readonly limit: string;
}

function list(): Command {
  return actingCommand('list', 'Alerts that are not resolved, newest first.', 'daybook alerts list --as sys')
    .option('--all', 'resolved ones too')
    .addOption(new Option('--state <state>', 'only in this state').choices(alertStates))
    .option('--kind <kind>', 'only of this kind')
    .option('--before <alert>', 'only alerts with a lower number: the next page', alertNumber)
    .option('--limit <count>', 'how many', (text) => String(wholeNumber(1)(text)), '50')
    .action(async ({ all, limit, ...options }: ListOptions) => {
      const { state, kind, before } = options;
      const filter = {
        state,
        kind,
        before,
        isCurrent: all !== true && state === undefined,
        limit: Math.min(Number.parseInt(limit, 10), 1_000),
      };
      const alerts = await withCaller(options, (acting) => listAlerts(acting, filter));
      if (options.json) return printJson(alerts);
      if (alerts.length > 0)
        print(
          table(
            ['alert', 'severity', 'state', 'since', 'what', 'value', 'limit', 'with'],
            alerts.map((alert) => [
              ...[alert.alertId, alert.severity, alert.state, minuteText(alert.sinceAt), alert.title],
              ...[alert.valueText, alert.limitText, alert.assignedTo ?? alert.acknowledgedBy ?? ''],
            ]),
            ['alert', 'value', 'limit'],
          ),
        );
      say(`${counted(alerts.length, 'alert')}. Times are in UTC.`);
    });
}

function tell({ json }: ActingOptions, alert: AlertWithNotices): void {
  if (json) return printJson(alert);
  const { alertId, title, severity, state, sinceAt, endedAt, resolvedBy, note } = alert;
  const far = howFar({ value: alert.valueText, limit: alert.limitText });
  const lasted =
    endedAt === null
      ? ''
      : ` It lasted ${durationText((Date.parse(endedAt) - Date.parse(sinceAt)) / 1_000)}.`;
  print(
    [
      `Alert ${alertId}, ${severity}, ${state}: ${title}.`,
      `${far === '' ? '' : `${far}. `}Since ${minuteText(sinceAt)} UTC.${lasted}`,
      alert.means,
      ...(endedAt === null ? [`Next: ${alert.next}`] : []),
      ...byWhom('Acknowledged', alert.acknowledgedBy, alert.acknowledgedAt),
      ...byWhom(`Assigned to ${alert.assignedTo ?? ''}`, alert.assignedBy, alert.assignedAt),
      ...byWhom('Resolved', resolvedBy, alert.resolvedAt),
      ...(note === null ? [] : [note]),
      ...alert.notices.map(
        ({ event, channel, recipients, state: sent, answer }) =>
          `${event}, by ${channel}${recipients === null ? '' : ` to ${recipients}`}: ${sent}` +
          (answer === null ? '.' : ` (${answer}).`),
      ),
    ].join('\n'),
  );
}

function byWhom(what: string, who: string | null, at: string | null): string[] {
  return who === null || at === null ? [] : [`${what} by ${who} at ${minuteText(at)} UTC.`];
}

interface SilenceOptions extends ActingOptions {
  readonly kind?: string;
  readonly thing?: string;
  readonly from?: Date;
  readonly until: Date;
  readonly reason?: string;
}

function silenceCommands(): Command[] {
  return [
    actingCommand(
      'silence',
      'Open no alerts and tell nobody while something is maintained; give --reason.',
      'daybook alerts silence --until 2031-06-02T08:00Z --reason "new disk"',
    )
      .option('--kind <kind>', 'only this kind of alert')
      .option('--thing <thing>', 'only of this feed, job or other thing')
      .option('--from <moment>', 'when it begins (default: now)', momentOf)
      .requiredOption('--until <moment>', 'when it ends', momentOf)
      .action(async ({ kind, thing, from, until, ...options }: SilenceOptions, command: Command) => {
        const { reason } = options;
        if (reason === undefined) return command.error('error: say what is done meanwhile, with --reason');
        const request = {
          kind: kind ?? null,
          thing: thing ?? null,
          from: from ?? systemClock.now(),
          until,
          reason,
        };
        await tellSilences(options, (acting) => addSilence(acting, request, systemClock));
      }),
    actingCommand('silences', 'Silences that are not over.', 'daybook alerts silences').action(
      (options: ActingOptions) => tellSilences(options, (acting) => listSilences(acting, systemClock)),
    ),
    actingCommand('unsilence', 'End a silence now.', 'daybook alerts unsilence 3')
      .argument('<silence>', 'its number', alertNumber)
      .action((silence: string, options: ActingOptions) =>
        tellSilences(options, (acting) => endSilence(acting, silence, systemClock)),
      ),
  ];
}

async function tellSilences(
  options: ActingOptions,
  work: (...acting: Parameters<Parameters<typeof withCaller>[1]>) => ReturnType<typeof listSilences>,
): Promise<void> {
  const silences = await withCaller(options, work);
  if (options.json) return printJson(silences);
  if (silences.length > 0)
    print(
      table(
        ['silence', 'kind', 'thing', 'from', 'until', 'reason', 'by'],
        silences.map(({ silenceId, kind, thing, fromAt, untilAt, reason, setBy }) => [
          ...[
            silenceId,
            kind ?? 'all',
            thing ?? 'all',
            minuteText(fromAt),
            minuteText(untilAt),
            reason,
            setBy,
          ],
        ]),
        ['silence'],
      ),
    );
  say(`${counted(silences.length, 'silence')}. Times are in UTC.`);
}

function momentOf(text: string): Date {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})$/.test(text) || !isInstant(text))
    throw new InvalidArgumentError('a moment such as 2031-06-02T08:00Z');
  return new Date(text);
}

function alertNumber(text: string): string {
  return String(wholeNumber(1)(text));
}
