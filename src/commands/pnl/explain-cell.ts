import type { Command } from 'commander';
import {
  eventInWords,
  explainPnlCell,
  type ExplainedCell,
  type ExplainedCellOfSite,
  type SourceRow,
} from '../../forecasting/index.ts';
import { roundHalfAway, type Decimal } from '../../kernel/decimal.ts';
import { commentJson } from '../forecasting/comments.ts';
import { eventJson } from '../forecasting/events.ts';
import { operatorOf } from '../given/operator-profile.ts';
import { givenMonth, givenSite } from '../given/month-and-site.ts';
import { actingCommand, print, printJson, withCaller, type ActingOptions } from '../command.ts';
import { counted, minuteText, table } from '../table.ts';
import { daysOf } from '../given/today.ts';

/** Rows of facts that are printed unless all are wanted. */
const usualRows = 10;

interface ExplainCellOptions extends ActingOptions {
  readonly site: string;
  readonly month: string;
  readonly line: string;
  readonly version: string;
  readonly asOf?: string;
  readonly all?: boolean;
}

/** `daybook explain cell --site 0170 --month 2025-03 --line payroll` */
export function explainCellCommand(): Command {
  return actingCommand(
    'cell',
    'How a P&L cell of a site was calculated, down to file and line of the source.',
    'daybook explain cell --site 0170 --month 2025-03 --line other-expense',
  )
    .requiredOption('--site <site>', 'site number')
    .requiredOption('--month <month>', 'month YYYY-MM')
    .requiredOption('--line <row>', 'row, as `daybook pnl` prints it')
    .option('--version <name>', 'version (default: the working forecast)', 'working')
    .option('--as-of <day>', 'date to use as today, YYYY-MM-DD (default: today)')
    .option('--all', `all source rows (default: the first ${String(usualRows)})`)
    .action(run);
}

async function run(options: ExplainCellOptions): Promise<void> {
  const [site, month] = [givenSite(options.site), givenMonth(options.month)];
  const { line, version } = options;
  const { cell, isOwnDay } = await withCaller(options, async (acting) => {
    const { asOf, today } = await daysOf(acting, options.asOf);
    const { name: operator } = await operatorOf(acting.configuration);
    const explained = await explainPnlCell(acting, { site, month, line, version, asOf, operator });
    return { cell: explained, isOwnDay: asOf === today };
  });
  if (options.json)
    return printJson({
      ...cell,
      events: cell.events.map(eventJson),
      comments: cell.comments.map(commentJson),
    });
  tell(cell, options.all === true);
  if (isOwnDay && cell.isUpToDate === false)
    print('\nThe stored P&L was calculated from other inputs: `daybook pnl` brings it up to date.');
}

function tell(explained: ExplainedCellOfSite, isWhole: boolean): void {
  const { site, month, line, cell, state, formula, parts, lines, notes } = explained;
  const { trend, budget, source } = cell;
  print(
    `Site ${site}, ${month}, ${line}: trend ${moneyOrNone(trend)} (${source}), budget ${moneyOrNone(budget)}`,
  );
  print(`\n${state === 'closed' ? 'Closed. ' : ''}${formula}.\n`);
  if (parts.length > 0)
    print(
      table(
        ['part', 'value', 'from'],
        parts.map(({ name, value, from }) => [name, money(value), from]),
        ['value'],
      ),
    );
  for (const { title, amount, explanation } of lines) {
    print(`\n${title}: ${money(amount)}\n${explanation.formula}`);
    print(
      table(
        ['value', 'unit', 'what'],
        explanation.inputs.map(({ value, unit, name }) => [money(value), unit, name]),
        ['value'],
      ),
    );
  }
  if (explained.events.length > 0) print(`\nEvents: ${explained.events.map(eventInWords).join('; ')}.`);
  for (const { says, by, at } of explained.comments) print(`\nComment of ${by}, ${at}: ${says}`);
  for (const note of notes) print(`\nNote: ${note}.`);
  tellProfiles(explained.profiles);
  tellEntries(explained.entries, isWhole);
  tellRows('Budget', explained.budgetRows, isWhole);
  tellRows('Actual', explained.actualRows, isWhole);
  if (explained.hidden.length > 0)
    print(
      `\nHidden, because you may not read it at site ${site}: ` +
        `${explained.hidden.map(({ object, inputs }) => `${counted(inputs, 'input')} of ${object}`).join(', ')}.`,
    );
}

function tellProfiles(profiles: ExplainedCell['profiles']): void {
  if (profiles.length === 0) return;
  print('\nPayroll budget by job profile, which entries are compared with');
  print(
    table(
      ['job profile', 'hours', 'cost', 'job codes', 'by'],
      profiles.map(({ profile, hours, cost, rule, parts }) => [
        ...[
          profile,
          money(hours),
          money(cost),
          parts.length === 0 ? '-' : parts.map(({ jobCode }) => jobCode).join(', '),
          rule,
        ],
      ]),
      ['hours', 'cost'],
    ),
  );
}

function tellEntries(entries: ExplainedCell['entries'], isWhole: boolean): void {
  if (entries.length === 0) return;
  const shown = isWhole ? entries : entries.slice(0, usualRows);
  const left = shown.length < entries.length ? `, the first ${String(usualRows)} (--all shows the rest)` : '';
  print(`\nEntered: ${counted(entries.length, 'item')}${left}`);
  print(
    table(
      ['area', 'item', 'from', 'to', 'value', 'by', 'at', 'how', 'file'],
      shown.map((entry) => [
        ...[entry.area, entry.item, entry.first_on, entry.last_on, entry.value, entry.changed_by],
        ...[minuteText(entry.changed_at), entry.action],
        entry.file_names?.join(', ') ?? '-',
      ]),
      ['value'],
    ),
  );
}

function tellRows(title: string, rows: readonly SourceRow[], isWhole: boolean): void {
  if (rows.length === 0) return;
  const shown = isWhole ? rows : rows.slice(0, usualRows);
  const left = shown.length < rows.length ? `, the first ${String(usualRows)} (--all shows the rest)` : '';
  print(`\n${title}: ${String(rows.length)} rows${left}`);
  print(
    table(
      ['what', 'on', 'amount', 'file', 'line'],
      shown.map((row) => [row.what, row.on, row.amount, row.file_name, String(row.source_line)]),
      ['amount', 'line'],
    ),
  );
}

function moneyOrNone(value: Decimal | null): string {
  return value === null ? '–' : money(value);
}

function money(value: Decimal): string {
  return roundHalfAway(value, 5).toString();
}
