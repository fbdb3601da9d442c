import { InvalidArgumentError, type Command } from 'commander';
import { changeSite } from '../../warehouse/index.ts';
import { actingCommand, printJson, say, withCaller, wholeNumber, type ActingOptions } from '../command.ts';
import { givenSite } from '../given/month-and-site.ts';
import { operatorOf } from '../given/operator-profile.ts';
import { toldField } from './show.ts';

interface SetOptions extends ActingOptions {
  readonly fromList?: readonly string[];
  readonly seen?: number;
}

/** `daybook sites set` */
export function setCommand(): Command {
  return actingCommand(
    'set',
    'Set general information of a site in place of the site list, or let the list apply again.',
    'daybook sites set 0170 emails="payables@hotel.example" recipient="Hotel Partners" --reason "new owner"',
  )
    .argument('<site>', 'site number', givenSite)
    .argument('[field=value...]', 'values; an empty one means none, whatever the list says', givenValue)
    .option('--from-list <field...>', 'fields that follow the list again')
    .option('--seen <revision>', 'refuse if the site has changed since this revision', wholeNumber(0))
    .action(set);
}

type Values = Readonly<Record<string, string>>;

function givenValue(text: string, before: Values | undefined): Values {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('FIELD=VALUE, such as gl-string=02-02-4401-');
  const field = text.slice(0, at).trim();
  if (before !== undefined && field in before) throw new InvalidArgumentError(`${field} is given twice`);
  return Object.fromEntries([...Object.entries(before ?? {}), [field, text.slice(at + 1)]]);
}

async function set(
  site: string,
  typedValues: Values | undefined,
  options: SetOptions,
  command: Command,
): Promise<void> {
  const values = Array.isArray(typedValues) ? {} : (typedValues ?? {});
  const { fromList: backToList = [], seen = null } = options;
  if (Object.keys(values).length + backToList.length === 0)
    return command.error('error: name a FIELD=VALUE or --from-list FIELD');
  const changed = await withCaller(options, async (acting) => {
    const { keepsSiteOverrides: isKept } = await operatorOf(acting.configuration);
    return changeSite(acting, { site, values, backToList, seen }, { isKept });
  });
  if (options.json) return printJson(changed);
  if (changed.changed.length === 0) return say(`Site ${site} already has these values; nothing was changed.`);
  for (const field of changed.changed) {
    const [value, from] = toldField(field);
    say(`${field.label} of site ${site} is now ${value}${from === '' ? '' : ` (${from})`}.`);
  }
  say(`Revision ${String(changed.revision)}.`);
}
