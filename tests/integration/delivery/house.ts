import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { after } from 'node:test';
import { createServer as createWebServer, type DataParts } from '../../../src/delivery/index.ts';
import { routesOf, type Route } from '../../../src/delivery/http/server.ts';
import { systemClock } from '../../../src/kernel/clock.ts';
import { noLog } from '../../../src/platform/logs/log.ts';
import type { Database } from '../../../src/platform/database/index.ts';
import {
  addPerson,
  assignRole,
  startLocalIssuer,
  type LocalIssuer,
  type Place,
  type Scope,
} from '../../../src/platform/security/index.ts';
import { makeKey } from '../../../src/platform/security/identity/api-keys.ts';
import { cloneDatabase } from '../../database.ts';
import { intakeOn, load, temporaryFolder, writeFiles } from '../../scenarios/deliveries.ts';
import { start } from '../commands/program.ts';
import { compareAnswers } from './as-described.ts';

/** Somebody who lives in the house: person or service, with roles. */
export interface Resident {
  readonly userId: string;
  readonly roles: readonly string[];
  readonly place?: Place;
  /** Day until which the roles are held; without end unless given. */
  readonly until?: string;
  readonly isService?: boolean;
  /** Known to the issuer, but not to Daybook. */
  readonly isStranger?: boolean;
  /** Methods of the sign-in at the issuer; `mfa` unless given. */
  readonly amr?: readonly string[];
}

/** The program as it is started, with a database and an issuer of its own. */
export interface House {
  readonly url: string;
  readonly database: Database;
  readonly issuer: LocalIssuer;
  readonly folder: string;
  /** Everything that the program printed. */
  readonly printed: () => string;
  /** Number of a person, by its name at sign-in. */
  readonly personId: (userId: string) => string;
  /** A key of somebody, made by the owner. */
  readonly keyOf: (userId: string, scopes: readonly Scope[], days?: number) => Promise<string>;
  /** Asks the program to end; its exit code. Done by itself when the file's tests are over. */
  readonly stop: () => Promise<number | null>;
  /** Ends the program without a word, as when its machine loses power. */
  readonly kill: () => Promise<void>;
  /** Starts it again where it was. */
  readonly startAgain: () => Promise<void>;
  /** Starts another server on the same database; its address. It ends with the house. */
  readonly startNeighbour: () => Promise<string>;
}

export interface HouseOptions {
  readonly residents: readonly Resident[];
  readonly env?: Readonly<Record<string, string>>;
  readonly parameters?: readonly string[];
  /** Loads the two sites 0170 and 0829 with one month of ledger each. */
  readonly withBooks?: boolean;
  readonly scheme?: 'http' | 'https';
}

/** Account managers, a district manager, finance and administration, as most tests need them. */
export const people = {
  amos: { userId: 'amos@house.invalid', roles: ['accountManager'], place: { kind: 'site', name: '0170' } },
  dora: {
    userId: 'dora@house.invalid',
    roles: ['districtManager'],
    place: { kind: 'district', name: 'North' },
  },
  fay: { userId: 'fay@house.invalid', roles: ['financeManager'] },
  sek: { userId: 'sek@house.invalid', roles: ['securityAdmin'] },
} as const satisfies Record<string, Resident>;

const books = {
  'master_non_financial.csv':
    'SITE,SITE_NAME,DISTRICT,SVP_REGION\n0170,Harbor Hotel,South,East\n0829,Station Hotel,North,East\n',
  'chart_of_account.csv':
    'MAIN_ACCOUNT,ACCOUNT_NAME,IS_SUMMARY_CATEGORY\n6000,Wages,PAYROLL\n9410,Revenue,EXTERNAL REVENUE\n',
  'account_summary.csv':
    'COST_CENTER,PERIOD,MAIN_ACCOUNT,BALANCE\n0170,202503,6000,170.25\n0829,202503,6000,829.25\n',
};

/** Starts a house for the test file that calls this at its top level. */
export async function openHouse(options: HouseOptions): Promise<House> {
  let stopping: Promise<number | null> | undefined;
  let stop = (): Promise<number | null> => Promise.resolve(null);
  // Before the database is dropped, which nobody may use any more by then.
  after(() => stop());
  const database = await cloneDatabase();
  const folder = await temporaryFolder();
  if (options.withBooks === true)
    await load(intakeOn(database), await writeFiles(join(folder, 'books'), books));
  const numbers = await settle(database, options.residents);
  const port = await freePort();
  const url = `${options.scheme ?? 'http'}://127.0.0.1:${port}`;
  compareAnswers(url);
  const issuer = await issuerFor(options.residents, url);
  const env = {
    DATABASE_URL: database.addressWithPassword(),
    DAYBOOK_DATA: folder,
    DAYBOOK_OIDC_ISSUER: issuer.issuer,
    DAYBOOK_OIDC_CLIENT_ID: issuer.clientId,
    DAYBOOK_OIDC_CLIENT_SECRET: issuer.clientSecret,
    ...options.env,
  };
  const parameters = ['start', '--no-sample', '--port', port, ...(options.parameters ?? [])];
  const neighbours: Program[] = [];
  let program = await run(parameters, env);
  stop = () =>
    (stopping ??= (async () => {
      await issuer.close();
      await Promise.all(neighbours.map((one) => one.end()));
      return program.end();
    })());
  const personId = (userId: string): string => {
    const number = numbers.get(userId);
    if (number === undefined) throw new Error(`${userId} does not live here`);
    return number;
  };
  const keyOf: House['keyOf'] = async (userId, scopes, days) =>
    (await makeKey(database, { personId: personId(userId), label: 'of a test', scopes, days })).key;
  return {
    url,
    database,
    issuer,
    folder,
    personId,
    keyOf,
    printed: () => program.printed(),
    stop: () => stop(),
    kill: () => program.kill(),
    startAgain: async () => {
      program = await run(parameters, env);
    },
    startNeighbour: async () => {
      const other = await freePort();
      neighbours.push(await run(parameters.with(parameters.indexOf(port), other), env));
      return `${options.scheme ?? 'http'}://127.0.0.1:${other}`;
    },
  };
}

