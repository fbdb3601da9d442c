import type { Command } from 'commander';
import { readDemoDay, rolesToType, roleTitles } from '../../platform/security/index.ts';
import { sitesSeen } from '../../warehouse/index.ts';
import {
  actingCommand,
  demoClockText,
  print,
  printJson,
  withCaller,
  type ActingOptions,
} from '../command.ts';
import { counted } from '../table.ts';

/** Sites that are named; whoever sees more is told how many. */
const mostNamed = 20;

/** `daybook whoami` */
export function whoamiCommand(): Command {
  return actingCommand('whoami', 'Who you act as, with roles and sites.', 'daybook whoami').action(tell);
}

async function tell(options: ActingOptions): Promise<void> {
  const { person, numbers, demoDay, titles } = await withCaller(
    options,
    async ({ person: acting, caller, database }) => ({
      person: { ...acting, roles: caller.person.roles },
      numbers: await sitesSeen(caller),
      demoDay: await readDemoDay(database),
      titles: await roleTitles(database),
    }),
  );
  if (options.json)
    return printJson({
      person: person.userId,
      name: person.displayName,
      roles: person.roles,
      sites: numbers,
      demoClock: demoDay,
    });
  print(`${person.userId}${person.displayName === null ? '' : `, ${person.displayName}`}`);
  print(`Roles: ${rolesToType(person.roles, titles)}`);
  const named = numbers.length <= mostNamed ? `: ${numbers.join(', ')}` : '';
  print(numbers.length === 0 ? 'Sites: none' : `Sites: ${counted(numbers.length, 'site')}${named}`);
  if (demoDay !== null) print(demoClockText(demoDay));
}
