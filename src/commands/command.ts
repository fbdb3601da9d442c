import { Command, InvalidArgumentError } from 'commander';
import { systemClock } from '../kernel/clock.ts';
import { shapedForJson } from '../kernel/json-shape.ts';
import { isDay } from '../kernel/month.ts';
import { refusal, type Refusal } from '../kernel/errors.ts';
import { visibleText } from '../kernel/visible-text.ts';
import { readConfiguration, type Configuration } from '../platform/configuration.ts';
import { correlation } from '../platform/logs/index.ts';
import { isMigrated, migrateUp, openDatabase, type Database } from '../platform/database/index.ts';
import {
  actAs,
  asOwner,
  chainTrail,
  keyRingOf,
  personMeant,
  personOfMachineUser,
  seenInSupport,
  Sealer,
  workFor,
  type KeyPlace,
  type OwnKeys,
  type Person,
  type Principal,
  type SigningPlace,
} from '../platform/security/index.ts';
import { readLogState, settleErasures, type BackupPlace } from '../platform/operations/index.ts';
import { sentStatement } from '../billing/index.ts';
import { loadingAs, type Intake } from '../sources/index.ts';
import { markSubmitted } from './billing/submitted-report.ts';
import { tellChangedBudgets } from './changed-budgets.ts';
import * as warehouse from '../warehouse/index.ts';
import { randomUUID } from 'node:crypto';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { counted } from './table.ts';

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

/** Adds what every command has: `--json`, `--debug`, `--data`, `--port`, and an example under its help. */
export function daybookCommand(name: string, description: string, example: string): Command {
  return groupCommand(name, description, example)
    .option('--json', 'print JSON')
    .option('--debug', 'print the stack of an unexpected database error')
    .option('--data <dir>', 'folder of the embedded database and the sample (default: ./data)')
    .option('--port <port>', 'web port on 127.0.0.1 (default: 8080)');
}

/** Options of a command that acts as a person. */
export interface ActingOptions extends CommonOptions {
  readonly as?: string;
  readonly support?: string;
  readonly reason?: string;
}

/** A command that acts as a person: `--as`, and `--reason` for the audit trail. */
export function actingCommand(name: string, description: string, example: string): Command {
  return daybookCommand(name, description, example)
    .option(
      '--as <person>',
      'act as this person; a unique start of the name will do (default: the person you are mapped to)',
    )
    .option('--support <session>', 'see what the person of this support session sees; read-only', (text) =>
      String(wholeNumber(1)(text)),
    )
    .option('--reason <text>', 'reason, recorded in the audit trail', reasonText);
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
  process.stderr.write(visibleText(`${message}\n`));
}

/** What a surface says of the clock of a sample. */
export function demoClockText(day: string): string {
  return `Demo clock: in this sample, today is ${day}.`;
}

let isDemoDayTold = false;

/** Tells people, once in a command, that its day is the one of the sample. */
export function tellDemoDay(day: string): void {
  if (!isDemoDayTold) say(demoClockText(day));
  isDemoDayTold = true;
}

/** Writes an answer to standard output. What a terminal would obey in a value or a name is spelled out. */
export function print(text: string): void {
  process.stdout.write(visibleText(`${text}\n`));
}

/** Writes a file to standard output, byte for byte; on a terminal as `print` does. */
export function printFile(content: string): void {
  process.stdout.write(process.stdout.isTTY ? visibleText(content) : content);
}

/** Prints an answer as JSON; fields are written in snake_case, whatever the code calls them. */
export function printJson(value: unknown): void {
  print(JSON.stringify(shapedForJson(value)));
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
    if (configuration.backupLogSeconds === 0) await tellWaiting(database);
    await settleRestored(database, configuration);
    // What the command did, or attempted, is in the chain before it ends.
    return await work(database).finally(() => chainTrail(database));
  } finally {
    await database.close();
  }
}

/** Where commits wait until the log is stored and nobody stores it, a command would stand still without a word. */
async function tellWaiting(database: Database): Promise<void> {
  const { isWaitedFor, isStored } = await readLogState(database);
  if (isWaitedFor && isStored !== true)
    say('Nothing is committed until somebody stores the log: `daybook start` or `daybook backup keep` does.');
}

/** Erases again in a database that was restored, before anyone enters. */
export async function settleRestored(database: Database, configuration: Configuration): Promise<void> {
  const { keyFile } = backupPlaceOf(configuration);
  const signing = signingPlaceOf(configuration);
  const place = { dataDir: configuration.dataDir, keyFile, keys: keyPlaceOf(configuration), signing };
  const erased = await settleErasures(database, place);
  if (erased > 0) say(`${counted(erased, 'erasure')} from after the restored moment applied again.`);
}

/** What a command has in hand while it acts as a person. */
export interface Acting extends Principal {
  readonly configuration: Configuration;
  /** Machines read what is said; only refusals go to standard error. */
  readonly isQuiet: boolean;
}

