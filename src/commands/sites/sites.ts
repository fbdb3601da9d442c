import type { Command } from 'commander';
import { groupCommand } from '../command.ts';
import { closeCommand } from './close.ts';
import { contactsCommand } from './contacts.ts';
import { listCommand } from './list.ts';
import { onboardCommand } from './onboard.ts';
import { setCommand } from './set.ts';
import { showCommand } from './show.ts';
import { similarCommand } from './similar.ts';
import { territoriesCommand } from './territories.ts';

/** `daybook sites list|show|set|onboard|close|similar|contacts|territories` */
export function sitesCommand(): Command {
  const sites = groupCommand(
    'sites',
    'Sites: what the site list says, and what was set here in its place.',
    'daybook sites list --district Coast',
  );
  const all = [
    listCommand(),
    showCommand(),
    setCommand(),
    onboardCommand(),
    closeCommand(),
    similarCommand(),
  ];
  for (const command of [...all, contactsCommand(), territoriesCommand()]) sites.addCommand(command);
  return sites;
}
