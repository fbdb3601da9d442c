import type { Command } from 'commander';
import {
  migrateDown,
  migrateUp,
  migrationStatus,
  openDatabase,
  type Database,
} from '../platform/database/index.ts';
import {
  configurationOf,
  daybookCommand,
  groupCommand,
  print,
  printJson,
  say,
  wholeNumber,
  type CommonOptions,
} from './command.ts';
import { table } from './table.ts';

interface ToOptions extends CommonOptions {
  readonly to?: number;
  readonly destroyData?: boolean;
}

/** `daybook migrate up|down|status` */
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
