import type { Command } from 'commander';
import { postUnitAccounts, problemRows, type UnitsOfMonth } from '../../billing/index.ts';
import { csvLineForPeople } from '../../kernel/csv.ts';
import { toText } from '../../kernel/decimal.ts';
import { writeOut } from '../../kernel/inside-folder.ts';
import { actingCommand, print, printJson, say, withCaller, type ActingOptions } from '../command.ts';
import { counted, table } from '../table.ts';
import { givenMonth } from '../given/month-and-site.ts';
import { goingOf } from '../billing/outbox-folder.ts';

interface UnitOptions extends ActingOptions {
  readonly month: string;
  readonly dryRun?: boolean;
  readonly problems?: string;
}

/** `daybook post units` */
export function postUnitsCommand(): Command {
  return actingCommand(
    'units',
    'Post vehicles, revenue and rooms of a month to the unit accounts: all or none, once.',
    'daybook post units --month 2025-05 --dry-run',
  )
    .requiredOption('--month <month>', 'service month YYYY-MM')
    .option('--dry-run', 'check and count; post nothing')
    .option('--problems <file>', 'write accounts that cannot be posted to this CSV file')
    .action(units);
}

async function units(options: UnitOptions): Promise<void> {
  const month = givenMonth(options.month);
  const isDryRun = options.dryRun === true;
  const documents = await withCaller(options, async (acting) => {
    const hears = (ofMonth: UnitsOfMonth): Promise<void> => tellProblems(ofMonth, options);
    return postUnitAccounts(acting, await goingOf(acting.configuration), { month, isDryRun, hears });
  });
  const shownDocuments = documents.map(({ documentNumber, batch, company, amount, rows }) => ({
    document: documentNumber,
    batch,
    company,
    rows: rows.length,
    total: toText(amount, 2),
  }));
  if (options.json) return printJson(shownDocuments);
  print(
    table(
      ['document', 'batch', 'company', 'rows', 'total'],
      shownDocuments.map((one) => [one.document, one.batch, one.company, String(one.rows), one.total]),
      ['rows', 'total'],
    ),
  );
  say(`${counted(shownDocuments.length, 'document')} ${isDryRun ? 'would go into' : 'in'} the outbox.`);
}

/** Accounts that stop the batch: listed before it is refused, and written where the person asked. */
async function tellProblems({ accounts, leftOut }: UnitsOfMonth, options: UnitOptions): Promise<void> {
  const [columns = [], ...rows] = problemRows(accounts);
  if (options.problems !== undefined)
    await writeOut(options.problems, [columns, ...rows].map(csvLineForPeople).join(''));
  if (rows.length > 0 && !options.json) print(table(columns, rows, ['value']));
  for (const { site, closedOn } of leftOut)
    say(`Site ${site} closed on ${closedOn}: what it reported is left out.`);
}
