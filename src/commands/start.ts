import { access, rm } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { basename, join } from 'node:path';
import type { Command } from 'commander';
import { systemClock } from '../kernel/clock.ts';
import { writeInside } from '../kernel/inside-folder.ts';
import type { Status } from '../delivery/index.ts';
import type { Configuration } from '../platform/configuration.ts';
import { migrateUp, openDatabase, type Database } from '../platform/database/index.ts';
import { readLogState } from '../platform/operations/index.ts';
import {
  addDemoPeople,
  chainTrail,
  demoOperator,
  inspectKeys,
  personNamed,
  setDemoDay,
} from '../platform/security/index.ts';
import { findFiles, generateSample } from '../sources/index.ts';
import { makeMonthsAhead } from '../warehouse/index.ts';
import {
  actingAs,
  configurationOf,
  daybookCommand,
  intakeOf,
  ownKeysOf,
  print,
  printJson,
  say,
  settleRestored,
  type CommonOptions,
} from './command.ts';
import { loadWithProgress } from './load.ts';
import { billSample } from './contracts/sample-contracts.ts';
import { forecastAsDemo } from './forecasting/sample-pnl.ts';
import { operatorStatus } from './serving/operator-status.ts';
import { progressBar } from './progress.ts';
import { startBackupKeeper, type BackupKeeperProcess } from './serving/backup-keeper.ts';
import { serve } from './serving/serve.ts';
import { tellDrift } from './serving/tell-drift.ts';
import { table } from './table.ts';

interface StartOptions extends CommonOptions {
  readonly once?: boolean;
  /** Undefined: a sample only in an embedded database that has never loaded anything. */
  readonly sample?: boolean;
  readonly selfSigned?: boolean;
}

/** The sample operator of a first start: 60 sites, 15 months, always the same. */
const sampleOperator = { sites: 60, from: '2024-03', months: 15, seed: 1, withFaults: true } as const;

/** The day on which a trial stands: the newest month of the sample is over and is being billed. */
const sampleDay = '2025-06-02';

/** `daybook start` */
export function startCommand(): Command {
  return daybookCommand(
    'start',
    'Start everything: database, schema, a sample operator on the first run, and the web app.',
    'daybook start --port 8081',
  )
    .option('--once', 'do everything, print the summary, and exit')
    .option('--no-sample', 'do not load the sample operator')
    .option('--sample', 'load the sample operator, even into your own server')
    .option('--self-signed', 'use TLS with a self-signed certificate, created in the data folder')
    .action(start);
}

async function start(options: StartOptions): Promise<void> {
  const configuration = configurationOf(options);
  const database = await openDatabase(configuration, { report: say });
  let keeper: BackupKeeperProcess | undefined;
  let isClosing: Promise<void> | undefined;
  const close = (): Promise<void> => (isClosing ??= database.close());
  try {
    // Where commits wait until the log is stored, nothing goes on before somebody stores it.
    if ((await readLogState(database)).isWaitedFor) keeper = await startBackupKeeper(database, configuration);
    await migrateUp(database, { report: say });
    await requireKeys(database, configuration);
    await settleRestored(database, configuration);
    await tellDrift(database);
    await makeMonthsAhead(database, systemClock);
    if (await wantsSample(database, configuration, options))
      await loadSample(database, configuration, options);
    const status = await operatorStatus(database, configuration.timeZone);
    if (options.json) printJson(status);
    else tellStatus(status);
    if (options.once) {
      // Nobody stays to chain what the start left in the trail.
      await chainTrail(database);
      return;
    }
    keeper ??= await startBackupKeeper(database, configuration);
    await serve(database, configuration, {
      selfSigned: options.selfSigned === true,
      isQuiet: options.json === true,
    });
  } finally {
    await keeper?.stop();
    await close();
  }
}

/** A server with other keys would call everyone by another pseudonym and sign with a key that nobody trusts. */
async function requireKeys(database: Database, configuration: Configuration): Promise<void> {
  const wrong = await inspectKeys(database, ownKeysOf(configuration));
  if (wrong) throw wrong;
}

/** Left in the data folder while the sample is being loaded: the next start finishes an interrupted first one. */
const unfinished = (configuration: Configuration): string => join(configuration.dataDir, 'sample.loading');

async function wantsSample(
  database: Database,
  configuration: Configuration,
  options: StartOptions,
): Promise<boolean> {
  if (options.sample === false) return false;
  if (options.sample !== true && !database.embedded) return false;
  if (options.sample === true || (await exists(unfinished(configuration)))) return true;
  const [books] = await database.query<{ isEmpty: boolean }>(
    'select not exists (select from sources.batch) as "isEmpty"',
  );
  return books?.isEmpty === true;
}

async function loadSample(
  database: Database,
  configuration: Configuration,
  options: StartOptions,
): Promise<void> {
  const isQuiet = options.json === true;
  await addDemoPeople(database, userInfo().username);
  const acting = await actingAs(database, await personNamed(database, demoOperator), { configuration });
  const out = join(configuration.dataDir, 'sample');
  await writeInside(configuration.dataDir, basename(unfinished(configuration)), '');
  if (!(await exists(out))) await writeSample(out, isQuiet);
  const { files } = await findFiles([out]);
  if (!isQuiet) say(`Loading ${String(files.length)} files of the sample operator.`);
  await loadWithProgress(intakeOf(acting), files, { isQuiet });
  await setDemoDay(database, sampleDay);
  if (!isQuiet) say('Importing the contracts of the sample operator and billing its newest months.');
  await billSample(acting, join(configuration.dataDir, 'sample-contracts'), sampleOperator.seed);
  if (!isQuiet) say('Calculating the P&L of the sample operator.');
  await forecastAsDemo(acting);
  await rm(unfinished(configuration));
}

async function writeSample(out: string, isQuiet: boolean): Promise<void> {
  if (!isQuiet) say(`Writing the files of a sample operator to ${out}.`);
  const bar = progressBar('Writing', sampleOperator.sites * sampleOperator.months, isQuiet);
  let before = 0;
  await generateSample({
    out,
    ...sampleOperator,
    onProgress: (done) => {
      bar.advance(done - before);
      before = done;
    },
  });
  bar.stop();
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

function tellStatus(status: Status): void {
  if (status.demoClock !== undefined) print(`\n${status.demoClock}`);
  for (const { title, header, rows, whenEmpty } of status.tables) {
    const numbers = header.filter((_, column) => rows.every((row) => /^[-–\d,.]*$/.test(row[column] ?? '')));
    print(`\n${title}\n${rows.length === 0 ? whenEmpty : table(header, rows, numbers)}`);
  }
}
