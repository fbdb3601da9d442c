import type { Command } from 'commander';
import { systemClock } from '../../kernel/clock.ts';
import { readCapacity, readDisk, type Capacity, type TableGrowth } from '../../platform/operations/index.ts';
import { actingCommand, print, printJson, say, withCaller, type ActingOptions } from '../command.ts';
import { grouped, table } from '../table.ts';
import { megabytes } from './megabytes.ts';

/** Tables that people are shown; `--all` shows the others too. */
const largest = 20;

interface CapacityOptions extends ActingOptions {
  readonly all?: true;
}

/** `daybook capacity` */
export function capacityCommand(): Command {
  return actingCommand(
    'capacity',
    'Sizes of the tables, how they grow, and the month in which the disk will be full.',
    'daybook capacity --as sys',
  )
    .option('--all', `every table, not only the ${String(largest)} largest`)
    .action(capacity);
}

async function capacity({ all, ...options }: CapacityOptions): Promise<void> {
  const shown = await withCaller(options, async (acting) => {
    const disk = await readDisk(acting.configuration);
    return readCapacity(acting, { clock: systemClock, disk });
  });
  if (options.json) return printJson(shown);
  const { database, tables, months } = shown;
  const rows = [database, ...(all === true ? tables : tables.slice(0, largest))];
  print(table(['table', 'size', 'rows', 'a month'], rows.map(cellsOf), ['size', 'rows', 'a month']));
  if (months.length > 0) {
    print('');
    print(
      table(
        ['end of', 'database', 'disk'],
        months.map(({ month, bytes, diskRatio }) => [month, megabytes(bytes), percentText(diskRatio)]),
        ['database', 'disk'],
      ),
    );
  }
  for (const line of linesOf(shown)) say(line);
}

function cellsOf({ relation, bytes, rows, monthlyBytes }: TableGrowth): string[] {
  const growth = monthlyBytes === null ? '' : `${monthlyBytes > 0 ? '+' : ''}${megabytes(monthlyBytes)}`;
  return [relation, megabytes(bytes), relation === 'database' ? '' : grouped(rows), growth];
}

function linesOf({ database, disk, fullMonth }: Capacity): string[] {
  const growth =
    database.monthlyBytes === null
      ? 'Growth is told once sizes were measured for a week: job operations.sizes, daily.'
      : 'Growth is that of the last three months, on a straight line.';
  if (disk === null) return [growth, 'The database is on another machine: its disk is not measured here.'];
  const used = `${percentText(disk.usedBytes / disk.totalBytes)} of ${megabytes(disk.totalBytes)} are in use`;
  if (fullMonth !== null)
    return [growth, `The disk: ${used}; at the end of ${fullMonth} it will be 80 % or more.`];
  return [
    growth,
    `The disk: ${used}${database.monthlyBytes === null ? '' : '; less than 80 % in twelve months'}.`,
  ];
}

function percentText(ratio: number | null): string {
  return ratio === null ? '' : `${String(Math.round(ratio * 100))} %`;
}
