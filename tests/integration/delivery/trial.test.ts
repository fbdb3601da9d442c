import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { calculatePnl } from '../../../src/forecasting/pnl/calculate-pnl.ts';
import { openDatabase, type Database } from '../../../src/platform/database/index.ts';
import { addDemoPeople, addPerson, assignRole, setDemoDay } from '../../../src/platform/security/index.ts';
import { placeMigrated } from '../../migrated-cluster.ts';
import { temporaryFolder } from '../../scenarios/deliveries.ts';
import { daybook, start } from '../commands/program.ts';
import { openBrowser } from './browser.ts';
import { freePort, verdict } from './house.ts';

const folder = await temporaryFolder();
await chmod(folder, 0o755);
const dataDir = join(folder, 'data');
await placeMigrated(dataDir);

/** `daybook start` with nothing configured but where the data lie. */
async function startTrial(): Promise<{ url: string; said: string; stop: () => Promise<void> }> {
  const child = start(['start', '--no-sample', '--port', await freePort()], { DAYBOOK_DATA: dataDir });
  const ended = once(child, 'close');
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await ended;
  };
  after(stop);
  let said = '';
  const url = await new Promise<string>((resolve, reject) => {
    const hear = (chunk: Buffer): void => {
      said += chunk.toString();
      const address = /up at (\S+)\/ /.exec(said)?.[1];
      if (address !== undefined) resolve(address);
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('close', () => reject(new Error(`the trial did not start: ${said}`)));
  });
  return { url, said, stop };
}

/** A year of a site, calculated once, of which one month is outdated. */
async function forecastSomething(database: Database): Promise<void> {
  await database.execute(`insert into warehouse.site (site_id, is_listed) values ('0170', true)`);
  const options = {
    year: 2025,
    sites: ['0170'],
    asOf: '2025-06-15',
    version: 'working',
    startedBy: 'tester',
  };
  await calculatePnl(database, { ...options, cause: 'command' });
  await database.execute(
    `insert into forecasting.outdated (site_id, version_id, plan_month, cause, since_at)
     select site_id, version_id, '2025-07-01', 'entries', now() from forecasting.version`,
  );
}

/** The server does it by itself, some seconds after it is up. */
async function untilNothingIsOutdated(database: Database): Promise<void> {
  for (;;) {
    const [left] = await database.query<{ count: string }>('select count(*) from forecasting.outdated');
    if (left?.count === '0') return;
    await setTimeout(200);
  }
}

/** Wherever one looks at a sample, it says which day it takes for today. */
async function tellsItsDay({ url, said }: { url: string; said: string }): Promise<void> {
  const sentence = 'Demo clock: in this sample, today is 2025-06-02.';
  assert.ok(said.includes(sentence), said);
  for (const path of ['/health', '/status', '/nowhere'])
    assert.equal((await fetch(`${url}${path}`)).headers.get('x-demo-clock'), '2025-06-02', path);
  const health = (await (await fetch(`${url}/health`)).json()) as { demo_clock: string };
  assert.equal(health.demo_clock, '2025-06-02');
  const browser = openBrowser(url);
  await browser.signIn('fay.finance@demo.invalid');
  assert.ok((await (await browser.ask('/status')).text()).includes(sentence));
  const doctor = await daybook(['doctor'], { env: { DAYBOOK_DATA: dataDir } });
  assert.ok(doctor.out.includes(sentence), doctor.out);
}

test('with nothing configured a trial has an issuer of its own, for demo people and services', async () => {
  const empty = await startTrial();
  const database = await openDatabase({ dataDir });
  await setDemoDay(database, '2025-06-02');
  await addDemoPeople(database, 'nobody-of-this-machine');
  const robot = await addPerson(database, { userId: 'robot', displayName: null, origin: 'service' });
  await assignRole(database, robot, { role: 'service:reporting', reason: 'test' });
  await forecastSomething(database);
  await empty.stop();
  assert.ok(!existsSync(join(dataDir, 'local-issuer.json')));
  const trial = await startTrial();
  await untilNothingIsOutdated(database);
  await database.close();
  assert.match(trial.said, /fay\.finance@demo\.invalid +finance manager \(financeManager\)/);
  assert.match(trial.said, /Sign in at http:\/\/127\.0\.0\.1:\d+\/sign-in as one of them/);
  await tellsItsDay(trial);
  assert.doesNotMatch(trial.said, /oidc-provider|WARNING|NOTICE/i);
  const browser = openBrowser(trial.url);
  assert.equal((await browser.signIn('fay.finance@demo.invalid')).headers.get('location'), '/');
  // Somebody else in the same browser, without leaving first.
  await browser.signIn('syl.system@demo.invalid');
  const me = (await (await browser.ask('/me')).json()) as { person: string };
  assert.equal(me.person, 'syl.system@demo.invalid');
  const file = join(dataDir, 'local-issuer.json');
  assert.equal((await stat(file)).mode & 0o777, 0o600);
  const { token_endpoint, clients } = JSON.parse(await readFile(file, 'utf8')) as {
    token_endpoint: string;
    clients: Record<string, string>;
  };
  const granted = await fetch(token_endpoint, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      scope: 'questions:read',
      client_id: 'robot',
      client_secret: clients['robot'] ?? '',
    }),
  });
  const { access_token } = (await granted.json()) as { access_token: string };
  const asked = await fetch(`${trial.url}/me`, { headers: { authorization: `Bearer ${access_token}` } });
  assert.equal(((await asked.json()) as { person: string }).person, 'robot');
  await trial.stop();
  // The next start has another issuer; whoever is bound already stays the same person.
  const again = await startTrial();
  const later = openBrowser(again.url);
  const answer = await later.signIn('fay.finance@demo.invalid');
  assert.equal(answer.headers.get('location'), '/', await verdict(answer));
  await again.stop();
});
