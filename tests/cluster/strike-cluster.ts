import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { migrateUp, openDatabase, type Database } from '../../src/platform/database/index.ts';
import { addPerson, assignRole, setDemoDay, type Scope } from '../../src/platform/security/index.ts';
import { makeKey } from '../../src/platform/security/identity/api-keys.ts';
import { daybook } from '../integration/commands/program.ts';
import { randomFrom } from '../recovery/random-from.ts';
import { serveOn } from '../recovery/serve-on.ts';
import { intakeOn, load, writeFiles } from '../scenarios/deliveries.ts';
import type { Client } from './client.ts';
import { drawFaults } from './faults.ts';
import { judge, judgePostings } from './judge.ts';
import { makeBed, type Bed } from './machines.ts';
import { waitUntilWhole } from './patroni.ts';
import type { Place } from './place.ts';
import { fillCells, months, Workload, type History } from './workload.ts';

/** What is to happen to a cluster. */
export interface Strikes {
  readonly faults: number;
  readonly seed: number;
  /** Only faults whose name says so. */
  readonly only?: string | undefined;
  /** When no further one begins (`performance.now`). */
  readonly until: number;
  /** Told of each as it has passed. */
  readonly say: (line: string) => void;
}

/** What happened. */
export interface Struck {
  readonly name: string;
  /** Seconds of the longest time without a confirmed write, until the cluster was whole again. */
  readonly pause: number;
  /** Codes of the requests that were refused meanwhile; `no answer` for those that got none. */
  readonly refused: readonly string[];
}

/** Milliseconds within which the cluster begins, and within which it is whole again after something happened. */
const beginningMilliseconds = 120_000;
const recoveryMilliseconds = 150_000;

const books = {
  'master_non_financial.csv':
    'SITE,SITE_NAME,GL_STRING,DISTRICT,SVP_REGION\n0170,Harbor Hotel,02-02-4401-,South,East\n',
  'chart_of_account.csv':
    'MAIN_ACCOUNT,ACCOUNT_NAME,IS_SUMMARY_CATEGORY\n6000,Wages,PAYROLL\n9410,Revenue,EXTERNAL REVENUE\n',
  'account_summary.csv': 'COST_CENTER,PERIOD,MAIN_ACCOUNT,BALANCE\n0170,202503,6000,170.25\n',
  'gl_accounts.csv': 'ACCOUNT_NUMBER,STATUS,DB_SOURCE\n02-02-4401-9440-0170,ACTIVE,\n',
  'revenue_datamart_daily.csv': [
    'SITE,DATE,REVENUE_CODE,REVENUE_CATEGORY,VALUE_TYPE,VALUE',
    ...months.map((month, at) => `0170,${month}-15,,OCCUPIED ROOMS,OTHER,${String(100 + at)}`),
    '',
  ].join('\n'),
};

/**
 * Makes a cluster, has clients work on it through Daybook's service while one fault after the other happens, and judges
 * what they were told. Fails where anything was lost, done twice, or read and then lost; otherwise what happened.
 */
export async function strikeCluster(
  { folder, base }: Pick<Place, 'folder' | 'base'>,
  strikes: Strikes,
): Promise<{ readonly struck: readonly Struck[]; readonly history: History }> {
  await using cleanup = new AsyncDisposableStack();
  const bed = await makeBed(folder, base);
  cleanup.defer(() => bed.remove());
  cleanup.defer(removeWhenStopped(bed));
  const cluster = await openCluster(bed);
  const { database, address } = cluster;
  cleanup.defer(() => database.close());
  const server = await serveOn(address, join(bed.folder, 'data'), {
    DAYBOOK_PLANNED_YEARS: '2025',
    DAYBOOK_LIMIT_REQUESTS: '10000000',
    DAYBOOK_LIMIT_SECONDS: '1000000',
  });
  cleanup.defer(() => server.stop());
  const client = { ...cluster.keys, url: server.url };
  await fillCells(client);
  const workload = new Workload(client);
  const struck = await strikeOnAndOn(bed, cluster.authority, workload, strikes).finally(() =>
    workload.stop(),
  );
  const history = await workload.stop();
  if (history.faults.length > 0) strikes.say(server.printed());
  await judge(database, client, history);
  await judgePostings(database, join(bed.folder, 'data', 'outbox'), history);
  const env = { DATABASE_URL: address, DAYBOOK_DATA: join(bed.folder, 'data') };
  const trail = await daybook(['audit', 'verify', '--as', 'auditor@cluster.invalid'], { env });
  assert.equal(trail.code, 0, trail.err + trail.out);
  return { struck, history };
}

