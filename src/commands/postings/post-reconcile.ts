import type { Command } from 'commander';
import { reconcileWithLedger, type ReconciledAccount } from '../../billing/index.ts';
import { actingCommand, print, printJson, say, withCaller, type ActingOptions } from '../command.ts';
import { isFile, withListFormat, writeList, type ListColumn, type ListFormat } from '../billing/list-file.ts';
import { givenMonth, givenSite } from '../given/month-and-site.ts';
import { counted, table } from '../table.ts';

interface ReconcileOptions extends ActingOptions, ListFormat {
  readonly month: string;
  readonly site?: string;
  readonly differences?: boolean;
}

/** `daybook post reconcile` */
export function reconcileCommand(): Command {
  return withListFormat(
    actingCommand(
      'reconcile',
      'Compare the postings of a service month with the ledger balances, by site and account, to 0.01.',
      'daybook post reconcile --month 2025-05 --differences',
    )
      .requiredOption('--month <month>', 'service month YYYY-MM')
      .option('--site <site>', 'only this site', givenSite)
      .option('--differences', 'only accounts that do not agree'),
  ).action(reconcile);
}

const columns: readonly ListColumn<ReconciledAccount>[] = [
  { title: 'site', kind: 'text', of: ({ site }) => site },
  { title: 'month', kind: 'month', of: ({ month }) => month },
  { title: 'account', kind: 'text', of: ({ account }) => account },
  { title: 'posted', kind: 'money', of: ({ posted }) => posted },
  { title: 'waiting', kind: 'money', of: ({ waiting }) => waiting },
  { title: 'ledger', kind: 'money', of: ({ ledger }) => ledger },
  { title: 'difference', kind: 'money', of: ({ difference }) => difference },
  { title: 'finding', kind: 'text', of: ({ finding }) => finding },
  { title: 'explanation', kind: 'text', of: ({ explanation }) => explanation },
];

async function reconcile(options: ReconcileOptions): Promise<void> {
  const chosen = { month: givenMonth(options.month), site: options.site, isExport: isFile(options) };
  const { accounts, differing } = await withCaller(options, (acting) => reconcileWithLedger(acting, chosen));
  const shownAccounts = accounts.filter(
    ({ finding }) => options.differences !== true || finding !== 'agrees',
  );
  if (differing > 0) process.exitCode = 1;
  if (options.json) return printJson(shownAccounts);
  if (isFile(options))
    return writeList(shownAccounts, columns, { noun: 'account', sheet: 'Reconciliation', format: options });
  if (shownAccounts.length > 0)
    print(
      table(
        columns.map(({ title }) => title),
        shownAccounts.map((account) => columns.map(({ of }) => of(account) ?? '')),
        columns.filter(({ kind }) => kind === 'money').map(({ title }) => title),
      ),
    );
  say(`${counted(accounts.length, 'account')} of ${chosen.month}: ${String(differing)} not as posted.`);
}
