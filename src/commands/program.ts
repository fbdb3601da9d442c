import { Command, CommanderError } from 'commander';
import { askCommand, explainCommand } from './ask.ts';
import { auditCommand } from './compliance/audit.ts';
import { contractsCommand } from './contracts/contracts.ts';
import { billCommand } from './billing/bill.ts';
import { archiveCommand } from './operations/archive.ts';
import { backupCommand } from './operations/backup.ts';
import { beginCommand, endCommand, type BegunCommand } from './operations/command-log.ts';
import { batchesCommand } from './batches.ts';
import { say, tellRefusal } from './command.ts';
import { powerBiCommand } from './delivery/power-bi.ts';
import { doctorCommand } from './doctor.ts';
import { forecastCommand } from './forecasting/forecast.ts';
import { laborCommand } from './performance/labor.ts';
import { rankingCommand } from './performance/ranking.ts';
import { trendingCommand } from './performance/trending.ts';
import { jobsCommand } from './jobs/jobs.ts';
import { accountsCommand } from './pnl/accounts.ts';
import { accessCommand } from './access/requests.ts';
import { keysCommand } from './access/keys.ts';
import { operatorCommand } from './operator.ts';
import { pnlCommand } from './pnl/pnl.ts';
import { loadCommand } from './load.ts';
import { loginsCommand } from './access/logins.ts';
import { migrateCommand } from './migrate.ts';
import { privacyCommand } from './compliance/privacy.ts';
import { retentionCommand } from './compliance/retention.ts';
import { quarantineCommand } from './quarantine.ts';
import { rightsCommand } from './access/rights.ts';
import { sampleCommand } from './sample.ts';
import { exportsCommand } from './access/exports.ts';
import { proveCommand } from './operations/prove.ts';
import { databaseCommand } from './operations/database.ts';
import { maintainCommand } from './operations/maintain.ts';
import { logsCommand } from './operations/logs.ts';
import { operationsReportsCommand } from './operations/operations-reports.ts';
import { capacityCommand } from './operations/capacity.ts';
import { clusterCommand } from './operations/cluster.ts';
import { restoreCommand } from './operations/restore.ts';
import { alertsCommand } from './operations/alerts.ts';
import { runsCommand } from './operations/runs.ts';
import { scheduleCommand } from './operations/schedule.ts';
import { reviewsCommand } from './access/reviews.ts';
import { sessionsCommand } from './access/sessions.ts';
import { supportCommand } from './access/support.ts';
import { cataloguesCommand } from './catalogues/catalogues.ts';
import { sitesCommand } from './sites/sites.ts';
import { postCommand } from './postings/post.ts';
import { takeoverCommand } from './takeover/takeover.ts';
import { statementsCommand } from './billing/statements.ts';
import { startCommand } from './start.ts';
import { usersCommand } from './access/users.ts';
import { whoamiCommand } from './access/whoami.ts';
import { version } from './version.ts';
import { randomUUID } from 'node:crypto';
import { refusal, Refusal } from '../kernel/errors.ts';
import { correlated } from '../platform/logs/index.ts';
import { databaseRefusal, stateOf } from '../platform/database/index.ts';

const commands = [
  startCommand,
  migrateCommand,
  sampleCommand,
  loadCommand,
  batchesCommand,
  quarantineCommand,
  askCommand,
  explainCommand,
  sitesCommand,
  cataloguesCommand,
  contractsCommand,
  billCommand,
  statementsCommand,
  postCommand,
  takeoverCommand,
  forecastCommand,
  pnlCommand,
  trendingCommand,
  rankingCommand,
  laborCommand,
  jobsCommand,
  accountsCommand,
  operatorCommand,
  usersCommand,
  accessCommand,
  reviewsCommand,
  exportsCommand,
  whoamiCommand,
  sessionsCommand,
  supportCommand,
  keysCommand,
  loginsCommand,
  rightsCommand,
  auditCommand,
  privacyCommand,
  retentionCommand,
  scheduleCommand,
  runsCommand,
  alertsCommand,
  capacityCommand,
  operationsReportsCommand,
  logsCommand,
  maintainCommand,
  databaseCommand,
  clusterCommand,
  archiveCommand,
  backupCommand,
  restoreCommand,
  proveCommand,
  powerBiCommand,
  doctorCommand,
];

/**
 * Runs `daybook` with the words that follow its name and returns the exit code: 0 done, 1 refused (the reason and the
 * next step are on standard error), 2 wrong usage. Throws what is a bug and not a refusal.
 */
export function runProgram(words: readonly string[]): Promise<number> {
  return correlated({ id: randomUUID() }, () => runCommand(words));
}

async function runCommand(words: readonly string[]): Promise<number> {
  process.exitCode = 0;
  let command: BegunCommand | undefined;
  const program = makeProgram().hook('preAction', (_, action) => {
    command = beginCommand(action);
  });
  // A command that did its work and has bad news sets the code.
  const [exit, error] = await program.parseAsync(words, { from: 'user' }).then(
    () => [process.exitCode as number, undefined] as const,
    (cause: unknown) => [1, cause as Error] as const,
  );
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  const shownRefusal =
    error === undefined
      ? null
      : refusalOf(error, { running: command?.path ?? 'daybook', wantsStack: words.includes('--debug') });
  const isFault = !(error === undefined || error instanceof Refusal);
  if (command)
    await endCommand(command, { exit, refusal: shownRefusal?.code, fault: isFault ? error : undefined });
  if (shownRefusal === null && error !== undefined) throw error;
  if (shownRefusal) tellRefusal(shownRefusal, words.includes('--json'));
  return exit;
}

/**
 * The whole command line.
 *
 * @public asked by the tests, which compare it with the routes
 */
export function makeProgram(): Command {
  const program = new Command('daybook')
    .description('From source files to a warehouse that explains every figure.')
    .version(version)
    // What stands behind a command is its own: `forecast get --version NAME`.
    .enablePositionalOptions()
    .showHelpAfterError('(add --help for the options and an example)');
  for (const make of commands) program.addCommand(make());
  throwInsteadOfExit(program);
  return program;
}

/**
 * Commander ends the process with 1 for wrong usage; scripts tell that (2) from a refusal (1). It quotes what was
 * typed, which is printed as everything else is.
 */
function throwInsteadOfExit(command: Command): void {
  command.exitOverride().configureOutput({
    writeErr: (text) => {
      say(text.trimEnd());
    },
  });
  for (const child of command.commands) throwInsteadOfExit(child);
}

/** What is told of an error: itself where it is a refusal, one line where the database failed, null for a bug. */
function refusalOf(
  error: unknown,
  { running, wantsStack }: { readonly running: string; readonly wantsStack: boolean },
): Refusal | null {
  if (error instanceof Refusal) return error;
  if (wantsStack) return null;
  const state = stateOf(error);
  const ofDatabase = databaseRefusal(error);
  if (ofDatabase !== null || state === null) return ofDatabase;
  return refusal('DATABASE_FAILED', { command: running, state });
}
