import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { authorizationPage } from '../docs/authorization-page.ts';
import { rowsPage } from '../docs/rows-page.ts';
import { readModel } from '../src/delivery/index.ts';
import { readConfiguration } from '../src/platform/configuration.ts';
import { dumpSchema, migrateUp, openDatabase, type Database } from '../src/platform/database/index.ts';
import { feeds } from '../src/sources/index.ts';
import { targets } from '../src/warehouse/index.ts';
import { FEED_TABLES, feedTables } from './feed-tables.ts';
import { readMatrix } from '../src/platform/security/index.ts';

/** The rows that the web app reads from the data service. */
const ROWS = 'web/service/rows.ts';

/** What is kept in the repository and follows from the migrated database, by path from its root. */
export async function dumpAll(database: Database): Promise<Readonly<Record<string, string>>> {
  const matrix = await readMatrix(database);
  return {
    [FEED_TABLES]: feedTables(feeds, targets),
    'db/schema.sql': await dumpSchema(database),
    'docs/reference/authorization.md': await format(authorizationPage(matrix), {
      parser: 'markdown',
      proseWrap: 'preserve',
    }),
    'docs/reference/authorization.json': await format(JSON.stringify(matrix), { parser: 'json' }),
    [ROWS]: await format(rowsPage(await readModel(database)), {
      ...(await resolveConfig(ROWS)),
      parser: 'typescript',
    }),
  };
}

/** `npm run db:dump`: writes the files from a throw-away database that was migrated from nothing. */
async function writeDumps(): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'daybook-dump-'));
  const database = await openDatabase(readConfiguration({ dataDir }, {}));
  try {
    // First: the tables of the feeds follow from it.
    await write(FEED_TABLES, feedTables(feeds, targets));
    await migrateUp(database);
    for (const [path, text] of Object.entries(await dumpAll(database))) {
      await write(path, text);
      process.stdout.write(`Wrote ${path}.\n`);
    }
  } finally {
    await database.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

function write(path: string, text: string): Promise<void> {
  return writeFile(new URL(`../${path}`, import.meta.url), text);
}

if (import.meta.main) await writeDumps();
