import { userInfo } from 'node:os';
import { InvalidArgumentError, type Command } from 'commander';
import { refusal } from '../../kernel/errors.ts';
import {
  addPerson,
  addUser,
  assignRole,
  calledRoles,
  grantRole,
  listPeople,
  listUsers,
  machinePerson,
  mapMachineUser,
  mapUserOfMachine,
  readUser,
  removeRole,
  rolesText,
  rolesToType,
  roleTitles,
  type Place,
} from '../../platform/security/index.ts';
import {
  actingCommand,
  configurationOf,
  daybookCommand,
  groupCommand,
  print,
  printJson,
  say,
  withCaller,
  withDatabase,
  type ActingOptions,
  type CommonOptions,
} from '../command.ts';
import { table } from '../table.ts';
import { addPeopleInUse } from './users-in-use.ts';

/** `daybook users [list|show|add|grant|end|map|first|usage|dormant|disable|enable]` */
export function usersCommand(): Command {
  const users = groupCommand(
    'users',
    'People, their roles and their sites.',
    'daybook users show amos.account@demo.invalid',
  );
  users.addCommand(
    actingCommand('list', 'People who may sign in.', 'daybook users list --role districtManager')
      .option('--role <role>', 'only people who hold this role today')
      .option('--all', 'also disabled people and people without a role')
      .action(list),
    { isDefault: true },
  );
  users.addCommand(
    actingCommand('show', 'One person, with roles and sites.', 'daybook users show amos.account@demo.invalid')
      .argument('<person>', 'user name')
      .action(show),
  );
  addChanges(users);
  addPeopleInUse(users);
  return users;
}

/** The commands that change people and roles. */
function addChanges(users: Command): void {
  users.addCommand(
    actingCommand(
      'add',
      'Add a person who is not in Workday, or a service.',
      'daybook users add rita@company.example --name "Rita Vice" --reason "new vice president"',
    )
      .argument('<person>', 'user name')
      .option('--name <name>', 'display name')
      .option('--service', 'an integration, not a person')
      .action(add),
  );
  users.addCommand(
    actingCommand(
      'grant',
      'Assign a role above district manager, or in billing, finance, administration or audit.',
      'daybook users grant rita@company.example regionalVp --region East --reason "took over from Rhea"',
    )
      .argument('<person>', 'user name')
      .argument('<role>', 'role')
      .option('--site <site>', 'for this site only')
      .option('--district <district>', 'for this district only')
      .option('--region <region>', 'for this region only')
      .option('--until <day>', 'first day on which it no longer applies', day)
      .action(grant),
  );
  users.addCommand(
    actingCommand(
      'end',
      'Remove a role.',
      'daybook users end rita@company.example regionalVp --reason "left"',
    )
      .argument('<person>', 'user name')
      .argument('<role>', 'role')
      .action(end),
  );
  users.addCommand(
    actingCommand(
      'map',
      'Map a user of this machine to a person.',
      'daybook users map deploy --to rita@company.example',
    )
      .argument('<user>', 'operating system user')
      .requiredOption('--to <person>', 'user name')
      .action(map),
  );
  users.addCommand(
    daybookCommand(
      'first',
      'Make yourself the first administrator of a new installation.',
      'daybook users first ada@company.example',
    )
      .argument('<person>', 'user name')
      .action(first),
  );
}

function day(text: string): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) throw new InvalidArgumentError('a day, YYYY-MM-DD');
  return text;
}

async function list(
  options: ActingOptions & { readonly role?: string; readonly all?: boolean },
): Promise<void> {
  const { all, titles } = await withCaller(options, async (acting) => ({
    all: await listUsers(acting),
    titles: await roleTitles(acting.database),
  }));
  const people = all.filter(
    ({ isEnabled, roles }) =>
      (options.all === true || (isEnabled && roles.length > 0)) &&
      (options.role === undefined || roles.includes(options.role)),
  );
  if (options.json) return printJson(people);
  if (people.length === 0) return say('No matching people.');
  const rows = people.map((person) => [
    person.userId,
    person.displayName ?? '',
    rolesToType(person.roles, titles),
    person.sites === 0 ? '' : String(person.sites),
    person.origin,
    person.isEnabled ? '' : (person.disabledReason ?? ''),
  ]);
  print(table(['person', 'name', 'roles', 'sites', 'from', 'disabled'], rows, ['sites']));
}

