import { InvalidArgumentError, type Command } from 'commander';
import { startForecasts, type Beginning, type StartedForecast } from '../../forecasting/index.ts';
import { actingCommand, print, say, withCaller } from '../command.ts';
import { tellEach } from '../each.ts';
import { siteFilterOf, withSites, type SitesOptions } from '../given/chosen-sites.ts';
import { counted, table } from '../table.ts';
import { givenEditing, withEditing, withYear, type EditingOptions } from './request-options.ts';
import { tellSaved } from './entries.ts';

type InitOptions = EditingOptions &
  SitesOptions & {
    readonly all?: boolean;
    readonly year?: number;
    readonly version: string;
    readonly from: Beginning;
    readonly replace?: boolean;
    readonly dryRun?: boolean;
  };

/** `daybook forecast init` */
export function initCommand(): Command {
  const command = actingCommand(
    'init',
    "Start forecasts from the budget, last year's actuals or another version, each site for itself.",
    'daybook forecast init --district "District 01" --year 2026 --from budget --dry-run',
  );
  return withEditing(withYear(withSites(command, 'every site you may see')))
    .requiredOption('--from <beginning>', 'budget, prior-year, or version:NAME', beginningOf)
    .option('--version <name>', 'version to start', 'working')
    .option('--replace', 'also replace existing entries')
    .option('--dry-run', 'show what would change; save nothing')
    .action(init);
}

async function init(options: InitOptions, command: Command): Promise<void> {
  const { year, version, from, replace = false, dryRun = false } = options;
  const filter = siteFilterOf(options);
  if (Object.keys(filter).length === 0 && options.all !== true)
    return command.error('error: choose sites, such as --site 0170 or --district "District 01", or --all');
  const each = await withCaller(options, async (acting) => {
    const request = { year, version, from, isReplacing: replace, isTrial: dryRun };
    return startForecasts(acting, filter, { ...request, ...(await givenEditing(acting, options)) });
  });
  const isOne = filter.site?.length === 1;
  const [only] = each.refused;
  if (isOne && only !== undefined) throw only.refusal;
  tellEach(each, options, {
    json: (done, errors) => {
      const started = done.map(jsonOf);
      return isOne && started.length === 1 ? started[0] : [...started, ...errors];
    },
    words: (done) => {
      const [first] = done;
      if (isOne && first !== undefined) tellOne(first, dryRun);
      else tellAll(done, dryRun);
    },
  });
}

function jsonOf({ site, saved, unmapped, excluded, leftOut }: StartedForecast): Record<string, unknown> {
  const { change, changed } = saved;
  return { site, change, changed: changed.length, unmapped, excluded, leftOut };
}

function tellAll(done: readonly StartedForecast[], isTrial: boolean): void {
  const header = ['site', 'change', 'values', 'job profiles to review', 'left out'];
  const rows = done.map(({ site, saved, unmapped, leftOut }) => [
    ...[site, saved.change ?? '–', String(saved.changed.length), String(unmapped.length)],
    String(leftOut.length),
  ]);
  print(table(header, rows, header.slice(2)));
  const values = done.reduce((count, { saved }) => count + saved.changed.length, 0);
  say(
    `${counted(values, 'value')} at ${counted(done.length, 'site')}` +
      (isTrial ? '; a dry run, nothing was saved.' : '. A running server updates the P&L.'),
  );
}

function tellOne({ site, saved, unmapped, excluded, leftOut }: StartedForecast, isTrial: boolean): void {
  if (isTrial) say(`${counted(saved.changed.length, 'value')} would be entered; nothing was saved.`);
  else tellSaved(saved);
  for (const { jobProfile, hours, cost } of excluded)
    say(
      `Left out: job profile ${jobProfile}, ${hours.toString()} hours and ${cost.toString()} of cost ` +
        'in the year.',
    );
  if (unmapped.length > 0) {
    say(
      `To review: ${counted(unmapped.length, 'job profile')} in the payroll budget of site ${site} without a job ` +
        'code; their money stays in payroll. Map them: `daybook jobs map PROFILE --to CODE`.',
    );
    const rows = unmapped.map((one) => [one.jobProfile, one.hours.toString(), one.cost.toString()]);
    print(table(['job profile', 'hours', 'cost'], rows, ['hours', 'cost']));
  }
  for (const { name, cause } of leftOut) say(`Left out: ${name} ${cause}.`);
}

function beginningOf(text: string): Beginning {
  const [, name] = /^version:(.+)$/.exec(text) ?? [];
  if (name !== undefined) return { kind: 'version', name };
  if (text === 'budget' || text === 'prior-year') return { kind: text };
  throw new InvalidArgumentError('budget, prior-year or version:NAME');
}
