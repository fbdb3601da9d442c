import type { Command } from 'commander';
import {
  clauseFields,
  clauseFieldWords,
  clauseKinds,
  clausePlace,
  clauseWords,
  endAgreedClause,
  enterClause,
  listClauses,
} from '../../contracts/index.ts';
import type { Month } from '../../kernel/month.ts';
import {
  actingCommand,
  groupCommand,
  print,
  printJson,
  say,
  withCaller,
  type ActingOptions,
} from '../command.ts';
import { counted, table } from '../table.ts';
import { givenMonth, givenSite } from '../given/month-and-site.ts';

/** `daybook contracts clauses list|add|end` */
export function clausesCommand(): Command {
  const clauses = groupCommand(
    'clauses',
    'Contract terms beyond the export: caps, minimums, steps, thresholds, escalations.',
    'daybook contracts clauses list --site 0170',
  );
  clauses.addCommand(
    actingCommand(
      'list',
      'Current clauses, and those awaiting approval.',
      'daybook contracts clauses list --site 0170 --month 2025-05',
    )
      .option('--site <site>', 'site number (default: all that you may see)')
      .option('--month <month>', 'only those in effect in this service month, YYYY-MM')
      .action(list),
    { isDefault: true },
  );
  const add = actingCommand(
    'add',
    'Enter a clause for a second person to approve; --reason cites the agreement.',
    'daybook contracts clauses add --site 0170 --kind cap --component profit-share --amount 4000 --from 2025-05 ' +
      '--reason "amendment 2"',
  )
    .requiredOption('--site <site>', 'site number')
    .requiredOption('--kind <kind>', clauseKinds.join(', '))
    .requiredOption('--from <month>', 'first service month, YYYY-MM')
    .option('--through <month>', 'last service month, YYYY-MM (default: none)');
  for (const field of clauseFields) {
    const { stands, hint } = clauseFieldWords[field];
    add.option(`--${field} <${stands}>`, hint);
  }
  clauses.addCommand(add.addHelpText('after', kindsHelp).action(enter));
  clauses.addCommand(
    actingCommand(
      'end',
      'End a clause after a month, or withdraw it; its history stays on record.',
      'daybook contracts clauses end --site 0170 --clause 3 --through 2025-12',
    )
      .requiredOption('--site <site>', 'site number')
      .requiredOption('--clause <number>', 'clause number, as listed')
      .option(
        '--through <month>',
        'last service month, YYYY-MM; without it, the clause counts as never agreed',
      )
      .action(end),
  );
  return clauses;
}

const kindsHelp = `
Kinds:
  cap, minimum      --component --amount [--per]      of all lines of a component; grows each year with
                    [--percent] [--index]             --percent, --index, or --combine max|min of both
  rate-steps        --component --steps [--row]       a rate from a contract year on, or what is added to it
  room-threshold    --amount [--row]                  first limit of a revenue share: rooms of the month × amount
  weekly-quantity   --amount [--jobs]                 labor hours are billed above these hours of a week
  shared-tiers      --set [--row]                     a revenue share whose tiers several sites fill together
  escalation        --component --escalates-in        by --amount (money, or points of a percentage), --percent,
                    [--row] [--tier]                  --index, or --combine max|min of both; of revenue-share
                                                      and profit-share the limits escalate`;

interface ListOptions extends ActingOptions {
  readonly site?: string;
  readonly month?: string;
}

async function list(options: ListOptions): Promise<void> {
  const month = options.month === undefined ? null : givenMonth(options.month);
  const sites = options.site === undefined ? undefined : [givenSite(options.site)];
  const clauses = await withCaller(options, (acting) => listClauses(acting, { month, sites }));
  if (options.json) return printJson(clauses);
  if (clauses.length === 0) return say('No such clause that you may see.');
  print(
    table(
      ['clause', 'site', 'state', 'kind', 'component', 'says', 'from', 'through', 'agreed'],
      clauses.map((one) => [
        ...[one.clause_id, one.site_id, one.state, one.kind, clausePlace(one), clauseWords(one)],
        ...[one.from_month, one.through_month ?? '-', one.reason],
      ]),
    ),
  );
  say(`${counted(clauses.length, 'clause')}.`);
}

interface EnterOptions extends ActingOptions {
  readonly site: string;
  readonly kind: string;
  readonly from: string;
  readonly through?: string;
}

async function enter(options: EnterOptions, command: Command): Promise<void> {
  const typed = command.opts<Record<string, string | undefined>>();
  const fields = Object.fromEntries(
    clauseFields.flatMap((field) => {
      const value = typed[field.replaceAll(/-(\w)/g, (_found, letter: string) => letter.toUpperCase())];
      return value === undefined ? [] : [[field, value]];
    }),
  );
  const newClause = {
    site: givenSite(options.site),
    kind: options.kind,
    given: fields,
    reason: options.reason ?? '',
    from: givenMonth(options.from),
    through: lastMonthOf(options),
  };
  const entered = await withCaller(options, (acting) => enterClause(acting, newClause));
  if (options.json) return printJson(entered);
  say(
    `Clause ${entered.clause ?? ''} of site ${newClause.site} is in effect from ${newClause.from}, ` +
      secondPerson(newClause.site),
  );
  tellAnew(entered.workedOutAnew);
}

/** Increases that were applied are recalculated once the clause counts, or counts no longer. */
function tellAnew(months: readonly Month[]): void {
  if (months.length > 0)
    say(`Increases applied in ${months.join(', ')} are then recalculated: daybook contracts escalations`);
}

function lastMonthOf({ through }: { readonly through?: string }): ReturnType<typeof givenMonth> | null {
  return through === undefined ? null : givenMonth(through);
}

function secondPerson(site: string): string {
  return `once a second person approves it: daybook contracts waiting --site ${site}`;
}

interface EndOptions extends ActingOptions {
  readonly site: string;
  readonly clause: string;
  readonly through?: string;
}

async function end(options: EndOptions): Promise<void> {
  const [site, through] = [givenSite(options.site), lastMonthOf(options)];
  const ending = { site, clauseId: options.clause, through };
  const { clause, workedOutAnew } = await withCaller(options, (acting) => endAgreedClause(acting, ending));
  if (options.json) return printJson({ clause, workedOutAnew });
  say(
    clause === null
      ? `Clause ${options.clause} of site ${site} is withdrawn, ${secondPerson(site)}`
      : `Clause ${clause} of site ${site}, ${options.clause} until now, is in effect through ${through ?? ''}, ` +
          secondPerson(site),
  );
  tellAnew(workedOutAnew);
}