/** Somebody who stops the program leaves no machine running; the answer takes that back. */
function removeWhenStopped(bed: Bed): () => void {
  const leave = (): void => {
    void bed.remove().finally(() => process.exit(1));
  };
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, leave);
  return () => {
    for (const signal of ['SIGINT', 'SIGTERM']) process.off(signal, leave);
  };
}

/** Strikes again and again; each time somebody has to be able to write again, and the cluster to become whole. */
async function strikeOnAndOn(
  { machines }: Bed,
  authority: Buffer,
  workload: Workload,
  { faults, seed, only, until, say }: Strikes,
): Promise<Struck[]> {
  const struck: Struck[] = [];
  const drawn = drawFaults(randomFrom(seed), only);
  await waitUntilWritten(workload, 'the beginning');
  let primary = await waitUntilWhole(machines, authority, recoveryMilliseconds);
  // One happens in any case: a run that saw nothing would prove nothing.
  while (struck.length < faults && (struck.length === 0 || performance.now() < until)) {
    const { name, strike } = drawn.next().value;
    const [began, refused] = [performance.now(), workload.history.refused.length];
    workload.takePause();
    const others = machines.filter((machine) => machine !== primary);
    await strike(primary, others);
    const former = primary.name;
    await waitUntilWritten(workload, name);
    primary = await waitUntilWhole(machines, authority, recoveryMilliseconds);
    await waitUntilWritten(workload, name);
    const one = { name, pause: workload.takePause(), refused: workload.history.refused.slice(refused) };
    struck.push(one);
    const seconds = ((performance.now() - began) / 1_000).toFixed(0);
    say(
      `${String(struck.length)}. ${former}: ${name}; nothing was written for ${one.pause.toFixed(1)} s, ` +
        `refused ${countedCodes(one.refused)}, whole again after ${seconds} s`,
    );
  }
  return struck;
}

function countedCodes(codes: readonly string[]): string {
  const counts = [...new Set(codes)].map(
    (code) => `${String(codes.filter((one) => one === code).length)} × ${code}`,
  );
  return counts.length === 0 ? 'nothing' : counts.join(', ');
}

/** Waits until three more writes are confirmed. */
async function waitUntilWritten(workload: Workload, name: string): Promise<void> {
  const [began, before] = [performance.now(), workload.done];
  while (workload.done < before + 3) {
    assert.ok(performance.now() - began < recoveryMilliseconds, `nobody wrote after: ${name}`);
    await sleep(50);
  }
}

interface Cluster {
  readonly database: Database;
  /** Of those who work through Daybook's service. */
  readonly keys: Omit<Client, 'url'>;
  readonly address: string;
  /** Certificate that the certificates of the machines are signed with. */
  readonly authority: Buffer;
}

/** Makes the cluster and what clients work on. */
async function openCluster(bed: Bed): Promise<Cluster> {
  const folder = join(bed.folder, 'settings');
  const nodes = bed.machines.map(({ name, address }) => `${name}=${address}`).join(',');
  const said = await daybook(['cluster', 'example', '--nodes', nodes, '--out', folder]);
  assert.equal(said.code, 0, said.err);
  for (const machine of bed.machines) await machine.configure(folder);
  for (const machine of bed.machines) machine.start();
  const authority = await readFile(join(folder, 'ca.pem'));
  await waitUntilWhole(bed.machines, authority, beginningMilliseconds);
  const address = await addressOf(folder);
  const database = await openDatabase({ databaseUrl: address, dataDir: bed.folder });
  await migrateUp(database);
  await load(intakeOn(database), await writeFiles(join(bed.folder, 'books'), books));
  await setDemoDay(database, '2025-03-15');
  await keyOf(database, 'auditor@cluster.invalid', 'auditor');
  const keys = {
    keeper: await keyOf(database, 'keeper@cluster.invalid', 'siteAdmin'),
    forecaster: await keyOf(database, 'forecaster@cluster.invalid', 'forecastAdmin'),
    poster: await keyOf(database, 'poster@cluster.invalid', 'billingAdmin'),
  };
  return { database, keys, address, authority };
}

/** The address of the database, with the authority of the certificates where it lies here. */
async function addressOf(folder: string): Promise<string> {
  const text = await readFile(join(folder, 'daybook.env'), 'utf8');
  const [, address = ''] = /^DATABASE_URL=(.*)$/m.exec(text) ?? [];
  return address.replace('/etc/daybook-cluster/ca.pem', join(folder, 'ca.pem'));
}

async function keyOf(database: Database, userId: string, role: string): Promise<string> {
  const personId = await addPerson(database, { userId, displayName: null, origin: 'service' });
  await assignRole(database, personId, { role, reason: 'a test of the cluster' });
  const scopes: Scope[] = ['data:read', 'data:write'];
  return (await makeKey(database, { personId, label: 'cluster', scopes, days: undefined })).key;
}
