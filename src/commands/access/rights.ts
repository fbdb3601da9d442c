import { Option, type Command } from 'commander';
import { listChangedRights, listRights, setRight, type Privilege } from '../../platform/security/index.ts';
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

const actions = ['read', 'change', 'approve', 'execute'];
const scopes = ['self', 'own', 'district', 'region', 'hierarchy', 'all'];

/** `daybook rights [show|set]` */
export function rightsCommand(): Command {
  const rights = groupCommand(
    'rights',
    'Which role may do what (the matrix).',
    'daybook rights --role accountManager',
  );
  rights.addCommand(
    actingCommand('show', 'Show the matrix, or part of it.', 'daybook rights show --role accountManager')
      .option('--role <role>', 'only this role')
      .option('--object <object>', 'only this object')
      .option('--changed', 'only what differs from what Daybook delivers, with what it delivers')
      .action(show),
    { isDefault: true },
  );
  rights.addCommand(
    actingCommand(
      'set',
      'Give a role a right, change its scope or remove it; grants and policies follow at once.',
      'daybook rights set accountManager revenue read --scope own --reason "agreed with finance"',
    )
      .argument('<role>', 'role')
      .argument('<object>', 'object in the matrix')
      .argument('<action>', actions.join(', '))
      .addOption(
        new Option('--scope <scope>', 'which rows').choices([...scopes, 'none']).makeOptionMandatory(),
      )
      .action(set),
  );
  return rights;
}

interface ShowOptions extends ActingOptions {
  readonly role?: string;
  readonly object?: string;
  readonly changed?: boolean;
}

/** Whether the options name the role and the object of a right, or none. */
function isAskedFor(options: ShowOptions, { role, object }: Pick<Privilege, 'role' | 'object'>): boolean {
  return role === (options.role ?? role) && object === (options.object ?? object);
}

async function show(options: ShowOptions): Promise<void> {
  if (options.changed === true) return showChanged(options);
  const granted = await withCaller(options, listRights);
  const privileges = granted.filter((right) => isAskedFor(options, right));
  if (options.json) return printJson(privileges);
  if (privileges.length === 0) return say('No matching rights.');
  print(
    table(
      ['object', 'action', 'role', 'scope', 'note'],
      privileges.map(({ object, action, role, scope, note }) => [object, action, role, scope, note ?? '']),
    ),
  );
}

async function showChanged(options: ShowOptions): Promise<void> {
  const everyChange = await withCaller(options, listChangedRights);
  const changes = everyChange.filter((right) => isAskedFor(options, right));
  if (options.json) return printJson(changes);
  if (changes.length === 0) return say('No matching right differs from what Daybook delivers.');
  print(
    table(
      ['object', 'action', 'role', 'scope', 'delivered'],
      changes.map(({ object, action, role, scope, deliveredScope }) => [
        object,
        action,
        role,
        scope ?? 'none',
        deliveredScope ?? 'none',
      ]),
    ),
  );
}

async function set(
  role: string,
  object: string,
  action: string,
  options: ActingOptions & { readonly scope: string },
): Promise<void> {
  const scope = options.scope === 'none' ? null : (options.scope as Privilege['scope']);
  const right = { role, object, action: action as Privilege['action'] };
  await withCaller(options, (acting) => setRight(acting, right, scope));
  if (options.json) printJson({ role, object, action, scope });
  else say(`${role}: ${action} “${object}” ${scope === null ? 'removed' : `set to ${scope}`}.`);
}
