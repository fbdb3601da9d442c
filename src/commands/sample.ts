import { InvalidArgumentError, type Command } from 'commander';
import { parseMonth, type Month } from '../kernel/month.ts';
import { generateSample } from '../sources/index.ts';
import { daybookCommand, print, printJson, wholeNumber, type CommonOptions } from './command.ts';
import { progressBar } from './progress.ts';
import { grouped, table } from './table.ts';

interface SampleCommandOptions extends CommonOptions {
  readonly out: string;
  readonly sites: number;
  readonly from: Month;
  readonly months: number;
  readonly seed: number;
  readonly faults?: boolean;
}

/** `daybook sample --out DIR …` */
export function sampleCommand(): Command {
  return daybookCommand(
    'sample',
    'Write the files of an invented operator: every feed, realistic, and identical for the same seed.',
    'daybook sample --out ./sample --sites 60 --from 2024-03 --months 15 --seed 1',
  )
    .requiredOption('--out <dir>', 'folder to write to')
    .option('--sites <count>', 'number of sites, including the two in the documentation', wholeNumber(2), 60)
    .option('--from <month>', 'first month, YYYY-MM', month, '2024-03' satisfies Month)
    .option('--months <count>', 'number of months', wholeNumber(1), 15)
    .option('--seed <number>', 'seed; each number gives a different operator', wholeNumber(0), 1)
    .option('--faults', 'also plant one bad row of each kind, listed in planted-faults.json')
    .action(sample);
}

function month(text: string): Month {
  const parsed = parseMonth(text);
  if (parsed === null) throw new InvalidArgumentError('a month YYYY-MM');
  return parsed;
}

async function sample(options: SampleCommandOptions): Promise<void> {
  const { out, sites, from, months, seed } = options;
  const bar = progressBar('Writing', sites * months, options.json === true);
  let before = 0;
  const summary = await generateSample({
    out,
    sites,
    from,
    months,
    seed,
    withFaults: options.faults === true,
    onProgress: (done) => {
      bar.advance(done - before);
      before = done;
    },
  });
  bar.stop();
  if (options.json) return printJson({ out, ...summary });
  const rows = Object.entries(summary.rows).map(([feed, count]) => [feed, grouped(count)]);
  print(`${table(['feed', 'rows'], rows, ['rows'])}\n`);
  print(`${grouped(summary.files)} files in ${out}. Load them: daybook load ${out}`);
}
