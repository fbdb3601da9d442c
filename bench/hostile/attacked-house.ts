import { join } from 'node:path';
import { readFile } from 'node:fs/promises';
import { inventContracts } from '../../src/contracts/index.ts';
import { routesOf } from '../../src/delivery/http/server.ts';
import { openDatabase, type Database } from '../../src/platform/database/index.ts';
import { addPerson, assignRole, demoPeople, personNamed } from '../../src/platform/security/index.ts';
import { makeKey } from '../../src/platform/security/identity/api-keys.ts';
import { makeLogin } from '../../src/platform/security/identity/logins.ts';
import { openSession } from '../../src/platform/security/identity/sessions.ts';
import { feeds, findFiles, generateSample, loadFiles } from '../../src/sources/index.ts';
import { questions } from '../../src/warehouse/index.ts';
import { plainServer } from '../plain-server.ts';
import { startProgram } from '../start-program.ts';
import { onWorkbench, type Workbench } from '../workbench.ts';
import type { AttackedHouse } from './attack.ts';
import type { Vocabulary } from './http-attempts.ts';

/** The service that delivers files. */
const robot = 'robot';
/** Login of the account manager of site 0170. */
const managersLogin = 'amos_sql';

const rules = { idleMinutes: 30, hours: 8, stepUpMinutes: 10 };

/** A server of the program's own with books of three sites, a person of every role, and somebody logged in by SQL. */
export async function openAttackedHouse(): Promise<AttackedHouse> {
  let leave = (): void => undefined;
  const left = new Promise<void>((resolve) => (leave = resolve));
  return new Promise<AttackedHouse>((resolve, reject) => {
    const stay = onWorkbench(0, async (bench) => {
      const house = await furnish(bench);
      resolve({
        ...house,
        close: async () => {
          await house.close();
          leave();
          await stay;
        },
      });
      await left;
    });
    stay.catch(reject);
  });
}

async function furnish(bench: Workbench): Promise<AttackedHouse> {
  const { database, folder, configuration, intake } = bench;
  const out = join(folder, 'books');
  await generateSample({ out, sites: 3, from: '2025-02', months: 2, seed: 1, withFaults: false });
  await loadFiles(intake, (await findFiles([out])).files);
  await database.query('select security.refresh_access(1)');
  const keys = await keysOfEverybody(database);
  const others = await database.query<{ name: string }>(
    `select distinct site_name as name from warehouse.site_version where site_id <> '0170' and site_name is not null`,
  );
  const amos = await personNamed(database, 'amos.account@demo.invalid');
  const password = await makeLogin(database, managersLogin, amos.personId);
  const login = new URL(database.addressWithPassword());
  login.username = managersLogin;
  login.password = password;
  const program = await startProgram(configuration.dataDir);
  const sql = await openDatabase({ databaseUrl: login.href, dataDir: '' }, { poolSize: 3 });
  const columns = await database.query<{ view: string; column: string }>(
    `select table_name::text as view, column_name::text as column from information_schema.columns
     where table_schema = 'api' order by 1, 2`,
  );
  return {
    ...program,
    database,
    sql,
    folder,
    feeds,
    columns,
    exports: await inventContracts(database, 1),
    foreignNames: others.map(({ name }) => name),
    vocabulary: vocabularyOf(database),
    people: [...keys.keys()],
    keyOf: (person) => keys.get(person) ?? '',
    sessionOf: async (person) =>
      (
        await openSession(database, await personNamed(database, person), {
          rules,
          isSteppedUp: true,
          visit: { address: '127.0.0.1' },
        })
      ).token,
    secrets: await secretsOf(database, configuration.dataDir, [...keys.values(), password]),
    close: async () => {
      await sql.close();
      await program.stop();
    },
  };
}

/** A key for every person and for the service that delivers, by name at sign-in. */
async function keysOfEverybody(database: Database): Promise<Map<string, string>> {
  const personId = await addPerson(database, { userId: robot, displayName: null, origin: 'service' });
  await assignRole(database, personId, { role: 'service:intake', reason: 'bench' });
  const keys = new Map<string, string>();
  for (const userId of [...demoPeople.map((person) => person.userId), robot]) {
    const { personId: whose } = await personNamed(database, userId);
    const scopes = ['questions:read', 'intake:write'];
    keys.set(userId, (await makeKey(database, { personId: whose, label: 'bench', scopes })).key);
  }
  return keys;
}

async function secretsOf(
  database: Database,
  dataDir: string,
  more: readonly string[],
): Promise<ReadonlySet<string>> {
  const ring = await readFile(join(dataDir, 'keys', 'master.json'), 'utf8');
  const owner = new URL(database.addressWithPassword()).password;
  return new Set([owner, ...more, ...(ring.match(/[0-9a-f]{64}/g) ?? [])]);
}

function vocabularyOf(database: Database): Vocabulary {
  const server = plainServer(database);
  return {
    doors: routesOf(server),
    questions: questions.map(({ name }) => name),
    parameters: [...new Set(questions.flatMap(({ parameters }) => parameters.map(({ name }) => name)))],
    feeds: feeds.map(({ name }) => name),
    logins: [managersLogin, 'daybook', 'daybook_service', 'postgres'],
  };
}
