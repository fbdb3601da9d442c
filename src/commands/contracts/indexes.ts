import type { Command } from 'commander';
import { approveIndexValue, enterIndexValue, listIndexValues } from '../../contracts/index.ts';
import { requireRight } from '../../platform/security/index.ts';
import {
  actingCommand,
  groupCommand,
  print,
  printJson,
  say,
  withCaller,
  type ActingOptions,
} from '../command.ts';
import { counted, table } from '../table.ts';

/** `daybook contracts indexes list|set|approve` */
export function indexesCommand(): Command {
  const indexes = groupCommand(
    'indexes',
    'CPI and ECI values for escalations: entered by one person, approved by another.',
    'daybook contracts indexes set ECI 2025 3.6',
  );
  indexes.addCommand(
    actingCommand('list', 'Current values.', 'daybook contracts indexes list').action(list),
    { isDefault: true },
  );
  indexes.addCommand(
    actingCommand('set', 'Enter a value, or correct it.', 'daybook contracts indexes set ECI 2025 3.6')
      .argument('<index>', 'CPI or ECI')
      .argument('<period>', 'YYYY for a yearly value, YYYY-MM for a monthly value')
      .argument('<percent>', 'twelve-month change in percent')
      .action(enter),
  );
  indexes.addCommand(
    actingCommand(
      'approve',
      'Approve a value that someone else entered; it counts from then on.',
      'daybook contracts indexes approve ECI 2025',
    )
      .argument('<index>', 'CPI or ECI')
      .argument('<period>', 'YYYY or YYYY-MM')
      .action(approve),
  );
  return indexes;
}

const right = { object: 'contract', action: 'change' } as const;

async function list(options: ActingOptions): Promise<void> {
  const found = await withCaller(options, async ({ caller }) => {
    await requireRight(caller, right);
    return caller.transaction((transaction) => listIndexValues(transaction));
  });
  if (options.json)
    return printJson(
      found.map(({ enteredBy, approvedBy, ...value }) => ({
        ...value,
        entered_by: enteredBy,
        approved_by: approvedBy,
      })),
    );
  if (found.length === 0) return say('No index values yet.');
  const rows = found.map(({ index, period, percent, enteredBy, approvedBy }) => [
    ...[index, period, percent, enteredBy, approvedBy ?? 'awaits approval'],
  ]);
  print(table(['index', 'period', 'percent', 'entered by', 'approved by'], rows));
  say(`${counted(found.length, 'value')}.`);
}

async function enter(index: string, period: string, percent: string, options: ActingOptions): Promise<void> {
  await withCaller(options, async ({ caller, database, person }) => {
    await requireRight(caller, right);
    await enterIndexValue(database, { index, period, percent }, person.userId);
  });
  if (options.json) return printJson({ index, period, percent });
  const next = `daybook contracts indexes approve ${index} ${period}`;
  say(`${index} ${period} is ${percent} %. Next, by a second person: ${next}`);
}

async function approve(index: string, period: string, options: ActingOptions): Promise<void> {
  const stopped = await withCaller(options, async ({ caller, database, person }) => {
    await requireRight(caller, right);
    return approveIndexValue(database, { index, period }, person.userId);
  });
  if (stopped !== null) throw stopped;
  if (options.json) return printJson({ index, period });
  say(`${index} ${period} is approved.`);
}
