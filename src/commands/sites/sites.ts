import type { Command } from 'commander';
import { groupCommand } from '../command.ts';
import { listCommand } from './list.ts';
import { setCommand } from './set.ts';
import { showCommand } from './show.ts';

/** `daybook sites list|show|set` */
export function sitesCommand(): Command {
  const sites = groupCommand(
    'sites',
    'Sites as they count: what the lists say, and what was set here in place of it.',
    'daybook sites list --district Coast',
  );
  for (const command of [listCommand(), showCommand(), setCommand()]) sites.addCommand(command);
  return sites;
}
