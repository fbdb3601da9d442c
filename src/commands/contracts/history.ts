import type { Command } from 'commander';
import { compareVersions, readHistory } from '../../contracts/index.ts';
import {
  actingCommand,
  print,
  printJson,
  say,
  withCaller,
  wholeNumber,
  type ActingOptions,
} from '../command.ts';
import { givenSite } from '../given/month-and-site.ts';
import { counted, table } from '../table.ts';
import { tellChanges } from './edit.ts';

/** Adds `daybook contracts history|diff`. */
export function addHistoryCommands(contracts: Command): void {
  contracts.addCommand(
    actingCommand(
      'history',
      'Every version of a contract: who made it, when, what changed, and from when on.',
      'daybook contracts history 0170',
    )
      .argument('<site>', 'site number', givenSite)
      .action(tellHistory),
  );
  contracts.addCommand(
    actingCommand(
      'diff',
      'What differs between two versions of a contract, in words.',
      'daybook contracts diff 0170 1 2',
    )
      .argument('<site>', 'site number', givenSite)
      .argument('<version>', 'number of the earlier version', wholeNumber(1))
      .argument('<other>', 'number of the later version', wholeNumber(1))
      .action(tellDifferences),
  );
}

async function tellHistory(site: string, options: ActingOptions): Promise<void> {
  const versions = await withCaller(options, (acting) => readHistory(acting, site));
  if (options.json) return printJson(versions);
  if (versions.length === 0) return say(`Site ${site} has no contract that you may see.`);
  print(
    table(
      ['version', 'from', 'kind', 'state', 'made by', 'at (UTC)', 'decided by', 'what changed'],
      versions.map(({ number, from, origin, state, madeBy, madeAt, decidedBy, changes }) => [
        String(number),
        from === '1900-01' ? 'the beginning' : from,
        ...[origin, state, madeBy, madeAt, decidedBy ?? '-'],
        changes.map(({ what, after }) => `${what} ${after ?? 'gone'}`).join('; '),
      ]),
      ['version'],
    ),
  );
}

async function tellDifferences(
  site: string,
  one: number,
  other: number,
  options: ActingOptions,
): Promise<void> {
  const changes = await withCaller(options, (acting) => compareVersions(acting, { site, one, other }));
  if (options.json) return printJson(changes);
  if (changes.length > 0) tellChanges(changes);
  say(`${counted(changes.length, 'difference')} between versions ${String(one)} and ${String(other)}.`);
}
