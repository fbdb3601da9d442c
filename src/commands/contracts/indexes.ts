import type { Command } from 'commander';
import { approveIndex, enterIndex, listIndexes } from '../../contracts/index.ts';
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
      'Approve a value that someone else entered; it applies from then on.',
      'daybook contracts indexes approve ECI 2025',
    )
      .argument('<index>', 'CPI or ECI')
      .argument('<period>', 'YYYY or YYYY-MM')
      .action(approve),
  );
  return indexes;
}

async function list(options: ActingOptions): Promise<void> {
  const values = await withCaller(options, listIndexes);
  if (options.json) return printJson(values);
  if (values.length === 0) return say('No index values yet.');
  const rows = values.map(({ index, period, percent, enteredBy, approvedBy }) => [
    ...[index, period, percent, enteredBy, approvedBy ?? 'awaits approval'],
  ]);
  print(table(['index', 'period', 'percent', 'entered by', 'approved by'], rows));
  say(`${counted(values.length, 'value')}.`);
}

async function enter(index: string, period: string, percent: string, options: ActingOptions): Promise<void> {
  await withCaller(options, (acting) => enterIndex(acting, { index, period, percent }));
  if (options.json) return printJson({ index, period, percent });
  const next = `daybook contracts indexes approve ${index} ${period}`;
  say(`${index} ${period} is ${percent} %. Next, by a second person: ${next}`);
}

async function approve(index: string, period: string, options: ActingOptions): Promise<void> {
  await withCaller(options, (acting) => approveIndex(acting, { index, period }));
  if (options.json) return printJson({ index, period });
  say(`${index} ${period} is approved.`);
}
