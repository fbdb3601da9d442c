import type { Command } from 'commander';
import { listSimilarSites } from '../../warehouse/index.ts';
import { actingCommand, print, printJson, say, withCaller, type ActingOptions } from '../command.ts';
import { givenSite } from '../given/month-and-site.ts';
import { todayOf } from '../given/today.ts';
import { counted, table } from '../table.ts';

/** `daybook sites similar` */
export function similarCommand(): Command {
  return actingCommand(
    'similar',
    'Sites that may be one customer entered twice: alike in name and address, or at the same address.',
    'daybook sites similar 0170',
  )
    .argument('[site]', 'only pairs with this site', givenSite)
    .action(tellSimilar);
}

async function tellSimilar(site: string | undefined, options: ActingOptions): Promise<void> {
  const pairs = await withCaller(options, async (acting) =>
    listSimilarSites(acting, { today: await todayOf(acting, undefined), site }),
  );
  if (options.json) return printJson(pairs);
  if (pairs.length === 0) return say('No two sites are alike.');
  const rows = pairs.map((pair) => [
    ...[pair.site, pair.name ?? '–', pair.other, pair.otherName ?? '–', `${pair.percent} %`],
    pair.isSameAddress ? 'yes' : 'no',
  ]);
  print(table(['site', 'name', 'other', 'its name', 'alike', 'same address'], rows, ['alike']));
  say(`${counted(pairs.length, 'pair')} to review.`);
}
