import type { Command } from 'commander';
import { contractAlongside } from '../../contracts/index.ts';
import {
  listSimilarSites,
  listSitesToTakeOn,
  onboardingColumns,
  takeSiteOn,
  takeSitesOn,
} from '../../warehouse/index.ts';
import {
  actingCommand,
  calendarDay,
  print,
  printJson,
  say,
  withCaller,
  type ActingOptions,
} from '../command.ts';
import { givenSite } from '../given/month-and-site.ts';
import { operatorOf } from '../given/operator-profile.ts';
import { todayOf } from '../given/today.ts';
import { counted, table } from '../table.ts';
import { givenTable, tellTable } from './uploaded-file.ts';

interface OnboardOptions extends ActingOptions {
  readonly emails?: string;
  readonly recipient?: string;
  readonly attention?: string;
  readonly vendor?: string;
  readonly opened?: string;
  readonly territory?: string;
  readonly from?: string;
  readonly file?: string;
  readonly dryRun?: boolean;
  readonly soundOnly?: boolean;
  readonly contract: boolean;
}

/** `daybook sites onboard` */
export function onboardCommand(): Command {
  return actingCommand(
    'onboard',
    'Onboard a site of the site list by its number, or those in a CSV; without either, list the sites to onboard.',
    'daybook sites onboard 0170 --emails payables@hotel.example --vendor V-1017 --territory "Coast North"',
  )
    .argument('[site]', 'site number', givenSite)
    .option('--emails <addresses>', 'where invoices go, with semicolons (default: the customer list)')
    .option('--recipient <name>', 'recipient on invoices')
    .option('--attention <name>', 'Attn on invoices')
    .option('--vendor <number>', 'vendor number of payables')
    .option('--opened <day>', 'first day of work (default: the site list)', calendarDay)
    .option('--territory <territory>', 'territory')
    .option('--from <day>', 'first day for which it is onboarded (default: today)', calendarDay)
    .option('--file <csv>', `CSV with ${onboardingColumns.join(', ')}; only SITE is required`)
    .option('--dry-run', 'show what each row would do; save nothing')
    .option('--no-contract', 'write no contract from the documented defaults')
    .option('--sound-only', 'save the valid rows; otherwise one fault refuses them all')
    .action(async (site: string | undefined, options: OnboardOptions, command: Command) => {
      if (site !== undefined && options.file !== undefined)
        return command.error('error: give a site or --file, not both');
      if (options.file !== undefined) return onboardFile(options.file, options);
      if (site === undefined) return tellToTakeOn(options);
      return onboardOne(site, options);
    });
}

async function onboardOne(site: string, options: OnboardOptions): Promise<void> {
  const { emails, recipient, attention, vendor, opened, territory = null } = options;
  const values = Object.fromEntries(
    Object.entries({ emails, recipient, attention, vendor, 'opened-on': opened }).map(([field, value]) => [
      field,
      value ?? null,
    ]),
  );
  const { similar, ...onboarded } = await withCaller(options, async (acting) => {
    const { keepsSiteOverrides: isKept } = await operatorOf(acting.configuration);
    const today = await todayOf(acting, undefined);
    const from = options.from ?? today;
    const alongside = options.contract ? await contractAlongside(acting) : null;
    const taken = await takeSiteOn(acting, { site, from, values, territory }, { isKept, alongside });
    return { ...taken, similar: await listSimilarSites(acting, { today, site }) };
  });
  if (options.json) return printJson({ ...onboarded, similar });
  const { name, glString, from } = onboarded;
  say(`Site ${site} ${name} is onboarded from ${from}: ledger ${glString}, invoices to ${onboarded.emails}.`);
  say(
    onboarded.contract === null
      ? `It is billed once it has a contract: daybook contracts new ${site}.`
      : `Its contract is a draft with the documented defaults: daybook contracts edit ${site} FIELD=VALUE.`,
  );
  const others = similar.map((pair) => (pair.site === site ? pair.other : pair.site));
  if (others.length > 0)
    say(
      `It may be the same customer as ${others.join(', ')}; compare them with daybook sites similar ${site}.`,
    );
}

async function onboardFile(file: string, options: OnboardOptions): Promise<void> {
  const [site, ...optional] = onboardingColumns;
  const sites = await givenTable(file, {
    title: 'sites to onboard',
    columns: [site],
    optional,
    filled: [site],
  });
  const outcome = await withCaller(options, async (acting) => {
    const { keepsSiteOverrides: isKept } = await operatorOf(acting.configuration);
    const from = options.from ?? (await todayOf(acting, undefined));
    const { dryRun = false, soundOnly = false } = options;
    const alongside = options.contract ? await contractAlongside(acting) : null;
    const manner = { isTrial: dryRun, isPartial: soundOnly, isKept, from, alongside };
    return takeSitesOn(acting, sites, manner);
  });
  tellTable(outcome, options, {
    header: ['outcome', 'name', 'from', 'invoices to', 'territory', 'contract'],
    rowOf: (one) => [
      ...[`${one.site} onboarded`, one.name, one.from, one.emails, one.territory ?? '–'],
      one.contract === null ? 'none' : 'draft',
    ],
  });
}

async function tellToTakeOn(options: ActingOptions): Promise<void> {
  const sites = await withCaller(options, async (acting) =>
    listSitesToTakeOn(acting, await todayOf(acting, undefined)),
  );
  if (options.json) return printJson(sites);
  if (sites.length === 0) return say('Every open site of the site list is onboarded.');
  const rows = sites.map(({ site, name, openedOn, general }) => [
    ...[site, name ?? '–', openedOn ?? '–', general?.glString ?? 'missing', general?.emails ?? 'missing'],
  ]);
  print(table(['site', 'name', 'opens', 'GL string', 'e-mails'], rows));
  say(`${counted(sites.length, 'site')} to onboard: daybook sites onboard SITE.`);
}
