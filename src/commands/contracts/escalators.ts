import type { Command } from 'commander';
import {
  decideEscalatorReading,
  enterEscalatorReading,
  listEscalatorReadings,
} from '../../contracts/index.ts';
import {
  actingCommand,
  groupCommand,
  print,
  printJson,
  say,
  withCaller,
  type ActingOptions,
} from '../command.ts';
import { givenMonth } from '../given/month-and-site.ts';
import { table } from '../table.ts';

/** `daybook contracts escalators list|set|approve|reject` */
export function escalatorsCommand(): Command {
  const escalators = groupCommand(
    'escalators',
    'When escalators of fees, profit shares and payroll taxes take effect; a second person approves it.',
    'daybook contracts escalators set billing-day --from 2026-01 --reason "as in the old system"',
  );
  escalators.addCommand(
    actingCommand(
      'list',
      'What was decided, and what awaits approval.',
      'daybook contracts escalators list',
    ).action(list),
    { isDefault: true },
  );
  escalators.addCommand(
    actingCommand(
      'set',
      'Enter the month from which another reading applies.',
      'daybook contracts escalators set billing-day --from 2026-01 --reason "as in the old system"',
    )
      .argument(
        '<reading>',
        'service-month: from the service month of the escalator. billing-day: in every statement made in that month ' +
          'or later, so in arrears a service month earlier, in advance one later',
      )
      .requiredOption('--from <month>', 'first month YYYY-MM it applies to')
      .action(enter),
  );
  for (const [name, decision, says] of [
    ['approve', 'approved', 'Approve a reading that someone else entered.'],
    ['reject', 'rejected', 'Reject a pending reading, or withdraw your own.'],
  ] as const)
    escalators.addCommand(
      actingCommand(name, says, `daybook contracts escalators ${name} 1`)
        .argument('<number>', 'its number, as `contracts escalators` prints it')
        .action((id: string, options: ActingOptions) => decide(id, decision, options)),
    );
  return escalators;
}

async function list(options: ActingOptions): Promise<void> {
  const readings = await withCaller(options, listEscalatorReadings);
  if (options.json) return printJson(readings);
  if (readings.length === 0)
    return say('Escalators apply from their own service month; nothing else was decided.');
  print(
    table(
      ['number', 'reading', 'from', 'entered by', 'decision', 'by', 'reason'],
      readings.map((one) => [
        ...[one.id, one.reading, one.from, one.enteredBy, one.decision ?? 'waiting', one.decidedBy ?? '-'],
        one.reason,
      ]),
    ),
  );
}

async function enter(
  reading: string,
  options: ActingOptions & { readonly from: string },
  command: Command,
): Promise<void> {
  const { reason } = options;
  if (reason === undefined) return command.error('error: --reason is required');
  const from = givenMonth(options.from);
  const id = await withCaller(options, (acting) => enterEscalatorReading(acting, { reading, from, reason }));
  if (options.json) return printJson({ id, reading, from });
  say(
    `Escalators by ${reading} from ${from} on. Next, by a second person: daybook contracts escalators approve ${id}`,
  );
}

async function decide(id: string, decision: 'approved' | 'rejected', options: ActingOptions): Promise<void> {
  await withCaller(options, (acting) => decideEscalatorReading(acting, { id, decision }));
  if (options.json) return printJson({ id, decision });
  say(`Reading ${id} is ${decision}.`);
}
