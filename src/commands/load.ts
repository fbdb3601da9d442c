import { randomUUID } from 'node:crypto';
import { stat, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { refusal } from '../kernel/errors.ts';
import type { Configuration } from '../platform/configuration.ts';
import {
  contentAt,
  findFiles,
  loadContent,
  loadFiles,
  requireFeed,
  spool,
  type FoundFile,
  type Intake,
  type TakenIn,
} from '../sources/index.ts';
import {
  actingCommand,
  configurationOf,
  intakeOf,
  print,
  printJson,
  say,
  withCaller,
  type ActingOptions,
} from './command.ts';
import { progressBar } from './progress.ts';
import { grouped, table } from './table.ts';

interface LoadCommandOptions extends ActingOptions {
  readonly feed?: string;
  readonly again?: boolean;
  readonly maxFailingPercent?: string;
}

/** `daybook load PATH…` */
export function loadCommand(): Command {
  return actingCommand(
    'load',
    'Take files in: check them, keep what fails in quarantine, and publish the rest to the warehouse.',
    'daybook load data/sample/2025-03  ·  cat budget.csv | daybook load - --feed budget_final',
  )
    .argument('<path...>', 'files or folders; - reads standard input and needs --feed')
    .option('--feed <feed>', 'kind of file on standard input')
    .option('--again', 'load a file although the same content was loaded before')
    .option('--max-failing-percent <percent>', 'refuse a file with more failing records (default: 10)')
    .action(async (paths: string[], options: LoadCommandOptions) => {
      const more =
        options.maxFailingPercent === undefined ? {} : { maxFailingPercent: options.maxFailingPercent };
      const configuration = configurationOf(options, more);
      const results = await withCaller(
        options,
        async (acting) => loadPaths(await intakeOf(acting), configuration, { paths, options }),
        configuration,
      );
      if (results.some(({ state }) => state === 'refused' || state === 'failed')) process.exitCode = 1;
    });
}

interface LoadRequest {
  readonly paths: readonly string[];
  readonly options: LoadCommandOptions;
}

async function loadPaths(
  intake: Intake,
  configuration: Configuration,
  request: LoadRequest,
): Promise<readonly TakenIn[]> {
  const { paths, options } = request;
  if (paths.includes('-')) {
    const results = await loadStandardInput(intake, configuration, options);
    tellResults(results, options.json === true);
    return results;
  }
  const files = await findFiles(paths);
  if (files.length === 0) throw refusal('SOURCES_NO_FILES', { paths: paths.join(', ') });
  const isJson = options.json === true;
  const results = await loadWithProgress(intake, files, {
    again: options.again,
    isQuiet: isJson,
    onResult: (result) => {
      if (isJson) printJson(jsonOf(result));
      else tellProblems(result);
    },
  });
  if (!isJson) print(resultTable(results));
  return results;
}

interface ProgressOptions {
  readonly again?: boolean | undefined;
  /** No bar: the output is for machines. */
  readonly isQuiet: boolean;
  readonly onResult?: (result: TakenIn) => void;
}

/** Loads files with a bar over their bytes. */
export async function loadWithProgress(
  intake: Intake,
  files: readonly FoundFile[],
  options: ProgressOptions,
): Promise<TakenIn[]> {
  const sizes = await Promise.all(files.map(async ({ path }) => (await stat(path)).size));
  const bar = progressBar(
    'Loading',
    sizes.reduce((sum, size) => sum + size, 0),
    options.isQuiet,
  );
  let file = { path: '', left: 0 };
  const results = await loadFiles(intake, files, {
    again: options.again,
    onFile: ({ path }, size) => {
      file = { path, left: size };
    },
    onBytes: (count) => {
      file.left -= count;
      bar.advance(count, file.path);
    },
    onResult: (result) => {
      // A file that is known already is not read, but it is done.
      bar.advance(file.left, file.path);
      file.left = 0;
      options.onResult?.(result);
    },
  });
  bar.stop();
  return results;
}

async function loadStandardInput(
  intake: Intake,
  configuration: Configuration,
  options: LoadCommandOptions,
): Promise<readonly TakenIn[]> {
  if (options.feed === undefined) throw refusal('SOURCES_FEED_MISSING');
  const feed = requireFeed(options.feed);
  const path = join(configuration.dataDir, 'inbox', `${randomUUID()}.csv`);
  try {
    await spool(process.stdin, path);
    const content = await contentAt(path, `${feed.name}_standard_input.csv`);
    return await loadContent(intake, { feed, content, ...(options.again ? { again: true } : {}) });
  } finally {
    await rm(path, { force: true });
  }
}

function tellResults(results: readonly TakenIn[], isJson: boolean): void {
  if (isJson) return results.map(jsonOf).forEach(printJson);
  results.forEach(tellProblems);
  print(resultTable(results));
}

/** One object per file: the names that scripts use. */
export function jsonOf(result: TakenIn): Record<string, unknown> {
  return {
    file: result.file,
    feed: result.feed,
    state: result.state,
    batch_id: result.batchId,
    rows: result.rows,
    set_aside: result.setAside,
    warnings: result.warnings,
    ...(result.refusal ? { error: result.refusal } : {}),
  };
}

function tellProblems({ file, warnings, refusal: why }: TakenIn): void {
  if (why) {
    say(`${why.code}: ${why.message}\nNext: ${why.next}`);
    for (const fault of why.faults.slice(0, 10))
      say(`  ${file} line ${String(fault.line)}: ${fault.message}`);
    if (why.faults.length > 10) say(`  … and ${String(why.faults.length - 10)} more`);
  }
  for (const warning of warnings) say(`Warning: ${warning.message}`);
}

function resultTable(results: readonly TakenIn[]): string {
  const counts = ['received', 'loaded', 'unchanged', 'superseded', 'quarantined'] as const;
  const header = ['batch', 'file', 'feed', 'state', ...counts];
  const rows = results.map((result) => [
    result.batchId ?? '-',
    result.file,
    result.feed,
    result.state,
    ...counts.map((count) => grouped(result.rows[count])),
  ]);
  return table(header, rows, ['batch', ...counts]);
}
