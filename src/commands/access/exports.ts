import { Option, type Command } from 'commander';
import {
  decideLargeExport,
  listExportLimits,
  listLargeExports,
  listUnusualExports,
  setExportLimit,
  type LimitHolder,
} from '../../platform/security/index.ts';
import { systemClock } from '../../kernel/clock.ts';
import { addDays } from '../../kernel/month.ts';
import {
  actingCommand,
  calendarDay,
  groupCommand,
  print,
  printJson,
  say,
  wholeNumber,
  withCaller,
  type ActingOptions,
} from '../command.ts';
import { counted, grouped, minuteText, table } from '../table.ts';

/** `daybook exports [list|approve|refuse|limit|unusual]` */
export function exportsCommand(): Command {
  const exports = groupCommand(
    'exports',
    'Exports above the limit, which somebody else approves.',
    'daybook exports approve 7',
  );
  exports.addCommand(
    actingCommand('list', 'Exports above the limit that concern you.', 'daybook exports list')
      .option('--mine', 'only those that you may decide now')
      .action(list),
    { isDefault: true },
  );
  for (const [name, decision, does] of [
    ['approve', 'approved', 'Release an export: once, within seven days.'],
    ['refuse', 'refused', 'Refuse an export.'],
  ] as const)
    exports.addCommand(
      actingCommand(name, does, `daybook exports ${name} 7 --reason "for the auditors of the client"`)
        .argument('<request>', 'number of the export')
        .action((request: string, options: ActingOptions) => decide(request, decision, options)),
    );
  exports.addCommand(
    actingCommand(
      'limit',
      'Set how many rows leave without approval; without rows, say how many do.',
      'daybook exports limit 50000 --reason "agreed with the auditor"',
    )
      .argument('[rows]', 'rows', wholeNumber(0))
      .addOption(
        new Option('--for <people>', 'whom it applies to')
          .choices(['everybody', 'site-bound'])
          .default('everybody'),
      )
      .action(limit),
  );
  exports.addCommand(
    actingCommand(
      'unusual',
      'Days on which somebody exported far more than usual, or for the first time in a month.',
      'daybook exports unusual --from 2025-05-01',
    )
      .option('--from <day>', 'first day, in UTC (default: 30 days ago)', calendarDay)
      .action(tellUnusual),
  );
  return exports;
}

const inWords = {
  first: 'nothing in the 30 days before',
  rows: 'far more rows than usual',
  number: 'far more files than usual',
} as const;

async function tellUnusual(options: ActingOptions & { readonly from?: string }): Promise<void> {
  const from = options.from ?? addDays(systemClock.now().toISOString().slice(0, 10), -30);
  const days = await withCaller(options, (acting) => listUnusualExports(acting, from));
  if (options.json) return printJson(days);
  if (days.length === 0) return say(`No exports out of the ordinary since ${from} that you may see.`);
  print(
    table(
      ['day', 'person', 'files', 'rows', 'largest day before', 'why'],
      days.map((day) => [
        ...[day.exportedOn, day.person, day.exports, day.rowCount, day.usualRows ?? '–'],
        day.reasons.map((reason) => inWords[reason]).join(', '),
      ]),
      ['files', 'rows', 'largest day before'],
    ),
  );
  say(`${counted(days.length, 'day')}; daybook audit log --person NAME shows what left.`);
}

async function list(options: ActingOptions & { readonly mine?: boolean }): Promise<void> {
  const all = await withCaller(options, listLargeExports);
  const exports = all.filter(({ isMineToDecide }) => options.mine !== true || isMineToDecide);
  if (options.json) return printJson(exports);
  if (exports.length === 0) return say('No exports above the limit.');
  print(
    table(
      ['export', 'person', 'what', 'filter', 'rows', 'asked at', 'state', 'by', 'reason'],
      exports.map((each) => [
        ...[each.exportRequestId, each.person, each.what, each.filter, each.rowCount],
        ...[minuteText(each.requestedAt), each.state, each.decidedBy ?? ''],
        each.decisionReason ?? each.reason ?? '',
      ]),
      ['rows'],
    ),
  );
}

async function decide(
  exportRequestId: string,
  decision: 'approved' | 'refused',
  options: ActingOptions,
): Promise<void> {
  await withCaller(options, (acting) => decideLargeExport(acting, exportRequestId, decision));
  if (options.json) printJson({ exportRequestId, decision });
  else say(`Export ${exportRequestId} is ${decision}.`);
}

async function limit(
  rows: number | undefined,
  options: ActingOptions & { readonly for: LimitHolder },
): Promise<void> {
  if (rows === undefined) return tellLimits(options);
  await withCaller(options, (acting) => setExportLimit(acting, options.for, rows));
  if (options.json) printJson({ holder: options.for, mostRows: rows });
  else say(`Exports of more than ${counted(rows, 'row')} need approval (${options.for}).`);
}

async function tellLimits(options: ActingOptions): Promise<void> {
  const limits = await withCaller(options, listExportLimits);
  if (options.json) return printJson(limits);
  print(
    table(
      ['for', 'rows', 'yours'],
      limits.map(({ holder, rows, isMine }) => [holder, grouped(rows), isMine ? 'yes' : '']),
      ['rows'],
    ),
  );
}
