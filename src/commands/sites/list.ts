import { Option, type Command } from 'commander';
import { csvLineForPeople } from '../../kernel/csv.ts';
import { listSites, type SiteRecord } from '../../warehouse/index.ts';
import { actingCommand, print, printJson, say, withCaller, type ActingOptions } from '../command.ts';
import { todayOf } from '../given/today.ts';
import { counted, table } from '../table.ts';

interface ListOptions extends ActingOptions {
  readonly district?: readonly string[];
  readonly region?: readonly string[];
  readonly territory?: readonly string[];
  readonly status?: SiteRecord['status'];
  readonly csv?: boolean;
  readonly today?: string;
}

/** `daybook sites list` */
export function listCommand(): Command {
  return actingCommand(
    'list',
    'Sites that you may see, with place, organization and managers, and general information if you may read it.',
    'daybook sites list --district Coast --csv',
  )
    .option('--district <district...>', 'only sites in these districts')
    .option('--region <region...>', 'only sites in these regions')
    .option('--territory <territory...>', 'only sites in these territories')
    .addOption(
      new Option('--status <status>', 'only these').choices(['opening', 'open', 'closed', 'not listed']),
    )
    .option('--today <day>', 'status as of this day (default: today)')
    .option('--csv', 'as CSV, with every column')
    .action(list);
}

async function list(options: ListOptions): Promise<void> {
  const all = await withCaller(options, async (acting) =>
    listSites(acting, { today: await todayOf(acting, options.today) }),
  );
  const { district, region, territory, status } = options;
  const isWanted = (codes: readonly string[] | undefined, value: string | null): boolean =>
    codes?.some((one) => one.trim().toLowerCase() === value?.toLowerCase()) ?? true;
  const sites = all.filter(
    (one) =>
      isWanted(district, one.district) &&
      isWanted(region, one.region) &&
      isWanted(territory, one.territory) &&
      (status === undefined || one.status === status),
  );
  if (options.json) return printJson(sites);
  if (options.csv) return print(csvOf(sites));
  if (sites.length === 0) return say('No matching sites.');
  const rows = sites.map((one) => [
    ...[one.site, one.name ?? '–', one.status, one.city ?? '–', one.state ?? '–', one.district ?? '–'],
    ...[one.region ?? '–', one.districtManager ?? '–', one.accountManager ?? '–'],
    ...[one.general === null ? 'not for you' : (one.general.glString ?? 'missing')],
  ]);
  const header = ['site', 'name', 'status', 'city', 'state', 'district', 'region', 'district manager'];
  print(table([...header, 'account manager', 'GL string'], rows));
  say(`${counted(sites.length, 'site')}; daybook sites show SITE says where each value comes from.`);
}

const columns = [
  ['site', ({ site }) => site],
  ['name', ({ name }) => name],
  ['status', ({ status }) => status],
  ['street_address', ({ streetAddress }) => streetAddress],
  ['city', ({ city }) => city],
  ['state', ({ state }) => state],
  ['zip', ({ zip }) => zip],
  ['rooms', ({ rooms }) => rooms],
  ['spaces', ({ spaces }) => spaces],
  ['opened_on', ({ openedOn }) => openedOn],
  ['closed_on', ({ closedOn }) => closedOn],
  ['district', ({ district }) => district],
  ['district_manager', ({ districtManager }) => districtManager],
  ['account_manager', ({ accountManager }) => accountManager],
  ['region', ({ region }) => region],
  ['territory', ({ territory }) => territory],
  ['legal_entity', ({ legalEntity }) => legalEntity],
  ['pl_category', ({ plCategory }) => plCategory],
  ['cog_segment', ({ cogSegment }) => cogSegment],
  ['business_segment', ({ businessSegment }) => businessSegment],
  ['contract_type', ({ contractType }) => contractType],
  ['gl_string', ({ general }) => general?.glString],
  ['emails', ({ general }) => general?.emails],
  ['recipient', ({ general }) => general?.recipient],
  ['attention', ({ general }) => general?.attention],
  ['vendor', ({ general }) => general?.vendor],
] as const satisfies readonly (readonly [string, (site: SiteRecord) => string | null | undefined])[];

function csvOf(sites: readonly SiteRecord[]): string {
  const rows = sites.map((site) => columns.map(([, valueOf]) => valueOf(site) ?? ''));
  return [columns.map(([name]) => name), ...rows].map(csvLineForPeople).join('').trimEnd();
}
