import { Command, InvalidArgumentError } from 'commander';
import { systemClock } from '../kernel/clock.ts';
import { refusal, type Refusal } from '../kernel/errors.ts';
import { readConfiguration, type Configuration } from '../platform/configuration.ts';
import { isMigrated, migrateUp, openDatabase, type Database } from '../platform/database/index.ts';
import type { Intake } from '../sources/index.ts';
import * as warehouse from '../warehouse/index.ts';
import { userInfo } from 'node:os';

/** Options that every command has. */
export interface CommonOptions {
  readonly json?: boolean;
  readonly data?: string;
  readonly port?: string;
}

/** A command that only holds others; the options stand with them. */
export function groupCommand(name: string, description: string, example: string): Command {
  return new Command(name).description(description).addHelpText('after', `\nExample:\n  ${example}`);
}

/** Adds what every command has: `--json`, `--data`, `--port`, and an example under its help. */
export function daybookCommand(name: string, description: string, example: string): Command {
  return groupCommand(name, description, example)
    .option('--json', 'print for machines')
    .option('--data <dir>', 'folder of the embedded database and of the sample (default: ./data)')
    .option('--port <port>', 'port of the web address on 127.0.0.1 (default: 8080)');
}

/** The settings of a command: its options, then the environment, then the defaults. */
export function configurationOf(
  options: CommonOptions,
  more: { maxFailingPercent?: string } = {},
): Configuration {
  return readConfiguration({ dataDir: options.data, port: options.port, ...more });
}

/** Says something to people on standard error, where it does not mix with answers. */
export function say(message: string): void {
  process.stderr.write(`${message}\n`);
}

/** Writes an answer to standard output. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

export function printJson(value: unknown): void {
  print(JSON.stringify(value));
}

/** Opens the database, brings an embedded one up to date, runs `work`, and closes it whatever happens. */
export async function withDatabase<T>(
  configuration: Configuration,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  const database = await openDatabase(configuration, { report: say });
  try {
    if (!(await isMigrated(database))) {
      if (!database.embedded) throw refusal('DATABASE_NOT_MIGRATED', { where: database.where });
      await migrateUp(database, { report: say });
    }
    return await work(database);
  } finally {
    await database.close();
  }
}

/** What loads share, with the warehouse handed in: the two stages do not import one another. */
export function intakeOf(database: Database, configuration: Configuration): Intake {
  const { timeZone, maxFailingPercent } = configuration;
  return {
    database,
    warehouse,
    clock: systemClock,
    timeZone,
    maxFailingPercent,
    receivedBy: userInfo().username,
  };
}

/** Tells a refusal on standard error: what, why, and the next step. With `--json` as one object. */
export function tellRefusal(error: Refusal, isJson: boolean): void {
  const { code, message, next } = error;
  say(isJson ? JSON.stringify({ error: { code, message, next } }) : `${code}: ${message}\nNext: ${next}`);
}

/** Reads a whole number of at least `least`. */
export function wholeNumber(least: number): (text: string) => number {
  return (text) => {
    const value = /^\d+$/.test(text) ? Number.parseInt(text, 10) : Number.NaN;
    if (Number.isNaN(value) || value < least)
      throw new InvalidArgumentError(`a whole number of ${String(least)} or more`);
    return value;
  };
}
