import type { Command } from 'commander';
import { groupCommand } from '../command.ts';
import { whatIfCommand } from './what-if.ts';

/** `daybook forecast …` */
export function forecastCommand(): Command {
  return groupCommand(
    'forecast',
    'What managers expect of their sites.',
    'daybook forecast what-if --site 0170 --set rate.valet-daily=+5%',
  ).addCommand(whatIfCommand());
}
