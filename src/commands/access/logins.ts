import type { Command } from 'commander';
import { userInfo } from 'node:os';
import {
  claimLogin,
  endLogin,
  isMachineUser,
  listLogins,
  makeLogin,
  offerLogin,
  personNamed,
  refuseClaimOfNamed,
  requireActive,
  requireRight,
  type Login,
  type Person,
} from '../../platform/security/index.ts';
import {
  actingCommand,
  groupCommand,
  print,
  printJson,
  say,
  withCaller,
  type Acting,
  type ActingOptions,
} from '../command.ts';
import { table } from '../table.ts';

/** `daybook logins [list|make|claim|end]` */
export function loginsCommand(): Command {
  const logins = groupCommand(
    'logins',
    'Database logins for people who query with SQL, for example from Power BI.',
    'daybook logins make powerbi_fay --for fay.finance@demo.invalid',
  );
  logins.addCommand(
    actingCommand('list', 'Logins and the people they belong to.', 'daybook logins list').action(list),
    { isDefault: true },
  );
  logins.addCommand(
    actingCommand(
      'make',
      'Make a login. Its owner sets the password with `claim` or in the browser; your own is shown once.',
      'daybook logins make powerbi_fay --for fay.finance@demo.invalid',
    )
      .argument('<login>', 'login name')
      .requiredOption('--for <person>', 'person whose rights it has')
      .action(make),
  );
  logins.addCommand(
    actingCommand(
      'claim',
      'Set the password of a login made for you; it is shown once. Does not work with --as.',
      'daybook logins claim powerbi_fay',
    )
      .argument('<login>', 'login name')
      .action(claim),
  );
  logins.addCommand(
    actingCommand('end', 'End a login.', 'daybook logins end powerbi_fay')
      .argument('<login>', 'login name')
      .action(end),
  );
  return logins;
}

async function administering<T>(options: ActingOptions, work: (acting: Acting) => Promise<T>): Promise<T> {
  return withCaller(options, async (acting) => {
    await requireRight(acting.caller, { object: 'user', action: 'change' });
    return work(acting);
  });
}

async function list(options: ActingOptions): Promise<void> {
  const logins = await withCaller(options, async ({ caller, database }) => {
    await requireRight(caller, { object: 'user', action: 'read' });
    return listLogins(database);
  });
  if (options.json) return printJson(logins);
  if (logins.length === 0) return say('No logins yet. `daybook logins make` makes one.');
  print(
    table(
      ['login', 'person', 'made at', 'state'],
      logins.map((each) => [each.login, each.userId, each.createdAt.slice(0, 19), stateOf(each)]),
    ),
  );
}

function stateOf({ state, claimEndsAt }: Login): string {
  const until = `${claimEndsAt?.slice(0, 16) ?? ''} UTC`;
  if (state === 'waiting') return `waiting to be claimed until ${until}`;
  return state === 'expired' ? `not claimed until ${until}` : state;
}

async function make(login: string, options: ActingOptions & { readonly for: string }): Promise<void> {
  await administering(options, async (acting) => {
    const { database } = acting;
    const person = await personNamed(database, options.for);
    await requireActive(database, person);
    if (await maySeePassword(acting, person)) {
      const password = await makeLogin(database, login, person.personId);
      return tellPassword({ login, password, person, where: database.where }, options);
    }
    const until = await offerLogin(database, login, person.personId);
    if (options.json) return printJson({ login, person: person.userId, claim_ends_at: until });
    print(login);
    say(
      `It has no password yet. ${person.userId} can set it once until ${until.slice(0, 16)} UTC: on the status page ` +
        `after a sign-in, or with \`daybook logins claim ${login}\`.`,
    );
  });
}

/** Nobody but the person sees a password; a service has nobody else who could. */
async function maySeePassword(acting: Acting, person: Person): Promise<boolean> {
  if (person.origin === 'service') return true;
  return person.personId === acting.person.personId && isOneself(acting);
}

/** The user of this machine is mapped to the person; `--as` alone proves nothing. */
async function isOneself({ database, person }: Acting): Promise<boolean> {
  return isMachineUser(database, userInfo().username, person);
}

async function claim(login: string, options: ActingOptions): Promise<void> {
  await withCaller(options, async (acting) => {
    const { database, person } = acting;
    if (!(await isOneself(acting))) return refuseClaimOfNamed(database, login, person);
    const password = await claimLogin(database, login, person);
    tellPassword({ login, password, person, where: database.where }, options);
  });
}

interface MadePassword {
  readonly login: string;
  readonly password: string;
  readonly person: Pick<Person, 'userId'>;
  readonly where: string;
}

function tellPassword({ login, password, person, where }: MadePassword, { json }: ActingOptions): void {
  if (json) return printJson({ login, password, person: person.userId });
  print(`${login}\n${password}`);
  say(
    `It acts as ${person.userId} at ${where} and finds the views of schema api. The password is not shown again.`,
  );
}

async function end(login: string, options: ActingOptions): Promise<void> {
  await administering(options, ({ database }) =>
    database.transaction((transaction) => endLogin(transaction, login)),
  );
  if (options.json) printJson({ login });
  else say(`${login} has ended.`);
}
