import { Command, CommanderError } from 'commander';
import { askCommand, explainCommand } from './commands/ask.ts';
import { auditCommand } from './commands/compliance/audit.ts';
import { contractsCommand } from './commands/contracts/contracts.ts';
import { billCommand } from './commands/billing/bill.ts';
import { batchesCommand } from './commands/batches.ts';
import { tellRefusal } from './commands/command.ts';
import { doctorCommand } from './commands/doctor.ts';
import { forecastCommand } from './commands/forecasting/forecast.ts';
import { jobsCommand } from './commands/jobs/jobs.ts';
import { accountsCommand } from './commands/pnl/accounts.ts';
import { keysCommand } from './commands/access/keys.ts';
import { pnlCommand } from './commands/pnl/pnl.ts';
import { loadCommand } from './commands/load.ts';
import { loginsCommand } from './commands/access/logins.ts';
import { migrateCommand } from './commands/migrate.ts';
import { privacyCommand } from './commands/compliance/privacy.ts';
import { retentionCommand } from './commands/compliance/retention.ts';
import { quarantineCommand } from './commands/quarantine.ts';
import { rightsCommand } from './commands/access/rights.ts';
import { sampleCommand } from './commands/sample.ts';
import { sessionsCommand } from './commands/access/sessions.ts';
import { postCommand } from './commands/billing/post.ts';
import { statementsCommand } from './commands/billing/statements.ts';
import { startCommand } from './commands/start.ts';
import { usersCommand } from './commands/access/users.ts';
import { whoamiCommand } from './commands/access/whoami.ts';
import { version } from './commands/version.ts';
import { refusal, Refusal } from './kernel/errors.ts';
import { stateOf } from './platform/database/index.ts';

const commands = [
  startCommand,
  migrateCommand,
  sampleCommand,
  loadCommand,
  batchesCommand,
  quarantineCommand,
  askCommand,
  explainCommand,
  contractsCommand,
  billCommand,
  statementsCommand,
  postCommand,
  forecastCommand,
  pnlCommand,
  jobsCommand,
  accountsCommand,
  whoamiCommand,
  usersCommand,
  sessionsCommand,
  keysCommand,
  loginsCommand,
  rightsCommand,
  auditCommand,
  privacyCommand,
  retentionCommand,
  doctorCommand,
];

const program = new Command('daybook')
  .description('From source files to a warehouse that explains every figure.')
  .version(version)
  // What stands behind a command is its own: `forecast get --version NAME`.
  .enablePositionalOptions()
  .showHelpAfterError('(add --help for the options and an example)');
for (const make of commands) program.addCommand(make());
throwInsteadOfExit(program);

/** Commander ends the process with 1 for wrong usage; scripts tell that (2) from a refusal (1). */
function throwInsteadOfExit(command: Command): void {
  command.exitOverride();
  for (const child of command.commands) throwInsteadOfExit(child);
}

// A reader that has seen enough, such as `head`, closes the pipe: that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

let running = 'daybook';
program.hook('preAction', (_, action) => {
  running = pathOf(action);
});

/** A command with those it stands in, as `daybook post units`. */
function pathOf(command: Command): string {
  return command.parent === null ? command.name() : `${pathOf(command.parent)} ${command.name()}`;
}

try {
  await program.parseAsync();
} catch (error) {
  const state = stateOf(error);
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else if (error instanceof Refusal || (state !== null && !process.argv.includes('--debug'))) {
    const told =
      error instanceof Refusal ? error : refusal('DATABASE_FAILED', { command: running, state: state ?? '' });
    tellRefusal(told, process.argv.includes('--json'));
    process.exitCode = 1;
  } else throw error;
}
