import type { Command } from 'commander';
import { endSupport, readSupport, startSupport, type SupportSession } from '../../platform/security/index.ts';
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
import { table } from '../table.ts';

/** `daybook support [list|start|end]` */
export function supportCommand(): Command {
  const support = groupCommand(
    'support',
    'See what a person sees, read-only and for a limited time.',
    'daybook support start amos --reason "site 0170 is missing"',
  );
  support.addCommand(
    actingCommand('list', 'Support sessions in which you helped or were helped.', 'daybook support list')
      .option('--everybody', 'those of everybody')
      .action(list),
    { isDefault: true },
  );
  support.addCommand(
    actingCommand(
      'start',
      'Start a support session; any command with --support and its number then shows what the person sees.',
      'daybook support start amos --reason "site 0170 is missing"',
    )
      .argument('<person>', 'whose view it is')
      .option('--minutes <minutes>', 'how long (default: the longest allowed)', wholeNumber(1))
      .action(start),
  );
  support.addCommand(
    actingCommand('end', 'End a support session, as helper or as the person.', 'daybook support end 7')
      .argument('<session>', 'its number', (text) => String(wholeNumber(1)(text)))
      .action(end),
  );
  return support;
}

async function list(options: ActingOptions & { readonly everybody?: boolean }): Promise<void> {
  const whose = { isEverybody: options.everybody === true };
  const sessions = await withCaller(options, (acting) => readSupport(acting, whose));
  if (options.json) return printJson(sessions);
  if (sessions.length === 0) return say('No support sessions.');
  print(tableOf(sessions));
}

function tableOf(sessions: readonly SupportSession[]): string {
  const at = (instant: string | null): string => instant?.slice(0, 19).replace('T', ' ') ?? '-';
  return table(
    ['session', 'helper', 'person', 'reason', 'began', 'ends', 'ended by', 'uses', 'last used'],
    sessions.map((one) => [
      ...[one.number, one.helper, one.person, one.reason, at(one.startedAt)],
      ...[at(one.endedAt ?? one.endsAt), one.endedBy ?? (one.isOpen ? 'open' : '-')],
      ...[String(one.uses), at(one.lastUsedAt)],
    ]),
    ['uses'],
  );
}

async function start(person: string, options: ActingOptions & { readonly minutes?: number }): Promise<void> {
  const session = await withCaller(options, (acting) => {
    const { supportMinutes: most } = acting.configuration;
    return startSupport(acting, { person, minutes: options.minutes ?? most, most });
  });
  if (options.json) return printJson(session);
  print(tableOf([session]));
  say(`Use --support ${session.number} to see what ${session.person} sees; end it with daybook support end.`);
}

async function end(number: string, options: ActingOptions): Promise<void> {
  await withCaller(options, (acting) => endSupport(acting, number));
  if (options.json) return printJson({ ended: number });
  say(`Support session ${number} has ended.`);
}
