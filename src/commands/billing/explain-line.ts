import type { Command } from 'commander';
import { explainStatementLine, type ExplainedLine } from '../../billing/index.ts';
import { actingCommand, print, printJson, withCaller, type ActingOptions } from '../command.ts';
import { counted, table } from '../table.ts';

/** Rows of facts that are printed for a value unless all are wanted. */
const usualRows = 10;

interface ExplainOptions extends ActingOptions {
  readonly all?: boolean;
}

/** `daybook explain line <id>` */
export function explainLineCommand(): Command {
  return actingCommand(
    'line',
    'How a statement line was calculated, down to file and line of the source.',
    'daybook explain line 17',
  )
    .argument('<id>', 'line number, as `daybook statements show` prints it')
    .option('--all', `all source rows (default: the first ${String(usualRows)} of each value)`)
    .action(run);
}

async function run(lineId: string, options: ExplainOptions): Promise<void> {
  const line = await withCaller(options, (acting) => explainStatementLine(acting, lineId));
  if (options.json) return printJson(line);
  tell(line, options.all === true);
}

function tell(line: ExplainedLine, isWhole: boolean): void {
  print(`${line.title}: ${line.amount}`);
  print(`Invoice ${line.invoice}, ${line.component}, contract version ${String(line.contractVersion)}`);
  print(`\n${line.formula}\n`);
  print(
    table(
      ['value', 'unit', 'what', 'from'],
      line.inputs.map(({ value, unit, name, origin, rows }) => [
        value,
        unit,
        name,
        originOf(origin, rows.length),
      ]),
    ),
  );
  for (const { object, inputs } of line.hidden) print(`${counted(inputs, 'input')} hidden: ${object}`);
  for (const { name, rows } of line.inputs) {
    if (rows.length === 0) continue;
    const shown = isWhole ? rows : rows.slice(0, usualRows);
    const left = shown.length < rows.length ? `, the first ${String(usualRows)} (--all shows the rest)` : '';
    print(`\n${name}: ${String(rows.length)} rows${left}`);
    print(
      table(
        ['fact', 'on', 'what', 'value', 'file', 'line'],
        shown.map((row) => [
          row.fact,
          row.on,
          row.what,
          row.value ?? '-',
          row.file ?? `load ${row.batchId}`,
          String(row.line),
        ]),
      ),
    );
  }
}

function originOf(origin: ExplainedLine['inputs'][number]['origin'], rows: number): string {
  switch (origin.kind) {
    case 'terms':
      return `contract: ${origin.path ?? ''}`;
    case 'facts':
      return `${origin.question ?? ''}: ${String(rows)} rows`;
    case 'results':
      return `earlier statements: ${origin.what ?? ''}`;
    default:
      return 'calculated';
  }
}
