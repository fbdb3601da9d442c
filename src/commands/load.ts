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
  restoreBatch,
  spool,
  choicesOf,
  type DeliveredFile,
  type LoadOptions,
  type Intake,
  type TakenIn,
} from '../sources/index.ts';
import {
  actingCommand,
  configurationOf,
  intakeOf,
  printJson,
  withCaller,
  type ActingOptions,
} from './command.ts';
import { progressBar } from './progress.ts';
import {
  exitCodeOf,
  jsonOf,
  tellOutcome,
  tellPassedOver,
  tellProblems,
  tellResults,
} from './load-results.ts';

interface LoadCommandOptions extends ActingOptions {
  readonly feed?: string;
  readonly again?: boolean;
  readonly maxFailingPercent?: string;
  readonly dryRun?: boolean;
  readonly acceptLoss?: boolean;
  readonly reload?: boolean;
  readonly override?: boolean;
  readonly restoreBatch?: string;
}

/** `daybook load PATH…` */
export function loadCommand(): Command {
  return actingCommand(
    'load',
    'Load files: check them, quarantine what fails, and publish the rest to the warehouse.',
    'daybook load data/sample/2025-03  ·  cat budget.csv | daybook load - --feed budget_final',
  )
    .argument('[path...]', 'files or folders; - reads standard input and needs --feed')
    .option('--feed <feed>', 'feed on standard input')
    .option('--again', 'load a file even if the same content was loaded before')
    .option('--dry-run', 'show what would change; change nothing')
    .option('--accept-loss', 'let a list or month shrink more than allowed; needs --reason')
    .option('--reload', 'change the budget of a frozen year; needs --reason')
    .option('--override', 'load a revenue workbook without figures, or of a completed month; needs --reason')
    .option(
      '--restore-batch <id>',
      'put back what the slices of a load held when it ended; needs --reason, takes no path',
    )
    .option('--max-failing-percent <percent>', 'refuse a file if more records fail (default: 10)')
    .action(async (paths: string[], options: LoadCommandOptions, command: Command) => {
      if (paths.length === 0 && options.restoreBatch === undefined)
        return command.error(
          'error: name files or folders to load, or a load to put back with --restore-batch',
        );
      const more =
        options.maxFailingPercent === undefined ? {} : { maxFailingPercent: options.maxFailingPercent };
      const configuration = configurationOf(options, more);
      const results = await withCaller(
        options,
        (acting) => loadPaths(intakeOf(acting), configuration, { paths, options }),
        configuration,
      );
      process.exitCode = exitCodeOf(results);
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
  if (options.restoreBatch !== undefined) {
    if (paths.length > 0) throw refusal('SOURCES_RESTORE_TAKES_NO_PATH', { paths: paths.join(', ') });
    const isTrial = options.dryRun === true;
    const restored = await restoreBatch(intake, {
      id: options.restoreBatch,
      reason: options.reason ?? '',
      isTrial,
    });
    tellResults(restored, options.json === true);
    return restored;
  }
  const loading = {
    again: options.again,
    isTrial: options.dryRun,
    lossAccepted: options.acceptLoss ? reasonGiven(options.reason, 'SOURCES_LOSS_REASON_MISSING') : undefined,
    reloaded: options.reload ? reasonGiven(options.reason, 'SOURCES_RELOAD_REASON_MISSING') : undefined,
    checksOverridden: options.override
      ? reasonGiven(options.reason, 'SOURCES_OVERRIDE_REASON_MISSING')
      : undefined,
  };
  if (paths.includes('-')) {
    const results = await loadStandardInput(intake, configuration, { feedName: options.feed, loading });
    tellResults(results, options.json === true);
    return results;
  }
  const { files, passedOver } = await findFiles(paths);
  tellPassedOver(passedOver, options.json === true);
  if (files.length === 0) throw refusal('SOURCES_NO_FILES', { paths: paths.join(', ') });
  const isJson = options.json === true;
  const results = await loadWithProgress(intake, files, {
    ...loading,
    isQuiet: isJson,
    onResult: (result) => {
      if (isJson) printJson(jsonOf(result));
      else tellProblems(result);
    },
  });
  if (!isJson) tellOutcome(results);
  return results;
}

/** The reason without which nothing is let through. */
function reasonGiven(
  reason: string | undefined,
  missing:
    'SOURCES_LOSS_REASON_MISSING' | 'SOURCES_RELOAD_REASON_MISSING' | 'SOURCES_OVERRIDE_REASON_MISSING',
): string {
  if (reason === undefined || reason.trim() === '') throw refusal(missing);
  return reason.trim();
}

interface ProgressOptions extends Pick<
  LoadOptions,
  'again' | 'isTrial' | 'lossAccepted' | 'reloaded' | 'checksOverridden'
> {
  /** No bar: the output is for machines. */
  readonly isQuiet: boolean;
  readonly onResult?: (result: TakenIn) => void;
}

/** Loads files with a bar over their bytes. */
export async function loadWithProgress(
  intake: Intake,
  files: readonly DeliveredFile[],
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
    isTrial: options.isTrial,
    lossAccepted: options.lossAccepted,
    reloaded: options.reloaded,
    checksOverridden: options.checksOverridden,
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
  { feedName, loading }: { readonly feedName: string | undefined; readonly loading: LoadOptions },
): Promise<readonly TakenIn[]> {
  if (feedName === undefined) throw refusal('SOURCES_FEED_MISSING');
  const feed = requireFeed(feedName);
  const path = join(configuration.dataDir, 'inbox', `${randomUUID()}.csv`);
  try {
    await spool(process.stdin, path);
    const content = await contentAt(path, `${feed.name}_standard_input.csv`);
    return await loadContent(intake, { feed, content, ...choicesOf(loading) });
  } finally {
    await rm(path, { force: true });
  }
}
