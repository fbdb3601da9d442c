import { existsSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { refusal } from '../../kernel/errors.ts';
import type { Month } from '../../kernel/month.ts';
import { feeds } from '../catalogue.ts';
import { deliver, type Courier } from './deliver.ts';
import { planDeliveries } from './delivery-plan.ts';
import { plantFaults } from './faults/plant-faults.ts';
import { foundOperator, MOST_SITES } from './operator/operator.ts';
import { allocatedAmount, allocateSalaries } from './operator/people.ts';

/** What to generate; the same options always give the same bytes. */
export interface SampleOptions {
  /** Folder to write; must not exist yet, or be empty. It appears whole or not at all. */
  readonly out: string;
  /** From 2 to 9,000; 0170 and 0829 count. */
  readonly sites: number;
  readonly from: Month;
  /** From 1 to 600. */
  readonly months: number;
  /** Any whole number from 0. */
  readonly seed: number;
  /** Plants bad rows and bad files into `zz-faults`, listed in `planted-faults.json`. */
  readonly withFaults: boolean;
  /** Called after every site-month with those done and those to do in all. */
  readonly onProgress?: (done: number, total: number) => void;
}

export interface SampleSummary {
  /** Feed files and workbooks; manifests are not counted. */
  readonly files: number;
  /** Rows by feed, in the order of the declarations. */
  readonly rows: Readonly<Record<string, number>>;
  readonly plantedFaults: number;
}

const MOST_MONTHS = 600;

/**
 * Writes the files of an invented operator: one folder per month, in the order in which they would arrive. The
 * documented figures of sites 0170 and 0829 are among them whatever the options. Refuses with SOURCES_SAMPLE_OPTION
 * and SOURCES_SAMPLE_FOLDER_IN_USE.
 */
export async function generateSample(options: SampleOptions): Promise<SampleSummary> {
  checkOptions(options);
  const { out, sites, from, months, seed } = options;
  // A run that was cut short leaves only this folder, which the next run replaces.
  const unfinished = `${out.replace(/[/\\]+$/, '')}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true });
  const operator = foundOperator({ sites, from, months, seed });
  const deliveries = planDeliveries(operator);
  const salaries = allocateSalaries(operator);
  const total = deliveries.reduce((sum, delivery) => sum + delivery.sites.length, 0);
  let done = 0;
  const courier: Courier = {
    operator,
    out: unfinished,
    salaried: ({ number }) => {
      const year = (salaries.get(number) ?? []).reduce(
        (sum, allocation) => sum + allocatedAmount(allocation),
        0,
      );
      return Math.round(year / 12);
    },
    sent: new Map(),
    tally: { files: 0, rows: new Map(feeds.map(({ name }) => [name, 0])) },
    onSiteMonth: () => {
      done += 1;
      options.onProgress?.(done, total);
    },
  };
  for (const delivery of deliveries) await deliver(courier, delivery);
  const planted = options.withFaults ? plantFaults(unfinished, operator, courier.salaried) : [];
  if (existsSync(out)) rmdirSync(out);
  renameSync(unfinished, out);
  return {
    files: courier.tally.files,
    rows: Object.fromEntries(courier.tally.rows),
    plantedFaults: planted.length,
  };
}

function checkOptions({ out, sites, months, seed }: SampleOptions): void {
  const check = (option: string, value: number, lowest: number, highest: number): void => {
    if (Number.isInteger(value) && value >= lowest && value <= highest) return;
    throw refusal('SOURCES_SAMPLE_OPTION', { option, value, lowest, highest });
  };
  check('sites', sites, 2, MOST_SITES);
  check('months', months, 1, MOST_MONTHS);
  check('seed', seed, 0, Number.MAX_SAFE_INTEGER);
  if (existsSync(out) && readdirSync(out).length > 0) throw refusal('SOURCES_SAMPLE_FOLDER_IN_USE', { out });
}
