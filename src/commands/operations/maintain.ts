import type { Command } from 'commander';
import { systemClock } from '../../kernel/clock.ts';
import { maintainDatabase, type Upkeep } from '../../platform/operations/index.ts';
import { makeMonthsAhead } from '../../warehouse/index.ts';
import { actingCommand, print, printJson, say, withCaller, type ActingOptions } from '../command.ts';
import { counted, table } from '../table.ts';
import { megabytes } from './megabytes.ts';

interface MaintainOptions extends ActingOptions {
  readonly dryRun?: true;
}

/** `daybook maintain` */
export function maintainCommand(): Command {
  return actingCommand(
    'maintain',
    'Partitions ahead, statistics, bloated indexes, and what is wrong with indexes.',
    'daybook maintain --dry-run --as sys',
  )
    .option('--dry-run', 'say what would be done, and do nothing')
    .action(maintain);
}

async function maintain({ dryRun, ...options }: MaintainOptions): Promise<void> {
  const isTrial = dryRun === true;
  const upkeep = await withCaller(options, (acting) =>
    maintainDatabase(acting, { clock: systemClock, makeMonthsAhead, isTrial }),
  );
  if (options.json) return printJson(upkeep);
  const { rebuilt, freed, findings } = upkeep;
  const bloated = [...rebuilt, ...freed];
  if (bloated.length > 0)
    print(
      table(
        ['bloated', 'kind', 'size', 'empty'],
        bloated.map(({ relation, kind, bytes, ratio }) => [
          relation,
          kind,
          megabytes(bytes),
          `${String(Math.round(ratio * 100))} %`,
        ]),
        ['size', 'empty'],
      ),
    );
  if (findings.length > 0)
    print(
      table(
        ['finding', 'of', 'object', 'says', 'remedy'],
        findings.map(({ kind, relation, object, says, remedy }) => [kind, relation, object, says, remedy]),
      ),
    );
  for (const line of upkeepLines(upkeep, isTrial)) say(line);
}

function upkeepLines(upkeep: Upkeep, isTrial: boolean): string[] {
  const { partitions, analyzed, rebuilt, freed, isMeasured, findings } = upkeep;
  const done = (verb: string): string => (isTrial ? `to be ${verb}` : verb);
  return [
    `Partitions ${done('made')} for the months ahead: ${String(partitions)}.`,
    `Partitioned tables ${done('analyzed')}: ${String(analyzed)}.`,
    isMeasured
      ? `Indexes ${done('rebuilt')}: ${String(rebuilt.length)}; tables ${done('vacuumed')}: ${String(freed.length)}.`
      : 'Bloat is not measured: only a superuser of the server may make pgstattuple.',
    `${counted(findings.length, 'finding')} about indexes.`,
  ];
}
