import { Option, type Command } from 'commander';
import {
  decideSiteProforma,
  enterSiteProforma,
  listProformas,
  showProforma,
  type Proforma,
  type ProformaSource,
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
import { siteFilterOf, withSites, type SitesOptions } from '../given/chosen-sites.ts';
import { givenSite } from '../given/month-and-site.ts';
import { yearOf } from '../given/today.ts';
import { givenTable } from '../sites/uploaded-file.ts';
import { counted, table } from '../table.ts';

/** `daybook forecast proforma list|show|enter|approve|reject` */
export function proformaCommand(): Command {
  const proforma = groupCommand(
    'proforma',
    'Figures in place of the budget for a site that has none, once somebody else has approved them.',
    'daybook forecast proforma list',
  );
  for (const command of [list(), show(), enter(), decide('approve'), decide('reject')])
    proforma.addCommand(command);
  return proforma;
}

function list(): Command {
  const command = actingCommand('list', 'Proformas of sites.', 'daybook forecast proforma list --site 0829');
  return withSites(command).action(async (options: SitesOptions) => {
    const proformas = await withCaller(options, (acting) => listProformas(acting, siteFilterOf(options)));
    if (options.json) return printJson(proformas.map(jsonOf));
    if (proformas.length > 0)
      print(
        table(
          ['proforma', 'site', 'year', 'state', 'from', 'amounts', 'entered by', 'decided by', 'reason'],
          proformas.map((one) => [
            ...[one.proforma, one.site, String(one.year), one.state, one.basis, String(one.lines)],
            ...[one.enteredBy, one.decidedBy ?? '', one.reason ?? ''],
          ]),
          ['proforma', 'amounts'],
        ),
      );
    say(`${counted(proformas.length, 'proforma')}.`);
  });
}

function jsonOf({
  proforma,
  site,
  year,
  state,
  basis,
  lines,
  enteredBy,
  decidedBy,
  reason,
}: Proforma): object {
  return { proforma, site, year, state, basis, lines, entered_by: enteredBy, decided_by: decidedBy, reason };
}

function show(): Command {
  return actingCommand('show', 'The amounts of a proforma.', 'daybook forecast proforma show 3')
    .argument('<proforma>', 'its number')
    .action(async (id: string, options: ActingOptions) => {
      const { amounts, ...proforma } = await withCaller(options, (acting) => showProforma(acting, id));
      if (options.json) return printJson({ ...jsonOf(proforma), amounts });
      print(
        table(
          ['month', 'account', 'amount'],
          amounts.map(({ month, account, amount }) => [month, account, amount]),
          ['amount'],
        ),
      );
      tellOne(proforma);
    });
}

function tellOne({ proforma, site, year, state, basis, lines }: Proforma): void {
  say(
    `Proforma ${proforma} of site ${site}, ${String(year)}, is ${state}: ${counted(lines, 'amount')} of ${basis}.`,
  );
}

interface EnterOptions extends ActingOptions {
  readonly site: string;
  readonly year: string;
  readonly like?: string;
  readonly percent: string;
  readonly dryRun?: boolean;
}

function enter(): Command {
  return actingCommand(
    'enter',
    'Enter a proforma from a CSV (MONTH, ACCOUNT, AMOUNT; sign of the ledger), or from the budget of another site.',
    'daybook forecast proforma enter --site 0829 --year 2025 --like 0170 --percent 80',
  )
    .argument('[file]', 'CSV')
    .requiredOption('--site <site>', 'site number', givenSite)
    .requiredOption('--year <year>', 'calendar year')
    .addOption(new Option('--like <site>', 'take the budget of this site').argParser(givenSite))
    .option('--percent <percent>', 'this percentage of it', '100')
    .option('--dry-run', 'check it; save nothing')
    .action(async (file: string | undefined, options: EnterOptions, command: Command) => {
      const { site, like, percent, dryRun: isTrial = false } = options;
      if ((file === undefined) === (like === undefined))
        return command.error('error: give either a CSV or --like');
      const year = yearOf(options.year);
      const source = like === undefined ? await linesIn(file ?? '') : { like, percent };
      const proforma = await withCaller(options, (acting) =>
        enterSiteProforma(acting, { site, year }, { source, isTrial }),
      );
      if (options.json) return printJson({ ...jsonOf(proforma), dry_run: isTrial });
      tellOne(proforma);
      say(
        isTrial
          ? 'A dry run: nothing was saved.'
          : `Next, by someone else: daybook forecast proforma approve ${proforma.proforma}`,
      );
    });
}

async function linesIn(file: string): Promise<ProformaSource> {
  const { rows, faults } = await givenTable(file, {
    title: 'proforma',
    columns: ['MONTH', 'ACCOUNT', 'AMOUNT'],
    filled: ['MONTH', 'ACCOUNT', 'AMOUNT'],
  });
  const unread = faults.map(({ line }) => ({ month: `line ${String(line)}`, account: '', amount: '' }));
  const lines = rows.map(({ cells }) => ({
    month: cells['MONTH'] ?? '',
    account: cells['ACCOUNT'] ?? '',
    amount: cells['AMOUNT'] ?? '',
  }));
  return { file: file.split('/').at(-1) ?? file, lines: [...unread, ...lines] };
}

function decide(name: 'approve' | 'reject'): Command {
  return actingCommand(
    name,
    name === 'approve'
      ? 'Approve a proforma that somebody else entered; the P&L of the year is compared with it.'
      : 'Reject a proforma that somebody else entered, with a reason.',
    `daybook forecast proforma ${name} 3 --reason "as agreed"`,
  )
    .argument('<proforma>', 'its number')
    .action(async (id: string, options: ActingOptions) => {
      const state = name === 'approve' ? 'approved' : 'rejected';
      const proforma = await withCaller(options, (acting) => decideSiteProforma(acting, id, state));
      if (options.json) return printJson(jsonOf(proforma));
      tellOne(proforma);
    });
}
