import { InvalidArgumentError, type Command } from 'commander';
import { initialEntries, saveEntries, type Beginning, type Initial } from '../../forecasting/index.ts';
import { refusal } from '../../kernel/errors.ts';
import { takenUpAgain } from '../../platform/database/index.ts';
import { actingCommand, print, printJson, say, withCaller } from '../command.ts';
import { counted, table } from '../table.ts';
import { requireEditing, withEditing, withSite, withYear, yearOf, type EditingOptions } from './asked.ts';
import { dayOfChange } from './given-time.ts';
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
  const { site, version, from, reason = null } = options;
  const begun = await withCaller(options, async (acting) => {
    const { caller, database, person } = acting;
    await requireEditing(caller, site, options.edit);
    const today = await dayOfChange(acting, options.today);
    const wanted = { site, year: options.year ?? yearOf(today), version };
    const initial = await database.transaction((transaction) =>
      initialEntries(transaction, wanted, from, { today, isReplacing: options.replace === true }),
    );
    requireBeginning(initial, { site, from, year: wanted.year, today });
    const more = { action: 'initialise', savedBy: person.userId, seen: null } as const;
    const saved = await database.transaction(
      (transaction) =>
        saveEntries(transaction, { ...wanted, ...more, reason, today, entries: initial.entries }),
      takenUpAgain,
    );
    return { ...initial, saved };
  });
  const { saved, leftOut } = begun;
  const [unmapped, excluded] = [begun.unmapped.map(profileRow), begun.excluded.map(profileRow)];
  if (options.json) {
    const { changeId, changed } = saved;
    return printJson({ change: changeId, changed: changed.length, unmapped, excluded, left_out: leftOut });
  }
  tellSaved(saved, true);
  for (const one of excluded)
    say(`Left out: job profile ${one.job_profile}, ${one.hours} hours and ${one.cost} of cost in the year.`);
  if (unmapped.length > 0) {
    say(
      `To review: ${counted(unmapped.length, 'job profile')} in the payroll budget of site ${site} without a job ` +
        'code; their money stays in payroll. Map them: `daybook jobs map PROFILE --to CODE`.',
    );
    const rows = unmapped.map((one) => [one.job_profile, one.hours, one.cost]);
    print(table(['job profile', 'hours', 'cost'], rows, ['hours', 'cost']));
  }
  for (const { name, cause } of leftOut) say(`Left out: ${name} ${cause}.`);
}

/** Refuses with FORECASTING_NOTHING_TO_BEGIN where there is nothing, or nothing that could still be entered. */
function requireBeginning(
  { offered, unmapped }: Initial,
  { site, from, year, today }: { site: string; from: Beginning; year: number; today: string },
): void {
  if (offered.entries > offered.locked || unmapped.length > 0) return;
  const cause = offered.entries === 0 ? 'it is empty' : `all of it is before ${today} and read-only`;
  const source =
    from.kind === 'version' ? `version ${from.name}` : from.kind === 'budget' ? 'the budget' : 'last year';
  throw refusal('FORECASTING_NOTHING_TO_BEGIN', { site, year: String(year), source, cause });
}

function profileRow({ profile, hours, cost }: Initial['unmapped'][number]): {
  job_profile: string;
  hours: string;
  cost: string;
} {
  return { job_profile: profile, hours: hours.toString(), cost: cost.toString() };
}

function beginningOf(text: string): Beginning {
  const [, name] = /^version:(.+)$/.exec(text) ?? [];
  if (name !== undefined) return { kind: 'version', name };
  if (text === 'budget' || text === 'last-year') return { kind: text };
  throw new InvalidArgumentError('budget, last-year or version:NAME');
}
