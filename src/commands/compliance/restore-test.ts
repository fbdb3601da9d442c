import { realpath } from 'node:fs/promises';
import type { Command } from 'commander';
import { refusal } from '../../kernel/errors.ts';
import { openDatabase, type Database } from '../../platform/database/index.ts';
import { testRestoredBackup } from '../../platform/security/index.ts';
import {
  actingCommand,
  headsFileOf,
  print,
  printJson,
  say,
  withCaller,
  type ActingOptions,
} from '../command.ts';
import { counted, grouped } from '../table.ts';

interface RestoreOptions extends ActingOptions {
  readonly restored: string;
  readonly heads?: string;
}

/** `daybook audit restore-test` */
export function restoreTestCommand(): Command {
  return actingCommand(
    'restore-test',
    'Test a restored backup and record the result (control C9).',
    'daybook audit restore-test --restored /srv/restored/data',
  )
    .requiredOption('--restored <place>', 'the restored data folder, or the address of the restored database')
    .option('--heads <file>', 'signed heads kept elsewhere (default: those of the data folder)')
    .action(restoreTest);
}

async function restoreTest(options: RestoreOptions): Promise<void> {
  const outcome = await withCaller(options, (acting) => {
    const { dataDir } = acting.configuration;
    const open = async (): Promise<Database> => {
      const isAddress = /^postgres(ql)?:/.test(options.restored);
      const place = isAddress
        ? { databaseUrl: options.restored, dataDir }
        : { dataDir: await restoredFolder(options.restored, dataDir) };
      return openDatabase(place, { report: say });
    };
    return testRestoredBackup(acting, open, options.heads ?? headsFileOf(acting.configuration));
  });
  if (options.json) printJson(outcome);
  else {
    for (const finding of outcome.findings) say(finding);
    const passed = outcome.findings.length === 0;
    print(
      `${passed ? 'The backup is good' : `The backup is not good, ${counted(outcome.findings.length, 'finding')}`}: ` +
        `up to entry ${outcome.newestEntry}${outcome.newestAt === null ? '' : ` of ${outcome.newestAt}`}, ` +
        `${grouped(outcome.entries)} entries verified, ${counted(outcome.migrations, 'migration')}.`,
    );
  }
  if (outcome.findings.length > 0) process.exitCode = 1;
}

/** The folder must be there, or an empty database would be made in it, and must not be the one in use. */
async function restoredFolder(folder: string, dataDir: string): Promise<string> {
  const restored = await realpath(folder).catch(() => null);
  const cluster = restored === null ? null : await realpath(`${restored}/postgres`).catch(() => null);
  if (restored === null || cluster === null) throw refusal('SECURITY_RESTORED_MISSING', { folder });
  const own = await realpath(`${dataDir}/postgres`).catch(() => null);
  if (cluster === own) throw refusal('SECURITY_RESTORED_IN_USE', { folder });
  return restored;
}
