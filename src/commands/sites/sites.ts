import type { Command } from 'commander';
import { groupCommand } from '../command.ts';
import { contactsCommand } from './contacts.ts';
import { listCommand } from './list.ts';
import { setCommand } from './set.ts';
import { showCommand } from './show.ts';
import { territoriesCommand } from './territories.ts';

/** `daybook sites list|show|set|contacts|territories` */
export function sitesCommand(): Command {
  const sites = groupCommand(
    'sites',
    'Sites as they count: what the lists say, and what was set here in place of it.',
    'daybook sites list --district Coast',
  );
  for (const command of [listCommand(), showCommand(), setCommand(), contactsCommand(), territoriesCommand()])
    sites.addCommand(command);
  return sites;
}
