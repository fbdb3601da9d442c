import type { Command } from 'commander';
import { Refusal } from '../kernel/errors.ts';
import { describeConfiguration, type Configuration } from '../platform/configuration.ts';
import {
  findDrift,
  inspectEmbedded,
  migrationStatus,
  openDatabase,
  type Database,
  type Queryable,
} from '../platform/database/index.ts';
import { inspectKeys, readDemoDay } from '../platform/security/index.ts';
import { printedOperatorOf } from './given/operator-profile.ts';
import {
  backupPlaceOf,
  configurationOf,
  daybookCommand,
  demoClockText,
  ownKeysOf,
  print,
  printJson,
  type CommonOptions,
} from './command.ts';
import { dueRatesOf, dueRow } from './due-increases.ts';
import { agesOfBackups, stateOfSecond } from './serving/tell-backups.ts';
import { driftText } from './serving/tell-drift.ts';
import { weakServer } from './serving/weak-server.ts';
import { weakAccess, weakSettings, type Weakness } from './serving/weak-settings.ts';
import { table } from './table.ts';

/** One thing that was looked at: well, or what to do about it. */
interface Finding {
  readonly what: string;
  readonly state: 'ok' | 'note' | 'wrong';
  readonly says: string;
}

/** `daybook doctor` */
export function doctorCommand(): Command {
  return daybookCommand(
    'doctor',
    'Check what is configured, reachable, missing and outdated; prints no secrets.',
    'daybook doctor --json',
  ).action(async (options: CommonOptions) => {
    const configuration = configurationOf(options);
    const findings = [
      node(),
      ...settings(configuration),
      ...(await weakSettings(configuration)).map(noted),
      await operator(configuration),
      ...(configuration.databaseUrl === undefined ? await embedded(configuration) : []),
      ...(await database(configuration)),
      await web(configuration),
    ];
    if (options.json) printJson(findings);
    else
      print(
        table(
          ['what', 'state', 'says'],
          findings.map(({ what, state, says }) => [what, state, says]),
        ),
      );
    if (findings.some(({ state }) => state === 'wrong')) process.exitCode = 1;
  });
}

function noted({ what, says }: Weakness): Finding {
  return { what, state: 'note', says };
}

function node(): Finding {
  const isCurrent = Number.parseInt(process.versions.node, 10) >= 24;
  return {
    what: 'Node',
    state: isCurrent ? 'ok' : 'wrong',
    says: `${process.version}; 24 or newer is required`,
  };
}

function settings(configuration: Configuration): Finding[] {
  return Object.entries(describeConfiguration(configuration)).map(([what, says]) => ({
    what,
    state: 'ok',
    says,
  }));
}

/** Whether documents can be printed with the name and logo of the operator. */
async function operator(configuration: Configuration): Promise<Finding> {
  try {
    const { name } = await printedOperatorOf(configuration);
    return { what: 'operator on documents', state: 'ok', says: name };
  } catch (cause) {
    if (!(cause instanceof Refusal)) throw cause;
    return { what: 'operator on documents', state: 'wrong', says: `${cause.message} ${cause.next}` };
  }
}

/** A database whose today is not today must not pass for the books of the operator. */
async function clock(opened: Queryable): Promise<Finding[]> {
  const day = await readDemoDay(opened);
  return day === null ? [] : [{ what: 'clock', state: 'note', says: demoClockText(day) }];
}

/** What nobody is asked for elsewhere: increases that are due, and values of indexes that wait for a second person. */
async function rates(opened: Queryable, { timeZone }: Configuration): Promise<Finding[]> {
  const { increases, toApprove } = await dueRatesOf(opened, timeZone, (work) => work(opened));
  const due = increases.map((increase) => dueRow(increase).join(': '));
  const says = [...due, ...toApprove.map((value) => `${value} awaits approval`)];
  return [
    {
      what: 'rate increases',
      state: says.length === 0 ? 'ok' : 'note',
      says: says.length === 0 ? 'none due' : says.join('; '),
    },
  ];
}

/** Whether there is something to restore, and somebody saw that it can be. */
async function backups(opened: Queryable, configuration: Configuration): Promise<Finding[]> {
  const { folder } = backupPlaceOf(configuration);
  const all = [
    ...(await agesOfBackups(opened, configuration.backupLogSeconds)),
    await stateOfSecond(folder, configuration.backupSecond),
  ];
  return all.map(({ what, isOld, says }) => ({ what, state: isOld ? 'note' : 'ok', says }));
}