/** The routes of the program of a house, as its own server knows them. */
export async function routesOfHouse(house: House): Promise<readonly Route[]> {
  const unused = (): never => {
    throw new Error('nothing is asked of this server');
  };
  const server = createWebServer({
    doors: { owner: house.database, service: house.database },
    sessions: { idleMinutes: 30, hours: 8, stepUpMinutes: 10 },
    access: { dormantDays: 90, supportMinutes: 30 },
    changeTokenDays: 90,
    keptAnswerHours: 24,
    demoDay: null,
    limits: { requests: 1, seconds: 1, concurrent: 1, windowMinutes: 1 },
    clock: systemClock,
    publicUrl: house.url,
    isBehindProxy: false,
    health: unused,
    components: unused,
    archive: { folder: '', keyFile: '', scratchFolder: '' },
    disk: () => Promise.resolve(null),
    reports: { clock: systemClock, timeZone: 'UTC', sections: [] },
    metrics: { answered: unused, contentType: '', refusedSignIn: unused, text: unused },
    log: noLog,
    logFolder: '',
    status: unused,
    app: { index: '', files: new Map() },
    takeIn: unused,
    data: new Proxy({} as DataParts, { get: () => unused }),
    billing: { timeZone: 'UTC', today: unused, operator: unused, going: unused, ledger: unused },
    forecasting: { plannedYears: [] },
    audit: { headsFile: '', signing: { keyFile: '', headsFile: '' } },
  });
  // Routes of rooms are known once it is ready.
  await server.ready();
  return routesOf(server);
}

/** Makes the people with their roles; their numbers by name. */
async function settle(database: Database, residents: readonly Resident[]): Promise<Map<string, string>> {
  const numbers = new Map<string, string>();
  for (const { userId, roles, place, until, isService, isStranger } of residents) {
    if (isStranger === true) continue;
    const origin = isService === true ? 'service' : 'mapping';
    const personId = await addPerson(database, { userId, displayName: null, origin });
    for (const role of roles) {
      const conflict = await assignRole(database, personId, { role, place, until, reason: 'test' });
      if (conflict !== null) throw conflict;
    }
    numbers.set(userId, personId);
  }
  return numbers;
}

async function issuerFor(residents: readonly Resident[], url: string): Promise<LocalIssuer> {
  return startLocalIssuer({
    people: residents
      .filter(({ isService }) => isService !== true)
      .map(({ userId, roles, amr }) => ({ userId, displayName: userId, roles, ...(amr ? { amr } : {}) })),
    services: residents.filter(({ isService }) => isService === true).map(({ userId }) => userId),
    redirectUri: `${url}/sign-in/callback`,
  });
}

interface Program {
  readonly printed: () => string;
  readonly end: () => Promise<number | null>;
  readonly kill: () => Promise<void>;
}

/** Runs the program until it says that it is up. */
async function run(parameters: readonly string[], env: Readonly<Record<string, string>>): Promise<Program> {
  const child = start(parameters, env);
  const ended = once(child, 'close');
  let said = '';
  await new Promise<void>((resolve, reject) => {
    const hear = (chunk: Buffer): void => {
      said += chunk.toString();
      if (/up at \S+\/ /.test(said)) resolve();
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('close', () => reject(new Error(`the server did not start: ${said}`)));
  });
  const end = async (): Promise<number | null> => {
    child.kill('SIGTERM');
    await ended;
    return child.exitCode;
  };
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
  };
  return { printed: () => said, end, kill };
}

/** A port of this machine that nobody uses. */
export async function freePort(): Promise<string> {
  const probe = createServer();
  await new Promise<void>((listening) => probe.listen(0, '127.0.0.1', listening));
  const place = probe.address();
  await new Promise((done) => probe.close(done));
  if (typeof place !== 'object' || place === null) throw new Error('no port');
  return String(place.port);
}

/** The code of a refusal with the status of its answer, as `401 SECURITY_SIGN_IN_NEEDED`; only the status if none. */
export async function verdict(answer: Response): Promise<string> {
  const text = await answer.text();
  const code = /"error":\{"code":"(\w+)"/.exec(text)?.[1];
  return code === undefined ? String(answer.status) : `${String(answer.status)} ${code}`;
}
