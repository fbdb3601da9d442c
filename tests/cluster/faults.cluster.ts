/**
 * Daybook on a cluster of three machines that something happens to, again and again: `npm run test:cluster`. As root,
 * with debootstrap, iproute2 and nftables; without them it says what is missing. `--faults 500` says how many,
 * `--seed 7` which, `--only "turned off"` what their names say, `--base DIR` where a Debian 13 of an earlier run lies.
 */
import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { migrateUp, openDatabase, type Database } from '../../src/platform/database/index.ts';
import { addPerson, assignRole, setDemoDay, type Scope } from '../../src/platform/security/index.ts';
import { makeKey } from '../../src/platform/security/identity/api-keys.ts';
import { daybook, start } from '../integration/commands/program.ts';
import { randomFrom } from '../recovery/random-from.ts';
import { intakeOn, load, writeFiles } from '../scenarios/deliveries.ts';
import { faultAt } from './faults.ts';
import { installDebian, makeBed, missingForMachines, type Bed, type Machine } from './machines.ts';
import { fillCells, judge, Workload, type Client } from './workload.ts';

const { values: chosen } = parseArgs({
  options: {
    faults: { type: 'string', default: '50' },
    seed: { type: 'string', default: String(randomInt(2 ** 31)) },
    base: { type: 'string' },
    only: { type: 'string' },
  },
});
const faultCount = Number.parseInt(chosen.faults, 10);
const seed = Number.parseInt(chosen.seed, 10);
const port = '18080';
/** Within so long a cluster that something happened to is whole again. */
const recoveryMilliseconds = 150_000;

const books = {
  'master_non_financial.csv': 'SITE,SITE_NAME,DISTRICT,SVP_REGION\n0170,Harbor Hotel,South,East\n',
  'chart_of_account.csv':
    'MAIN_ACCOUNT,ACCOUNT_NAME,IS_SUMMARY_CATEGORY\n6000,Wages,PAYROLL\n9410,Revenue,EXTERNAL REVENUE\n',
  'account_summary.csv': 'COST_CENTER,PERIOD,MAIN_ACCOUNT,BALANCE\n0170,202503,6000,170.25\n',
};

interface Member {
  readonly Member: string;
  readonly Role: string;
  readonly State: string;
}

/** What Patroni says of its members, from whichever machine answers. */
async function membersOf(machines: readonly Machine[]): Promise<readonly Member[]> {
  for (const machine of machines) {
    const said = await machine.patronictl('list', '--format', 'json').catch(() => '');
    if (said.startsWith('[')) return JSON.parse(said) as Member[];
  }
  return [];
}

