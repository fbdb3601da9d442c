import { InvalidArgumentError, Option, type Command } from 'commander';
import { comparisons, groupings, type EmphasisThresholds, type MonthRange } from '../../forecasting/index.ts';
import type { PnlView } from '../../delivery/index.ts';
import { decimal } from '../../kernel/decimal.ts';
import { addMonths } from '../../kernel/month.ts';
import { givenMonth } from '../given/month-and-site.ts';
import { withSites } from '../given/chosen-sites.ts';
import { actingCommand } from '../command.ts';
import type { PnlCommandOptions } from './show-pnl.ts';

/** `daybook pnl --year 2025` */
export function pnlCommand(): Command {
  const command = actingCommand(
    'pnl',
    'The P&L by month: budget, forecast, actual and trend of every row, totaled over the sites you may see.',
    'daybook pnl --year 2025 --site 0170 --view variance',
  );
  return withSites(command)
    .option('--year <year>', 'calendar year (default: that of today)')
    .option('--quarter <quarter>', 'quarter, such as 2025-Q2', quarterOf)
    .option('--from <month>', 'first month, YYYY-MM; the months may span years', givenMonth)
    .option('--to <month>', 'last month, YYYY-MM', givenMonth)
    .option('--view <view>', 'trend, or variance of trend', viewOf, 'trend')
    .addOption(
      new Option('--against <figures>', 'what the trend is compared with')
        .choices(comparisons)
        .default('budget'),
    )
    .option(
      '--emphasis <medium,strong>',
      'percentages from which a variance is marked medium and strong',
      thresholdsOf,
      thresholdsOf('5,7.5'),
    )
    .addOption(new Option('--by <field>', 'break it down by a field of the site master').choices(groupings))
    .option('--version <name>', 'version (default: the working forecast)', 'working')
    .option('--as-of <day>', 'date to use as today, YYYY-MM-DD (default: today)')
    .option('--stored', 'show the last calculation without updating it')
    .option('--csv', 'print as CSV')
    .option('--xlsx <file>', 'write an Excel workbook')
    .option('--pdf <file>', 'write a PDF, a page for each group')
    .option('--mail', 'mail it to you as an Excel workbook')
    .action(run);
}

/** With it comes the delivery: what only this command needs would cost every other one half of its start. */
async function run(options: PnlCommandOptions, command: Command): Promise<void> {
  const { showPnl } = await import('./show-pnl.ts');
  await showPnl(options, command);
}

/** `2025-Q2` is April to June 2025. */
function quarterOf(text: string): MonthRange {
  const [, year, quarter] = /^((?:19|20)\d\d)-?Q([1-4])$/i.exec(text.trim()) ?? [];
  if (year === undefined || quarter === undefined)
    throw new InvalidArgumentError('a quarter, such as 2025-Q2');
  const from = addMonths(`${year}-01`, (Number.parseInt(quarter, 10) - 1) * 3);
  return { from, to: addMonths(from, 2) };
}

function viewOf(text: string): PnlView {
  if (text === 'trend' || text === 'variance') return text;
  throw new InvalidArgumentError('trend or variance');
}

function thresholdsOf(text: string): EmphasisThresholds {
  const [, medium, bold] = /^(\d+(?:\.\d+)?),(\d+(?:\.\d+)?)$/.exec(text) ?? [];
  if (medium === undefined || bold === undefined)
    throw new InvalidArgumentError('two percentages, such as 5,7.5');
  const thresholds = { medium: decimal(medium), bold: decimal(bold) };
  if (thresholds.bold.lt(thresholds.medium))
    throw new InvalidArgumentError('the larger percentage comes second, such as 5,7.5');
  return thresholds;
}
