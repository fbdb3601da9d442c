import { Option, type Command } from 'commander';
import {
  listJobProfiles,
  mapJobProfile,
  unmapJobProfile,
  type ListedProfile,
} from '../../forecasting/index.ts';
import { csvLineForPeople } from '../../kernel/csv.ts';
import { givenSite } from '../given/month-and-site.ts';
import { actingCommand, print, printJson, say, withCaller, type ActingOptions } from '../command.ts';
import { withYear, yearOf } from '../forecasting/request-options.ts';
import { todayOf } from '../given/today.ts';
import { counted, grouped, table } from '../table.ts';
import { givenCode } from './codes.ts';

interface ProfilesOptions extends ActingOptions {
  readonly site?: readonly string[];
  readonly year?: number;
  readonly review?: boolean;
  readonly csv?: boolean;
}

interface MapOptions extends ActingOptions {
  readonly site?: readonly string[];
  readonly to?: readonly string[];
  readonly none?: boolean;
}

/** `daybook jobs profiles|map|unmap` */
export function profileCommands(): Command[] {
  const profiles = withYear(
    actingCommand(
      'profiles',
      'Job profiles of the payroll budget, the codes they map to and why; with sites, months and dollars.',
      'daybook jobs profiles --review --year 2025',
    ),
  )
    .option('--site <site...>', 'only these sites')
    .option('--review', 'only unmapped profiles, which need a decision')
    .option('--csv', 'as CSV')
    .action(list);
  const map = actingCommand(
    'map',
    'Map a profile to job codes, at some sites or at all that use one of them.',
    'daybook jobs map "DOOR PERSON" --to DOOR',
  )
    .argument('<profile>', 'job profile, as named in the payroll budget')
    .option('--to <code...>', 'job codes; several share the budget by active employees')
    .addOption(new Option('--none', 'leave its budget without a job code').conflicts('to'))
    .option('--site <site...>', 'only at these sites; overrides the mapping for all sites')
    .action(decide);
  const unmap = actingCommand(
    'unmap',
    'Withdraw a mapping; the rules apply again.',
    'daybook jobs unmap "DOOR PERSON"',
  )
    .argument('<profile>', 'job profile')
    .option('--site <site...>', 'mapping for these sites (default: for all sites)')
    .action(withdraw);
  return [profiles, map, unmap];
}

const columns = ['job_profile', 'job_codes', 'by', 'sites', 'months', 'hours', 'cost'];
const titles = columns.map((column) => column.replace('_', ' '));

async function list(options: ProfilesOptions): Promise<void> {
  const sites = options.site?.map(givenSite) ?? null;
  const { year, all } = await withCaller(options, async (acting) => {
    const today = await todayOf(acting, undefined);
    const request = { sites, year: options.year ?? yearOf(today), asOf: today };
    return { year: request.year, all: await listJobProfiles(acting, request) };
  });
  const shown = all.filter(({ rule }) => options.review !== true || rule === 'to review');
  if (options.json) return printJson(shown.map(jsonOf));
  if (options.csv)
    return print(
      [columns, ...shown.map((one) => rowOf(one, false))].map(csvLineForPeople).join('').trimEnd(),
    );
  if (shown.length === 0)
    return say(
      options.review === true && all.length > 0
        ? `Every job profile in the payroll budget of ${String(year)} has job codes.`
        : `There is no payroll budget of ${String(year)} by job profile; choose another year with --year.`,
    );
  print(
    table(
      titles,
      shown.map((one) => rowOf(one, true)),
      ['hours', 'cost'],
    ),
  );
  const next = options.review === true ? '; decide with daybook jobs map PROFILE --to CODE' : '';
  say(`${counted(shown.length, 'row')} of the payroll budget of ${String(year)}${next}.`);
}

/** Sites that are named before a count takes their place. */
const sitesNamed = 6;

function rowOf({ profile, jobCodes, rule, ...one }: ListedProfile, isForPeople: boolean): string[] {
  const { sites, months, hours, cost } = one;
  const named = sites.slice(0, isForPeople ? sitesNamed : sites.length).join(' ');
  const more =
    isForPeople && sites.length > sitesNamed ? ` and ${String(sites.length - sitesNamed)} more` : '';
  const span = `${months[0] ?? ''} to ${months.at(-1) ?? ''}`;
  const figure = (value: string): string => (isForPeople ? grouped(value) : value);
  return [
    ...[profile, isForPeople && jobCodes.length === 0 ? '-' : jobCodes.join(' '), rule, `${named}${more}`],
    ...[months.length === 1 ? (months[0] ?? '') : span, figure(hours.toString()), figure(cost.toString())],
  ];
}

function jsonOf({ profile, jobCodes, rule, sites, months, hours, cost }: ListedProfile): object {
  return {
    job_profile: profile,
    job_codes: jobCodes,
    by: rule,
    sites,
    months,
    hours: hours.toString(),
    cost: cost.toString(),
  };
}

async function decide(profile: string, options: MapOptions, command: Command): Promise<void> {
  const { to, none } = options;
  if (to === undefined && none !== true)
    return command.error('error: give job codes with --to, or use --none');
  const codes = (to ?? []).map(givenCode);
  const where = await withCaller(options, (acting) =>
    mapJobProfile(acting, placeOf(profile, options), codes),
  );
  if (options.json) return printJson({ job_profile: where.profile, sites: where.sites, job_codes: codes });
  const stands = codes.length === 0 ? 'has no job code' : `maps to ${codes.join(', ')}`;
  say(
    `${where.profile} ${stands} at ${where.sites?.join(', ') ?? 'all sites'}. ` +
      'A running server updates the P&L; otherwise the next daybook pnl does.',
  );
}

async function withdraw(profile: string, options: MapOptions): Promise<void> {
  const where = await withCaller(options, (acting) => unmapJobProfile(acting, placeOf(profile, options)));
  if (options.json) return printJson({ job_profile: where.profile, sites: where.sites });
  say(`The mapping of ${where.profile} for ${where.sites?.join(', ') ?? 'all sites'} is withdrawn.`);
}

function placeOf(profile: string, { site }: MapOptions): { profile: string; sites: string[] | null } {
  return { profile, sites: site?.map(givenSite) ?? null };
}
