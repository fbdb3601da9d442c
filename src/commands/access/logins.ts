import type { Command } from 'commander';
import {
  endLogin,
  listLogins,
  makeLogin,
  personNamed,
  requireActive,
  requireRight,
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

/** `daybook logins [list|make|end]` */
export function loginsCommand(): Command {
  const logins = groupCommand(
    'logins',
    'Logins of the database for people who read with SQL, such as from Power BI.',
    'daybook logins make powerbi_fay --for fay.finance@demo.invalid',
  );
  logins.addCommand(
    actingCommand('list', 'Which login is which person.', 'daybook logins list').action(list),
    { isDefault: true },
  );
  logins.addCommand(
    actingCommand(
      'make',
      'Make a login; its password is shown once.',
      'daybook logins make powerbi_fay --for fay.finance@demo.invalid',
    )
      .argument('<login>', 'name of the login')
      .requiredOption('--for <person>', 'whose rights it has')
      .action(make),
  );
  logins.addCommand(
    actingCommand('end', 'End a login.', 'daybook logins end powerbi_fay')
      .argument('<login>', 'name of the login')
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
  if (logins.length === 0) return say('No login yet. `daybook logins make` makes one.');
  print(
    table(
      ['login', 'person', 'made at'],
      logins.map(({ login, userId, createdAt }) => [login, userId, createdAt.slice(0, 19)]),
    ),
  );
}

async function make(login: string, options: ActingOptions & { readonly for: string }): Promise<void> {
  const { password, where } = await administering(options, async ({ database }) => {
    const person = await personNamed(database, options.for);
    await requireActive(database, person);
    const made = await database.transaction((transaction) => makeLogin(transaction, login, person.personId));
    return { password: made, where: database.where };
  });
  if (options.json) return printJson({ login, password, person: options.for });
  print(`${login}\n${password}`);
  say(
    `It acts as ${options.for} at ${where} and finds the views of schema api. The password is not shown again.`,
  );
}

async function end(login: string, options: ActingOptions): Promise<void> {
  await administering(options, ({ database }) =>
    database.transaction((transaction) => endLogin(transaction, login)),
  );
  if (options.json) printJson({ login });
  else say(`${login} has ended.`);
}