/** Waits until one member takes writes and the others follow it; the machine that does. */
async function waitUntilWhole(machines: readonly Machine[]): Promise<Machine> {
  const began = performance.now();
  for (;;) {
    const members = await membersOf(machines);
    const leader = members.find(({ Role, State }) => Role === 'Leader' && State === 'running');
    const following = members.filter(({ State }) => State === 'streaming');
    const isConfirmed = members.some(({ Role }) => Role === 'Sync Standby');
    const primary = machines.find(({ name }) => name === leader?.Member);
    if (primary !== undefined && following.length === machines.length - 1 && isConfirmed) return primary;
    if (performance.now() - began > recoveryMilliseconds) {
      const words = await Promise.all(machines.map(async (one) => `${one.name}: ${await one.lastWords()}`));
      assert.fail(`not whole again: ${JSON.stringify(members)}\n${words.join('\n')}`);
    }
    await sleep(500);
  }
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

/** Makes the cluster and what clients work on. */
async function openCluster(bed: Bed): Promise<{ readonly database: Database; readonly client: Client }> {
  const folder = join(bed.folder, 'settings');
  const nodes = bed.machines.map(({ name, address }) => `${name}=${address}`).join(',');
  const said = await daybook(['cluster', 'example', '--nodes', nodes, '--out', folder]);
  assert.equal(said.code, 0, said.err);
  for (const machine of bed.machines) await machine.configure(folder);
  for (const machine of bed.machines) machine.start();
  await waitUntilWhole(bed.machines);
  const database = await openDatabase({ databaseUrl: await addressOf(folder), dataDir: bed.folder });
  await migrateUp(database);
  await load(intakeOn(database), await writeFiles(join(bed.folder, 'books'), books));
  await setDemoDay(database, '2025-03-15');
  await keyOf(database, 'auditor@cluster.invalid', 'auditor');
  const client = {
    url: `http://127.0.0.1:${port}`,
    keeper: await keyOf(database, 'keeper@cluster.invalid', 'siteAdmin'),
    forecaster: await keyOf(database, 'forecaster@cluster.invalid', 'forecastAdmin'),
  };
  return { database, client };
}

/** `daybook start` on the cluster, and what it prints. */
async function serve(address: string, folder: string): Promise<{ printed(): string; stop(): Promise<void> }> {
  const program = start(['start', '--no-sample', '--port', port], {
    DATABASE_URL: address,
    DAYBOOK_DATA: join(folder, 'data'),
    DAYBOOK_PLANNED_YEARS: '2025',
    DAYBOOK_LIMIT_REQUESTS: '10000000',
    DAYBOOK_LIMIT_SECONDS: '1000000',
  });
  let printed = '';
  const isUp = new Promise<void>((resolve, reject) => {
    const hear = (chunk: Buffer): void => {
      printed += chunk.toString();
      if (/up at /.test(printed)) resolve();
    };
    program.stdout?.on('data', hear);
    program.stderr?.on('data', hear);
    program.once('exit', () => {
      reject(new Error(`daybook ended: ${printed}`));
    });
  });
  await isUp;
  return {
    printed: () => printed,
    stop: async () => {
      program.kill('SIGTERM');
      while (program.exitCode === null && program.signalCode === null) await sleep(50);
    },
  };
}

/** Strikes again and again; each time somebody has to be able to write again, and the cluster to become whole. */
async function strikeOnAndOn(machines: readonly Machine[], workload: Workload): Promise<void> {
  const random = randomFrom(seed);
  for (let number = 1; number <= faultCount; number += 1) {
    const primary = await waitUntilWhole(machines);
    const before = workload.done;
    while (workload.done < before + 3) await sleep(50);
    const fault = faultAt(random(), chosen.only);
    const struck = performance.now();
    const done = workload.done;
    workload.takePause();
    await fault.strike(
      primary,
      machines.filter((machine) => machine !== primary),
    );
    while (workload.done === done) {
      assert.ok(performance.now() - struck < recoveryMilliseconds, `nobody wrote after: ${fault.name}`);
      await sleep(50);
    }
    const pause = workload.takePause().toFixed(1);
    say(`${String(number)}. ${primary.name}: ${fault.name}; nothing was written for ${pause} s`);
  }
  await waitUntilWhole(machines);
}

/** At once, not when the test is over: it takes a quarter of an hour. */
function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

async function strikeCluster(folder: string, base: string): Promise<void> {
  say(`${String(faultCount)} faults, seed ${String(seed)}`);
  await using cleanup = new AsyncDisposableStack();
  const bed = await makeBed(folder, base);
  cleanup.defer(() => bed.remove());
  const { database, client } = await openCluster(bed);
  cleanup.defer(() => database.close());
  const address = await addressOf(join(bed.folder, 'settings'));
  const server = await serve(address, bed.folder);
  cleanup.defer(() => server.stop());
  await fillCells(client);
  const workload = new Workload(client);
  await strikeOnAndOn(bed.machines, workload).finally(() => workload.stop());
  const history = await workload.stop();
  if (history.faults.length > 0) say(server.printed());
  const { appended, unclear, transferred, waited } = history;
  say(
    JSON.stringify({ appended: appended.length, unclear: unclear.length, moved: transferred.length, waited }),
  );
  await judge(database, client, history);
  const env = { DATABASE_URL: address, DAYBOOK_DATA: join(bed.folder, 'data') };
  const trail = await daybook(['audit', 'verify', '--as', 'auditor@cluster.invalid'], { env });
  assert.equal(trail.code, 0, trail.err + trail.out);
}

const folder = await mkdtemp(join(tmpdir(), 'daybook-cluster-'));
await chmod(folder, 0o755);
after(() => rm(folder, { recursive: true, force: true }));
const missing = await missingForMachines();
const base = chosen.base ?? join(folder, 'base');
if (missing !== null) say(`The cluster is left out: it takes ${missing}.`);
else if (chosen.base === undefined && !(await installDebian(base)))
  say('The cluster is left out: Debian 13 could not be installed, whose packages it takes.');
else
  test('whatever happens to the machines of a cluster, nothing is lost or done twice', () =>
    strikeCluster(folder, base));