/** Opens the database and acts as the person of `--as`, or the one this user of the machine is mapped to. */
export async function withCaller<T>(
  options: ActingOptions,
  work: (acting: Acting) => Promise<T>,
  configuration = configurationOf(options),
): Promise<T> {
  return withDatabase(configuration, async (database) => {
    const person =
      options.as === undefined
        ? await personOfMachineUser(database, userInfo().username)
        : await personMeant(database, options.as);
    const isQuiet = options.json === true;
    const acting = await actingAs(database, person, { configuration, isQuiet, reason: options.reason });
    return work(options.support === undefined ? acting : await lookingIn(database, acting, options.support));
  });
}

/** The helper's command shows what the person of a support session sees. */
async function lookingIn(database: Database, helper: Acting, number: string): Promise<Acting> {
  const seen = await seenInSupport(helper, {
    number,
    usedFor: `command: ${process.argv.slice(2).join(' ')}`,
    owner: database,
    door: { database, openAs: asOwner },
    context: { requestId: correlation()?.id ?? randomUUID(), reason: helper.reason ?? undefined },
  });
  return { ...helper, ...seen };
}

/** Both ways of working for a person, in one command or request. */
export async function actingAs(
  database: Database,
  person: Person,
  more: Pick<Acting, 'configuration'> & {
    readonly isQuiet?: boolean;
    readonly reason?: string | null | undefined;
  },
): Promise<Acting> {
  const under = correlation();
  if (under) under.personId = person.personId;
  const context = { requestId: under?.id ?? randomUUID(), reason: more.reason ?? undefined };
  const { configuration, isQuiet = true } = more;
  const caller = await actAs(database, person, context);
  return {
    person,
    caller,
    database: workFor(database, person, context),
    reason: more.reason ?? null,
    configuration,
    isQuiet,
  };
}

/** Where the keys of personal data are. */
export function keyPlaceOf({ keyFile, keyCommand, dataDir }: Configuration): KeyPlace {
  return { file: keyFile ?? join(dataDir, 'keys', 'master.json'), command: keyCommand };
}

/** Where signed heads of the audit trail are appended unless a command names another place. */
export function headsFileOf({ auditHeads, dataDir }: Configuration): string {
  return auditHeads ?? join(dataDir, 'audit-heads.jsonl');
}

/** Where the private half of the key lies that signs them. */
export function signingKeyFileOf({ auditKeyFile, dataDir }: Configuration): string {
  return auditKeyFile ?? join(dataDir, 'keys', 'audit-signing.pem');
}

/** How commands sign the trail: with the key of the data folder, appending to a file of heads. */
export function signingPlaceOf(
  configuration: Configuration,
  headsFile = headsFileOf(configuration),
): SigningPlace {
  return { keyFile: signingKeyFileOf(configuration), headsFile };
}

/** Where backups are stored, and the keys that they are encrypted to. */
export function backupPlaceOf({ backupDir, backupKeyFile, dataDir }: Configuration): BackupPlace {
  return {
    folder: backupDir ?? join(dataDir, 'backups'),
    keyFile: backupKeyFile ?? join(dataDir, 'keys', 'backup.txt'),
  };
}

/** Where all keys of the database are. */
export function ownKeysOf(configuration: Configuration): OwnKeys {
  return { ring: keyPlaceOf(configuration), signing: signingKeyFileOf(configuration) };
}

/** What loads share, with the warehouse handed in: the two stages do not import one another. */
export function intakeOf(acting: Acting): Intake {
  const { database, configuration } = acting;
  const { timeZone, maxFailingPercent, maxLossPercent } = configuration;
  let sealer: Promise<Sealer> | undefined;
  return {
    ...loadingAs(acting),
    warehouse,
    clock: systemClock,
    timeZone,
    maxFailingPercent,
    maxLossPercent,
    openSeal: () =>
      (sealer ??= keyRingOf(database, keyPlaceOf(configuration)).then((keys) => new Sealer(keys))),
    consequences: tellChangedBudgets,
    submitted: (transaction, report) => markSubmitted(transaction, report, acting.person.userId),
    completed: async (site, month) => {
      const sent = await sentStatement(database, { site, month });
      return sent === undefined ? null : refusal('SOURCES_WORKBOOK_COMPLETED', { site, month, ...sent });
    },
  };
}

/** Tells a refusal on standard error: what, why, and the next step. With `--json` as one object. */
export function tellRefusal(error: Refusal, isJson: boolean): void {
  const { code, message, next } = error;
  say(isJson ? JSON.stringify({ error: { code, message, next } }) : `${code}: ${message}\nNext: ${next}`);
}

/** Reads a day of the calendar, `YYYY-MM-DD`. */
export function calendarDay(text: string): string {
  if (!isDay(text)) throw new InvalidArgumentError('a day, YYYY-MM-DD');
  return text;
}

/** Characters that the trail keeps of a reason. */
const longestReason = 2000;

/** Reads why someone does something: a text that a person can read and a screen can show. */
function reasonText(text: string): string {
  if (text.length > longestReason || /\p{Cc}|\p{Cs}/u.test(text))
    throw new InvalidArgumentError('a text of at most 2,000 characters in one line');
  return text;
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
