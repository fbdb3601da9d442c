import type { Command } from 'commander';
import { openInBilling } from '../../billing/index.ts';
import { openInForecasts } from '../../forecasting/index.ts';
import { closeSite } from '../../warehouse/index.ts';
import {
  actingCommand,
  calendarDay,
  print,
  printJson,
  say,
  withCaller,
  wholeNumber,
  type ActingOptions,
} from '../command.ts';
import { givenSite } from '../given/month-and-site.ts';
import { operatorOf } from '../given/operator-profile.ts';
import { counted, table } from '../table.ts';

interface CloseOptions extends ActingOptions {
  readonly on: string;
  readonly seen?: number;
  readonly dryRun?: boolean;
}

/** `daybook sites close` */
export function closeCommand(): Command {
  return actingCommand(
    'close',
    'Close a site after its last day, and list what is still open there.',
    'daybook sites close 0170 --on 2025-06-30 --reason "contract ended"',
  )
    .argument('<site>', 'site number', givenSite)
    .requiredOption('--on <day>', 'last day of work', calendarDay)
    .option('--seen <revision>', 'refuse if the site has changed since this revision', wholeNumber(0))
    .option('--dry-run', 'list what is still open; close nothing')
    .action(close);
}

async function close(site: string, options: CloseOptions): Promise<void> {
  const { on, seen = null, dryRun = false } = options;
  const closed = await withCaller(options, async (acting) => {
    const { keepsSiteOverrides: isKept } = await operatorOf(acting.configuration);
    const { revision } = await closeSite(acting, { site, on, seen }, { isKept, isTrial: dryRun });
    const closing = { site, closesOn: on };
    const open = [...(await openInBilling(acting, closing)), ...(await openInForecasts(acting, closing))];
    return { site, closedOn: on, isTrial: dryRun, revision: dryRun ? null : revision, open };
  });
  if (options.json) return printJson(closed);
  const when = `${dryRun ? 'would close' : 'closes'} after ${on}`;
  say(`Site ${site} ${when}; it is not billed or forecast from the next month on.`);
  if (closed.open.length === 0) return say('Nothing is open there.');
  const rows = closed.open.map(({ kind, subject, month, state }) => [kind, subject, month, state ?? '']);
  print(table(['still open', 'which', 'month', 'state'], rows));
  say(`${counted(closed.open.length, 'item')} still open.`);
}
