import { Option, type Command } from 'commander';
import { systemClock } from '../../kernel/clock.ts';
import {
  cancelRun,
  listRuns,
  requestRun,
  runAgain,
  runStates,
  showRun,
  type Run,
} from '../../platform/operations/index.ts';
import {
  actingCommand,
  groupCommand,
  print,
  printJson,
  say,
  wholeNumber,
  withCaller,
  type ActingOptions,
} from '../command.ts';
import { counted, grouped, minuteText, table } from '../table.ts';

/** `daybook runs list|show|start|again|cancel` */
export function runsCommand(): Command {
  const runs = groupCommand(
    'runs',
    'Runs of scheduled jobs: one for each time, and what became of it.',
    'daybook runs',
  );
  runs.addCommand(list(), { isDefault: true });
  runs.addCommand(
    actingCommand('show', 'A run with what it said.', 'daybook runs show 41 --as sys')
      .argument('<run>', 'its number', runNumber)
      .action(show),
  );
  runs.addCommand(
    actingCommand(
      'start',
      'Ask for a run of a job now; the server begins it.',
      'daybook runs start audit.verify',
    )
      .argument('<job>', 'the job')
      .action(async (job: string, options: ActingOptions) => {
        tellRequest(options, await withCaller(options, (acting) => requestRun(acting, job, systemClock)));
      }),
  );
  runs.addCommand(
    actingCommand('again', 'Ask for another run of the job of a run.', 'daybook runs again 41')
      .argument('<run>', 'its number', runNumber)
      .action(async (run: string, options: ActingOptions) => {
        tellRequest(options, await withCaller(options, (acting) => runAgain(acting, run, systemClock)));
      }),
  );
  runs.addCommand(
    actingCommand('cancel', 'End a run that is not over.', 'daybook runs cancel 41')
      .argument('<run>', 'its number', runNumber)
      .action(async (run: string, options: ActingOptions) => {
        const cancelled = await withCaller(options, (acting) => cancelRun(acting, run, systemClock));
        if (options.json) printJson(cancelled);
        else print(`Run ${cancelled.runId} of ${cancelled.job} is cancelled.`);
      }),
  );
  return runs;
}

interface ListOptions extends ActingOptions {
  readonly job?: string;
  readonly state?: Run['state'];
  readonly before?: string;
  readonly limit: string;
}

function list(): Command {
  return actingCommand('list', 'Runs, newest first.', 'daybook runs --state failed --as sys')
    .option('--job <job>', 'only of this job')
    .addOption(new Option('--state <state>', 'only in this state').choices(runStates))
    .option('--before <run>', 'only runs with a lower number: the next page', runNumber)
    .option('--limit <count>', 'how many', (text) => String(wholeNumber(1)(text)), '50')
    .action(async ({ limit, ...options }: ListOptions) => {
      const filter = { ...options, limit: Math.min(Number.parseInt(limit, 10), 1_000) };
      const runs = await withCaller(options, (acting) => listRuns(acting, filter));
      if (options.json) return printJson(runs);
      if (runs.length > 0)
        print(
          table(
            ['run', 'job', 'due', 'trigger', 'state', 'took', 'outcome'],
            runs.map((run) => [
              ...[run.runId, run.job, minuteText(run.dueAt), triggerText(run), run.state],
              ...[tookText(run), run.outcome ?? ''],
            ]),
            ['run', 'took'],
          ),
        );
      say(`${counted(runs.length, 'run')}. Times are in UTC.`);
    });
}

async function show(runId: string, options: ActingOptions): Promise<void> {
  const run = await withCaller(options, (acting) => showRun(acting, runId));
  if (options.json) return printJson(run);
  const counts = [
    countText('in', run.rowsIn),
    countText('out', run.rowsOut),
    countText('rejected', run.rowsRejected),
  ];
  print(
    [
      `Run ${run.runId} of ${run.job}, ${triggerText(run)}, due ${minuteText(run.dueAt)} UTC: ${run.state}.`,
      ...(run.outcome === null ? [] : [run.outcome]),
      ...(run.refusal === null ? [] : [`Refused with ${run.refusal}.`]),
      ...(run.next === null ? [] : [`Next: ${run.next}`]),
      ...(run.startedAt === null
        ? []
        : [
            `Begun ${minuteText(run.startedAt)} UTC by ${run.server ?? 'a server'}, attempt ` +
              `${String(run.attempts)}; took ${tookText(run)}.`,
          ]),
      ...counts.flat(),
      ...Object.entries(run.controlTotals).map(([name, total]) => `${name}: ${total}`),
      ...(run.startedAt === null ? [] : [`What it did: daybook logs --run ${run.runId}`]),
      ...run.lines.map(({ loggedAt, says }) => `${loggedAt.slice(11, 19)} ${says}`),
    ].join('\n'),
  );
}

function countText(name: string, count: string | null): string[] {
  return count === null ? [] : [`Rows ${name}: ${grouped(Number.parseInt(count, 10))}`];
}

function tellRequest({ json }: ActingOptions, run: Run): void {
  if (json) return printJson(run);
  print(
    `Run ${run.runId} of ${run.job} waits for the server; see it with \`daybook runs show ${run.runId}\`.`,
  );
}

function triggerText({ trigger, askedBy, causedBy }: Run): string {
  if (trigger === 'person') return `asked for by ${askedBy ?? ''}`;
  return trigger === 'event' ? `after ${causedBy ?? ''}` : 'by the clock';
}

/** How long a run took, in seconds. */
function tookText({ startedAt, endedAt }: Run): string {
  if (startedAt === null) return '';
  if (endedAt === null) return 'not over';
  return `${String(Math.round((Date.parse(endedAt) - Date.parse(startedAt)) / 100) / 10)} s`;
}

function runNumber(text: string): string {
  return String(wholeNumber(1)(text));
}
