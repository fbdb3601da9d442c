import type { Command } from 'commander';
import {
  listUnmappedAccounts,
  mapLedgerAccount,
  unmapLedgerAccount,
  type UnmappedAccount,
} from '../../forecasting/index.ts';
import {
  actingCommand,
  groupCommand,
  print,
  printJson,
  say,
  withCaller,
  type ActingOptions,
} from '../command.ts';
import { validateCommand } from '../billing/validate.ts';
import { counted, table } from '../table.ts';

interface MapOptions extends ActingOptions {
  readonly to: string;
}

/** `daybook accounts unmapped|map|unmap|validate` */
export function accountsCommand(): Command {
  const accounts = groupCommand(
    'accounts',
    'Accounts in no row of the P&L, the categories set for them, and whether posted accounts are valid in the ledger.',
    'daybook accounts unmapped',
  );
  const unmapped = actingCommand(
    'unmapped',
    'P&L accounts without a category, with their amounts at sites that you may see.',
    'daybook accounts unmapped',
  ).action(list);
  const map = actingCommand(
    'map',
    'Set the P&L category of an account; the chart of accounts takes precedence.',
    'daybook accounts map 7999 --to "OTHER EXPENSE" --reason "suspense, cleared monthly"',
  )
    .argument('<account>', 'main account')
    .requiredOption('--to <category>', 'P&L category, in upper or lower case')
    .action(decide);
  const unmap = actingCommand('unmap', 'Withdraw the category of an account.', 'daybook accounts unmap 7999')
    .argument('<account>', 'main account')
    .action(withdraw);
  for (const command of [unmapped, map, unmap, validateCommand()]) accounts.addCommand(command);
  return accounts;
}

/** Sites that are named before a count takes their place. */
const sitesNamed = 6;

async function list(options: ActingOptions): Promise<void> {
  const accounts = await withCaller(options, listUnmappedAccounts);
  if (options.json) return printJson(accounts);
  if (accounts.length === 0) return say('Every P&L account with money has a row in the P&L.');
  print(
    table(['account', 'name', 'sites', 'months', 'budget', 'actual'], accounts.map(rowOf), [
      'budget',
      'actual',
    ]),
  );
  say(
    `${counted(accounts.length, 'account')} in the row “unmapped” of the P&L; amounts have the ledger sign. ` +
      'Assign one with daybook accounts map ACCOUNT --to CATEGORY --reason TEXT.',
  );
}

function rowOf({ account, name, sites, from, to, budget, actual }: UnmappedAccount): string[] {
  const more = sites.length > sitesNamed ? ` and ${String(sites.length - sitesNamed)} more` : '';
  const months = from === to ? from : `${from} to ${to}`;
  return [
    ...[
      account,
      name,
      `${sites.slice(0, sitesNamed).join(' ')}${more}`,
      months,
      budget ?? '–',
      actual ?? '–',
    ],
  ];
}

async function decide(account: string, options: MapOptions, command: Command): Promise<void> {
  const { reason } = options;
  if (reason === undefined) return command.error('error: --reason is required');
  const category = options.to.trim().toUpperCase();
  await withCaller(options, (acting) => mapLedgerAccount(acting, { account, category, reason }));
  if (options.json) return printJson({ account, category });
  say(
    `Account ${account} now counts in ${category}. ` +
      'A running server updates the P&L of the affected months; otherwise the next daybook pnl does.',
  );
}

async function withdraw(account: string, options: ActingOptions): Promise<void> {
  await withCaller(options, (acting) => unmapLedgerAccount(acting, account));
  if (options.json) return printJson({ account });
  say(`The category of account ${account} is withdrawn.`);
}
