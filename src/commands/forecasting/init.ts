import { InvalidArgumentError, type Command } from 'commander';
import { startForecast, type Beginning } from '../../forecasting/index.ts';
import { actingCommand, print, printJson, say, withCaller } from '../command.ts';
import { counted, table } from '../table.ts';
import { givenEditing, withEditing, withSite, withYear, type EditingOptions } from './asked.ts';
import { tellSaved } from './entries.ts';

interface InitOptions extends EditingOptions {
  readonly site: string;
  readonly year?: number;
  readonly version: string;
  readonly from: Beginning;
  readonly replace?: boolean;
}

/** `daybook forecast init` */
export function initCommand(): Command {
  const command = actingCommand(
    'init',
    "Start a forecast from the budget, last year's actuals or another version.",
    'daybook forecast init --site 0170 --year 2025 --from budget',
  );
  return withEditing(withYear(withSite(command)))
    .requiredOption('--from <beginning>', 'budget, last-year, or version:NAME', beginningOf)
    .option('--version <name>', 'version to start', 'working')
    .option('--replace', 'also replace existing entries')
    .action(init);
}

async function init(options: InitOptions): Promise<void> {
  const { site, year, version, from, replace = false } = options;
  const started = await withCaller(options, async (acting) => {
    const asked = { site, year, version, from, isReplacing: replace };
    return startForecast(acting, { ...asked, ...(await givenEditing(acting, options)) });
  });
  const { saved, unmapped, excluded, leftOut } = started;
  const { change, changed } = saved;
  if (options.json) return printJson({ change, changed: changed.length, unmapped, excluded, leftOut });
  tellSaved(saved);
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
  if (text === 'budget' || text === 'last-year') return { kind: text };
  throw new InvalidArgumentError('budget, last-year or version:NAME');
}
