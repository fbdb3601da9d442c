import { InvalidArgumentError, type Command } from 'commander';
import { listReviewLimits, setReviewLimits, type NewLimits } from '../../contracts/index.ts';
import { monthOfDay } from '../../kernel/month.ts';
import { withoutDollarSign, withoutPercentSign } from '../../kernel/typed-figure.ts';
import { sitesBy } from '../../warehouse/index.ts';
import { actingCommand, groupCommand, print, printJson, say, withCaller, type Acting } from '../command.ts';
import { tellEach } from '../each.ts';
import { siteFilterOf, withSites, type SitesOptions } from '../given/chosen-sites.ts';
import { givenMonth, givenSite } from '../given/month-and-site.ts';
import { todayOf } from '../given/today.ts';
import { givenTable } from '../sites/uploaded-file.ts';
import { counted, table } from '../table.ts';

/** `daybook contracts thresholds list|set` */
export function thresholdsCommand(): Command {
  const thresholds = groupCommand(
    'thresholds',
    'Review limits: the deviation beyond which the approval team reviews a statement.',
    'daybook contracts thresholds list --district "Gulf Coast"',
  );
  thresholds.addCommand(
    withSites(
      actingCommand('list', 'The limits in effect today.', 'daybook contracts thresholds list --site 0170'),
    ).action(list),
    { isDefault: true },
  );
  thresholds.addCommand(
    withSites(
      actingCommand(
        'set',
        'Set the limits of sites; each awaits approval by a second person.',
        'daybook contracts thresholds set --district "Gulf Coast" --amount 5000 --percent 12 --dry-run',
      ),
      'every contract you may see',
    )
      .option('--amount <dollars>', 'US dollars', dollars)
      .option('--percent <percent>', 'percent, 0 to 100', percentage)
      .option('--file <csv>', 'columns SITE, AMOUNT, PERCENT; a blank cell stays as it is')
      .option('--from <month>', 'first service month YYYY-MM (default: this month)')
      .option('--dry-run', 'show what would change; save nothing')
      .action(set),
  );
  return thresholds;
}

function dollars(text: string): string {
  const value = withoutDollarSign(text);
  if (!/^\d{1,8}(\.\d{1,2})?$/.test(value))
    throw new InvalidArgumentError('dollars, such as 2500 or 2,500.00');
  return value;
}

function percentage(text: string): string {
  const value = withoutPercentSign(text);
  if (!/^(100(\.0{1,2})?|\d{1,2}(\.\d{1,2})?)$/.test(value))
    throw new InvalidArgumentError('a percentage from 0 to 100, such as 12 or 12.5');
  return value;
}

async function list(options: SitesOptions): Promise<void> {
  const limits = await withCaller(options, async (acting) =>
    listReviewLimits(acting, {
      sites: await sitesOf(acting, options),
      today: await todayOf(acting, undefined),
    }),
  );
  if (options.json) return printJson(limits);
  print(
    table(
      ['site', 'customer', 'amount', 'percent'],
      limits.map(({ site, customerName, amount, percent }) => [site, customerName ?? '-', amount, percent]),
      ['amount', 'percent'],
    ),
  );
  say(`${counted(limits.length, 'contract')}.`);
}

interface SetOptions extends NewValues, SitesOptions {
  readonly file?: string;
  readonly from?: string;
  readonly all?: boolean;
  readonly dryRun?: boolean;
}

interface NewValues {
  readonly amount?: string;
  readonly percent?: string;
}

async function set(options: SetOptions, command: Command): Promise<void> {
  const isChosen = Object.keys(siteFilterOf(options)).length > 0 || options.all === true;
  if ((options.file === undefined) !== isChosen)
    command.error('error: choose sites with a filter or --all, or name them in --file');
  if (options.file === undefined && options.amount === undefined && options.percent === undefined)
    command.error('error: give --amount, --percent or both');
  const isKept = options.dryRun !== true;
  const each = await withCaller(options, async (acting) => {
    const from =
      options.from === undefined ? monthOfDay(await todayOf(acting, undefined)) : givenMonth(options.from);
    return setReviewLimits(acting, { limits: await wantedLimits(acting, options), from, isKept });
  });
  tellEach(each, options, {
    json: (done, errors) => [...done.map((one) => ({ ...one, isKept })), ...errors],
    words: (done) => {
      print(
        table(
          ['site', 'what changes'],
          done.map(({ site, changes }) => [site, changes.join('; ')]),
        ),
      );
      say(
        isKept
          ? `${counted(done.length, 'contract')} changed. Next, by a second person: daybook contracts waiting`
          : `${counted(done.length, 'contract')} would change; nothing was saved.`,
      );
    },
  });
}

async function wantedLimits(acting: Acting, options: SetOptions): Promise<NewLimits[]> {
  if (options.file !== undefined) return limitsIn(options.file);
  const { amount, percent } = options;
  const sites = await sitesOf(acting, options);
  const current = await listReviewLimits(acting, { sites, today: await todayOf(acting, undefined) });
  const listed = current.map(({ site }) => site);
  // A site named by its number is told of, also where it has no contract.
  const filter = siteFilterOf(options);
  const named = Object.keys(filter).join() === 'site' ? (filter.site ?? []) : [];
  return [...new Set([...listed, ...named])].map((site) => ({ site, amount, percent }));
}

/** The sites of a filter; null without one. */
async function sitesOf(acting: Acting, options: SitesOptions): Promise<string[] | null> {
  const filter = siteFilterOf(options);
  if (Object.keys(filter).length === 0) return null;
  return acting.caller.transaction((transaction) => sitesBy(transaction, filter));
}

async function limitsIn(file: string): Promise<NewLimits[]> {
  const { rows } = await givenTable(file, {
    title: 'review limits',
    columns: ['SITE', 'AMOUNT', 'PERCENT'],
    filled: ['SITE'],
  });
  return rows.map(({ cells }) => ({
    site: givenSite(cells['SITE'] ?? ''),
    amount: filledCell(cells['AMOUNT']),
    percent: filledCell(cells['PERCENT']),
  }));
}

function filledCell(cell: string | undefined): string | undefined {
  const text = cell?.trim() ?? '';
  return text === '' ? undefined : text;
}
