import { join } from 'node:path';
import { after } from 'node:test';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Browser, BrowserContext } from 'playwright-core';
import { actingAs, intakeOf } from '../../src/commands/command.ts';
import { billSample } from '../../src/commands/contracts/sample-contracts.ts';
import { forecastAsDemo } from '../../src/commands/forecasting/sample-pnl.ts';
import { readWebApp } from '../../src/commands/serving/web-app.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import { readConfiguration } from '../../src/platform/configuration.ts';
import {
  addPerson,
  assignRole,
  demoOperator,
  demoPeople,
  personNamed,
  setDemoDay,
  startLocalIssuer,
} from '../../src/platform/security/index.ts';
import { generateSample } from '../../src/sources/index.ts';
import type { Database } from '../../src/platform/database/index.ts';
import { cloneDatabase } from '../database.ts';
import { freePort } from '../integration/delivery/house.ts';
import { start } from '../integration/commands/program.ts';
import { load, temporaryFolder } from '../scenarios/deliveries.ts';
import { launch, signIn } from './chromium.ts';

/** A small trial as `npm start` makes a large one: four sites, three months, two of them billed. */
const operator = { sites: 4, from: '2025-03', months: 3, seed: 1, withFaults: true } as const;
const today = '2025-06-02';

/** The program with a sample operator, and a browser in which its people sign in. */
export interface Demo {
  readonly url: string;
  readonly browser: Browser;
  /** The windows of a demo person, who signs in when first asked for. */
  readonly as: (name: string) => Promise<BrowserContext>;
  /** The same program, with windows of its own for each person: work beside that of others. */
  readonly beside: () => Demo;
}

/** The demo people, and somebody who helps them: people of a trial look as others by choosing them at the sign-in. */
const everybody: typeof demoPeople = [
  ...demoPeople,
  {
    userId: 'casey.care@demo.invalid',
    displayName: 'Casey Care',
    roles: ['customerService'],
    work: 'Looks as a person who asks for help',
  },
];

/** Starts the one that the test file which calls this at its top level shares among its journeys. */
export async function openDemo(chromium: string): Promise<Demo> {
  const closing: (() => Promise<unknown>)[] = [];
  // Said before the database says the same: hooks run in this order, and the program has to let go of it first.
  after(async () => {
    for (const close of closing.reverse()) await close();
  });
  // While all that is waited for lets a process end, the test runner would take the file's tests to be over.
  const alive = setInterval(() => undefined, 1_000);
  // Bundled meanwhile: the program finds it.
  const bundled = readWebApp(() => undefined);
  const database = await cloneDatabase();
  const folder = await temporaryFolder();
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const issuer = await startLocalIssuer({
    people: everybody,
    services: [],
    redirectUri: `${url}/sign-in/callback`,
  });
  closing.push(() => issuer.close());
  const env = {
    DATABASE_URL: database.addressWithPassword(),
    DAYBOOK_DATA: folder,
    DAYBOOK_LOG_LEVEL: 'info',
    DAYBOOK_OIDC_ISSUER: issuer.issuer,
    DAYBOOK_OIDC_CLIENT_ID: issuer.clientId,
    DAYBOOK_OIDC_CLIENT_SECRET: issuer.clientSecret,
  };
  await addPeople(database);
  const configuration = readConfiguration({}, env);
  const acting = await actingAs(database, await personNamed(database, demoOperator), { configuration });
  const out = join(folder, 'sample');
  await generateSample({ out, ...operator });
  await load(intakeOf(acting), [out]);
  await setDemoDay(database, today);
  await billSample(acting, join(folder, 'sample-contracts'), operator.seed);
  await forecastAsDemo(acting);
  await plant(database);
  await bundled;
  const child = start(['start', '--no-sample', '--port', port], env);
  const ended = once(child, 'close');
  closing.push(() => {
    child.kill('SIGTERM');
    return ended;
  });
  await up(child);
  const browser = await launch(chromium);
  closing.push(() => browser.close());
  clearInterval(alive);
  return demoOf({ url, browser });
}

function demoOf(trial: Pick<Demo, 'url' | 'browser'>): Demo {
  const { url, browser } = trial;
  const contexts = new Map<string, Promise<BrowserContext>>();
  const as = (name: string): Promise<BrowserContext> => {
    const context = contexts.get(name) ?? signIn(browser, { url, userId: `${name}@demo.invalid` });
    contexts.set(name, context);
    return context;
  };
  return { ...trial, as, beside: () => demoOf(trial) };
}

/** What the sample has none of. */
async function plant(database: Database): Promise<void> {
  // A site that has no contract yet.
  await database.execute(
    `insert into warehouse.site (site_id, is_listed) values ('4711', true);
     insert into warehouse.site_version (site_id, valid_from_on, site_name, gl_string, batch_id, source_line)
     values ('4711', '2024-01-01', 'Harbor Hotel', '02-02-4401-', 1, 1)`,
  );
  // Of a machine that this one says nothing of, so that it stays as it is.
  await database.execute(
    `insert into operations.alert
       (kind, thing, labels, severity, value, limit_value, state, since_at, seen_at, seen_by, opened_at)
     values ('disk-full', 'data on elsewhere', '{"folder": "data", "server": "elsewhere"}', 'critical', 0.96, 0.95,
       'open', now(), now(), 'elsewhere', now())`,
  );
  // A record of the old system that could not be taken over.
  await database.execute(
    `with file as (
       insert into billing.former_file
         (file_name, sha256, records, added, changed, unchanged, held, taken_by)
       values ('bs_billingstatements.csv', repeat('0', 64), 1, 0, 0, 0, 1, 'olive.operator@demo.invalid')
       returning former_file_id)
     insert into billing.former_held (former_file_id, entity, former_id, source_line, record, message)
     select former_file_id, 'statement', 'f-1', 2, '{"bs_billingstatementid": "f-1", "bs_serviceperiodstart": ""}',
       'bs_serviceperiodstart is not a month' from file`,
  );
}

/** The demo people, as people of an operator: as demo people they could sign in with the issuer of a trial only. */
async function addPeople(database: Database): Promise<void> {
  const inAMonth = new Date(systemClock.now().getTime() + 30 * 86_400_000).toISOString().slice(0, 10);
  for (const { userId, displayName, roles, place } of everybody) {
    const personId = await addPerson(database, { userId, displayName, origin: 'mapping' });
    for (const role of roles) {
      // The one of them that is held until a date only.
      const until = role === 'customerService' ? inAMonth : undefined;
      const conflict = await assignRole(database, personId, { role, place, until, reason: 'test' });
      if (conflict !== null) throw conflict;
    }
  }
}

/** Waits until the program says that it is up. */
async function up(child: ChildProcess): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    let said = '';
    const hear = (chunk: Buffer): void => {
      said += chunk.toString();
      if (/up at \S+\/ /.test(said)) resolve();
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('close', () => {
      reject(new Error(`the server did not start: ${said}`));
    });
  });
}
