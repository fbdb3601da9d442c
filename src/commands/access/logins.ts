import type { Command } from 'commander';
import { userInfo } from 'node:os';
import {
  claimDatabaseLogin,
  endDatabaseLogin,
  isMachineUser,
  listDatabaseLogins,
  makeDatabaseLogin,
  type Login,
  type CreatedLogin,
  type Principal,
} from '../../platform/security/index.ts';
import {
  actingCommand,
  groupCommand,
  print,
  printJson,
  say,
  withCaller,
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

async function list(options: ActingOptions): Promise<void> {
  const logins = await withCaller(options, listDatabaseLogins);
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
  const { made, where } = await withCaller(options, async (acting) => {
    const newLogin = { login, userId: options.for, isOneself: await isOneself(acting) };
    return { made: await makeDatabaseLogin(acting, newLogin), where: acting.database.where };
  });
  if ('password' in made) return tellPassword({ ...made, where }, options);
  if (options.json) return printJson(made);
  print(login);
  say(
    `It has no password yet. ${made.person} can set it once until ${made.claimEndsAt.slice(0, 16)} UTC: on the ` +
      `status page after a sign-in, or with \`daybook logins claim ${login}\`.`,
  );
}

/** The user of this machine is mapped to the person; `--as` alone proves nothing. */
async function isOneself({ database, person }: Principal): Promise<boolean> {
  return isMachineUser(database, userInfo().username, person);
}

async function claim(login: string, options: ActingOptions): Promise<void> {
  const claimed = await withCaller(options, async (acting) => ({
    ...(await claimDatabaseLogin(acting, login, { isOneself: await isOneself(acting) })),
    where: acting.database.where,
  }));
  tellPassword(claimed, options);
}

type WithPassword = Extract<CreatedLogin, { password: string }> & { readonly where: string };

function tellPassword({ login, password, person, where }: WithPassword, { json }: ActingOptions): void {
  if (json) return printJson({ login, password, person });
  print(`${login}\n${password}`);
  say(`It acts as ${person} at ${where} and finds the views of schema api. The password is not shown again.`);
}

async function end(login: string, options: ActingOptions): Promise<void> {
  await withCaller(options, (acting) => endDatabaseLogin(acting, login));
  if (options.json) printJson({ login });
  else say(`${login} has ended.`);
}
