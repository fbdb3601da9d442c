import type { Command } from 'commander';
import {
  disableUser,
  enableUser,
  endDormantAccess,
  reportUsage,
  rolesToType,
  roleTitles,
  restoreWithheldRole,
  type PersonInUse,
  type RoleInUse,
} from '../../platform/security/index.ts';
import {
  actingCommand,
  configurationOf,
  print,
  printJson,
  say,
  wholeNumber,
  withCaller,
  type ActingOptions,
} from '../command.ts';
import { isFile, withListFormat, writeList, type ListColumn, type ListFormat } from '../billing/list-file.ts';
import { counted, minuteText, table } from '../table.ts';

/** `daybook users usage|dormant|disable|enable|restore` */
export function addPeopleInUse(users: Command): void {
  users.addCommand(
    withListFormat(
      actingCommand(
        'usage',
        'How many people in each role use Daybook, and who did so last and when; a file lists everybody.',
        'daybook users usage --role accountManager --csv',
      )
        .option('--role <role>', 'only people who hold this role today')
        .option('--people', 'every person instead of counts by role'),
    ).action(usage),
  );
  users.addCommand(
    actingCommand(
      'dormant',
      'Who has not signed in for long and will be disabled by the server; --disable does it now.',
      'daybook users dormant',
    )
      .option('--days <days>', 'days without signing in (default: DAYBOOK_DORMANT_DAYS, 90)', wholeNumber(1))
      .option('--disable', 'disable them now')
      .action(dormant),
  );
  users.addCommand(
    actingCommand(
      'disable',
      'Disable a person at once: sessions and keys end.',
      'daybook users disable rita@company.example --reason "left the company"',
    )
      .argument('<person>', 'user name')
      .action(disable),
  );
  users.addCommand(
    actingCommand(
      'enable',
      'Enable a person who was disabled by hand or for not signing in.',
      'daybook users enable rita@company.example --reason "back from leave"',
    )
      .argument('<person>', 'user name')
      .action(enable),
  );
  users.addCommand(
    actingCommand(
      'restore',
      'Give a person back a Workday role that an access review ended.',
      'daybook users restore amos@company.example accountManager --reason "is back at the site"',
    )
      .argument('<person>', 'user name')
      .argument('<role>', 'role')
      .action(restore),
  );
}

const roleColumns: readonly ListColumn<RoleInUse>[] = [
  { title: 'role', kind: 'text', of: ({ role }) => role },
  { title: 'people', kind: 'quantity', of: ({ people }) => String(people) },
  { title: 'active', kind: 'quantity', of: ({ active }) => String(active) },
  { title: 'inactive', kind: 'quantity', of: ({ inactive }) => String(inactive) },
  { title: 'dormant', kind: 'quantity', of: ({ dormant: quiet }) => String(quiet) },
  { title: 'never seen', kind: 'quantity', of: ({ neverSeen }) => String(neverSeen) },
  { title: 'last seen at', kind: 'text', of: ({ lastSeenAt }) => instantShown(lastSeenAt) },
];

const peopleColumns: readonly ListColumn<PersonInUse>[] = [
  { title: 'person', kind: 'text', of: ({ userId }) => userId },
  { title: 'name', kind: 'text', of: ({ displayName }) => displayName },
  { title: 'from', kind: 'text', of: ({ origin }) => origin },
  { title: 'roles', kind: 'text', of: ({ roles }) => roles.join(', ') },
  { title: 'sites', kind: 'quantity', of: ({ sites }) => (sites === 0 ? null : String(sites)) },
  { title: 'last seen at', kind: 'text', of: ({ lastSeenAt }) => instantShown(lastSeenAt) },
  { title: 'quiet days', kind: 'quantity', of: ({ quietDays }) => String(quietDays) },
  { title: 'standing', kind: 'text', of: ({ standing }) => standing },
];

function instantShown(instant: string | null): string {
  return instant === null ? 'never' : minuteText(instant);
}

interface UsageOptions extends ActingOptions, ListFormat {
  readonly role?: string;
  readonly people?: boolean;
}

async function usage(options: UsageOptions): Promise<void> {
  const { dormantDays } = configurationOf(options);
  const filter = { dormantDays, role: options.role, isExport: isFile(options) };
  const { roles, people } = await withCaller(options, (acting) => reportUsage(acting, filter));
  if (options.json) return printJson({ roles, people });
  if (isFile(options))
    return writeList(people, peopleColumns, { noun: 'person', sheet: 'Usage', format: options });
  if (people.length === 0) return say('No matching people.');
  if (options.people === true) show(people, peopleColumns);
  else show(roles, roleColumns);
}

function show<Row>(rows: readonly Row[], columns: readonly ListColumn<Row>[]): void {
  const titles = columns.map(({ title }) => title);
  const figures = columns.filter(({ kind }) => kind === 'quantity').map(({ title }) => title);
  print(
    table(
      titles,
      rows.map((row) => columns.map(({ of }) => of(row) ?? '')),
      figures,
    ),
  );
}

async function dormant(
  options: ActingOptions & { readonly days?: number; readonly disable?: boolean },
): Promise<void> {
  const dormantDays = options.days ?? configurationOf(options).dormantDays;
  const isReal = options.disable === true;
  const { people, titles } = await withCaller(options, async (acting) => ({
    people: await endDormantAccess(acting, { dormantDays, isReal }),
    titles: await roleTitles(acting.database),
  }));
  if (options.json) return printJson(people);
  if (people.length === 0) return say(`Nobody has been away for more than ${counted(dormantDays, 'day')}.`);
  print(
    table(
      ['person', 'roles', 'last seen at', 'quiet days'],
      people.map(({ userId, roles, lastSeenAt, quietDays }) => [
        ...[userId, rolesToType(roles, titles), instantShown(lastSeenAt), String(quietDays)],
      ]),
      ['quiet days'],
    ),
  );
  say(`${isReal ? 'Disabled' : 'To be disabled'}: ${counted(people.length, 'account')}.`);
}

async function disable(person: string, options: ActingOptions): Promise<void> {
  await withCaller(options, (acting) => disableUser(acting, person));
  if (options.json) printJson({ person, isEnabled: false });
  else say(`${person} is disabled.`);
}

async function enable(person: string, options: ActingOptions): Promise<void> {
  await withCaller(options, (acting) => enableUser(acting, person));
  if (options.json) printJson({ person, isEnabled: true });
  else say(`${person} is enabled.`);
}

async function restore(person: string, role: string, options: ActingOptions): Promise<void> {
  await withCaller(options, (acting) => restoreWithheldRole(acting, person, role));
  if (options.json) printJson({ person, role });
  else say(`${person} has ${role} again, as Workday says.`);
}
