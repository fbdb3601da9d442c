import type { Command } from 'commander';
import {
  migrateDown,
  migrateUp,
  migrationStatus,
  openDatabase,
  type Database,
} from '../platform/database/index.ts';
import { checkMigrations, rehearseMigrations } from '../platform/operations/index.ts';
import {
  backupPlaceOf,
  configurationOf,
  daybookCommand,
  groupCommand,
  print,
  printJson,
  say,
  wholeNumber,
  type CommonOptions,
} from './command.ts';
import { proofFolderOf } from './operations/backup-plan.ts';
import { counted, grouped, table } from './table.ts';

interface ToOptions extends CommonOptions {
  readonly to?: number;
  readonly destroyData?: boolean;
}

/** `daybook migrate up|down|status|check|rehearse` */
export function migrateCommand(): Command {
  const migrate = groupCommand(
    'migrate',
    'Migrate the database schema up or down, or show its status.',
    'daybook migrate status',
  );
  migrate.addCommand(
    daybookCommand('up', 'Apply missing migrations.', 'daybook migrate up')
      .option('--to <number>', 'stop after this migration', wholeNumber(1))
      .action((options: ToOptions) => withPlainDatabase(options, (database) => run(database, 'up', options))),
  );
  migrate.addCommand(
    daybookCommand('down', 'Undo the newest migration, with its data.', 'daybook migrate down --to 3')
      .option('--to <number>', 'undo all migrations after this one', wholeNumber(0))
      .option('--destroy-data', 'undo even if rows are lost; without it, migrations with rows are not undone')
      .action((options: ToOptions) =>
        withPlainDatabase(options, (database) => run(database, 'down', options)),
      ),
  );
  migrate.addCommand(
    daybookCommand('status', 'List the migrations.', 'daybook migrate status --json').action(
      (options: CommonOptions) => withPlainDatabase(options, (database) => status(database, options)),
    ),
  );
  migrate.addCommand(
    daybookCommand(
      'check',
      'Say which pending migrations are safe while people work.',
      'daybook migrate check',
    ).action((options: CommonOptions) => withPlainDatabase(options, (database) => check(database, options))),
  );
  migrate.addCommand(
    daybookCommand(
      'rehearse',
      'Apply pending migrations to a restored backup, and say how long they take and what they change.',
      'daybook migrate rehearse',
    )
      .argument('[label]', 'the backup (default: the newest)')
      .action((label: string | undefined, options: CommonOptions) =>
        withPlainDatabase(options, (database) => rehearse(database, label, options)),
      ),
  );
  return migrate;
}

/** Unlike other commands, these must not migrate on their own first. */
async function withPlainDatabase(
  options: CommonOptions,
  work: (database: Database) => Promise<void>,
): Promise<void> {
  const database = await openDatabase(configurationOf(options), { report: say });
  try {
    await work(database);
  } finally {
    await database.close();
  }
}

async function run(database: Database, direction: 'up' | 'down', options: ToOptions): Promise<void> {
  const goal = { report: say, ...(options.to === undefined ? {} : { to: options.to }) };
  const outcome =
    direction === 'up'
      ? await migrateUp(database, goal)
      : await migrateDown(database, { ...goal, destroysData: options.destroyData === true });
  if (options.json) return printJson(outcome);
  say(
    outcome.steps.length === 0
      ? `Nothing to do: the database is at migration ${String(outcome.at)}.`
      : `The database is at migration ${String(outcome.at)}.`,
  );
}

async function status(database: Database, options: CommonOptions): Promise<void> {
  const migrations = await migrationStatus(database);
  if (options.json) return printJson(migrations);
  const rows = migrations.map(({ number, name, state, appliedAt }) => [
    String(number),
    name,
    state,
    appliedAt ?? '-',
  ]);
  print(table(['number', 'name', 'state', 'applied at'], rows, ['number']));
}

async function check(database: Database, options: CommonOptions): Promise<void> {
  const place = { scratchFolder: proofFolderOf(configurationOf(options)), report: say };
  const migrations = await checkMigrations(database, place);
  if (options.json) printJson(migrations);
  else if (migrations.length === 0) say('Nothing is pending.');
  else
    print(
      table(
        ['number', 'name', 'verdict', 'reasons'],
        migrations.map(({ number, name, verdict, reasons }) => [
          String(number),
          name,
          verdict,
          orDash(reasons),
        ]),
        ['number'],
      ),
    );
  if (migrations.some(({ verdict }) => verdict !== 'safe')) process.exitCode = 1;
}

const orDash = (texts: readonly string[]): string => (texts.length === 0 ? '-' : texts.join('; '));

async function rehearse(
  database: Database,
  label: string | undefined,
  options: CommonOptions,
): Promise<void> {
  const configuration = configurationOf(options);
  const place = { scratchFolder: proofFolderOf(configuration), report: say };
  const rehearsal = await rehearseMigrations(database, { ...backupPlaceOf(configuration), ...place, label });
  const { steps, definitionsMilliseconds, totalMilliseconds, lostRows, differences } = rehearsal;
  if (options.json) printJson(rehearsal);
  else {
    print(
      table(
        ['number', 'name', 'ms', 'rows read', 'rows written', 'tables rewritten', 'breaks'],
        steps.map((step) => [
          ...[String(step.number), step.name, grouped(step.milliseconds)],
          ...[grouped(step.rowsRead), grouped(step.rowsWritten)],
          ...[orDash(step.rewritten), orDash(step.breaks)],
        ]),
        ['number', 'ms', 'rows read', 'rows written'],
      ),
    );
    for (const { table: name, before, after } of lostRows)
      say(`${name} has ${grouped(after)} rows and had ${grouped(before)}.`);
    for (const line of differences) say(line);
    print(
      `Backup ${rehearsal.label}: ${counted(steps.length, 'migration')} in ${grouped(totalMilliseconds)} ms, ` +
        `of which ${grouped(definitionsMilliseconds)} ms for functions, views and rights; ` +
        `${counted(lostRows.length, 'table')} lost rows, ${counted(differences.length, 'difference')} from the schema.`,
    );
  }
  if (lostRows.length + differences.length > 0) process.exitCode = 1;
}
