import type { Command } from 'commander';
import { compareVersions, readHistory, seesReviewLimits } from '../../contracts/index.ts';
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

const withoutLimits = 'Review limits are left out: you may not see them.';

async function tellHistory(site: string, options: ActingOptions): Promise<void> {
  const { versions, isWhole } = await withCaller(options, async (acting) => ({
    versions: await readHistory(acting, site),
    isWhole: await seesReviewLimits(acting),
  }));
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
  if (!isWhole) say(withoutLimits);
}

async function tellDifferences(
  site: string,
  one: number,
  other: number,
  options: ActingOptions,
): Promise<void> {
  const { changes, isWhole } = await withCaller(options, async (acting) => ({
    changes: await compareVersions(acting, { site, one, other }),
    isWhole: await seesReviewLimits(acting),
  }));
  if (options.json) return printJson(changes);
  if (changes.length > 0) tellChanges(changes);
  say(`${counted(changes.length, 'difference')} between versions ${String(one)} and ${String(other)}.`);
  if (!isWhole) say(withoutLimits);
}
