import type { Command } from 'commander';
import {
  listApiKeys,
  makeApiKey,
  revokeApiKey,
  rotateApiKey,
  scopes,
  type IssuedKey,
} from '../../platform/security/index.ts';
import {
  actingCommand,
  groupCommand,
  print,
  printJson,
  say,
  wholeNumber,
  withCaller,
  type ActingOptions,
} from '../command.ts';
import { table } from '../table.ts';

/** `daybook keys [list|make|rotate|revoke]` */
export function keysCommand(): Command {
  const keys = groupCommand(
    'keys',
    'API keys for scripts.',
    'daybook keys make --scope intake:write --label "GP export"',
  );
  keys.addCommand(
    actingCommand('list', 'Active keys: your own, unless you ask for more.', 'daybook keys list --everybody')
      .option('--of <person>', 'keys of this person or service')
      .option('--everybody', 'those of everybody')
      .action(list),
    { isDefault: true },
  );
  keys.addCommand(
    actingCommand(
      'make',
      'Make a key, shown only once. Its holder may do what the person may do, within the scopes.',
      'daybook keys make --for gp-export --scope intake:write --label "nightly export of Great Plains"',
    )
      .option('--for <person>', 'service it acts as (default: yourself)')
      .requiredOption('--label <text>', 'what the key is for')
      .requiredOption('--scope <scope...>', `what it may be used for: ${scopes.join(', ')}`)
      .option('--days <days>', 'days it is valid (default: 90)', wholeNumber(1))
      .action(make),
  );
  keys.addCommand(
    actingCommand('rotate', 'Replace a key; the old one works for one more day.', 'daybook keys rotate 7')
      .argument('<key>', 'key number')
      .action(rotate),
  );
  keys.addCommand(
    actingCommand('revoke', 'Revoke a key at once.', 'daybook keys revoke 7 --reason "was in a log"')
      .argument('<key>', 'key number')
      .action(revoke),
  );
  return keys;
}

interface ListOptions extends ActingOptions {
  readonly of?: string;
  readonly everybody?: boolean;
}

async function list(options: ListOptions): Promise<void> {
  const whose = { of: options.of, isEverybody: options.everybody };
  const keys = await withCaller(options, (acting) => listApiKeys(acting, whose));
  if (options.json) return printJson(keys);
  if (keys.length === 0) return say('No keys. `daybook keys make` makes one.');
  const header = ['key', 'starts with', 'person', 'label', 'scopes', 'ends at', 'last used at'];
  const rows = keys.map((key) => [
    ...[key.apiKeyId, key.beginsWith, key.person, key.label, key.scopes.join(', ')],
    key.endsAt.slice(0, 19).replace('T', ' '),
    key.lastUsedAt?.slice(0, 19).replace('T', ' ') ?? 'never',
  ]);
  print(table(header, rows));
}

interface MakeOptions extends ActingOptions {
  readonly for?: string;
  readonly label: string;
  readonly scope: readonly string[];
  readonly days?: number;
}

async function make(options: MakeOptions): Promise<void> {
  const { label, scope, days, for: service } = options;
  const newKey = await withCaller(options, (acting) =>
    makeApiKey(acting, { label, scopes: scope, days, service }),
  );
  tellMade(newKey, options);
}

async function rotate(apiKeyId: string, options: ActingOptions): Promise<void> {
  const newKey = await withCaller(options, (acting) => rotateApiKey(acting, apiKeyId));
  tellMade(newKey, options);
}

/** The key alone on standard output, so that a script can put it where it belongs. */
function tellMade({ key, apiKeyId, endsAt }: IssuedKey, { json }: ActingOptions): void {
  if (json) return printJson({ apiKeyId, key, endsAt });
  print(key);
  say(`Key ${apiKeyId} is valid until ${endsAt.slice(0, 10)}. It is not shown again: store it as a secret.`);
}

async function revoke(apiKeyId: string, options: ActingOptions): Promise<void> {
  await withCaller(options, (acting) => revokeApiKey(acting, apiKeyId));
  if (options.json) return printJson({ revoked: apiKeyId });
  say(`Key ${apiKeyId} is revoked.`);
}