async function show(user: string, options: ActingOptions): Promise<void> {
  const { sites, titles, ...person } = await withCaller(options, async (acting) => ({
    ...(await readUser(acting, user)),
    titles: await roleTitles(acting.database),
  }));
  if (options.json) return printJson({ ...person, sites });
  const rows = [
    ['person', `${person.userId} (${person.origin}, number ${person.personId})`],
    ['name', person.displayName ?? '-'],
    ['may sign in', person.isEnabled ? 'yes' : `no: ${person.disabledReason ?? ''}`],
    ['last seen', person.lastSeenAt ?? 'never'],
    ['roles', person.roles.length === 0 ? 'none' : rolesToType(person.roles, titles)],
    ...sites.map(({ role, sites: numbers }) => [`sites as ${rolesText([role], titles)}`, numbers.join(', ')]),
  ];
  print(table(['field', 'value'], rows));
}

async function add(
  user: string,
  options: ActingOptions & { readonly name?: string; readonly service?: boolean },
): Promise<void> {
  const added = { userId: user, displayName: options.name ?? null, isService: options.service === true };
  const personId = await withCaller(options, (acting) => addUser(acting, added));
  if (options.json) printJson({ personId });
  else say(`${user} was added; assign a role with: daybook users grant ${user} <role> --reason …`);
}

interface GrantOptions extends ActingOptions {
  readonly site?: string;
  readonly district?: string;
  readonly region?: string;
  readonly until?: string;
}

function placeOf({ site, district, region }: GrantOptions): Place | undefined {
  if (site !== undefined) return { kind: 'site', name: site };
  if (district !== undefined) return { kind: 'district', name: district };
  return region === undefined ? undefined : { kind: 'region', name: region };
}

async function grant(user: string, role: string, options: GrantOptions): Promise<void> {
  const granted = { userId: user, role, place: placeOf(options), until: options.until };
  const title = await withCaller(options, async (acting) => {
    await grantRole(acting, granted);
    return calledRoles(acting.database, [role]);
  });
  if (options.json) printJson({ user, role });
  else say(`${user} is now ${title}. Open sessions of that person have ended.`);
}

async function end(user: string, role: string, options: ActingOptions): Promise<void> {
  const title = await withCaller(options, async (acting) => {
    await removeRole(acting, user, role);
    return calledRoles(acting.database, [role]);
  });
  if (options.json) printJson({ user, role });
  else say(`${user} is no longer ${title}. Open sessions of that person have ended.`);
}

async function map(machineUser: string, options: ActingOptions & { readonly to: string }): Promise<void> {
  await withCaller(options, (acting) => mapUserOfMachine(acting, machineUser, options.to));
  if (options.json) printJson({ machineUser, person: options.to });
  else say(`On this machine ${machineUser} acts as ${options.to}.`);
}

/** Only while nobody administers: whoever reaches the database as its owner could do the same by hand. */
async function first(user: string, options: CommonOptions): Promise<void> {
  await withDatabase(configurationOf(options), async (database) => {
    const administrator = (await listPeople(database)).find(({ isEnabled, origin, roles }) => {
      const administers = roles.includes('securityAdmin') || roles.includes('systemAdmin');
      return isEnabled && administers && origin !== 'demo';
    });
    if (administrator) throw refusal('SECURITY_FIRST_EXISTS', { user: administrator.userId });
    const actsAs = await machinePerson(database, userInfo().username);
    if (actsAs !== null && actsAs.userId !== user)
      throw refusal('SECURITY_FIRST_MAPPED', { machineUser: userInfo().username, user: actsAs.userId });
    await database.transaction(async (transaction) => {
      const personId = await addPerson(transaction, { userId: user, displayName: null, origin: 'mapping' });
      for (const role of ['systemAdmin', 'securityAdmin'])
        await assignRole(transaction, personId, { role, reason: 'first administrator of the installation' });
      await mapMachineUser(transaction, userInfo().username, personId);
    });
  });
  if (options.json) printJson({ user });
  else say(`${user} administers this installation; on this machine ${userInfo().username} acts as ${user}.`);
}