async function embedded(configuration: Configuration): Promise<Finding[]> {
  const state = await inspectEmbedded(configuration.dataDir);
  return [
    { what: 'embedded PostgreSQL', state: 'ok', says: state.version },
    state.cluster === null
      ? { what: 'cluster', state: 'note', says: 'none yet; `daybook start` creates one' }
      : { what: 'cluster', state: 'ok', says: state.cluster },
    {
      what: 'server',
      state: state.port === null ? 'note' : 'ok',
      says:
        state.port === null
          ? 'not running; commands start it when needed'
          : `running on port ${String(state.port)}, used by ${String(state.users)}`,
    },
  ];
}

/** Looks at the schema; an embedded cluster that does not exist yet is not made for this. */
async function database(configuration: Configuration): Promise<Finding[]> {
  if (
    configuration.databaseUrl === undefined &&
    (await inspectEmbedded(configuration.dataDir)).cluster === null
  )
    return [];
  try {
    const opened = await openDatabase(configuration);
    try {
      const [server] = await opened.query<{ version: string }>(
        `select current_setting('server_version') as version`,
      );
      const schemaCheck = schema(await migrationStatus(opened));
      return [
        { what: 'PostgreSQL', state: 'ok', says: `${server?.version ?? '?'} at ${opened.where}` },
        schemaCheck,
        ...(schemaCheck.state === 'ok'
          ? [keysFound(await inspectKeys(opened, ownKeysOf(configuration))), await driftFound(opened)]
          : []),
        ...(schemaCheck.state === 'ok' ? await clock(opened) : []),
        ...(schemaCheck.state === 'ok'
          ? [...(await weakAccess(opened)), ...(await weakServer(opened))]
          : []
        ).map(noted),
        ...(schemaCheck.state === 'ok' ? await rates(opened, configuration) : []),
        ...(schemaCheck.state === 'ok' ? await backups(opened, configuration) : []),
      ];
    } finally {
      await opened.close();
    }
  } catch (cause) {
    if (!(cause instanceof Refusal)) throw cause;
    return [{ what: 'PostgreSQL', state: 'wrong', says: `${cause.message} ${cause.next}` }];
  }
}

/** What was changed by hand since the schema was made. */
async function driftFound(opened: Database): Promise<Finding> {
  const drift = await findDrift(opened);
  if (drift.differences.length > 0) return { what: 'drift', state: 'wrong', says: driftText(drift) };
  return drift.isComplete
    ? { what: 'drift', state: 'ok', says: 'functions, tables, grants and policies match this version' }
    : { what: 'drift', state: 'note', says: 'rights were not compared: tables are in use; run it again' };
}

function keysFound(wrong: Error | null): Finding {
  if (wrong === null) return { what: 'keys', state: 'ok', says: 'match this database' };
  return {
    what: 'keys',
    state: 'wrong',
    says: wrong instanceof Refusal ? `${wrong.message} ${wrong.next}` : wrong.message,
  };
}

function schema(migrations: readonly { readonly state: string }[]): Finding {
  const count = (state: string): number => migrations.filter((migration) => migration.state === state).length;
  const [pending, edited, unknown] = [count('pending'), count('edited'), count('unknown')];
  if (edited + unknown > 0) {
    return {
      what: 'schema',
      state: 'wrong',
      says: `${String(edited)} edited and ${String(unknown)} unknown migrations; see \`daybook migrate status\``,
    };
  }
  if (pending > 0)
    return {
      what: 'schema',
      state: 'wrong',
      says: `${String(pending)} migrations are missing; run \`daybook migrate up\``,
    };
  return { what: 'schema', state: 'ok', says: `${String(migrations.length)} migrations applied` };
}

async function web(configuration: Configuration): Promise<Finding> {
  const { publicUrl, host, port, tlsCertificate } = configuration;
  const scheme = tlsCertificate === undefined ? 'http' : 'https';
  const address = `${publicUrl ?? `${scheme}://${host}:${String(port)}`}/`;
  try {
    const response = await fetch(new URL('health', address), { signal: AbortSignal.timeout(2_000) });
    return {
      what: 'web address',
      state: response.ok ? 'ok' : 'wrong',
      says: `${address} answers ${String(response.status)}`,
    };
  } catch {
    // Nobody listening is the usual case: the other commands need no web address.
    return {
      what: 'web address',
      state: 'note',
      says: `${address} does not answer; \`daybook start\` serves it`,
    };
  }
}
